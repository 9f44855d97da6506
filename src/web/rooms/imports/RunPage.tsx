/** What became of this file? */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#domain/facts/imports/schema.ts';
import { undoImport } from '#web/api/changes.ts';
import { problemsQuery, runQuery, unknownQuery } from '#web/api/endpoints.ts';
import { useTell } from '#web/i18n/tell.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { type Column, DataTable } from '#web/parts/DataTable.tsx';
import { formatDay, formatMoment } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { Accounting } from '#web/rooms/imports/Accounting.tsx';

export const runRoute = createLazyRoute('/data/runs/$id')({ component: RunPage });

const TABS = ['accounting', 'problems', 'unknown'] as const;

function RunPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/data/runs/$id' });
  const { tab } = useSearch({ from: '/data/runs/$id' });
  const query = useQuery(runQuery(id));
  const current = TABS.find((x) => x === tab) ?? 'accounting';
  return (
    <Answer query={query} rows={8}>
      {({ run, report }) => (
        <Page
          title={t('run.title', { file: run.file })}
          answer={t('run.answer', { asOf: formatDay(run.asOf), at: formatMoment(run.importedAt) })}
          actions={<Undo runId={run.runId} />}
          foot={<span className="code">sha256 {run.digest}</span>}
        >
          <TabLinks
            label={t('run.tabs')}
            current={current}
            tabs={[
              { id: 'accounting', text: t('run.tab.accounting') },
              { id: 'problems', text: `${t('run.tab.problems')} ${run.rowsRejected + run.cellsUnreadable}` },
              { id: 'unknown', text: `${t('run.tab.unknown')} ${run.unknownColumns.length}` },
            ]}
          />
          {current === 'accounting' ? <Accounting report={report} linked={false} /> : null}
          {current === 'problems' ? <Problems runId={run.runId} /> : null}
          {current === 'unknown' ? <Unknown runId={run.runId} /> : null}
        </Page>
      )}
    </Answer>
  );
}

function Undo({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const undo = useMutation({
    mutationFn: () => undoImport(runId),
    onSuccess: async () => {
      await navigate({ to: '/data' });
      await client.invalidateQueries({ queryKey: ['library'] });
    },
    onError: useComplain(),
  });
  return (
    <Popconfirm title={t('run.undoSure')} okText={t('run.undo')} onConfirm={() => undo.mutate()}>
      <Button loading={undo.isPending}>{t('run.undo')}</Button>
    </Popconfirm>
  );
}

function Problems({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const query = useInfiniteQuery(problemsQuery(runId));
  const rows = useMemo(() => query.data?.pages.flatMap((p) => p.items) ?? [], [query.data]);
  const text = (id: string, title: string, width: number, of: (p: Problem) => string): Column<Problem> => ({
    id,
    title,
    width,
    text: of,
    cell: (p) => (
      <span className="ellipsis" title={of(p)}>
        {of(p)}
      </span>
    ),
  });
  const columns: Column<Problem>[] = [
    text('row', t('problem.rowNumber'), 110, (p) => (p.sheet ? `${p.sheet} › ${p.row}` : String(p.row))),
    text('scope', t('problem.scope'), 90, (p) => (p.scope === 'row' ? t('problem.row') : t('problem.cell'))),
    text('column', t('problem.column'), 160, (p) => p.column),
    text('value', t('problem.value'), 180, (p) => p.value),
    text('reason', t('problem.reason'), 320, (p) => tell(p.reason)),
    text('fix', t('problem.fix'), 320, (p) => tell(p.fix ?? '')),
  ];
  return (
    <Answer query={query} rows={8}>
      {({ pages }) =>
        rows.length === 0 ? (
          <EmptyState title={t('problem.none')} />
        ) : (
          <div className="fill-table" style={{ height: Math.min(rows.length + 2, 20) * 34 }}>
            <DataTable
              label={t('run.tab.problems')}
              columns={columns}
              rows={rows}
              total={pages[0]?.total ?? rows.length}
              rowKey={(p) => `${p.sheet}${p.row}${p.scope}${p.column}${p.reason}`}
              onMore={
                query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined
              }
            />
          </div>
        )
      }
    </Answer>
  );
}

function Unknown({ runId }: { runId: string }) {
  const { t } = useTranslation();
  const query = useQuery(unknownQuery(runId));
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('run.noUnknown')} />
        ) : (
          <section className="card">
            <p className="muted">{t('run.unknownHint')}</p>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t('problem.column')}</th>
                  <th scope="col" className="right">
                    {t('sources.rows')}
                  </th>
                  <th scope="col">{t('run.examples')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((c) => (
                  <tr key={c.column}>
                    <th scope="row">{c.column}</th>
                    <td className="right">{c.rows}</td>
                    <td className="wrap">{c.examples.join(' · ')}</td>
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
