/** What was sold and stayed sold, on which way people came to it, and whose work that was. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Attribution, OrderSum, Orders, Paths } from '#domain/assets/orders/schema.ts';
import { attributionQuery, ordersQuery, pathsQuery } from '#web/api/orders.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatCount, formatMoment, formatMoney, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { LinksCard } from '#web/rooms/orders/LinksCard.tsx';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';
import '#web/rooms/outcome/outcome.css';

export const ordersRoute = createLazyRoute('/deliver/$campaign/orders')({ component: OrdersPage });

function OrdersPage() {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  const { campaign } = useParams({ from: '/deliver/$campaign/orders' });
  const query = useQuery(ordersQuery(campaign));
  const found = query.data;
  return (
    <Page
      title={t('orders.title')}
      answer={
        found
          ? t('orders.answer', {
              campaign,
              raw: formatCount(found.raw.orders, style),
              net: formatCount(found.net.orders, style),
            })
          : campaign
      }
      foot={t('orders.foot')}
    >
      <CampaignLinks campaign={campaign} current="orders" />
      <div className="cards gap-below">
        <section className="card scroll" aria-label={t('orders.sums')}>
          <h2>{t('orders.sums')}</h2>
          <Answer query={query} rows={5}>
            {(data) => <Sums found={data} />}
          </Answer>
        </section>
        <LinksCard campaign={campaign} />
      </div>
      <section className="card scroll gap-below" aria-label={t('orders.attribution')}>
        <h2>{t('orders.attribution')}</h2>
        <p className="muted">{t('orders.attributionHint')}</p>
        <Answer query={useQuery(attributionQuery(campaign))} rows={6}>
          {(data) => <Shares found={data} />}
        </Answer>
      </section>
      <section className="card scroll gap-below" aria-label={t('orders.paths')}>
        <h2>{t('orders.paths')}</h2>
        <Answer query={useQuery(pathsQuery(campaign))} rows={6}>
          {(data) => <Ways found={data} />}
        </Answer>
      </section>
      <section className="card scroll" aria-label={t('orders.newest')}>
        <h2>{t('orders.newest')}</h2>
        <Answer query={query} rows={6}>
          {(data) => <Newest found={data} />}
        </Answer>
      </section>
    </Page>
  );
}

function Sums({ found }: { found: Orders }) {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  const row = (label: string, sum: OrderSum, hint?: string) => (
    <tr key={label} title={hint}>
      <th scope="row">{label}</th>
      <td className="right number">{formatCount(sum.orders, style)}</td>
      <td className="right number">
        {sum.salesMinor === null ? '—' : formatMoney(sum.salesMinor, found.currency, style)}
      </td>
    </tr>
  );
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('orders.part')}</th>
            <th scope="col" className="right">
              {t('orders.count')}
            </th>
            <th scope="col" className="right">
              {t('orders.sales')}
            </th>
          </tr>
        </thead>
        <tbody>
          {row(t('orders.raw'), found.raw)}
          {row(t('orders.notSold'), found.notSold)}
          {row(t('orders.ring'), found.marked.ring)}
          {row(t('orders.repeat'), found.marked.repeat)}
          {row(t('orders.net'), found.net)}
        </tbody>
      </table>
      <p className="muted">
        {t('orders.markedFoot', {
          buyers: formatCount(found.marked.buyers, style),
          share: formatShare(found.marked.falseAlarmShare, style),
        })}
      </p>
    </>
  );
}

function Shares({ found }: { found: Attribution }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = { ...useNumberStyle(), short: false };
  const { result } = found;
  if (result.state === 'insufficient')
    return (
      <p className="thin">
        <span className="level level-insufficient">{t('authenticity.level.insufficient')}</span>{' '}
        {t('orders.thin', { need: say(result.need), have: say(result.have) })} {say(result.why)}
      </p>
    );
  const top = Math.max(1, ...result.rows.map((r) => r.high));
  const text = (v: number) => formatCount(Math.round(v), style);
  const way = (c: { orders: number; low: number; high: number }) => (
    <td className="right number">
      {text(c.orders)}{' '}
      <small className="muted">
        [{text(c.low)}–{text(c.high)}]
      </small>
    </td>
  );
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('orders.account')}</th>
          <th scope="col">{t('orders.range')}</th>
          <th scope="col" className="right">
            {t('orders.lastTouch')}
          </th>
          <th scope="col" className="right">
            {t('orders.shapley')}
          </th>
          <th scope="col" className="right">
            {t('orders.removal')}
          </th>
          <th scope="col" className="right">
            {t('orders.touched')}
          </th>
        </tr>
      </thead>
      <tbody>
        {result.rows.map((r) => (
          <tr key={r.accountId}>
            <th scope="row">
              <Link to="/accounts/$id" params={{ id: r.accountId }}>
                {r.name ?? r.accountId}
              </Link>
            </th>
            <td>
              {r.thin ? (
                <span className="level level-insufficient">{t('orders.tooFew')}</span>
              ) : (
                <span className="row">
                  <b className="number">
                    {text(r.low)}–{text(r.high)}
                  </b>
                  <IntervalBar
                    quantity={{ value: null, low: r.low, high: r.high }}
                    from={0}
                    to={top}
                    label={`${text(r.low)}–${text(r.high)}`}
                  />
                </span>
              )}
            </td>
            {way(r.lastTouch)}
            {way(r.shapley)}
            {way(r.removal)}
            <td className="right number">{text(r.touched)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ways({ found }: { found: Paths }) {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  const name = new Map(found.accounts.map((a) => [a.accountId, a.name ?? a.accountId]));
  const top = Math.max(1, ...found.paths.map((p) => p.orders));
  return (
    <>
      <p className="muted">
        {t('orders.pathsAnswer', {
          orders: formatCount(found.orders, style),
          days: found.touchDays,
          idle: formatCount(found.people - found.orders, style),
        })}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('orders.path')}</th>
            <th scope="col" className="right">
              {t('orders.count')}
            </th>
            <th scope="col" aria-label={t('orders.count')} />
            <th scope="col" className="right">
              {t('orders.withoutOrder')}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.paths.map((p) => (
            <tr key={p.accounts.join(' ')}>
              <th scope="row">{p.accounts.map((a) => name.get(a) ?? a).join(' → ')}</th>
              <td className="right number">{formatCount(p.orders, style)}</td>
              <td style={{ width: 160 }} aria-label={formatCount(p.orders, style)}>
                <i className="path-bar" style={{ width: `${(100 * p.orders) / top}%` }} aria-hidden />
              </td>
              <td className="right number">{formatCount(p.withoutOrder, style)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Newest({ found }: { found: Orders }) {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  return (
    <table className="plain">
      <thead>
        <tr>
          {(['order', 'at', 'product', 'amount', 'state', 'code', 'region', 'marks'] as const).map((id) => (
            <th scope="col" key={id} className={id === 'amount' ? 'right' : undefined}>
              {t(`orders.column.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {found.items.map((o) => (
          <tr key={`${o.platform}${o.orderKey}`}>
            <th scope="row">
              <EvidenceButton from={{ sourceId: o.sourceId, row: o.sourceRow, column: null, vendor: 'shop' }}>
                {o.orderKey}
              </EvidenceButton>
            </th>
            <td className="number">{formatMoment(o.at)}</td>
            <td>{o.sku ?? '—'}</td>
            <td className="right number">
              {o.amountMinor === null ? '—' : formatMoney(o.amountMinor, o.currency, style)}
            </td>
            <td>{t(`orders.state.${o.status ?? (o.soldStill ? 'unknown' : 'returned')}`)}</td>
            <td>{o.code ?? '—'}</td>
            <td>{o.region ?? '—'}</td>
            <td>{o.marks.map((m) => t(`orders.mark.${m}`)).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
