/** A target as SQL: the keys of its people, and the accounts that its definition names. */
import { all, list, type Sql, sql } from '#store/facts/sql.ts';
import { peopleOf } from '../people.ts';
import type { Condition, Target } from '../schema.ts';
import { gendersOf } from '../words-of-people.ts';

/** Conditions with their lists resolved to account ids. */
export type Resolved = Condition & { listIds?: readonly string[]; keys?: readonly string[] };
export interface ResolvedTarget extends Omit<Target, 'all' | 'any' | 'not'> {
  all: readonly Resolved[];
  any: readonly Resolved[];
  not: readonly Resolved[];
}

const holds = (column: Sql, words: readonly string[]): Sql =>
  orOf(words.map((word) => sql`position(${word.toLowerCase()} IN lower(${column})) > 0`));
const orOf = (parts: readonly Sql[]): Sql => parts.reduce((a, b) => sql`${a} OR ${b}`);

const accountsOf = (c: { accountIds?: string[] | undefined; listIds?: readonly string[] }): string[] => [
  ...(c.accountIds ?? []),
  ...(c.listIds ?? []),
];

/** Posts that a condition names; `p` is the post. */
function postsOf(c: Extract<Resolved, { kind: 'engaged' }>): Sql[] {
  const accounts = accountsOf(c);
  return [
    ...(accounts.length > 0 ? [sql`p.account_id IN ${list(accounts)}`] : []),
    ...(c.postIds ? [sql`p.post_id IN ${list(c.postIds)}`] : []),
    ...(c.brand ? [sql`position(${c.brand.toLowerCase()} IN p.search_text) > 0`] : []),
  ];
}

/** The newest word of every field of a person's profile. */
const profiles = sql`
  SELECT actor_key, max_by(gender, (observed_at, source_id, source_row)) FILTER (WHERE gender IS NOT NULL) AS gender,
    max_by(age_band, (observed_at, source_id, source_row)) FILTER (WHERE age_band IS NOT NULL) AS age_band,
    max_by(region, (observed_at, source_id, source_row)) FILTER (WHERE region IS NOT NULL) AS region
  FROM actor GROUP BY actor_key`;

function keysOf(c: Resolved): Sql {
  switch (c.kind) {
    case 'profile':
      return sql`SELECT actor_key FROM (${profiles}) f WHERE ${all([
        ...(c.gender ? [sql`lower(f.gender) IN ${list(gendersOf(c.gender))}`] : []),
        ...(c.ageBand ? [sql`f.age_band IN ${list(c.ageBand)}`] : []),
        ...(c.region ? [holds(sql`f.region`, c.region)] : []),
      ])}`;
    case 'engaged':
      return sql`SELECT e.actor_key FROM engagement e JOIN post_card p ON p.post_id = e.post_id WHERE ${all([
        ...postsOf(c),
        ...(c.acts ? [sql`e.act IN ${list(c.acts)}`] : []),
      ])}`;
    case 'follows':
      return sql`SELECT person AS actor_key FROM (${peopleOf({ basis: 'followers', ids: accountsOf(c) })}) f`;
    case 'said':
      return sql`SELECT e.actor_key FROM engagement e WHERE ${holds(sql`e.text`, c.words)}`;
    case 'bought':
      return sql`SELECT buyer_key AS actor_key FROM shop_order WHERE ${all([
        sql`buyer_key IS NOT NULL`,
        ...(c.sku ? [sql`sku IN ${list(c.sku)}`] : []),
        ...(c.campaign ? [sql`campaign IN ${list(c.campaign)}`] : []),
      ])}`;
    case 'members':
      // One bound text: a list of a hundred thousand hashes is one value.
      return sql`SELECT CAST(k AS UBIGINT) AS actor_key FROM (SELECT unnest(string_split(${(c.keys ?? []).join(',')}, ',')) AS k) t WHERE k <> ''`;
  }
}

/** People who state every field that the target asks for; null when it asks for none. */
export function peopleWithFields(target: ResolvedTarget): Sql | null {
  const asked = target.all.flatMap((c) => (c.kind === 'profile' ? [c] : []));
  const fields = [
    ...(asked.some((c) => c.gender) ? [sql`f.gender IS NOT NULL`] : []),
    ...(asked.some((c) => c.ageBand) ? [sql`f.age_band IS NOT NULL`] : []),
    ...(asked.some((c) => c.region) ? [sql`f.region IS NOT NULL`] : []),
  ];
  return fields.length === 0 ? null : sql`SELECT actor_key FROM (${profiles}) f WHERE ${all(fields)}`;
}

const unionOf = (conditions: readonly Resolved[]): Sql =>
  conditions.map((c) => sql`(${keysOf(c)})`).reduce((a, b) => sql`${a} UNION ${b}`);

/** Distinct `actor_key` of the people who meet the target. */
export function targetPeople(target: ResolvedTarget): Sql {
  const needed = [
    ...target.all.map((c) => sql`(${keysOf(c)})`),
    ...(target.any.length > 0 ? [sql`(${unionOf(target.any)})`] : []),
  ];
  const met = needed.reduce((a, b) => sql`${a} INTERSECT ${b}`);
  return target.not.length > 0
    ? sql`SELECT DISTINCT actor_key FROM ((${met}) EXCEPT (${unionOf(target.not)})) t`
    : sql`SELECT DISTINCT actor_key FROM (${met}) t`;
}

/** Accounts whose audience is part of the definition: to list them would be circular. Empty statement where there are none. */
export function definingAccounts(target: ResolvedTarget): Sql {
  const named = [...target.all, ...target.any].flatMap((c): Sql[] => {
    if (c.kind === 'engaged')
      return [
        sql`SELECT p.account_id FROM post_card p WHERE ${all([...postsOf(c), sql`p.account_id IS NOT NULL`])}`,
      ];
    if (c.kind === 'follows')
      return [sql`SELECT account_id FROM account_card WHERE account_id IN ${list(accountsOf(c))}`];
    return [];
  });
  return [sql`SELECT account_id FROM account_card WHERE FALSE`, ...named].reduce(
    (a, b) => sql`${a} UNION ${b}`,
  );
}
