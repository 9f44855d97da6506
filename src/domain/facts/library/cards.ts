/**
 * The search projection: one row an account and one a post, rebuilt from facts for whatever an import touched.
 * `rebuildCards` works on the temporary tables `touched_accounts` and `touched_posts`, a part at a time: memory
 * stays bounded however much an import touched.
 */

import type { FactWriter } from '#store/facts/fact-store.ts';
import { ident, join, type Sql, sql } from '#store/facts/sql.ts';
import { TIER_SCHEME, TIERS } from './schema.ts';

const deletePostCards = (): Sql =>
  sql`DELETE FROM post_card WHERE post_id IN (SELECT post_id FROM touched_post)`;

/** The newest known value of a column; later imports win ties. */
const newest = (column: string): Sql => {
  const name: Sql = { strings: [column], values: [] };
  return sql`max_by(p.${name}, (p.observed_at, p.source_id, p.source_row)) FILTER (WHERE p.${name} IS NOT NULL)`;
};
const fullest = (column: string): Sql => {
  const name: Sql = { strings: [column], values: [] };
  return sql`coalesce(max_by(p.${name}, (p.observed_at, p.source_id, p.source_row)) FILTER (WHERE len(p.${name}) > 0), [])`;
};

const insertPostCards = (): Sql => sql`
  INSERT INTO post_card
  WITH merged AS (
    SELECT p.post_id, min(p.platform) AS platform, min(p.post_key) AS post_key, ${newest('account_id')} AS account_id, ${newest('published_at')} AS published_at,
      ${newest('format')} AS format, ${newest('title')} AS title, ${newest('text')} AS text, ${newest('url')} AS url, ${fullest('tag')} AS tag,
      ${fullest('mention')} AS mention, ${newest('region')} AS region, ${newest('duration_seconds')} AS duration_seconds, ${newest('sponsored')} AS sponsored,
      ${newest('parent_post_id')} AS parent_post_id, ${newest('campaign')} AS campaign, max(p.observed_at) AS observed_at,
      max_by(p.vendor, (p.observed_at, p.source_id, p.source_row)) AS vendor,
      max_by(p.source_id, (p.observed_at, p.source_id, p.source_row)) AS source_id,
      max_by(p.source_row, (p.observed_at, p.source_id, p.source_row)) AS source_row
    FROM post p SEMI JOIN touched_post t ON t.post_id = p.post_id
    GROUP BY p.post_id
  )
  SELECT *, lower(concat_ws(' ', title, text, array_to_string(tag, ' '), array_to_string(mention, ' '))) AS search_text FROM merged`;

const deleteAccountCards = (): Sql =>
  sql`DELETE FROM account_card WHERE account_id IN (SELECT account_id FROM touched_account)`;

const word = (attribute: string): Sql =>
  sql`max_by(value, (observed_at, source_id, source_row)) FILTER (WHERE attribute = ${attribute})`;
const words = (attributes: string[]): Sql =>
  sql`coalesce(list_sort(array_agg(DISTINCT value) FILTER (WHERE attribute IN (${join(
    attributes.map((a) => sql`${a}`),
    ', ',
  )}))), [])`;

/** The band of a follower count under the named scheme. */
const tierOf = (column: Sql): Sql =>
  sql`CASE ${join(
    [...TIERS].reverse().map((tier) => sql`WHEN ${column} >= ${TIER_SCHEME.floors[tier]} THEN ${tier}`),
    ' ',
  )} END`;

