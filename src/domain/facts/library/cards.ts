/**
 * The search projection: one row an account and one a post, rebuilt from facts for whatever an import touched.
 * `rebuildCards` works on the temporary tables `touched_accounts` and `touched_posts`, a part at a time: memory
 * stays bounded however much an import touched. Accounts that a person declared to be one (`account_alias`) have one
 * card, made of the facts of both.
 */

import { POST_PRICES } from '#domain/facts/accounts/schema.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import { ident, join, list, type Sql, sql } from '#store/facts/sql.ts';
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
    FROM (SELECT p.* REPLACE (coalesce(x.canonical_id, p.account_id) AS account_id) FROM post p LEFT JOIN account_alias x ON x.account_id = p.account_id) p
    SEMI JOIN touched_post t ON t.post_id = p.post_id
    GROUP BY p.post_id
  )
  SELECT *, lower(concat_ws(' ', title, text, array_to_string(tag, ' '), array_to_string(mention, ' '))) AS search_text FROM merged`;

const deleteAccountCards = (): Sql =>
  sql`DELETE FROM account_card WHERE account_id IN (SELECT fact_id FROM touched_account)`;

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

/** Brands that any fact names; `of` narrows to the facts of some accounts (aliases f). */
const namedBrands = (of: Sql = sql``): Sql => sql`
    SELECT f.brand FROM cooperation f ${of} WHERE f.brand IS NOT NULL UNION SELECT f.value FROM account_attribute f ${of} WHERE f.attribute = 'cooperated_brand'`;

const insertAccountCards = (): Sql => sql`
  INSERT INTO account_card
  WITH attr AS (
    SELECT t.account_id, ${word('name')} AS name, ${word('region')} AS region, ${word('bio')} AS bio, ${words(['category', 'main_category'])} AS category,
      ${words(['tag', 'persona'])} AS tag, ${words(['cooperated_brand'])} AS brand, ${word('agency')} AS agency, ${word('verified')} AS verified,
      ${word('url')} AS url, max(observed_at) AS seen, array_agg(DISTINCT vendor) AS vendor
    FROM account_attribute x JOIN touched_account t ON t.fact_id = x.account_id GROUP BY t.account_id
  ), ident AS (
    SELECT t.account_id, min(value) FILTER (WHERE namespace = 'handle') AS handle, min(value) FILTER (WHERE namespace = 'platform') AS platform_key,
      string_agg(DISTINCT value, ' ') AS ids
    FROM account_identifier i JOIN touched_account t ON t.fact_id = i.account_id WHERE namespace <> 'row' GROUP BY t.account_id
  ), figure AS (
    SELECT s.* REPLACE (t.account_id AS account_id) FROM account_snapshot s JOIN touched_account t ON t.fact_id = s.account_id
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
    SELECT q.* REPLACE (t.account_id AS account_id) FROM quote q JOIN touched_account t ON t.fact_id = q.account_id WHERE q.kind IN ${list(POST_PRICES)}
    QUALIFY row_number() OVER (PARTITION BY t.account_id ORDER BY kind = 'paid', observed_at DESC, coalesce(amount_minor, low_minor), source_id DESC, source_row DESC) = 1
  ), posts AS (
    SELECT p.account_id, count(*) AS n, max(p.observed_at) AS seen, array_agg(DISTINCT vendor) AS vendor FROM post_card p SEMI JOIN touched_account t ON t.account_id = p.account_id GROUP BY p.account_id
  ), brands AS (
    SELECT t.account_id, array_agg(DISTINCT brand) AS brand FROM cooperation c JOIN touched_account t ON t.fact_id = c.account_id WHERE brand IS NOT NULL GROUP BY t.account_id
  ), named AS (
    ${namedBrands()}
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
  JOIN (SELECT t.account_id, min(platform) AS platform FROM account a JOIN touched_account t ON t.fact_id = a.account_id GROUP BY t.account_id) acc ON acc.account_id = t.account_id
  LEFT JOIN attr ON attr.account_id = t.account_id
  LEFT JOIN ident ON ident.account_id = t.account_id
  LEFT JOIN seen ON seen.account_id = t.account_id
  LEFT JOIN follower ON follower.account_id = t.account_id
  LEFT JOIN engagement ON engagement.account_id = t.account_id
  LEFT JOIN price ON price.account_id = t.account_id
  LEFT JOIN posts ON posts.account_id = t.account_id
  LEFT JOIN brands ON brands.account_id = t.account_id
  LEFT JOIN mentioned ON mentioned.account_id = t.account_id`;

/**
 * A post counts as naming a brand once some fact names the word as a brand. When that changes, the cards of all accounts
 * whose posts use the word are touched too, so that the order of imports does not matter. Runs before the old cards of
 * the touched accounts go.
 */
const touchBrands = (): Sql[] => [
  sql`INSERT INTO touched_accounts SELECT x.canonical_id FROM account_alias x SEMI JOIN touched_accounts t ON t.account_id = x.account_id`,
  sql`CREATE OR REPLACE TEMP TABLE held_brand AS SELECT DISTINCT unnest(brand) AS brand FROM account_card`,
  sql`CREATE OR REPLACE TEMP TABLE changed_brand AS
    (${namedBrands(sql`SEMI JOIN touched_accounts t ON t.account_id = f.account_id`)} EXCEPT SELECT brand FROM held_brand)
    UNION ALL
    (SELECT DISTINCT unnest(c.brand) AS brand FROM account_card c SEMI JOIN touched_accounts t ON t.account_id = c.account_id EXCEPT (${namedBrands()}))`,
  sql`INSERT INTO touched_accounts
    SELECT p.account_id FROM (SELECT account_id, unnest(list_concat(tag, mention)) AS word FROM post_card WHERE account_id IS NOT NULL AND EXISTS (SELECT 1 FROM changed_brand)) p
    SEMI JOIN changed_brand b ON b.brand = p.word`,
];

/** Accounts or posts whose cards are made in one statement. */
const PART = 100_000;

/** Numbers the rows of a touched table by parts. */
const numbered = (table: Sql, id: Sql, from: Sql): Sql => sql`
  CREATE OR REPLACE TEMP TABLE ${table} AS
  SELECT ${id}, floor((row_number() OVER (ORDER BY ${id}) - 1) / ${PART})::INTEGER AS part FROM (${from}) t`;

async function inParts(writer: FactWriter, all: Sql, make: (part: number) => Sql[]): Promise<void> {
  const rows = await writer.rows(sql`SELECT coalesce(max(part), -1) AS last FROM ${all}`);
  for (let part = 0; part <= Number(rows[0]?.['last']); part++)
    for (const statement of make(part)) await writer.run(statement);
}

/** Makes the cards of everything named in `touched_posts`, then `touched_accounts`, anew. */
export async function rebuildCards(writer: FactWriter): Promise<void> {
  const [posts, accounts] = [ident('touched_posts'), ident('touched_accounts')];
  await writer.run(numbered(posts, sql`post_id`, sql`SELECT DISTINCT post_id FROM ${posts}`));
  await inParts(writer, posts, (part) => [
    sql`CREATE OR REPLACE TEMP TABLE touched_post AS SELECT post_id FROM ${posts} WHERE part = ${part}`,
    deletePostCards(),
    insertPostCards(),
  ]);
  for (const statement of touchBrands()) await writer.run(statement);
  await writer.run(
    numbered(
      accounts,
      sql`account_id`,
      sql`SELECT DISTINCT coalesce(x.canonical_id, t.account_id) AS account_id FROM ${accounts} t LEFT JOIN account_alias x ON x.account_id = t.account_id`,
    ),
  );
  await inParts(writer, accounts, (part) => [
    // One row an account that facts name (`fact_id`), with the account it is shown as.
    sql`CREATE OR REPLACE TEMP TABLE touched_account AS
      WITH t AS (SELECT account_id FROM ${accounts} WHERE part = ${part})
      SELECT account_id, account_id AS fact_id FROM t UNION ALL SELECT x.canonical_id, x.account_id FROM account_alias x SEMI JOIN t ON t.account_id = x.canonical_id`,
    deleteAccountCards(),
    insertAccountCards(),
  ]);
}
