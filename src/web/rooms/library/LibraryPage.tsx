/** Who is in the library, and who fits? */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useCallback, useMemo } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { accountsQuery, facetsQuery } from '#web/api/endpoints.ts';
import { EmptyState, ErrorState, Loading } from '#web/parts/Answer.tsx';
import { copyRows, DataTable } from '#web/parts/DataTable.tsx';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { toggleTray, useTray } from '#web/parts/tray.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { useColumns } from '#web/rooms/library/columns.tsx';
import { ExportMenu } from '#web/rooms/library/ExportMenu.tsx';
import { Facets } from '#web/rooms/library/Facets.tsx';
import { FilterChips } from '#web/rooms/library/FilterChips.tsx';
import { FilterMenu } from '#web/rooms/library/FilterMenu.tsx';
import { ListMenu } from '#web/rooms/library/ListMenu.tsx';
import { SearchBox } from '#web/rooms/library/SearchBox.tsx';
import { filterOf, type LibrarySearch, PRESETS } from '#web/rooms/library/search.ts';
import { useTrends } from '#web/rooms/library/trends.ts';

export const libraryRoute = createLazyRoute('/library')({ component: LibraryPage });

function LibraryPage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const tray = useTray();
  const filter = useMemo(() => filterOf(search), [search]);
  const sort = search.sort ?? 'followers';
  const order = search.order ?? 'desc';
  const preset = search.preset ?? 'choose';
  const accounts = useInfiniteQuery(accountsQuery({ ...filter, sort, order }));
  const facets = useQuery(facetsQuery(filter));
  const columns = useColumns(preset, useTrends(accounts.data?.pages));
  const rows = useMemo(() => accounts.data?.pages.flatMap((p) => p.items) ?? [], [accounts.data]);
  const first = accounts.data?.pages[0];
  const marked = useMemo(() => new Set(tray.map((x) => x.accountId)), [tray]);

  const change = useCallback(
    (next: Partial<LibrarySearch>) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace: true }),
    [navigate],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = accounts;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <Page
      fill
      title={t('library.title')}
      answer={
        first ? (
          <span aria-live="polite">
            <Trans
              i18nKey="library.answer"
              values={{
                total: formatCount(first.total, { ...style, short: false }),
                day: first.asOf ? formatDay(first.asOf) : '—',
              }}
              components={{ b: <b /> }}
            />{' '}
            {t('library.tiers', { scheme: first.tierScheme })}
          </span>
        ) : undefined
      }
      actions={
        <>
          <FilterMenu filter={filter} load={(f) => void navigate({ search: f })} />
          <ListMenu chosen={tray.map((x) => x.accountId)} current={filter.list} />
          <ExportMenu filter={filter} />
        </>
      }
    >
      <div className="library">
        <Facets filter={filter} facets={facets.data} change={change} />
        <section className="results" aria-label={t('library.results')}>
          <div className="bar-line">
            <SearchBox value={filter.q ?? ''} change={(q) => change({ q: q || undefined })} />
            <FilterChips filter={filter} change={change} clear={() => void navigate({ search: {} })} />
            <span style={{ flex: 1 }} />
            <Select
              size="small"
              aria-label={t('library.preset')}
              value={preset}
              onChange={(value) => change({ preset: value })}
              options={PRESETS.map((p) => ({ value: p, label: t(`library.presets.${p}`) }))}
              popupMatchSelectWidth={false}
            />
            <button
              type="button"
              className="plain-button"
              onClick={() => void copyRows(columns, rows)}
              title={t('library.copyHint', { number: rows.length })}
            >
              {t('library.copy')}
            </button>
          </div>
          {accounts.error && !first ? (
            <ErrorState error={accounts.error} retry={() => void accounts.refetch()} />
          ) : !first ? (
            <Loading rows={12} />
          ) : first.total === 0 ? (
            <EmptyState title={t('library.empty')}>
              <p>{t('library.emptyHint')}</p>
            </EmptyState>
          ) : (
            <DataTable
              label={t('library.results')}
              columns={columns}
              rows={rows}
              total={first.total}
              rowKey={(row) => row.accountId}
              sort={{ by: sort, order }}
              onSort={(by) =>
                change({
                  sort: by as NonNullable<LibrarySearch['sort']>,
                  order: by === sort && order === 'desc' ? 'asc' : 'desc',
                })
              }
              onOpen={(row) => void navigate({ to: '/accounts/$id', params: { id: row.accountId } })}
              onMark={(row) =>
                toggleTray({ accountId: row.accountId, platform: row.platform, name: row.name })
              }
              marked={(row) => marked.has(row.accountId)}
              onMore={more}
            />
          )}
          <p className="foot">{t('library.keys')}</p>
        </section>
      </div>
    </Page>
  );
}
