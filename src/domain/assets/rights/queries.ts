/** What the rights ledger asks of the facts. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

const text = z.string().nullable();

/** Posts that cooperations brought, newest first. */
export const cooperationPosts = defineQuery({
  name: 'rights.cooperation-posts',
  row: z.object({
    post_id: z.string(),
    title: text,
    account_id: z.string(),
    account_name: text,
    campaign: z.string(),
    published_at: text,
  }),
  sample: {},
  build: (_: object) => sql`
    SELECT DISTINCT c.post_id, p.title, coalesce(x.canonical_id, c.account_id) AS account_id, k.name AS account_name, c.campaign,
      strftime(p.published_at, '%Y-%m-%dT%H:%M:%SZ') AS published_at
    FROM cooperation c LEFT JOIN account_alias x ON x.account_id = c.account_id
      LEFT JOIN account_card k ON k.account_id = coalesce(x.canonical_id, c.account_id) LEFT JOIN post_card p ON p.post_id = c.post_id
    WHERE c.post_id IS NOT NULL AND c.campaign IS NOT NULL
    ORDER BY published_at DESC NULLS LAST, c.post_id`,
});

/** Titles and owners of posts. */
export const postsNamed = defineQuery({
  name: 'rights.posts-named',
  row: z.object({ post_id: z.string(), title: text, account_id: text }),
  sample: { ids: ['weibo:1'] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT post_id, title, account_id FROM post_card WHERE post_id IN ${list(q.ids)} ORDER BY post_id`,
});
