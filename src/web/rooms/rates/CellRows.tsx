/** The prices or posts behind a cell, each with its row and its creator’s negotiation card. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Norms } from '#domain/assets/rates/schema.ts';
import { normRowsQuery } from '#web/api/rates.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useEvidence } from '#web/parts/evidence-link.ts';
import { formatCount, formatDay, formatMoney } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { useRateSearch } from '#web/rooms/rates/search.ts';
import { useShown } from '#web/rooms/rates/shown.ts';

const KINDS = ['list', 'quoted', 'paid', 'cooperation', 'media', 'fee', 'median'] as const;

export function CellRows({ found, tier, format }: { found: Norms; tier: string; format: string }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const show = useShown(found);
  const evidence = useEvidence();
  const [, change] = useRateSearch();
  const query = useQuery(
    normRowsQuery({
      platform: found.platform ?? undefined,
      metric: found.metric,
      basis: found.basis,
      category: found.category ?? undefined,
      currency: found.currency ?? undefined,
      tier,
      format,
    }),
  );
  return (
    <Answer query={query}>
      {({ total, items }) => (
        <section
          className="scroll"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
          tabIndex={0}
          style={{ maxHeight: 320 }}
          aria-label={t('rates.rows')}
        >
          <p className="muted small">
            {total > items.length
              ? t('rates.first', { n: items.length, total })
              : t('rates.all', { n: total })}
          </p>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('rates.creator')}</th>
                <th scope="col">{t('price.kind')}</th>
                <th scope="col" className="right">
                  {t('rates.value')}
                </th>
                <th scope="col" className="right">
                  {t('rates.cost')}
                </th>
                <th scope="col" className="right">
                  {t('rates.count')}
                </th>
                <th scope="col">{t('price.asOf')}</th>
                <th scope="col">{t('rates.card')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((row, i) => {
                const kind = KINDS.find((k) => k === row.kind);
                const value = row.value === null ? '∞' : show(row.value);
                const { from } = row;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a row can name the same price twice
                  <tr key={`${row.accountId}${row.postId}${from?.sourceId}:${from?.row}:${i}`}>
                    <th scope="row">
                      {row.accountId ? (
                        <Link to="/accounts/$id" params={{ id: row.accountId }}>
                          {row.name ?? row.accountId}
                        </Link>
                      ) : (
                        (row.postId ?? '—')
                      )}
                    </th>
                    <td>{kind ? t(`rates.kind.${kind}`) : row.kind}</td>
                    <td className="right number">
                      {from ? (
                        <button
                          type="button"
                          className="evidence"
                          title={t('figure.open')}
                          onClick={() => evidence({ ...from, column: null })}
                        >
                          {value}
                        </button>
                      ) : (
                        value
                      )}
                    </td>
                    <td className="right number">
                      {row.costMinor === null ? '' : formatMoney(row.costMinor, found.currency, style)}
                    </td>
                    <td className="right number">
                      {row.count === null ? '' : formatCount(row.count, style)}
                    </td>
                    <td>{formatDay(row.observedAt)}</td>
                    <td>
                      {row.accountId ? (
                        <button
                          type="button"
                          className="button"
                          onClick={() => {
                            change({
                              account: row.accountId as string,
                              priced: row.format,
                              price: undefined,
                            });
                            scrollTo({ top: 0 });
                          }}
                        >
                          {t('rates.openCard')}
                        </button>
                      ) : null}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
    </Answer>
  );
}
