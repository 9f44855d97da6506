/** What was asked or paid, for which format, on which tax basis. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { EmptyState } from '#web/parts/Answer.tsx';
import { EvidenceButton, QuantityText } from '#web/parts/Figure.tsx';
import { formatDay, formatShare } from '#web/parts/format.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';

/** The way to what is usual, what is fair and what was before. */
function CardLink({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  return (
    <p>
      <Link to="/assets/prices" search={{ account: accountId }}>
        {t('rates.link')}
      </Link>
    </p>
  );
}

export function PricesTab({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  if (account.quotes.length === 0)
    return (
      <EmptyState title={t('account.noPrices')}>
        <p>{t('account.noPricesHint')}</p>
        <CardLink accountId={account.card.accountId} />
      </EmptyState>
    );
  const quotes = [...account.quotes].sort((a, b) => b.amount.asOf.localeCompare(a.amount.asOf));
  const share = (value: number | null) => (value === null ? '' : formatShare(value, style));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('account.tab.prices')} tabIndex={0}>
      <CardLink accountId={account.card.accountId} />
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('price.format')}</th>
            <th scope="col">{t('price.kind')}</th>
            <th scope="col" className="right">
              {t('price.amount')}
            </th>
            <th scope="col">{t('price.tax')}</th>
            <th scope="col" className="right">
              {t('price.rebate')}
            </th>
            <th scope="col" className="right">
              {t('price.fee')}
            </th>
            <th scope="col">{t('price.schedule')}</th>
            <th scope="col">{t('price.source')}</th>
            <th scope="col">{t('price.asOf')}</th>
          </tr>
        </thead>
        <tbody>
          {quotes.map((q) => (
            <tr
              key={`${q.format}${q.kind}${q.amount.from.sourceId}:${q.amount.from.row}:${q.amount.from.column}`}
            >
              <th scope="row">{word('format', q.format)}</th>
              <td>{word('quoteKind', q.kind)}</td>
              <td className="right">
                <EvidenceButton from={q.amount.from}>
                  <QuantityText quantity={q.amount} unit="money" currency={q.amount.currency} />
                </EvidenceButton>
              </td>
              <td>{word('tax', q.taxBasis)}</td>
              <td className="right">{share(q.rebateShare)}</td>
              <td className="right">{share(q.feeShare)}</td>
              <td>{q.schedule}</td>
              <td>{word('vendor', q.amount.from.vendor)}</td>
              <td>
                {formatDay(q.amount.asOf)}
                {q.amount.stale ? <span className="mark">{t('figure.stale')}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
