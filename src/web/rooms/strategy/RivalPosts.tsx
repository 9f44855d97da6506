/** The posts behind a brand's figures; each opens the row it was read from. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rivalPostsQuery } from '#web/api/rivals.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useEvidence } from '#web/parts/evidence-link.ts';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';

interface RivalPostsProps {
  brand: string;
  category: string | undefined;
  windowDays: number;
}

export function RivalPosts({ brand, category, windowDays }: RivalPostsProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const platformName = usePlatformName();
  const open = useEvidence();
  const query = useQuery(rivalPostsQuery({ brand, category, windowDays, limit: 200 }));
  return (
    <Answer query={query} rows={6}>
      {({ items }) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <div className="scroll rival-posts" tabIndex={0} role="region" aria-label={t('rivals.open')}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('rivals.post')}</th>
                <th scope="col">{t('rivals.author')}</th>
                <th scope="col">{t('library.columns.platform')}</th>
                <th scope="col">{t('rivals.published')}</th>
                <th scope="col">{t('rivals.format')}</th>
                <th scope="col" className="right">
                  {t('rivals.engagements')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((p) => (
                <tr key={p.postId}>
                  <th scope="row" className="ellipsis">
                    <Link to="/posts/$id" params={{ id: p.postId }}>
                      {p.title ?? t('rivals.untitled')}
                    </Link>
                  </th>
                  <td>
                    <Link to="/accounts/$id" params={{ id: p.accountId }}>
                      {p.name ?? p.accountId}
                    </Link>
                  </td>
                  <td>{platformName(p.platform)}</td>
                  <td className="number">{p.publishedAt ? formatDay(p.publishedAt) : '—'}</td>
                  <td>{p.format ? word('format', p.format) : '—'}</td>
                  <td className="right number">
                    <button
                      type="button"
                      className="evidence"
                      onClick={() => open({ sourceId: p.sourceId, row: p.row, column: null })}
                    >
                      {p.interactions === null ? '—' : formatCount(p.interactions, style)}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Answer>
  );
}
