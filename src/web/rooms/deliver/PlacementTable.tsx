/** Placements with what was agreed and the band that was expected before launch. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Campaign, Forecast, Placement } from '#domain/decisions/campaigns/schema.ts';
import { freezeBands } from '#web/api/campaigns.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useEvidence } from '#web/parts/evidence-link.ts';
import { formatCount, formatDay, formatMoney } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useMetricName, useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';

const QUANTITY = 'like_count';
const HORIZON_HOURS = 168;
const WIDTH = 140;

const bandOf = (p: Placement, forecasts: readonly Forecast[]): Forecast | undefined =>
  forecasts.find(
    (f) =>
      f.quantity === QUANTITY &&
      f.horizonHours === HORIZON_HOURS &&
      f.method.startsWith('expected-band@') &&
      (p.postId === null
        ? f.subject.id === (p.placementId ?? `${p.accountId}@${p.from?.sourceId}:${p.from?.row}`)
        : f.subject.id === p.postId),
  );

export function PlacementTable({ page }: { page: Campaign }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const metricName = useMetricName();
  const rows = page.placements.map((placement) => ({ placement, band: bandOf(placement, page.forecasts) }));
  const most = Math.max(1, ...rows.map((r) => r.band?.high ?? 0));
  const codes = page.links.filter((l) => l.kind === 'code').length;
  const style = useNumberStyle();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('live.placements')} tabIndex={0}>
      <div className="card-head">
        <h2>{t('live.placements')}</h2>
        <Button size="small" onClick={() => void freezeBands(client, page.campaign).catch(complain)}>
          {t('live.freeze')}
        </Button>
      </div>
      <p className="muted">{t('live.placementsHint')}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('live.account')}</th>
            <th scope="col">{t('deliver.state')}</th>
            <th scope="col">{t('live.published')}</th>
            <th scope="col">{t('live.mode')}</th>
            <th scope="col" className="right">
              {t('live.price')}
            </th>
            <th scope="col">{t('live.terms')}</th>
            <th scope="col">
              {t('live.expected', { metric: metricName(QUANTITY) })}{' '}
              <span className="muted">
                {t('live.bandScale', { most: formatCount(Math.round(most), style) })}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ placement: p, band }) => (
            <Row key={`${p.accountId} ${p.postId} ${p.placementId}`} placement={p} band={band} most={most} />
          ))}
        </tbody>
      </table>
      <p className="muted">{t('live.linksHint', { links: page.links.length - codes, codes })}</p>
    </section>
  );
}

function Row({
  placement: p,
  band,
  most,
}: {
  placement: Placement;
  band: Forecast | undefined;
  most: number;
}) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const platformName = usePlatformName();
  const metricName = useMetricName();
  const show = useEvidence();
  const { from } = p;
  return (
    <tr>
      <th scope="row">
        <Link to="/accounts/$id" params={{ id: p.accountId }}>
          {p.accountName ?? p.accountId}
        </Link>{' '}
        <span className="muted">{platformName(p.platform)}</span>
      </th>
      <td>{p.state ? word('status', p.state) : '—'}</td>
      <td>
        {p.postId && p.publishedAt ? (
          <Link to="/posts/$id" params={{ id: p.postId }}>
            {formatDay(p.publishedAt)}
          </Link>
        ) : (
          <span className="muted">—</span>
        )}
      </td>
      <td>{t(`live.modes.${p.mode}`)}</td>
      <td className="right number">
        {p.priceMinor === null ? (
          <span className="muted">—</span>
        ) : from ? (
          <button
            type="button"
            className="evidence"
            onClick={() => show({ sourceId: from.sourceId, row: from.row, column: null })}
          >
            {formatMoney(p.priceMinor, p.currency, style)}
          </button>
        ) : (
          formatMoney(p.priceMinor, p.currency, style)
        )}
      </td>
      <td>
        {p.terms.length === 0 ? (
          <span className="muted">{t('live.noTerms')}</span>
        ) : (
          p.terms.map((term) => (
            <span key={term.quantity} className="chip">
              {metricName(term.quantity)}
              {term.least === null ? '' : ` ≥ ${formatCount(term.least, style)}`}
            </span>
          ))
        )}
      </td>
      <td>
        {band ? (
          <>
            <IntervalBar
              quantity={{ value: band.value, low: band.low, high: band.high }}
              from={0}
              to={most}
              width={WIDTH}
              label={`${formatCount(Math.round(band.low ?? 0), style)} – ${formatCount(Math.round(band.high ?? 0), style)}`}
            />
            <span className="number">
              {formatCount(Math.round(band.low ?? 0), style)} –{' '}
              {formatCount(Math.round(band.high ?? 0), style)}
            </span>{' '}
            <span className="muted">{t('live.madeAt', { day: formatDay(band.madeAt), n: band.n ?? 0 })}</span>
          </>
        ) : (
          <span className="muted">{t('live.noBand')}</span>
        )}
      </td>
    </tr>
  );
}
