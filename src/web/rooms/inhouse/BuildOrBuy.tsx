/** Building against buying: the saving, both costs by month, and what decides it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Band, type Simulated } from '#domain/assets/inhouse/schema.ts';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatMoney } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function BuildOrBuy({ told }: { told: Simulated }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const r = told.result;
  const option = useMemo<ChartOption | null>(
    () => (r.state === 'ok' ? curves(r.build, r.buy, (k) => t(`loop.house.${k}`)) : null),
    [r, t],
  );
  if (r.state !== 'ok')
    return (
      <section className="card">
        <p>
          <span className="level level-insufficient">{t('loop.insufficient')}</span>
        </p>
        <p>
          {say(r.need)} · {say(r.have)}. {say(r.why)}
        </p>
      </section>
    );
  const money = (v: number) => formatMoney(Math.round(v * 100), told.asked.currency, style);
  const span = (x: { value: number; low: number; high: number }, f: (v: number) => string) => (
    <b className="number">
      {f(x.value)}{' '}
      <small className="muted">
        [{f(x.low)}–{f(x.high)}]
      </small>
    </b>
  );
  const ends = r.tornado.flatMap((x) => [x.atLow, x.atHigh]);
  const [from, to] = [Math.min(...ends, 0), Math.max(...ends, 0)];
  return (
    <div>
      <section className="card">
        <dl className="stats">
          <div>
            <dt>{t('loop.house.saving')}</dt>
            <dd>{span(r.saving, money)}</dd>
          </div>
          <div>
            <dt>{t('loop.house.even')}</dt>
            <dd>
              {r.breakEven ? span(r.breakEven, (v) => String(Math.round(v))) : null}{' '}
              {r.neverShare > 0 ? (
                <span className="muted">
                  {t('loop.house.never', { share: `${Math.round(100 * r.neverShare)} %` })}
                </span>
              ) : null}
            </dd>
          </div>
          <div>
            <dt>{t('loop.house.ownCost')}</dt>
            <dd>{span(r.ownPerThousand, money)}</dd>
          </div>
          <div>
            <dt>{t('loop.house.boughtCost')}</dt>
            <dd>{span(r.boughtPerThousand, money)}</dd>
          </div>
        </dl>
        <h2>{t('loop.house.chart')}</h2>
        {option ? (
          <Chart
            option={option}
            height={260}
            label={t('loop.house.chartLabel', { months: told.asked.months })}
          />
        ) : null}
      </section>
      <section className="card scroll">
        <h2>{t('loop.house.tornado')}</h2>
        <p className="muted">{t('loop.house.tornadoHint')}</p>
        <table className="plain">
          <tbody>
            {r.tornado.map((x) => (
              <tr key={x.input}>
                <th scope="row">{t(`loop.house.input.${x.input}`)}</th>
                <td>
                  <IntervalBar
                    quantity={{
                      value: null,
                      low: Math.min(x.atLow, x.atHigh),
                      high: Math.max(x.atLow, x.atHigh),
                    }}
                    from={from}
                    to={to}
                    width={260}
                    label={`${money(x.atLow)} – ${money(x.atHigh)}`}
                  />
                </td>
                <td className="right number">{money(x.atLow)}</td>
                <td className="right number">{money(x.atHigh)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Two lines, each with its band: a clear base below, the width of the range on top. */
function curves(
  build: readonly Band[],
  buy: readonly Band[],
  say: (k: 'build' | 'buy' | 'range' | 'month') => string,
): ChartOption {
  const months = build.map((b) => String(b.month));
  const band = (name: 'build' | 'buy', data: readonly Band[], colour: number) => [
    {
      type: 'line' as const,
      name: `${name}-low`,
      stack: name,
      symbol: 'none',
      lineStyle: { opacity: 0 },
      tooltip: { show: false },
      data: data.map((d) => d.low),
      silent: true,
    },
    {
      type: 'line' as const,
      name: `${say(name)} · ${say('range')}`,
      stack: name,
      symbol: 'none',
      lineStyle: { opacity: 0 },
      areaStyle: { opacity: 0.15, color: `var(--series-${colour})` },
      tooltip: { show: false },
      data: data.map((d) => d.high - d.low),
      silent: true,
    },
    {
      type: 'line' as const,
      name: say(name),
      symbol: 'none',
      lineStyle: { width: 2, color: `var(--series-${colour})` },
      itemStyle: { color: `var(--series-${colour})` },
      data: data.map((d) => Math.round(d.value)),
    },
  ];
  return {
    legend: { data: [say('build'), say('buy')] },
    grid: { left: 8, right: 16, top: 32, bottom: 4 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: months, name: say('month') },
    yAxis: { type: 'value' },
    series: [...band('build', build, 1), ...band('buy', buy, 2)],
  };
}
