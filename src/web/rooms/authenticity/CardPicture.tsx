/** The picture that a card brings with it. */
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Reading } from '#basis/reading.ts';
import { drawingSchema } from '#domain/readings/authenticity/schema.ts';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { useSay } from '#web/parts/say.ts';

type Drawn = z.infer<typeof drawingSchema>;
type Say = ReturnType<typeof useSay>;

/** Room for the legend above the name of the upright axis. */
const TALL = { top: 52, bottom: 28 };
/** Years are not grouped by thousands. */
const asYears = (values: readonly number[]) =>
  values.length > 0 && values.every((v) => v > 1900 && v < 2100)
    ? { axisLabel: { formatter: (v: number) => String(v) } }
    : {};
const NAMED = { nameLocation: 'middle', nameGap: 28 } as const;

function lineOption(d: Extract<Drawn, { kind: 'line' }>, say: Say): ChartOption {
  const inTime = d.x.values.some((x) => typeof x === 'string');
  return {
    grid: TALL,
    legend: d.series.length > 1 ? { data: d.series.map((one) => say(one.name)) } : undefined,
    xAxis: { type: inTime ? 'time' : 'value', scale: true, name: say(d.x.label), ...NAMED },
    yAxis: { type: 'value', scale: true, name: say(d.y.label) },
    series: d.series.map((one, i) => {
      const data = d.x.values.map((x, j) => [x, one.values[j] ?? null]);
      const common = { name: say(one.name), data };
      if (one.as === 'bars') return { ...common, type: 'bar' as const };
      if (one.as === 'dots') return { ...common, type: 'scatter' as const, symbolSize: 5 };
      return {
        ...common,
        type: 'line' as const,
        showSymbol: false,
        lineStyle: { width: 1.5, type: one.as === 'dashed' ? ('dashed' as const) : ('solid' as const) },
        ...(i === 0 && d.marks.length > 0
          ? {
              markArea: {
                silent: true,
                itemStyle: { color: 'var(--accent)', opacity: 0.12 },
                label: { show: d.marks.length <= 6, fontSize: 11, textBorderWidth: 0 },
                data: d.marks.map((m) => [{ xAxis: m.from, name: say(m.label) }, { xAxis: m.to }]),
              },
            }
          : {}),
      };
    }),
  };
}

function pointsOption(
  d: Extract<Drawn, { kind: 'points' }>,
  say: Say,
  names: { marked: string; usual: string },
): ChartOption {
  const type = d.log ? 'log' : 'value';
  const group = (marked: boolean) => d.points.filter((p) => p.marked === marked).map((p) => [p.x, p.y]);
  return {
    grid: TALL,
    tooltip: { trigger: 'item' },
    legend: {},
    xAxis: { type, scale: true, name: say(d.x.label), ...NAMED },
    yAxis: { type, scale: true, name: say(d.y.label), ...asYears(d.points.map((p) => p.y)) },
    series: [
      { name: names.usual, type: 'scatter', symbolSize: 4, itemStyle: { opacity: 0.6 }, data: group(false) },
      { name: names.marked, type: 'scatter', symbol: 'diamond', symbolSize: 9, data: group(true) },
    ],
  };
}

const barsOption = (d: Extract<Drawn, { kind: 'bars' }>, say: Say): ChartOption => ({
  legend: d.series.length > 1 ? {} : undefined,
  xAxis: { type: 'category', data: d.labels.map(say) },
  yAxis: { type: 'value', name: say(d.y.label) },
  series: d.series.map((one) => ({ name: say(one.name), type: 'bar', data: one.values })),
});

export function CardPicture({ reading }: { reading: Reading }) {
  const { t } = useTranslation();
  const say = useSay();
  if (reading.result.state !== 'ok') return null;
  const drawing = drawingSchema.safeParse(reading.result.detail['drawing']);
  if (!drawing.success) return null;
  const d = drawing.data;
  const option =
    d.kind === 'line'
      ? lineOption(d, say)
      : d.kind === 'bars'
        ? barsOption(d, say)
        : pointsOption(d, say, { marked: t('authenticity.marked'), usual: t('authenticity.usual') });
  return <Chart option={option} height={200} label={say(reading.summary)} />;
}
