/** Worth at other budgets with the held-out band; the slider picks one of them, and the plan can be made for it. */
import { useTranslation } from 'react-i18next';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

export function BudgetCurve({ plan, search, change, revise, busy }: PlanPartProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { decision: d } = plan;
  const { curve } = d;
  const own = Math.max(
    0,
    curve.findIndex((p) => p.budget === d.brief.budget),
  );
  const asked = curve.findIndex((p) => String(p.budget) === search.budget);
  const at = asked >= 0 ? asked : own;
  const point = curve[at];
  if (!point) return <p className="muted">{t('plan.curve.none')}</p>;
  const money = (x: number) => formatMoney(x * 100, d.brief.currency, style);
  const n = (x: number) => formatCount(Math.round(x), style);
  const band = curve.filter((p) => p.heldOut !== null);
  const option: ChartOption = {
    legend: { data: [t('plan.curve.value'), t('plan.curve.bound'), t('plan.curve.held')] },
    xAxis: {
      type: 'value',
      min: 'dataMin',
      max: 'dataMax',
      axisLabel: { formatter: (x: number) => money(x) },
    },
    yAxis: { type: 'value', scale: true, axisLabel: { formatter: (x: number) => n(x) } },
    tooltip: { valueFormatter: (x) => (typeof x === 'number' ? n(x) : '–') },
    series: [
      {
        type: 'line',
        name: 'low',
        stack: 'band',
        symbol: 'none',
        silent: true,
        lineStyle: { opacity: 0 },
        tooltip: { show: false },
        data: band.map((p) => [p.budget, p.heldOut?.low ?? 0]),
      },
      {
        type: 'line',
        name: t('plan.curve.held'),
        stack: 'band',
        symbol: 'none',
        lineStyle: { opacity: 0 },
        areaStyle: { opacity: 0.25 },
        tooltip: { show: false },
        data: band.map((p) => [p.budget, (p.heldOut?.high ?? 0) - (p.heldOut?.low ?? 0)]),
      },
      {
        type: 'line',
        name: t('plan.curve.value'),
        data: curve.map((p) => [p.budget, p.value]),
        symbolSize: 5,
      },
      {
        type: 'line',
        name: t('plan.curve.bound'),
        data: curve.map((p) => [p.budget, p.bound]),
        symbol: 'none',
        lineStyle: { type: 'dashed', width: 1 },
      },
      {
        type: 'scatter',
        name: t('plan.curve.chosen'),
        data: [[point.budget, point.value]],
        symbolSize: 13,
        z: 5,
      },
    ],
  };
  return (
    <>
      <Chart
        option={option}
        label={t('plan.curve.label', { budget: money(point.budget), value: n(point.value) })}
        height={230}
      />
      <label className="curve-slider">
        {t('plan.curve.slider')}
        <input
          type="range"
          min={0}
          max={curve.length - 1}
          step={1}
          value={at}
          aria-valuetext={money(point.budget)}
          onChange={(e) => change({ budget: String(curve[Number(e.target.value)]?.budget ?? '') })}
        />
        <output className="number">
          {t('plan.curve.point', {
            budget: money(point.budget),
            value: n(point.value),
            bound: n(point.bound),
            names: point.names,
          })}
        </output>
      </label>
      <div className="row">
        <span className="muted small">
          {point.heldOut
            ? t('plan.curve.heldAt', { low: n(point.heldOut.low), high: n(point.heldOut.high) })
            : t('plan.curve.noHeld')}
        </span>
        {at === own ? null : (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => revise({ brief: { ...d.brief, budget: point.budget } })}
          >
            {t('plan.curve.take', { budget: money(point.budget) })}
          </button>
        )}
      </div>
    </>
  );
}
