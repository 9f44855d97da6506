/** What the acts beyond explanation would cost at the user's dated prices. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CostToFake as Cost } from '#domain/readings/authenticity/schema.ts';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function CostToFake({ cost }: { cost: Cost }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const count = (n: number) => formatCount(Math.round(n), style);
  const money = (low: number, high: number, currency: string) =>
    `${formatMoney(Math.round(low), currency, style)} – ${formatMoney(Math.round(high), currency, style)}`;
  return (
    <section className="card scroll">
      <h2>{t('authenticity.cost')}</h2>
      {cost.lines.length === 0 && cost.unpriced.length === 0 ? (
        <p className="muted">{t('authenticity.costNone')}</p>
      ) : (
        <p className="muted">{t('authenticity.costHint')}</p>
      )}
      {cost.lines.length > 0 ? (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('authenticity.costLine')}</th>
              <th scope="col" className="right">
                {t('authenticity.costCount')}
              </th>
              <th scope="col" className="right">
                {t('authenticity.costRange')}
              </th>
              <th scope="col">{t('authenticity.costPrice')}</th>
            </tr>
          </thead>
          <tbody>
            {cost.lines.map((line) => (
              <tr key={line.act}>
                <th scope="row">{t(`authenticity.act.${line.act}`)}</th>
                <td className="right number">
                  {count(line.count)} ({count(line.low)} – {count(line.high)})
                </td>
                <td className="right number">{money(line.lowMinor, line.highMinor, line.currency)}</td>
                <td className="muted">
                  {line.pricedOn} · {line.source}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {cost.unpriced.map((line) => (
        <p key={line.act} className="note">
          {t('authenticity.costUnpriced', {
            number: count(line.count),
            act: t(`authenticity.act.${line.act}`),
          })}
        </p>
      ))}
      <Link to="/settings/prices">{t('authenticity.costEdit')}</Link>
    </section>
  );
}
