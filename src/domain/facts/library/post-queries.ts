/** What the library asks of posts: their cards, counters, media and what people did with them. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { all, list, type Sql, sql } from '#store/facts/sql.ts';
import { textMatch } from './filter.ts';
import { after, figureRow, iso, type PageEnd } from './queries.ts';

const text = z.string().nullable();

const postRow = z.object({
  post_id: z.string(),
  platform: z.enum(PLATFORM_IDS),
  account_id: text,
  account_name: text,
  published_at: text,
  format: text,
  title: text,
  text,
  url: text,
  tag: z.array(z.string()),
  mention: z.array(z.string()),
  region: text,
  sponsored: z.boolean().nullable(),
  campaign: text,
  vendor: z.string(),
  source_id: z.number(),
  source_row: z.number(),
  page_value: text,
});
export type PostRow = z.infer<typeof postRow>;

export interface PostFilter {
  q?: string;
  platform?: string;
  accountId?: string;
  campaign?: string;
  postId?: string;
}

const postWhere = (f: PostFilter): Sql =>
  all([
    ...(f.q ? textMatch(sql`p.search_text`, f.q) : []),
    ...(f.platform ? [sql`p.platform = ${f.platform}`] : []),
    ...(f.accountId ? [sql`p.account_id = ${f.accountId}`] : []),
    ...(f.campaign
      ? [
          sql`p.campaign = ${f.campaign} OR p.post_id IN (SELECT post_id FROM cooperation WHERE campaign = ${f.campaign})`,
        ]
      : []),
    ...(f.postId ? [sql`p.post_id = ${f.postId}`] : []),
  ]);

interface PostPageQuery {
  filter: PostFilter;
  limit: number;
  after: PageEnd | null;
}
const everyPostField: PostFilter = {
  q: '护肤',
  platform: 'weibo',
  accountId: 'a',
  campaign: 'c',
  postId: 'p',
};
const firstPosts: PostPageQuery = {
  filter: everyPostField,
  limit: 50,
  after: { value: '2024-06-01 00:00:00', id: 'weibo:1' },
};

/** Newest first. */
export const postPage = defineQuery({
  name: 'library.post-page',
  row: postRow,
  sample: firstPosts,
  build: (p: PostPageQuery) => sql`
    SELECT p.post_id, p.platform, p.account_id, c.name AS account_name, ${iso('p.published_at')} AS published_at, p.format, p.title, p.text, p.url, p.tag, p.mention,
      p.region, p.sponsored, p.campaign, p.vendor, p.source_id, p.source_row, CAST(p.published_at AS VARCHAR) AS page_value
    FROM post_card p LEFT JOIN account_card c ON c.account_id = p.account_id
    WHERE ${postWhere(p.filter)} AND (${after(p.after, sql`p.published_at`, sql`TIMESTAMP`, true, sql`p.post_id`)})
    ORDER BY p.published_at DESC NULLS LAST, p.post_id LIMIT ${p.limit}`,
});

export const postCount = defineQuery({
  name: 'library.post-count',
  row: z.object({ n: z.number() }),
  sample: { filter: everyPostField },
  build: ({ filter }: { filter: PostFilter }) =>
    sql`SELECT count(*) AS n FROM post_card p WHERE ${postWhere(filter)}`,
});

const postFigureRow = figureRow
  .omit({ window_days: true, content: true, format: true })
  .extend({ post_id: z.string() });
export type PostFigureRow = z.infer<typeof postFigureRow>;
const POST_FIGURE = sql`post_id, metric, value, low, high, currency, ${iso('observed_at')} AS observed_at, vendor, column_name, source_id, source_row`;

export const postCounters = defineQuery({
  name: 'library.post-counters',
  row: postFigureRow,
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT ${POST_FIGURE} FROM post_snapshot WHERE post_id IN ${list(ids)}
    QUALIFY row_number() OVER (PARTITION BY post_id, metric, vendor ORDER BY observed_at DESC, source_id DESC, source_row DESC) = 1
    ORDER BY post_id, metric`,
});

export const postSeries = defineQuery({
  name: 'library.post-series',
  row: postFigureRow,
  sample: { postId: 'weibo:1' },
  build: ({ postId }: { postId: string }) =>
    sql`SELECT ${POST_FIGURE} FROM post_snapshot WHERE post_id = ${postId} ORDER BY metric, observed_at, source_id LIMIT 50000`,
});

export const postMedia = defineQuery({
  name: 'library.post-media',
  row: z.object({ kind: z.string(), url: z.string(), sha256: text, words: text }),
  sample: { postId: 'weibo:1' },
  build: ({ postId }: { postId: string }) =>
    sql`SELECT DISTINCT kind, url, sha256, words FROM post_media WHERE post_id = ${postId} ORDER BY url LIMIT 200`,
});

export const postActs = defineQuery({
  name: 'library.post-acts',
  row: z.object({ act: z.string(), n: z.number(), actors: z.number() }),
  sample: { postId: 'weibo:1' },
  build: ({ postId }: { postId: string }) =>
    sql`SELECT act, count(*) AS n, count(DISTINCT actor_key) AS actors FROM engagement WHERE post_id = ${postId} GROUP BY act ORDER BY n DESC, act`,
});

export const postRecent = defineQuery({
  name: 'library.post-recent',
  row: z.object({
    act: z.string(),
    actor: z.string(),
    acted_at: text,
    text,
    region: text,
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { postId: 'weibo:1', limit: 100 },
  build: (p: { postId: string; limit: number }) => sql`
    SELECT act, actor_key::VARCHAR AS actor, ${iso('e.acted_at')} AS acted_at, e.text, e.region, source_id, source_row
    FROM engagement e WHERE post_id = ${p.postId} ORDER BY e.acted_at DESC NULLS LAST, source_id, source_row LIMIT ${p.limit}`,
});
