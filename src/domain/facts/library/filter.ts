/** A library filter as SQL over `account_card` (alias c). */
import { createRequire } from 'node:module';
import { all, join, list, type Sql, sql } from '#store/facts/sql.ts';
import type { AccountFilter } from './schema.ts';

type Convert = (text: string) => string;
let scripts: { simplify: Convert; complicate: Convert } | null = null;

/** The dictionaries are read with the first Chinese search, not at the start. */
function bothScripts(): { simplify: Convert; complicate: Convert } {
  const { Converter } = createRequire(import.meta.url)('opencc-js') as typeof import('opencc-js');
  return {
    simplify: Converter({ from: 'tw', to: 'cn' }),
    complicate: Converter({ from: 'cn', to: 'tw' }),
  };
}

/** A word as written, simplified and traditional. */
function formsOf(word: string): string[] {
  if (!/\p{Script=Han}/u.test(word)) return [word];
  scripts ??= bothScripts();
  return [...new Set([word, scripts.simplify(word), scripts.complicate(word)])];
}

/** Search words in the forms they may be stored in: lower case, half width, simplified and traditional. */
export function searchWords(q: string): string[][] {
  return q
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '')
    .slice(0, 8)
    .map(formsOf);
}

export const textMatch = (column: Sql, q: string): Sql[] =>
  searchWords(q).map((forms) =>
    join(
      forms.map((form) => sql`contains(${column}, ${form})`),
      ' OR ',
    ),
  );

const anyOf = (column: Sql, values: readonly string[]): Sql =>
  join(
    values.map((v) => sql`list_contains(${column}, ${v})`),
    ' OR ',
  );

export type FacetName = 'platform' | 'tier' | 'category' | 'region' | 'tag' | 'brand' | 'vendor';

/** Conditions by the filter field they come from, so that a facet can leave out its own. */
export function conditions(filter: AccountFilter, listMembers: readonly string[] | null): Map<string, Sql> {
  const found = new Map<string, Sql>();
  const put = (name: string, condition: Sql | undefined) => condition && found.set(name, condition);
  if (filter.q) put('q', all(textMatch(sql`c.search_text`, filter.q)));
  if (filter.platform?.length) put('platform', sql`c.platform IN ${list(filter.platform)}`);
  if (filter.tier?.length) put('tier', sql`c.tier IN ${list(filter.tier)}`);
  if (filter.region?.length) put('region', sql`c.region IN ${list(filter.region)}`);
  if (filter.category?.length) put('category', anyOf(sql`c.category`, filter.category));
  if (filter.tag?.length) put('tag', anyOf(sql`c.tag`, filter.tag));
  if (filter.brand?.length) put('brand', anyOf(sql`c.brand`, filter.brand));
  if (filter.vendor?.length) put('vendor', anyOf(sql`c.vendor`, filter.vendor));
  const range = (
    name: string,
    value: Sql,
    low: Sql,
    high: Sql,
    min: number | undefined,
    max: number | undefined,
  ) => {
    // A bounded figure passes when its interval can reach the range.
    if (min !== undefined)
      put(
        `${name}Min`,
        sql`coalesce(${high}, ${value}, 1e308) >= ${min} AND coalesce(${value}, ${low}, ${high}) IS NOT NULL`,
      );
    if (max !== undefined)
      put(
        `${name}Max`,
        sql`coalesce(${low}, ${value}, -1e308) <= ${max} AND coalesce(${value}, ${low}, ${high}) IS NOT NULL`,
      );
  };
  range(
    'followers',
    sql`c.follower_value`,
    sql`c.follower_low`,
    sql`c.follower_high`,
    filter.followersMin,
    filter.followersMax,
  );
  range(
    'engagement',
    sql`c.engagement_value`,
    sql`c.engagement_low`,
    sql`c.engagement_high`,
    filter.engagementMin,
    filter.engagementMax,
  );
  range('price', sql`c.price_value`, sql`c.price_low`, sql`c.price_high`, filter.priceMin, filter.priceMax);
  if (filter.freshDays !== undefined)
    put(
      'freshDays',
      sql`c.last_observed_at >= (SELECT max(last_observed_at) FROM account_card) - to_days(${filter.freshDays}::INTEGER)`,
    );
  if (listMembers) put('list', sql`c.account_id IN ${list(listMembers)}`);
  return found;
}

export const where = (found: Map<string, Sql>, without?: string): Sql =>
  all([...found].filter(([name]) => name !== without).map(([, c]) => c));
