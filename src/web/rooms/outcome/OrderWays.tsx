/** Orders by the way each is joined; every way opens to its single orders and their rows. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Effect, OrderWay } from '#domain/telling/outcome/schema.ts';
import { orderRowsQuery } from '#web/api/outcome.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatCount, formatMoment, formatMoney } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { EstimateText } from '#web/rooms/outcome/EstimateLine.tsx';

export function OrderWays({ e }: { e: Effect }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const [open, setOpen] = useState<OrderWay | null>(null);
  return (
    <section className="card scroll" aria-label={t('effect.ways')}>
      <h2>{t('effect.ways')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('effect.way')}</th>
            <th scope="col">{t('effect.end.title')}</th>
            <th scope="col" className="right">
              {t('effect.orders')}
            </th>
            <th scope="col" className="right">
              {t('effect.sales')}
            </th>
          </tr>
        </thead>
        <tbody>
          {e.orders.ways.map((w) => (
            <tr key={w.way}>
              <th scope="row">{say(w.label)}</th>
              <td>{t(`effect.end.${w.end}`)}</td>
              <td className="right number">
                {w.orders === 0 ? (
                  '0'
                ) : (
                  <button
                    type="button"
                    className="evidence"
                    aria-expanded={open === w.way}
                    title={t('effect.openOrders')}
                    onClick={() => setOpen(open === w.way ? null : w.way)}
                  >
                    {formatCount(w.orders, { ...style, short: false })}
                  </button>
                )}
              </td>
              <td className="right number">
                {w.salesMinor === null ? '—' : formatMoney(w.salesMinor, e.orders.currency, style)}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('effect.range')}</th>
            <td>{t('effect.end.both')}</td>
            <td className="right">
              <EstimateText estimate={e.orders.range} unit="count" />
            </td>
            <td className="right">
              <EstimateText estimate={e.orders.sales} unit="money" currency={e.orders.currency} />
            </td>
          </tr>
        </tbody>
      </table>
      {open ? <OrderRows key={open} campaign={e.campaign} way={open} /> : null}
    </section>
  );
}

function OrderRows({ campaign, way }: { campaign: string; way: OrderWay }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platform = usePlatformName();
  const [offset, setOffset] = useState(0);
  return (
    <Answer query={useQuery(orderRowsQuery(campaign, way, offset))} rows={5}>
      {({ items, nextOffset }) => (
        <>
          <table className="plain" aria-label={t('effect.singleOrders')}>
            <thead>
              <tr>
                <th scope="col">{t('effect.orderKey')}</th>
                <th scope="col">{t('effect.orderedAt')}</th>
                <th scope="col">{t('spread.platform')}</th>
                <th scope="col">{t('effect.sku')}</th>
                <th scope="col">{t('effect.code')}</th>
                <th scope="col" className="right">
                  {t('effect.sales')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((o) => (
                <tr key={`${o.platform} ${o.orderKey}`}>
                  <th scope="row">
                    <EvidenceButton from={{ ...o.from, column: null, vendor: '' }}>
                      {o.orderKey}
                    </EvidenceButton>
                  </th>
                  <td>{o.orderedAt ? formatMoment(o.orderedAt) : '—'}</td>
                  <td>{platform(o.platform)}</td>
                  <td>{o.sku ?? '—'}</td>
                  <td>{o.code ?? '—'}</td>
                  <td className="right number">
                    {o.amountMinor === null ? '—' : formatMoney(o.amountMinor, o.currency, style)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {offset > 0 || nextOffset !== null ? (
            <p className="row">
              <Button
                size="small"
                disabled={offset === 0}
                onClick={() => setOffset(Math.max(0, offset - items.length))}
              >
                {t('effect.newer')}
              </Button>
              <Button
                size="small"
                disabled={nextOffset === null}
                onClick={() => (nextOffset === null ? undefined : setOffset(nextOffset))}
              >
                {t('effect.older')}
              </Button>
            </p>
          ) : null}
        </>
      )}
    </Answer>
  );
}
