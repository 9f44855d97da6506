/** What an evidence pack asks of the facts beside the outcome's. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});

export const packPosts = defineQuery({
  name: 'evidence.posts',
  row: z.object({
    post_id: z.string(),
    account_id: z.string().nullable(),
    account_name: z.string().nullable(),
    platform: z.string(),
    title: z.string().nullable(),
    text: z.string().nullable(),
    url: z.string().nullable(),
    tag: z.array(z.string()),
    published_at: z.string().nullable(),
    sponsored: z.boolean().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (p: { ids: readonly string[] }) => sql`
    SELECT p.post_id, p.account_id, k.name AS account_name, p.platform, p.title, p.text, p.url, p.tag, ${moment('p.published_at')} AS published_at, p.sponsored, p.source_id, p.source_row
    FROM post_card p LEFT JOIN account_card k ON k.account_id = p.account_id WHERE p.post_id IN ${list(p.ids)} ORDER BY p.post_id`,
});
