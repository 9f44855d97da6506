/** What discovery asks of the facts. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import { peopleOf } from '../people.ts';
import type { Basis } from '../schema.ts';
import { definingAccounts, peopleWithFields, type ResolvedTarget, targetPeople } from './target-people.ts';

interface Asked {
  target: ResolvedTarget;
  basis: Basis;
}
const everyCondition: ResolvedTarget = {
  touchstoneTarget: 1,
  name: 'everything',
  platform: ['weibo'],
  all: [
    { kind: 'profile', gender: ['女'], ageBand: ['18-24'], region: ['广东'] },
    {
      kind: 'engaged',
      acts: ['comment'],
      accountIds: ['weibo:1'],
      listIds: ['weibo:2'],
      postIds: ['weibo:p'],
      brand: 'x',
    },
  ],
  any: [
    { kind: 'said', words: ['好看', 'nice'] },
    { kind: 'bought', sku: ['s'], campaign: ['c'] },
    { kind: 'members', list: 'm', keys: ['1', '18446744073709551615'] },
  ],
  not: [{ kind: 'follows', accountIds: ['weibo:1'] }],
};
const sample: Asked = { target: everyCondition, basis: 'engagers' };

const onPlatform = (column: Sql, target: ResolvedTarget): Sql =>
  target.platform ? sql`${column} IN ${list(target.platform)}` : sql`TRUE`;
/** Accounts of the target's platforms by number: numbers are told apart faster than ids. */
const placed = (target: ResolvedTarget): Sql => sql`
  SELECT account_id, platform, CAST(row_number() OVER (ORDER BY account_id) AS INTEGER) AS place,
    CAST(dense_rank() OVER (ORDER BY platform) AS INTEGER) AS side FROM account_card WHERE ${onPlatform(sql`platform`, target)}`;

export const targetSizeOf = defineQuery({
  name: 'audience.target-size',
  row: z.object({ people: z.number() }),
  sample,
  build: (q: Asked) => sql`SELECT count(*) AS people FROM (${targetPeople(q.target)}) t`,
});

/**
 * By platform: people of the base, and those of the target among them. Who is seen only with accounts that define the target
 * is in neither: such people cannot be seen with any account that is judged.
 */
export const peopleByPlatform = defineQuery({
  name: 'audience.people-by-platform',
  row: z.object({ platform: z.string(), base: z.number(), target: z.number(), samples: z.number() }),
  sample,
  build: (q: Asked) => sql`
    WITH target AS (${targetPeople(q.target)}), defining AS (${definingAccounts(q.target)}), placed AS (${placed(q.target)}),
      person AS (
        SELECT p.side, r.person, max(CASE WHEN r.design = 'full' THEN 0 ELSE 1 END) AS sampled FROM (${peopleOf({ basis: q.basis, ids: null })}) r
        JOIN placed p ON p.account_id = r.account_id WHERE p.account_id NOT IN (SELECT account_id FROM defining) GROUP BY p.side, r.person),
      counted AS (
        SELECT person.side, count(*) AS base, count(target.actor_key) AS target, CAST(sum(person.sampled) AS BIGINT) AS samples
        FROM person LEFT JOIN target ON target.actor_key = person.person GROUP BY person.side)
    SELECT n.platform, counted.base, counted.target, counted.samples
    FROM counted JOIN (SELECT DISTINCT side, platform FROM placed) n ON n.side = counted.side ORDER BY n.platform`,
});

/** By account: its people, and those of the target; and whether the target is defined by it. */
export const peopleByAccount = defineQuery({
  name: 'audience.people-by-account',
  row: z.object({
    account_id: z.string(),
    platform: z.string(),
    base: z.number(),
    target: z.number(),
    defining: z.boolean(),
  }),
  sample,
  build: (q: Asked) => sql`
    WITH target AS (${targetPeople(q.target)}), defining AS (${definingAccounts(q.target)}), placed AS (${placed(q.target)}),
      held AS (
        SELECT DISTINCT p.place, r.person FROM (${peopleOf({ basis: q.basis, ids: null })}) r JOIN placed p ON p.account_id = r.account_id),
      counted AS (
        SELECT held.place, count(*) AS base, count(target.actor_key) AS target
        FROM held LEFT JOIN target ON target.actor_key = held.person GROUP BY held.place)
    SELECT p.account_id, p.platform, counted.base, counted.target, defining.account_id IS NOT NULL AS defining
    FROM counted JOIN placed p ON p.place = counted.place LEFT JOIN defining ON defining.account_id = p.account_id ORDER BY p.account_id`,
});

