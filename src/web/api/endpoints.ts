/** What the pages read, as query options: one place for keys, paths and shapes. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { MetricId } from '#basis/metric.ts';
import { fileReportSchema, jobSchema, problemSchema, runSchema } from '#domain/facts/imports/schema.ts';
import {
  type AccountFilter,
  accountPageSchema,
  evidenceSchema,
  facetsSchema,
  listSchema,
  metricSchema,
  overviewSchema,
  platformSchema,
  postListSchema,
  postPageSchema,
  type SearchParameters,
  savedFilterSchema,
  searchResultSchema,
  seriesSchema,
  trendSchema,
} from '#domain/facts/library/schema.ts';
import { ask } from '#web/api/client.ts';

const cursorPage = {
  initialPageParam: '',
  getNextPageParam: (p: { nextCursor: string | null }) => p.nextCursor,
};
const at = (pageParam: string) => (pageParam ? { cursor: pageParam } : {});

/** Keys under `library` are asked again when an import changes the library. */
export const accountsQuery = (search: Omit<SearchParameters, 'limit' | 'cursor'>, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ['library', 'accounts', search, limit],
    queryFn: ({ pageParam, signal }) =>
      ask('/accounts', searchResultSchema, { query: { ...search, limit, ...at(pageParam) }, signal }),
    ...cursorPage,
    placeholderData: (previous) => previous,
  });

export const facetsQuery = (filter: AccountFilter) =>
  queryOptions({
    queryKey: ['library', 'facets', filter],
    queryFn: ({ signal }) => ask('/accounts/facets', facetsSchema, { query: { ...filter }, signal }),
    placeholderData: (previous) => previous,
  });

const trendsSchema = z.object({ items: z.array(trendSchema) });
export const trendsQuery = (accountIds: readonly string[]) =>
  queryOptions({
    queryKey: ['library', 'trends', accountIds],
    queryFn: ({ signal }) =>
      ask('/accounts/trends', trendsSchema, { method: 'POST', json: { accountIds }, signal }),
  });

export const accountQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['library', 'account', accountId],
    queryFn: ({ signal }) => ask(`/accounts/${encodeURIComponent(accountId)}`, accountPageSchema, { signal }),
  });

export const seriesQuery = (accountId: string, metric: MetricId) =>
  queryOptions({
    queryKey: ['library', 'series', accountId, metric],
    queryFn: ({ signal }) =>
      ask(`/accounts/${encodeURIComponent(accountId)}/series`, seriesSchema, { query: { metric }, signal }),
  });

export const accountPostsQuery = (accountId: string, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['library', 'account-posts', accountId, limit],
    queryFn: ({ pageParam, signal }) =>
      ask(`/accounts/${encodeURIComponent(accountId)}/posts`, postListSchema, {
        query: { limit, ...at(pageParam) },
        signal,
      }),
    ...cursorPage,
  });

export interface PostFilter {
  q?: string;
  platform?: string;
  campaign?: string;
  accountId?: string;
}
export const postsQuery = (filter: PostFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['library', 'posts', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      ask('/posts', postListSchema, { query: { ...filter, limit, ...at(pageParam) }, signal }),
    ...cursorPage,
  });

export const postQuery = (postId: string) =>
  queryOptions({
    queryKey: ['library', 'post', postId],
    queryFn: ({ signal }) => ask(`/posts/${encodeURIComponent(postId)}`, postPageSchema, { signal }),
  });

export const evidenceQuery = (sourceId: number, row: number) =>
  queryOptions({
    queryKey: ['library', 'evidence', sourceId, row],
    queryFn: ({ signal }) => ask(`/evidence/${sourceId}/${row}`, evidenceSchema, { signal }),
  });

export const overviewQuery = queryOptions({
  queryKey: ['library', 'overview'],
  queryFn: ({ signal }) => ask('/overview', overviewSchema, { signal }),
});

