import { useMemo } from 'react';
import type { Figure } from '#domain/facts/library/schema.ts';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatValue } from '#web/parts/format.ts';
import { useNumberStyle, useScope, useWord } from '#web/parts/words.ts';

/** Points of one definition: same vendor, window, content and format. Only these are joined by a line. */
export function byDefinition(points: readonly Figure[]): Map<string, Figure[]> {
  const groups = new Map<string, Figure[]>();
  for (const point of [...points].sort((a, b) => a.asOf.localeCompare(b.asOf))) {
    const key = [point.from.vendor, point.windowDays, point.content, point.format, point.currency].join('|');
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return groups;
}

/** A line for each definition; where bounds differ from the point they are drawn as a band. */
export function useSeriesOption(points: readonly Figure[]): ChartOption {
  const style = useNumberStyle();
  const word = useWord();
  const scope = useScope();
  return useMemo(() => {
    const groups = [...byDefinition(points).values()];
    const unit = points[0]?.unit ?? 'count';
    const currency = points[0]?.currency ?? null;
    const short = { ...style, short: true };
    const at = (f: Figure) => f.value ?? f.low ?? f.high;
    return {
      legend: groups.length > 1 ? {} : undefined,
      grid: { left: 8, right: 16, top: groups.length > 1 ? 32 : 12, bottom: 4 },
      xAxis: { type: 'time', axisLabel: { hideOverlap: true } },
      yAxis: {
        type: 'value',
        scale: true,
        axisLabel: { formatter: (value: number) => formatValue(value, unit, currency, short) },
      },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value) =>
          typeof value === 'number' ? formatValue(value, unit, currency, style) : '—',
      },
      series: groups.flatMap((group, i) => {
        const first = group[0] as Figure;
        const name = [word('vendor', first.from.vendor), scope(first)].filter((x) => x !== '').join(' · ');
        const loose = group.some((f) => f.low !== f.high);
        const stack = `band${i}`;
        const band = (data: (readonly [string, number | null])[], fill: boolean) => ({
          type: 'line' as const,
          name,
          stack,
          data: data as [string, number | null][],
          symbol: 'none',
          silent: true,
          lineStyle: { opacity: 0 },
          areaStyle: fill ? { opacity: 0.18 } : { opacity: 0 },
          tooltip: { show: false },
          stackStrategy: 'all' as const,
        });
        return [
          {
            type: 'line' as const,
            name,
            data: group.map((f): [string, number | null] => [f.asOf, at(f)]),
            showSymbol: group.length < 40,
            symbolSize: 5,
            lineStyle: { width: 1.5 },
          },
          ...(loose
            ? [
                band(
                  group.map((f) => [f.asOf, f.low ?? at(f)]),
                  false,
                ),
                band(
                  group.map((f) => [f.asOf, f.low === null || f.high === null ? 0 : f.high - f.low]),
                  true,
                ),
              ]
            : []),
        ];
      }),
    };
  }, [points, style, word, scope]);
}
