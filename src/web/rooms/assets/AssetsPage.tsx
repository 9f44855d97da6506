/** What do people ask and get, by platform, tier and format? Cells of fewer than five quotes are blank. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#domain/facts/library/schema.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { overviewQuery } from '#web/api/endpoints.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatMoney } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { period } from '#web/rooms/deliver/DeliverPage.tsx';

export const assetsRoute = createLazyRoute('/assets')({ component: AssetsPage });

function AssetsPage() {
  const { t } = useTranslation();
  const query = useQuery(overviewQuery);
  return (
    <Page title={t('assets.title')} answer={t('assets.answer')} foot={t('assets.foot')}>
      <AssetsTabs />
      <Answer query={query} rows={10}>
        {(overview) => (
          <>
            <Prices prices={overview.prices} />
            <Cooperations campaigns={overview.campaigns} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Prices({ prices }: { prices: Overview['prices'] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const { platform } = useSearch({ from: '/assets' });
  const navigate = useNavigate({ from: '/assets' });
  const platforms = [...new Set(prices.map((p) => p.platform))];
  const chosen = platforms.find((p) => p === platform) ?? platforms[0];
  if (!chosen)
    return (
      <EmptyState title={t('assets.empty')}>
        <p>{t('assets.emptyHint')}</p>
      </EmptyState>
    );
  return (
    <section className="card scroll">
      <div className="row" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>{t('assets.prices')}</h2>
        <select
          className="field"
          style={{ width: 180 }}
          aria-label={t('library.columns.platform')}
          value={chosen}
          onChange={(e) => void navigate({ search: { platform: e.target.value }, replace: true })}
        >
          {platforms.map((p) => (
            <option key={p} value={p}>
              {platformName(p)}
            </option>
          ))}
        </select>
      </div>
      <PriceTable prices={prices.filter((p) => p.platform === chosen)} />
    </section>
  );
}

type Price = Overview['prices'][number];
const tierOrder = (p: Price) => (p.tier ? TIERS.indexOf(p.tier) : TIERS.length);

function PriceTable({ prices }: { prices: readonly Price[] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const top = Math.max(...prices.map((p) => p.high ?? 0), 1);
  const sorted = [...prices].sort(
    (a, b) => a.format.localeCompare(b.format) || a.kind.localeCompare(b.kind) || tierOrder(a) - tierOrder(b),
  );
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('price.format')}</th>
          <th scope="col">{t('price.kind')}</th>
          <th scope="col">{t('library.columns.tier')}</th>
          <th scope="col" className="right">
            n
          </th>
          <th scope="col" className="right">
            {t('assets.median')}
          </th>
          <th scope="col" className="right">
            {t('assets.range')}
          </th>
          <th scope="col">
            {t('assets.scale', { top: formatMoney(top, sorted[0]?.currency ?? null, style) })}
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((p) => {
          const money = (minor: number) => formatMoney(minor, p.currency, style);
          const enough = p.median !== null && p.low !== null && p.high !== null;
          return (
            <tr key={`${p.format}${p.kind}${p.tier}${p.currency}`}>
              <th scope="row">{word('format', p.format)}</th>
              <td>{word('quoteKind', p.kind)}</td>
              <td>{p.tier ? t(`tier.${p.tier}`) : t('tier.none')}</td>
              <td className="right">{p.n}</td>
              <td className="right number">
                {enough ? money(p.median ?? 0) : <span className="muted">{t('strategy.tooFew')}</span>}
              </td>
              <td className="right number">{enough ? `${money(p.low ?? 0)}–${money(p.high ?? 0)}` : ''}</td>
              <td>
                {enough ? (
                  <IntervalBar
                    quantity={{ value: p.median, low: p.low, high: p.high }}
                    from={0}
                    to={top}
                    width={240}
                    label={`${money(p.low ?? 0)} – ${money(p.median ?? 0)} – ${money(p.high ?? 0)}`}
                  />
                ) : null}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Cooperations({ campaigns }: { campaigns: Overview['campaigns'] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  if (campaigns.length === 0) return null;
  return (
    <section className="card scroll">
      <h2>{t('assets.history')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('deliver.campaign')}</th>
            <th scope="col">{t('deliver.brand')}</th>
            <th scope="col">{t('deliver.period')}</th>
            <th scope="col">{t('deliver.state')}</th>
            <th scope="col" className="right">
              {t('strategy.accounts')}
            </th>
            <th scope="col" className="right">
              {t('deliver.paid')}
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
              <td>
                {c.brand ? (
                  <Link to="/library" search={{ brand: [c.brand] }}>
                    {c.brand}
                  </Link>
                ) : (
                  '—'
                )}
              </td>
              <td className="number">{period(c)}</td>
              <td>{c.state ? word('status', c.state) : '—'}</td>
              <td className="right">{c.accounts}</td>
              <td className="right number">
                {c.paidMinor === null ? '—' : formatMoney(c.paidMinor, c.currency, style)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
