import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';

/** Joined ids with the id they are shown as: the projection of the state store's decisions. */
export const accountAliases = defineQuery({
  name: 'people.account-aliases',
  row: z.object({ account_id: z.string(), canonical_id: z.string() }),
  sample: {},
  build: (_: object) => sql`SELECT account_id, canonical_id FROM account_alias ORDER BY account_id`,
});

/** Either pairs of all accounts, each pair once, or those of the named ids with everybody else. */
const pairs = (ids: readonly string[] | null, one: Sql, other: Sql): Sql =>
  ids === null ? sql`${one} < ${other}` : sql`${one} IN ${list(ids)} AND ${other} NOT IN ${list(ids)}`;

/** Links that one of the accounts has: the others need not be grouped. */
const linkOf = (ids: readonly string[] | null): Sql =>
  ids === null
    ? sql`TRUE`
    : sql`value IN (SELECT value FROM account_attribute WHERE attribute = 'url' AND account_id IN ${list(ids)})`;

/**
 * Why two accounts of one platform may be one: a row that named both, one id under two kinds of id, one profile link.
 * Ids of digits only count within their kind: numbers of different registers coincide.
 */
export const duplicatePairs = defineQuery({
  name: 'people.duplicate-pairs',
  row: z.object({
    account_id: z.string(),
    other_account_id: z.string(),
    kind: z.enum(['conflict', 'shared_id', 'same_link']),
    namespace: z.string(),
    value: z.string(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ids: ['weibo:1'], limit: 1000 },
  build: ({ ids, limit }: { ids: readonly string[] | null; limit: number }) => sql`
    WITH conflict AS (
      SELECT account_id, other_account_id, namespace, value, source_id, source_row FROM identity_conflict
      UNION SELECT other_account_id, account_id, namespace, value, source_id, source_row FROM identity_conflict
    ), link AS (
      SELECT account_id, value, max(source_id) AS source_id, max_by(source_row, source_id) AS source_row FROM account_attribute WHERE attribute = 'url' AND ${linkOf(ids)} GROUP BY account_id, value
    ), found AS (
      SELECT account_id, other_account_id, 'conflict' AS kind, namespace, value, source_id, source_row FROM conflict c WHERE ${pairs(ids, sql`c.account_id`, sql`c.other_account_id`)}
      UNION ALL
      SELECT i.account_id, o.account_id, 'shared_id', concat(i.namespace, ' = ', o.namespace), i.value, o.source_id, o.source_row
      FROM account_identifier i JOIN account_identifier o ON o.platform = i.platform AND o.value = i.value
      WHERE i.namespace <> 'row' AND o.namespace <> 'row' AND (i.namespace = o.namespace OR regexp_matches(i.value, '[^0-9]')) AND ${pairs(ids, sql`i.account_id`, sql`o.account_id`)}
      UNION ALL
      SELECT a.account_id, b.account_id, 'same_link', 'url', a.value, b.source_id, b.source_row
      FROM link a JOIN link b ON b.value = a.value WHERE split_part(a.account_id, ':', 1) = split_part(b.account_id, ':', 1) AND ${pairs(ids, sql`a.account_id`, sql`b.account_id`)}
    )
    SELECT f.account_id, f.other_account_id, f.kind, f.namespace, f.value, f.source_id, f.source_row
    FROM found f LEFT JOIN account_alias x ON x.account_id = f.account_id LEFT JOIN account_alias y ON y.account_id = f.other_account_id
    WHERE coalesce(x.canonical_id, f.account_id) <> coalesce(y.canonical_id, f.other_account_id)
    ORDER BY f.account_id, f.other_account_id, f.kind, f.namespace, f.value, f.source_id, f.source_row LIMIT ${limit}`,
});

/** Posts that some row gives to one account and another row to the other. */
export const sharedPosts = defineQuery({
  name: 'people.shared-posts',
  row: z.object({ n: z.number(), source_id: z.number().nullable(), source_row: z.number().nullable() }),
  sample: { ids: ['weibo:1'], others: ['weibo:2'] },
  build: (p: { ids: readonly string[]; others: readonly string[] }) => sql`
    SELECT count(DISTINCT a.post_id) AS n, max(b.source_id) AS source_id, max_by(b.source_row, b.source_id) AS source_row
    FROM post a JOIN post b ON b.post_id = a.post_id WHERE a.account_id IN ${list(p.ids)} AND b.account_id IN ${list(p.others)}`,
});
