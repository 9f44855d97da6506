/** The minute curve as a chart: gain per minute, the band expected from the minutes before, alarms as marked spans. */
import type { Live, LiveAlarm } from '#domain/decisions/monitor/schema.ts';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatMoment } from '#web/parts/format.ts';

interface Words {
  gain: string;
  expected: string;
  band: string;
}

const MINUTE_MS = 60_000;
/** An alarm of one minute is still to be seen. */
const LEAST_SPAN_MS = 5 * MINUTE_MS;

export function minuteOption(
  curve: NonNullable<Live['curve']>,
  alarms: readonly LiveAlarm[],
  words: Words,
): ChartOption {
  const start = Date.parse(curve.startAt);
  const at = (values: readonly (number | null)[]) => values.map((v, i) => [start + i * MINUTE_MS, v]);
  const spans = curve.low.map((low, i) => {
    const high = curve.high[i];
    return low === null || high === null || high === undefined ? null : high - low;
  });
  return {
    grid: { top: 36, right: 20 },
    legend: { data: [words.gain, words.expected] },
    xAxis: { type: 'time' },
    yAxis: { type: 'value', min: 0 },
    tooltip: {
      formatter: (points: unknown) => {
        const list = points as { seriesName: string; value: [number, number | null] }[];
        const i = Math.round(((list[0]?.value[0] ?? start) - start) / MINUTE_MS);
        return [
          formatMoment(new Date(start + i * MINUTE_MS).toISOString()),
          `${words.gain} ${curve.gains[i] ?? '—'}`,
          `${words.expected} ${curve.expected[i] ?? '—'} (${curve.low[i] ?? '—'} – ${curve.high[i] ?? '—'})`,
        ].join('<br>');
      },
    },
    series: [
      {
        type: 'line',
        name: 'low',
        stack: 'band',
        symbol: 'none',
        lineStyle: { opacity: 0 },
        data: at(curve.low),
        silent: true,
      },
      {
        type: 'line',
        name: words.band,
        stack: 'band',
        symbol: 'none',
        lineStyle: { opacity: 0 },
        areaStyle: { opacity: 0.22 },
        data: at(spans),
        silent: true,
      },
      {
        type: 'line',
        name: words.expected,
        symbol: 'none',
        lineStyle: { width: 1, type: 'dashed' },
        data: at(curve.expected),
      },
      {
        type: 'line',
        name: words.gain,
        symbol: 'none',
        lineStyle: { width: 1.2 },
        data: at(curve.gains),
        markArea: {
          silent: true,
          itemStyle: { color: 'rgba(179, 38, 30, 0.22)' },
          data: alarms.map((a) => [
            { xAxis: Date.parse(a.fromAt) },
            { xAxis: Math.max(Date.parse(a.raisedAt), Date.parse(a.fromAt) + LEAST_SPAN_MS) },
          ]),
        },
      },
    ],
  };
}
