/** What did more money bring? Curves with bands, by a property of the posts. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Curve, Curves } from '#domain/assets/rates/schema.ts';
import { curvesQuery } from '#web/api/rates.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useMetricName, useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { Choice } from '#web/rooms/rates/Choice.tsx';
import { useRateSearch } from '#web/rooms/rates/search.ts';

export function CurvesTab() {
  const { t } = useTranslation();
  const [search] = useRateSearch();
  const query = useQuery(curvesQuery(search.platform, search.outcome, search.by));
  return (
    <Answer query={query}>
      {(found) =>
        found.outcomes.length === 0 ? (
          <EmptyState title={t('rates.curve.empty')}>
            <p>{t('rates.curve.emptyHint')}</p>
          </EmptyState>
        ) : (
          <Found found={found} />
        )
      }
    </Answer>
  );
}

type OkCurve = Extract<Curve, { state: 'ok' }>;

function Found({ found }: { found: Curves }) {
  const { t } = useTranslation();
  const say = useSay();
  const metricName = useMetricName();
  const platformName = usePlatformName();
  const [, change] = useRateSearch();
  const whole = found.cells[0]?.curve;
  return (
    <section className="card scroll">
      <div className="row" style={{ flexWrap: 'wrap', gap: 12, marginBottom: 8 }}>
        <Choice
          label={t('library.columns.platform')}
          value={found.platform ?? ''}
          options={[
            { value: '', text: t('rates.allPlatforms') },
            ...found.platforms.map((p) => ({ value: p, text: platformName(p) })),
          ]}
          change={(value) => change({ platform: value || undefined })}
        />
        <Choice
          label={t('rates.curve.outcome')}
          value={found.outcome}
          options={found.outcomes.map((o) => ({ value: o, text: metricName(o) }))}
          change={(value) => change({ outcome: value })}
        />
        <Choice
          label={t('rates.curve.by')}
          value={found.by ?? ''}
          options={[
            { value: '', text: t('rates.curve.whole') },
            ...found.properties.map((p) => ({ value: p, text: p })),
          ]}
          change={(value) => change({ by: value || undefined })}
        />
      </div>
      <p className="muted small">{t('rates.curve.posts', { n: found.posts, free: found.costNothing })}</p>
      {whole?.state === 'ok' ? <Drawn curve={whole} found={found} /> : null}
      <CurveTable found={found} />
      <ul className="small muted">
        {found.limits.map((l) => (
          <li key={l.en}>{say(l)}</li>
        ))}
      </ul>
    </section>
  );
}

function Drawn({ curve, found }: { curve: OkCurve; found: Curves }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const money = (x: number) => formatMoney(x, found.currency, style);
  const n = (x: number) => formatCount(Number(x.toPrecision(3)), style);
  const option: ChartOption = {
    legend: { data: [metricName(found.outcome)] },
    xAxis: {
      type: 'value',
      min: 'dataMin',
      max: 'dataMax',
      axisLabel: { formatter: (x: number) => money(x) },
    },
    yAxis: { type: 'value', axisLabel: { formatter: (x: number) => n(x) } },
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
        data: curve.points.map((p) => [p.spendMinor, p.low]),
      },
      {
        type: 'line',
        name: '95 %',
        stack: 'band',
        symbol: 'none',
        lineStyle: { opacity: 0 },
        areaStyle: { opacity: 0.22 },
        tooltip: { show: false },
        data: curve.points.map((p) => [p.spendMinor, p.high - p.low]),
      },
      {
        type: 'line',
        name: metricName(found.outcome),
        symbol: 'none',
        data: curve.points.map((p) => [p.spendMinor, p.value]),
      },
    ],
  };
  const last = curve.points.at(-1);
  return (
    <Chart
      option={option}
      height={250}
      label={t('rates.curve.label', {
        outcome: metricName(found.outcome),
        spend: money(last?.spendMinor ?? 0),
        value: n(last?.value ?? 0),
        low: n(last?.low ?? 0),
        high: n(last?.high ?? 0),
      })}
    />
  );
}

const THOUSANDS: ReadonlySet<string> = new Set(['exposure_count', 'reach_count', 'view_count']);

function CurveTable({ found }: { found: Curves }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  // Displays are bought by the thousand.
  const per = THOUSANDS.has(found.outcome) ? 1000 : 1;
  const money = (minor: number) => formatMoney(Number((minor * per).toPrecision(3)), found.currency, style);
  const top = Math.max(
    1.2,
    ...found.cells.map((c) => (c.curve.state === 'ok' ? c.curve.elasticity.high : 0)),
  );
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{found.by ?? t('rates.curve.whole')}</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col">{t('rates.curve.elasticity')}</th>
          <th scope="col">{t('rates.curve.shape')}</th>
          <th scope="col" className="right">
            {per === 1 ? t('rates.curve.next') : t('rates.curve.nextThousand')}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.cells.map(({ value, curve }) => (
          <tr key={value ?? ''}>
            <th scope="row">{value ?? t('rates.curve.whole')}</th>
            {curve.state === 'ok' ? (
              <>
                <td className="right number">{curve.n}</td>
                <td style={{ whiteSpace: 'nowrap' }}>
                  <IntervalBar
                    quantity={curve.elasticity}
                    from={0}
                    to={top}
                    label={`${curve.elasticity.low.toFixed(2)} – ${curve.elasticity.value.toFixed(2)} – ${curve.elasticity.high.toFixed(2)}`}
                  />{' '}
                  <span className="number">
                    {curve.elasticity.value.toFixed(2)} ({curve.elasticity.low.toFixed(2)}–
                    {curve.elasticity.high.toFixed(2)})
                  </span>
                </td>
                <td>{t(`rates.curve.shapes.${curve.shape}`)}</td>
                <td className="right number">
                  {money(curve.marginalCostMinor.low)}–
                  {curve.marginalCostMinor.high === null ? '∞' : money(curve.marginalCostMinor.high)}
                </td>
              </>
            ) : (
              <td colSpan={4}>
                <span className="level level-insufficient" title={say(curve.why)}>
                  {t('rates.blank', { need: say(curve.need), have: say(curve.have) })}
                </span>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
