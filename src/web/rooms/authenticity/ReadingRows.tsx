/** The most telling rows behind a card. Each opens to its file and cells. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readingRowsQuery } from '#web/api/authenticity.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';

export function ReadingRows({ readingId }: { readingId: string }) {
  const { t } = useTranslation();
  const query = useQuery(readingRowsQuery(readingId));
  return (
    <Answer query={query} rows={3}>
      {({ rows, rowCount }) =>
        rows.length === 0 ? (
          <p className="muted">{t('authenticity.rowsNone')}</p>
        ) : (
          <section
            className="scroll reading-rows"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
            tabIndex={0}
            aria-label={t('authenticity.rows', { n: rowCount })}
          >
            {rows.length < rowCount ? (
              <p className="muted">{t('authenticity.rowsSome', { shown: rows.length, n: rowCount })}</p>
            ) : null}
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t('authenticity.file')}</th>
                  <th scope="col" className="right">
                    {t('authenticity.row')}
                  </th>
                  <th scope="col">{t('authenticity.note')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((r, i) => (
                  <tr key={`${r.sourceId}:${r.row}:${i}`}>
                    <th scope="row">
                      {r.fileName ?? '—'}
                      {r.sheet ? ` › ${r.sheet}` : ''}
                    </th>
                    <td className="right">
                      <EvidenceButton
                        from={{ sourceId: r.sourceId, row: r.row, column: null, vendor: r.vendor ?? '' }}
                      >
                        {r.row}
                      </EvidenceButton>
                    </td>
                    <td className="wrap">
                      {r.note ??
                        Object.values(r.cells ?? {})
                          .slice(0, 4)
                          .join(' · ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      }
    </Answer>
  );
}