const compareSchema = z.object({ items: z.array(accountPageSchema) });
export const compareQuery = (accountIds: readonly string[]) =>
  queryOptions({
    queryKey: ['library', 'compare', accountIds],
    queryFn: ({ signal }) =>
      ask('/accounts/compare', compareSchema, { method: 'POST', json: { accountIds }, signal }),
    enabled: accountIds.length > 0,
    placeholderData: (previous) => previous,
  });

/** Accepts a bare array as well as `{items}`. */
const items = <S extends z.ZodType>(schema: S) =>
  z.union([z.array(schema), z.object({ items: z.array(schema) })]);
const itemsOf = <T>(answer: T[] | { items: T[] } | undefined): T[] =>
  answer === undefined ? [] : Array.isArray(answer) ? answer : answer.items;

export const listsQuery = queryOptions({
  queryKey: ['library', 'lists'],
  queryFn: ({ signal }) => ask('/lists', items(listSchema), { signal }),
  select: itemsOf<z.infer<typeof listSchema>>,
});
export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  queryFn: ({ signal }) => ask('/filters', items(savedFilterSchema), { signal }),
  select: itemsOf<z.infer<typeof savedFilterSchema>>,
});

export const platformsQuery = queryOptions({
  queryKey: ['platforms'],
  queryFn: ({ signal }) => ask('/platforms', items(platformSchema), { signal }),
  select: itemsOf<z.infer<typeof platformSchema>>,
});

export const metricsQuery = queryOptions({
  queryKey: ['metrics'],
  queryFn: ({ signal }) => ask('/metrics', items(metricSchema), { signal }),
  select: itemsOf<z.infer<typeof metricSchema>>,
});

const runsSchema = z.object({ items: z.array(runSchema), nextCursor: z.string().nullable() });
export const runsQuery = infiniteQueryOptions({
  queryKey: ['library', 'runs'],
  queryFn: ({ pageParam, signal }) => ask('/imports', runsSchema, { query: at(pageParam), signal }),
  ...cursorPage,
});
const runPageSchema = z.object({ run: runSchema, report: fileReportSchema });
export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ['library', 'run', runId],
    queryFn: ({ signal }) => ask(`/imports/${runId}`, runPageSchema, { signal }),
  });
const problemsSchema = z.object({
  items: z.array(problemSchema),
  total: z.number(),
  nextCursor: z.string().nullable(),
});
export const problemsQuery = (runId: string) =>
  infiniteQueryOptions({
    queryKey: ['library', 'problems', runId],
    queryFn: ({ pageParam, signal }) =>
      ask(`/imports/${runId}/problems`, problemsSchema, { query: { limit: 200, ...at(pageParam) }, signal }),
    ...cursorPage,
  });
const unknownSchema = z.object({
  items: z.array(z.object({ column: z.string(), rows: z.number(), examples: z.array(z.string()) })),
});
export const unknownQuery = (runId: string) =>
  queryOptions({
    queryKey: ['library', 'unknown', runId],
    queryFn: ({ signal }) => ask(`/imports/${runId}/unknown`, unknownSchema, { signal }),
  });

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => ask('/jobs', z.object({ items: z.array(jobSchema) }), { signal }),
});
export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: ['job', jobId],
    queryFn: ({ signal }) => ask(`/jobs/${jobId}`, jobSchema, { signal }),
  });

const statusSchema = z.object({
  version: z.string(),
  home: z.string(),
  demo: z.boolean(),
  asOf: z.string().nullable(),
  staleDays: z.number(),
  counts: z.record(z.string(), z.number()),
  stores: z.array(
    z.object({
      name: z.string(),
      engine: z.string(),
      file: z.string(),
      byteCount: z.number(),
      migrations: z.array(z.string()),
    }),
  ),
});
export const statusQuery = queryOptions({
  queryKey: ['library', 'status'],
  queryFn: ({ signal }) => ask('/status', statusSchema, { signal }),
});
