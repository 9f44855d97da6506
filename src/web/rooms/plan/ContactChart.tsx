/** How many people of the target meet how many of the chosen names. */
import { useTranslation } from 'react-i18next';
import type { Decision } from '#domain/decisions/mix/plan/schema.ts';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

/** Contacts above this stand together. */
const MOST_BARS = 12;

export function ContactChart({ decision: d }: { decision: Decision }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (x: number) => formatCount(x, style);
  const bars = d.histogram.slice(0, MOST_BARS);
  const rest = d.histogram.slice(MOST_BARS).reduce((a, b) => a + b, 0);
  const labels = bars.map((_, i) => String(i)).concat(rest > 0 ? [`≥ ${MOST_BARS}`] : []);
  const values = rest > 0 ? [...bars, rest] : bars;
  const counts = (i: number) => i >= Math.max(1, d.times);
  const option: ChartOption = {
    xAxis: {
      type: 'category',
      data: labels,
      name: t('plan.contacts.axis'),
      nameLocation: 'middle',
      nameGap: 24,
    },
    yAxis: { type: 'value', axisLabel: { formatter: (x: number) => n(x) } },
    grid: { bottom: 28 },
    tooltip: { valueFormatter: (x) => (typeof x === 'number' ? n(x) : '–') },
    series: [
      {
        type: 'bar',
        name: t('plan.contacts.people'),
        barMaxWidth: 40,
        label: { show: true, position: 'top', formatter: (p) => n(Number(p.value)) },
        data: values.map((value, i) => ({ value, itemStyle: { opacity: counts(i) ? 1 : 0.35 } })),
      },
    ],
  };
  return (
    <>
      <Chart
        option={option}
        label={t('plan.contacts.label', { n: n(d.atLeastTimes), k: Math.max(1, d.times) })}
        height={250}
      />
      <p className="muted small">{t('plan.contacts.hint', { k: Math.max(1, d.times) })}</p>
    </>
  );
}
