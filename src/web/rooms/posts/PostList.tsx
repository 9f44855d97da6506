/** Posts in a table: date, words, campaign and each counter, every number with its row. */
import type { InfiniteData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { PostCard, postListSchema } from '#domain/facts/library/schema.ts';
import { EmptyState, ErrorState, Loading } from '#web/parts/Answer.tsx';
import { type Column, DataTable } from '#web/parts/DataTable.tsx';
import { FigureCell } from '#web/parts/Figure.tsx';
import { formatDay, formatQuantity } from '#web/parts/format.ts';
import { useMetricName, useWord } from '#web/parts/words.ts';

interface PostListQuery {
  data: InfiniteData<z.infer<typeof postListSchema>> | undefined;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}
interface PostListProps {
  query: PostListQuery;
  withAccount: boolean;
}

const MOST_COUNTERS = 6;
const PLAIN = { language: 'zh', short: false } as const;

export function PostList({ query, withAccount }: PostListProps) {
  const { t } = useTranslation();
  const word = useWord();
  const metricName = useMetricName();
  const rows = useMemo(() => query.data?.pages.flatMap((p) => p.items) ?? [], [query.data]);
  const metrics = useMemo(() => commonCounters(rows), [rows]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (query.error && !query.data)
    return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading rows={8} />;
  if (rows.length === 0) return <EmptyState title={t('posts.empty')} />;

  const title = (p: PostCard) => p.title || p.text || p.postId;
  const columns: Column<PostCard>[] = [
    {
      id: 'title',
      title: t('posts.title'),
      width: 300,
      text: title,
      cell: (p) => (
        <Link to="/posts/$id" params={{ id: p.postId }} className="ellipsis" tabIndex={-1}>
          {title(p)}
        </Link>
      ),
    },
    {
      id: 'day',
      title: t('posts.published'),
      width: 96,
      text: (p) => (p.publishedAt ? formatDay(p.publishedAt) : ''),
      cell: (p) => (p.publishedAt ? formatDay(p.publishedAt) : '—'),
    },
    ...(withAccount
      ? [
          {
            id: 'account',
            title: t('posts.account'),
            width: 130,
            text: (p: PostCard) => p.accountName ?? '',
            cell: (p: PostCard) =>
              p.accountId ? (
                <Link to="/accounts/$id" params={{ id: p.accountId }} className="ellipsis" tabIndex={-1}>
                  {p.accountName ?? p.accountId}
                </Link>
              ) : null,
          },
        ]
      : []),
    {
      id: 'format',
      title: t('posts.format'),
      width: 64,
      text: (p) => p.format ?? '',
      cell: (p) => (p.format ? word('format', p.format) : ''),
    },
    {
      id: 'campaign',
      title: t('posts.campaign'),
      width: 120,
      text: (p) => p.campaign ?? '',
      cell: (p) => (
        <>
          {p.sponsored ? <span className="mark">{t('posts.sponsored')}</span> : null}
          <span className="ellipsis">{p.campaign ?? ''}</span>
        </>
      ),
    },
    ...metrics.map((metric): Column<PostCard> => {
      const of = (p: PostCard) => p.counters.find((c) => c.metric === metric) ?? null;
      return {
        id: metric,
        title: metricName(metric),
        width: 92,
        align: 'right',
        text: (p) => {
          const f = of(p);
          return f ? (formatQuantity(f, f.unit, f.currency, PLAIN) ?? '').replaceAll(',', '') : '';
        },
        cell: (p) => <FigureCell figure={of(p)} markStale={false} />,
      };
    }),
  ];
  const total = query.data.pages[0]?.total ?? rows.length;
  return (
    <div className="fill-table" style={{ height: Math.min(rows.length, 16) * 34 + 60 }}>
      <p className="muted">{t('posts.total', { count: total })}</p>
      <DataTable
        label={t('posts.list')}
        columns={columns}
        rows={rows}
        total={total}
        rowKey={(p) => p.postId}
        onMore={more}
      />
    </div>
  );
}

/** The counters most posts have, so that the columns hold few gaps. */
function commonCounters(rows: readonly PostCard[]): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const c of row.counters) counts.set(c.metric, (counts.get(c.metric) ?? 0) + 1);
  return [...counts.entries()]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COUNTERS)
    .map(([metric]) => metric);
}
