/** Each counter and figure as a percentile among accounts of the same platform and tier. */
import { useTranslation } from 'react-i18next';
import type { Indicator, StageIndex, ValuePage } from '#domain/readings/value/schema.ts';
import { DotPlot } from '#web/parts/DotPlot.tsx';
import { formatCount, formatMoney, formatShare, type NumberStyle } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useMetricName, useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { pageName } from '#web/rooms/compare/PathCard.tsx';

type Metric = StageIndex['metrics'][number];

const NAMED = [
  'engagement_per_follower',
  'posts_per_month',
  'follower_growth_share',
  'recent_engagement_share',
  'active_follower_share',
  'engaged_follower_share',
  'cooperation_count',
  'cost_per_engagement',
] as const;
/** The name of an indicator: a metric of the dictionary, or one of this room's own. */
export function useIndicatorName(): (id: Indicator) => string {
  const { t } = useTranslation();
  const metricName = useMetricName();
  return (id) => {
    const own = NAMED.find((n) => n === id);
    return own ? t(`value.indicator.${own}`) : metricName(id);
  };
}

const MONEY = new Set<Indicator>(['gmv', 'video_sale_mean', 'live_sale_mean', 'cost_per_engagement']);
export function figureText(id: Indicator, value: number | null, style: NumberStyle): string {
  if (value === null) return '—';
  if (id.endsWith('_share')) return formatShare(value, style);
  if (MONEY.has(id)) return formatMoney(Math.round(value), null, style);
  return formatCount(Number(value.toPrecision(4)), style);
}

interface PercentileTableProps {
  pages: readonly ValuePage[];
  colours: readonly string[];
}

export function PercentileTable({ pages, colours }: PercentileTableProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const indicatorName = useIndicatorName();
  const platformName = usePlatformName();
  const first = pages[0];
  if (!first) return null;
  const known = (m: Metric | undefined) => m !== undefined && m.figure !== null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('value.percentiles')} tabIndex={0}>
      <h2>{t('value.percentiles')}</h2>
      <p className="muted">{t('value.percentilesHint')}</p>
      <table className="plain compare">
        <thead>
          <tr>
            <th scope="col">{t('value.indicatorName')}</th>
            <th scope="col">{t('value.percentileScale')}</th>
            {pages.map((p, i) => (
              <th key={p.accountId} scope="col" className="right">
                <span className="dot" style={{ background: colours[i] }} aria-hidden />
                {pageName(p)}
                <br />
                {p.peers
                  ? t('value.peers', {
                      n: p.peers.n,
                      platform: platformName(p.peers.platform),
                      tiers: p.peers.names.map(say).join(t('list.comma')),
                    })
                  : t('value.noPeers')}
              </th>
            ))}
          </tr>
        </thead>
        {first.stages.map((stage, s) => {
          const rows = stage.metrics
            .map((_, m) => pages.map((p) => p.stages[s]?.metrics[m]))
            .filter((row) => row.some(known));
          if (rows.length === 0) return null;
          return (
            <tbody key={stage.stage}>
              <tr className="group">
                <th scope="rowgroup" colSpan={2 + pages.length}>
                  {say(stage.name)}
                </th>
              </tr>
              {rows.map((row) => {
                const id = row.find((m) => m !== undefined)?.metric;
                if (!id) return null;
                return (
                  <tr key={id}>
                    <th scope="row">{indicatorName(id)}</th>
                    <td>
                      <DotPlot
                        quantities={row.map((m) =>
                          m && m.index !== null ? { value: m.index, low: m.low, high: m.high } : null,
                        )}
                        colours={colours}
                        to={100}
                        label={`${indicatorName(id)}: ${row.map((m) => ((m?.index ?? null) === null ? '—' : m?.index?.toFixed(0))).join('; ')}`}
                      />
                    </td>
                    {row.map((m, i) => (
                      <td key={pages[i]?.accountId} className="right number">
                        {!m || m.figure === null ? (
                          <span className="muted">—</span>
                        ) : m.index === null ? (
                          <>
                            {figureText(id, m.figure, style)}
                            <div className="muted small">{t('value.fewPeers', { n: m.n })}</div>
                          </>
                        ) : (
                          <>
                            {t('value.percentile', { value: m.index.toFixed(0) })}
                            <div className="muted small">
                              {m.low === null || m.high === null
                                ? ''
                                : `${m.low.toFixed(0)} – ${m.high.toFixed(0)} · `}
                              n = {m.n} · {figureText(id, m.figure, style)}
                            </div>
                          </>
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          );
        })}
      </table>
    </section>
  );
}