/** By account: its people, those who state the fields that the target asks for, and those of the target. */
export const sharesByAccount = defineQuery({
  name: 'audience.target-shares',
  row: z.object({ account_id: z.string(), people: z.number(), stating: z.number(), target: z.number() }),
  sample,
  build: (q: Asked) => {
    const stating = peopleWithFields(q.target);
    return sql`
    WITH target AS (${targetPeople(q.target)}), placed AS (${placed(q.target)}), stating AS (${stating ?? sql`SELECT CAST(0 AS UBIGINT) AS actor_key WHERE FALSE`}),
      held AS (
        SELECT DISTINCT p.place, r.person FROM (${peopleOf({ basis: q.basis, ids: null })}) r JOIN placed p ON p.account_id = r.account_id),
      counted AS (
        SELECT held.place, count(*) AS people, count(${stating ? sql`stating.actor_key` : sql`held.person`}) AS stating, count(target.actor_key) AS target
        FROM held LEFT JOIN target ON target.actor_key = held.person LEFT JOIN stating ON stating.actor_key = held.person GROUP BY held.place)
    SELECT p.account_id, counted.people, counted.stating, counted.target FROM counted JOIN placed p ON p.place = counted.place ORDER BY p.account_id`;
  },
});

export const cardsOfCandidates = defineQuery({
  name: 'audience.candidate-cards',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    tier: z.string().nullable(),
    followers: z.number().nullable(),
    category: z.array(z.string()),
    price: z.number().nullable(),
    currency: z.string().nullable(),
    cooperations: z.number(),
  }),
  sample: { ids: ['weibo:1'] as readonly string[] },
  build: (q: { ids: readonly string[] }) => sql`
    SELECT c.account_id, c.name, c.tier, coalesce(c.follower_value, c.follower_low) AS followers, c.category,
      coalesce(c.price_value, c.price_low, c.price_high) AS price, c.price_currency AS currency, coalesce(o.n, 0) AS cooperations
    FROM account_card c LEFT JOIN (
      SELECT coalesce(x.canonical_id, k.account_id) AS account_id, count(*) AS n FROM cooperation k
      LEFT JOIN account_alias x ON x.account_id = k.account_id GROUP BY ALL) o ON o.account_id = c.account_id
    WHERE c.account_id IN ${list(q.ids)} ORDER BY c.account_id`,
});

/** Values that people carry, most frequent first. */
export const fieldCounts = defineQuery({
  name: 'audience.field-counts',
  row: z.object({ field: z.string(), value: z.string(), n: z.number() }),
  sample: {},
  build: (_: object) => sql`
    SELECT field, value, count(*) AS n FROM (
      SELECT 'gender' AS field, gender AS value, actor_key AS held FROM actor WHERE gender IS NOT NULL GROUP BY ALL
      UNION ALL SELECT 'ageBand', age_band, actor_key FROM actor WHERE age_band IS NOT NULL GROUP BY ALL
      UNION ALL SELECT 'region', region, actor_key FROM actor WHERE region IS NOT NULL GROUP BY ALL) v
    GROUP BY field, value
    UNION ALL SELECT 'brand', brand, count(*) FROM (SELECT unnest(brand) AS brand FROM account_card) b GROUP BY brand
    UNION ALL SELECT 'campaign', campaign, count(*) FROM shop_order WHERE campaign IS NOT NULL GROUP BY campaign
    ORDER BY n DESC, value LIMIT 500`,
});

export const peopleCount = defineQuery({
  name: 'audience.profiled-people',
  row: z.object({ n: z.number() }),
  sample: {},
  build: (_: object) => sql`SELECT count(DISTINCT actor_key) AS n FROM actor`,
});
