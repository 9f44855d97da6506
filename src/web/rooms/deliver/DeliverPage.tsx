/** What is running, and what has come of it? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CampaignLine } from '#domain/decisions/campaigns/schema.ts';
import { campaignsQuery } from '#web/api/campaigns.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { usePickedBrand } from '#web/parts/brand.ts';
import { formatCount, formatDay, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { NewCampaign } from '#web/rooms/deliver/NewCampaign.tsx';

export const deliverRoute = createLazyRoute('/deliver')({ component: DeliverPage });

function DeliverPage() {
  const { t } = useTranslation();
  const query = useQuery(campaignsQuery);
  const { brand, has } = usePickedBrand();
  return (
    <Page title={t('deliver.title')} answer={t('deliver.answer')} foot={t('deliver.foot')}>
      <Answer query={query} rows={6}>
        {({ items: campaigns }) =>
          campaigns.length === 0 ? (
            <EmptyState title={t('deliver.empty')}>
              <p>{t('deliver.emptyHint')}</p>
              <Link to="/data/import">{t('runs.import')}</Link>
            </EmptyState>
          ) : (
            <>
              {brand === null ? null : (
                <p className="muted">
                  {t('deliver.ofBrand', {
                    brand,
                    shown: campaigns.filter((c) => has(c.campaign)).length,
                    all: campaigns.length,
                  })}
                </p>
              )}
              <Campaigns campaigns={campaigns.filter((c) => has(c.campaign))} />
            </>
          )
        }
      </Answer>
      <NewCampaign />
    </Page>
  );
}

/** Start of the campaign – its end; a dash for an end that no source states. */
export const period = (c: Pick<CampaignLine, 'startsOn' | 'endsOn'>): string =>
  c.startsOn || c.endsOn
    ? `${c.startsOn ? formatDay(c.startsOn) : '—'} – ${c.endsOn ? formatDay(c.endsOn) : '—'}`
    : '—';

function Campaigns({ campaigns }: { campaigns: readonly CampaignLine[] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const money = (minor: number | null, currency: string | null) =>
    minor === null ? <span className="muted">—</span> : formatMoney(minor, currency, style);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('deliver.title')} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('deliver.campaign')}</th>
            <th scope="col">{t('deliver.brand')}</th>
            <th scope="col">{t('deliver.state')}</th>
            <th scope="col">{t('deliver.period')}</th>
            <th scope="col" className="right">
              {t('strategy.accounts')}
            </th>
            <th scope="col" className="right">
              {t('strategy.posts')}
            </th>
            <th scope="col" className="right">
              {t('deliver.paid')}
            </th>
            <th scope="col" className="right">
              {t('deliver.orders')}
            </th>
            <th scope="col" className="right">
              {t('deliver.sales')}
            </th>
            <th scope="col" className="right">
              {t('live.alarms')}
            </th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((c) => (
            <tr key={`${c.campaign}${c.brand}`}>
              <th scope="row">
                <Link to="/deliver/$campaign" params={{ campaign: c.campaign }}>
                  {c.campaign}
                </Link>
              </th>
              <td>{c.brand ?? '—'}</td>
              <td>{c.state ? <span className="tag">{word('status', c.state)}</span> : '—'}</td>
              <td className="number">{period(c)}</td>
              <td className="right">{c.accounts}</td>
              <td className="right">{c.posts}</td>
              <td className="right number">{money(c.paidMinor, c.currency)}</td>
              <td className="right number">{formatCount(c.orders, { ...style, short: false })}</td>
              <td className="right number">{money(c.salesMinor, c.currency)}</td>
              <td className="right number">
                <Link to="/deliver/$campaign" params={{ campaign: c.campaign }} search={{ tab: 'live' }}>
                  {c.alarms}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
