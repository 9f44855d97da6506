/** What has been imported? */
import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Run } from '#domain/facts/imports/schema.ts';
import { runsQuery } from '#web/api/endpoints.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatBytes, formatCount, formatDay, formatMoment } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';

export const runsRoute = createLazyRoute('/data')({ component: RunsPage });

function RunsPage() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(runsQuery);
  return (
    <Page
      title={t('runs.title')}
      answer={t('runs.answer')}
      actions={
        <>
          <Link to="/data/metrics" className="button">
            {t('metrics.link')}
          </Link>
          <Link to="/data/platforms" className="button">
            {t('platforms.link')}
          </Link>
          <Link to="/data/import" className="button primary">
            {t('runs.import')}
          </Link>
        </>
      }
      foot={t('runs.foot')}
    >
      <Answer query={query} rows={8}>
        {({ pages }) => (
          <>
            <RunTable runs={pages.flatMap((p) => p.items)} />
            {query.hasNextPage ? (
              <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                {t('runs.more')}
              </Button>
            ) : null}
          </>
        )}
      </Answer>
    </Page>
  );
}

function RunTable({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const platformName = usePlatformName();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  if (runs.length === 0)
    return (
      <EmptyState title={t('runs.empty')}>
        <Link to="/data/import" className="button primary">
          {t('runs.import')}
        </Link>
      </EmptyState>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('runs.title')} tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('sources.file')}</th>
            <th scope="col">{t('sources.vendor')}</th>
            <th scope="col">{t('runs.platform')}</th>
            <th scope="col" className="right">
              {t('runs.read')}
            </th>
            <th scope="col" className="right">
              {t('runs.kept')}
            </th>
            <th scope="col" className="right">
              {t('runs.rejected')}
            </th>
            <th scope="col" className="right">
              {t('runs.new')}
            </th>
            <th scope="col" className="right">
              {t('runs.unknown')}
            </th>
            <th scope="col">{t('sources.asOf')}</th>
            <th scope="col">{t('sources.importedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.runId}>
              <th scope="row">
                <Link to="/data/runs/$id" params={{ id: run.runId }}>
                  {run.file}
                </Link>{' '}
                <span className="muted">{formatBytes(run.byteCount)}</span>
              </th>
              <td>{word('vendor', run.vendor)}</td>
              <td>{run.platform ? platformName(run.platform) : '—'}</td>
              <td className="right number">{n(run.rowsRead)}</td>
              <td className="right number">{n(run.rowsKept)}</td>
              <td className="right number">
                {run.rowsRejected > 0 ? <span className="mark">{t('runs.some')}</span> : null}
                {n(run.rowsRejected)}
              </td>
              <td className="right number">{n(run.rowsNew)}</td>
              <td className="right number">{run.unknownColumns.length}</td>
              <td className="number">{formatDay(run.asOf)}</td>
              <td className="number">{formatMoment(run.importedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
