/** Campaigns as their cooperations tell of them: one state, what was paid and what was sold. */
import { z } from 'zod';
import { PLATFORM_IDS, platformRow } from '#basis/platform.ts';
import { defineQuery } from '#store/facts/query.ts';
import { type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import type { Overview } from './schema.ts';

const day = (column: string): Sql => ({ strings: [`strftime(${column}, '%Y-%m-%d')`], values: [] });

export const campaignList = defineQuery({
  name: 'overview.campaigns',
  row: z.object({
    campaign: z.string(),
    brand: z.string().nullable(),
    states: z.array(z.string()).nullable(),
    platforms: z.array(z.enum(PLATFORM_IDS)).nullable(),
    accounts: z.number(),
    posts: z.number(),
    starts_on: z.string().nullable(),
    ends_on: z.string().nullable(),
    paid_minor: z.number().nullable(),
    paid_in: z.array(z.string()).nullable(),
    orders: z.number(),
    sales_minor: z.number().nullable(),
    sold_in: z.array(z.string()).nullable(),
  }),
  sample: {},
  build: (_: object) => sql`
    WITH coop AS (
      SELECT c.*, coalesce(x.canonical_id, c.account_id) AS shown_id FROM cooperation c LEFT JOIN account_alias x ON x.account_id = c.account_id WHERE c.campaign IS NOT NULL
    ), said AS (
      SELECT campaign, state FROM coop WHERE state IS NOT NULL QUALIFY rank() OVER (PARTITION BY campaign, shown_id ORDER BY observed_at DESC) = 1
    ), stated AS (
      SELECT campaign, array_agg(DISTINCT state) AS states FROM said GROUP BY campaign
    ), sold AS (
      SELECT campaign, count(*) AS orders, sum(amount_minor) FILTER (WHERE NOT coalesce(returned, FALSE)) AS sales_minor,
        array_agg(DISTINCT currency) FILTER (WHERE currency IS NOT NULL) AS sold_in
      FROM shop_order WHERE campaign IS NOT NULL GROUP BY campaign
    ), worked AS (
      SELECT c.campaign, min(c.brand) AS brand, array_agg(DISTINCT k.platform) FILTER (WHERE k.platform IS NOT NULL) AS platforms,
        count(DISTINCT c.shown_id) AS accounts, count(DISTINCT c.post_id) AS posts, min(c.starts_on) AS starts, max(c.ends_on) AS ends,
        sum(c.amount_minor) AS paid_minor, array_agg(DISTINCT c.currency) FILTER (WHERE c.currency IS NOT NULL) AS paid_in
      FROM coop c LEFT JOIN account_card k ON k.account_id = c.shown_id GROUP BY c.campaign
    )
    SELECT w.campaign, w.brand, stated.states, w.platforms, w.accounts, w.posts, ${day('w.starts')} AS starts_on, ${day('w.ends')} AS ends_on,
      w.paid_minor, w.paid_in, coalesce(sold.orders, 0) AS orders, sold.sales_minor, sold.sold_in
    FROM worked w LEFT JOIN stated ON stated.campaign = w.campaign LEFT JOIN sold ON sold.campaign = w.campaign
    ORDER BY starts_on DESC NULLS LAST, w.campaign LIMIT 500`,
});

/** What the words of a sheet say about one cooperation. */
const STATES: Readonly<Record<string, 'planned' | 'running' | 'finished' | 'cancelled'>> = {
  planned: 'planned',
  pending: 'planned',
  待发布: 'planned',
  待执行: 'planned',
  未开始: 'planned',
  计划中: 'planned',
  running: 'running',
  published: 'running',
  进行中: 'running',
  执行中: 'running',
  已发布: 'running',
  finished: 'finished',
  completed: 'finished',
  done: 'finished',
  已结束: 'finished',
  已完成: 'finished',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  已取消: 'cancelled',
};

/** What a sheet's word says of one cooperation; a word that is not known stays as it is. */
export const placementState = (word: string | null): string | null =>
  word === null ? null : (STATES[word.trim().toLowerCase()] ?? word);

/**
 * The state of a campaign from the newest states of its cooperations. Cancelled ones do not count beside others;
 * a campaign whose cooperations are partly planned, partly over, is running. One word that is not known is
 * repeated as it stands; several say nothing (null).
 */
export function campaignState(words: readonly string[]): string | null {
  const known = words.map((word) => STATES[word.trim().toLowerCase()]);
  if (known.includes(undefined)) return words.length === 1 ? (words[0] ?? null) : null;
  const states = new Set(known);
  if (states.size > 1) states.delete('cancelled');
  return states.size > 1 ? 'running' : ([...states][0] ?? null);
}

/** The currency all amounts share; where there are none, that of the platforms; null when they differ. */
function currencyOf(amountsIn: readonly string[], platforms: readonly (typeof PLATFORM_IDS)[number][]) {
  const found = new Set(amountsIn.length > 0 ? amountsIn : platforms.map((p) => platformRow(p).currency));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

export async function campaigns(store: Store): Promise<Overview['campaigns']> {
  return (await store.facts.all(campaignList, {})).map((c) => {
    const amountsIn = [...(c.paid_in ?? []), ...(c.sold_in ?? [])];
    const currency = currencyOf(amountsIn, c.platforms ?? []);
    return {
      campaign: c.campaign,
      brand: c.brand,
      state: campaignState(c.states ?? []),
      accounts: c.accounts,
      posts: c.posts,
      startsOn: c.starts_on,
      endsOn: c.ends_on,
      paidMinor: currency === null ? null : c.paid_minor,
      currency,
      orders: c.orders,
      salesMinor: currency === null ? null : c.sales_minor,
    };
  });
}