const insertAccountCards = (): Sql => sql`
  INSERT INTO account_card
  WITH attr AS (
    SELECT x.account_id, ${word('name')} AS name, ${word('region')} AS region, ${word('bio')} AS bio, ${words(['category', 'main_category'])} AS category,
      ${words(['tag', 'persona'])} AS tag, ${words(['cooperated_brand'])} AS brand, ${word('agency')} AS agency, ${word('verified')} AS verified,
      ${word('url')} AS url, max(observed_at) AS seen, array_agg(DISTINCT vendor) AS vendor
    FROM account_attribute x SEMI JOIN touched_account t ON t.account_id = x.account_id GROUP BY x.account_id
  ), ident AS (
    SELECT i.account_id, min(value) FILTER (WHERE namespace = 'handle') AS handle, min(value) FILTER (WHERE namespace = 'platform') AS platform_key,
      string_agg(DISTINCT value, ' ') AS ids
    FROM account_identifier i SEMI JOIN touched_account t ON t.account_id = i.account_id WHERE namespace <> 'row' GROUP BY i.account_id
  ), figure AS (
    SELECT s.* FROM account_snapshot s SEMI JOIN touched_account t ON t.account_id = s.account_id
  ), seen AS (
    SELECT account_id, max(observed_at) AS seen, array_agg(DISTINCT vendor) AS vendor FROM figure GROUP BY account_id
  ), follower AS (
    SELECT * FROM figure WHERE metric = 'follower_count'
    QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY observed_at DESC, source_id DESC, source_row DESC, value DESC) = 1
  ), engagement AS (
    SELECT * FROM figure WHERE metric IN ('engagement_median', 'engagement_mean', 'like_median', 'like_mean')
    QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY
      CASE metric WHEN 'engagement_median' THEN 0 WHEN 'engagement_mean' THEN 1 WHEN 'like_median' THEN 2 ELSE 3 END,
      CASE content WHEN 'all' THEN 0 WHEN 'organic' THEN 1 ELSE 2 END, CASE format WHEN 'all' THEN 0 ELSE 1 END,
      observed_at DESC, window_days, source_id DESC, source_row DESC, format, value DESC) = 1
  ), price AS (
    SELECT q.* FROM quote q SEMI JOIN touched_account t ON t.account_id = q.account_id
    QUALIFY row_number() OVER (PARTITION BY q.account_id ORDER BY kind = 'paid', observed_at DESC, coalesce(amount_minor, low_minor), source_id DESC, source_row DESC) = 1
  ), posts AS (
    SELECT p.account_id, count(*) AS n, max(p.observed_at) AS seen, array_agg(DISTINCT vendor) AS vendor FROM post_card p SEMI JOIN touched_account t ON t.account_id = p.account_id GROUP BY p.account_id
  ), brands AS (
    SELECT c.account_id, array_agg(DISTINCT brand) AS brand FROM cooperation c SEMI JOIN touched_account t ON t.account_id = c.account_id WHERE brand IS NOT NULL GROUP BY c.account_id
  ), named AS (
    SELECT DISTINCT brand FROM cooperation WHERE brand IS NOT NULL UNION SELECT DISTINCT value FROM account_attribute WHERE attribute = 'cooperated_brand'
  ), mentioned AS (
    SELECT u.account_id, array_agg(DISTINCT u.word) AS brand
    FROM (SELECT p.account_id, unnest(list_concat(p.tag, p.mention)) AS word FROM post_card p SEMI JOIN touched_account t ON t.account_id = p.account_id) u
    SEMI JOIN named ON named.brand = u.word GROUP BY u.account_id
  )
  SELECT t.account_id, acc.platform, attr.name, ident.handle, ident.platform_key, attr.region, coalesce(attr.category, []), coalesce(attr.tag, []),
    list_sort(list_distinct(list_concat(coalesce(attr.brand, []), list_concat(coalesce(brands.brand, []), coalesce(mentioned.brand, []))))),
    list_sort(list_distinct(list_concat(coalesce(attr.vendor, []), list_concat(coalesce(seen.vendor, []), coalesce(posts.vendor, []))))),
    attr.agency, attr.verified, attr.url, ${tierOf(sql`coalesce(follower.value, follower.low, follower.high)`)},
    follower.value, follower.low, follower.high, follower.observed_at, follower.vendor, follower.source_id, follower.source_row,
    engagement.value, engagement.low, engagement.high, engagement.metric, engagement.window_days, engagement.observed_at, engagement.vendor, engagement.source_id, engagement.source_row,
    price.amount_minor, price.low_minor, price.high_minor, price.currency, price.format, price.observed_at, price.vendor, price.source_id, price.source_row,
    coalesce(posts.n, 0), greatest(attr.seen, seen.seen, posts.seen),
    lower(concat_ws(' ', attr.name, ident.ids, attr.bio, attr.region, attr.agency, array_to_string(coalesce(attr.category, []), ' '), array_to_string(coalesce(attr.tag, []), ' '),
      array_to_string(coalesce(brands.brand, []), ' ')))
  FROM (SELECT DISTINCT account_id FROM touched_account) t
  JOIN (SELECT account_id, min(platform) AS platform FROM account GROUP BY account_id) acc ON acc.account_id = t.account_id
  LEFT JOIN attr ON attr.account_id = t.account_id
  LEFT JOIN ident ON ident.account_id = t.account_id
  LEFT JOIN seen ON seen.account_id = t.account_id
  LEFT JOIN follower ON follower.account_id = t.account_id
  LEFT JOIN engagement ON engagement.account_id = t.account_id
  LEFT JOIN price ON price.account_id = t.account_id
  LEFT JOIN posts ON posts.account_id = t.account_id
  LEFT JOIN brands ON brands.account_id = t.account_id
  LEFT JOIN mentioned ON mentioned.account_id = t.account_id`;

/** Accounts or posts whose cards are made in one statement. */
const PART = 100_000;

async function inParts(
  writer: FactWriter,
  noun: 'account' | 'post',
  rebuild: () => Promise<void>,
): Promise<void> {
  const [all, part, id] = [ident(`touched_${noun}s`), ident(`touched_${noun}`), ident(`${noun}_id`)];
  await writer.run(sql`
    CREATE OR REPLACE TEMP TABLE ${all} AS
    SELECT ${id}, floor((row_number() OVER (ORDER BY ${id}) - 1) / ${PART})::INTEGER AS part FROM (SELECT DISTINCT ${id} FROM ${all}) t`);
  const rows = await writer.rows(sql`SELECT coalesce(max(part), -1) AS last FROM ${all}`);
  for (let i = 0; i <= Number(rows[0]?.['last']); i++) {
    await writer.run(sql`CREATE OR REPLACE TEMP TABLE ${part} AS SELECT ${id} FROM ${all} WHERE part = ${i}`);
    await rebuild();
  }
}

/** Makes the cards of everything named in `touched_posts`, then `touched_accounts`, anew. */
export async function rebuildCards(writer: FactWriter): Promise<void> {
  await inParts(writer, 'post', async () => {
    await writer.run(deletePostCards());
    await writer.run(insertPostCards());
  });
  await inParts(writer, 'account', async () => {
    await writer.run(deleteAccountCards());
    await writer.run(insertAccountCards());
  });
}
