/** Splits a budget over platforms and tiers from the library's priced accounts. */
import { digestOf } from '#basis/id.ts';
import { PLATFORM_IDS, type PlatformId, platformRow } from '#basis/platform.ts';
import { STRATEGY_TEMPLATES } from '#domain/decisions/mix/plan/presets.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import { rivalsRequestSchema } from '#domain/readings/market/rivals/schema.ts';
import { rivalBoard } from '#domain/readings/market/rivals/service.ts';
import { valueSettings } from '#domain/readings/value/settings.ts';
import type { Store } from '#store/open-store.ts';
import {
  budgetSplit,
  type SplitLimit,
  type Supply,
  splitIntervals,
  supplyOf,
} from './measures/budget-split.ts';
import { leftOutAccounts, pricedAccounts } from './queries.ts';
import type { ShareBound, Split, SplitCell, SplitRequest } from './schema.ts';
import { cellReason } from './words.ts';

const METHOD = 'budget-split@1';
const LEAST_PRICED = 10;
const BOOTSTRAPS = 60;
const MINOR = 100;

interface Cell {
  platform: PlatformId;
  tier: (typeof TIERS)[number];
  supply: Supply;
  /** Followers a unit of money buys, over the cell. */
  followersPerUnit: number;
}

/** The shares of a competitor's posts by platform and by tier, each within `slack`. */
async function boundsOfMix(store: Store, r: SplitRequest): Promise<ShareBound[]> {
  if (!r.mix) return [];
  const asked = rivalsRequestSchema.parse({
    rivals: r.mix,
    ...(r.category ? { category: r.category } : {}),
    windowDays: r.windowDays,
  });
  const [rival] = (await rivalBoard(store, asked)).brands;
  if (!rival || rival.posts === 0) return [];
  const { mix, posts } = rival;
  const shareWhere = (keep: (m: (typeof mix)[number]) => boolean) =>
    mix.filter(keep).reduce((sum, m) => sum + m.posts, 0) / posts;
  const bound = (name: string, zh: string, share: number) => ({
    name: {
      en: `${name} as ${rival.brand}: ${Math.round(100 * share)} %`,
      zh: `${zh}同${rival.brand}：${Math.round(100 * share)}%`,
    },
    least: Math.max(0, share - r.mixSlack),
    most: Math.min(1, share + r.mixSlack),
  });
  return [
    ...PLATFORM_IDS.map((platform) => ({
      ...bound(
        platformRow(platform).en,
        platformRow(platform).zh,
        shareWhere((m) => m.platform === platform),
      ),
      platforms: [platform],
      tiers: null,
    })),
    ...TIERS.map((tier) => ({
      ...bound(
        tier,
        tier,
        shareWhere((m) => m.tier === tier),
      ),
      platforms: null,
      tiers: [tier],
    })),
  ];
}

function boundsOf(r: SplitRequest, ofMix: readonly ShareBound[], held: readonly PlatformId[]): ShareBound[] {
  const caps =
    r.mostPlatformShare < 1
      ? held.map((platform) => ({
          name: {
            en: `${platformRow(platform).en} at most ${Math.round(100 * r.mostPlatformShare)} %`,
            zh: `${platformRow(platform).zh}至多 ${Math.round(100 * r.mostPlatformShare)}%`,
          },
          platforms: [platform],
          tiers: null,
          least: 0,
          most: r.mostPlatformShare,
        }))
      : [];
  return [...(ofMix.length > 0 ? ofMix : STRATEGY_TEMPLATES[r.template].shares), ...caps];
}

async function cellsOf(
  store: Store,
  r: SplitRequest,
  ids: readonly string[] | null,
  feedShareOf: (p: PlatformId) => number,
) {
  const cells: Cell[] = [];
  let unknown = 0;
  for (const platform of PLATFORM_IDS.filter((p) => !r.leaveOut.includes(p))) {
    const cost: number[][] = TIERS.map(() => []);
    const gain: number[][] = TIERS.map(() => []);
    const followers = TIERS.map(() => 0);
    const asked = { platform, currency: r.currency, category: r.category ?? null, ids };
    for await (const piece of store.facts.columns(pricedAccounts, asked))
      for (let i = 0; i < (piece['tier']?.length ?? 0); i++) {
        const at = (name: string) => Number(piece[name]?.[i] ?? 0);
        const worth = r.goal === 'contacts' ? at('followers') * feedShareOf(platform) : at('engagement');
        if (!(worth > 0)) {
          unknown++;
          continue;
        }
        const t = at('tier');
        cost[t]?.push(at('price') / MINOR);
        gain[t]?.push(worth);
        followers[t] = (followers[t] ?? 0) + at('followers');
      }
    for (const [t, tier] of TIERS.entries()) {
      const prices = cost[t] ?? [];
      if (prices.length === 0) continue;
      cells.push({
        platform,
        tier,
        supply: supplyOf(prices, gain[t] ?? []),
        followersPerUnit: (followers[t] ?? 0) / prices.reduce((a, b) => a + b, 0),
      });
    }
  }
  return { cells, unknown };
}

/** Intervals of the splits asked last: the same accounts, bounds and budget have the same. */
const known = new Map<string, Awaited<ReturnType<typeof splitIntervals>>>();
const MOST_KNOWN = 64;

async function intervalsOf(supplies: readonly Supply[], limits: readonly SplitLimit[], budget: number) {
  const asked = digestOf([supplies.map(({ cost, gain }) => [[...cost], [...gain]]), limits, budget]);
  const before = known.get(asked);
  if (before) return before;
  const intervals = await splitIntervals(supplies, limits, budget, BOOTSTRAPS, METHOD);
  for (const oldest of known.keys()) if (known.size >= MOST_KNOWN) known.delete(oldest);
  known.set(asked, intervals);
  return intervals;
}

/** Throws `missing` for an unknown list. */
export async function splitBudget(store: Store, r: SplitRequest): Promise<Split> {
  const { weights } = await valueSettings(store);
  const feedShareOf = (p: PlatformId): number =>
    r.feedShare ?? weights.feedShare[p] ?? platformRow(p).feedShare;
  const ids = r.list ? await membersOf(store, r.list) : null;
  const { cells, unknown } = await cellsOf(store, r, ids, feedShareOf);
  const priced = cells.reduce((sum, c) => sum + c.supply.cost.length, 0);
  const left = await store.facts.first(leftOutAccounts, {
    currency: r.currency,
    category: r.category ?? null,
    ids,
  });
  if (priced < LEAST_PRICED)
    return {
      state: 'insufficient',
      need: {
        en: `${LEAST_PRICED} accounts with a price in ${r.currency} and the figure that is bought`,
        zh: `${LEAST_PRICED} 个以 ${r.currency} 报价且有所购指标的账号`,
      },
      have: { en: `${priced} accounts`, zh: `${priced} 个账号` },
      why: {
        en: 'A split over so few prices would be those accounts, not platforms.',
        zh: '报价太少，结果只反映个别账号。',
      },
    };
  const held = [...new Set(cells.map((c) => c.platform))];
  const bounds = boundsOf(r, await boundsOfMix(store, r), held);
  const limits: SplitLimit[] = bounds.map((b) => ({
    cells: cells.flatMap((c, i) =>
      (b.platforms === null || b.platforms.includes(c.platform)) &&
      (b.tiers === null || b.tiers.includes(c.tier))
        ? [i]
        : [],
    ),
    least: b.least * r.budget,
    most: b.most * r.budget,
  }));
  const supplies = cells.map((c) => c.supply);
  const found = await budgetSplit(supplies, limits, r.budget);
  if (!found)
    return {
      state: 'insufficient',
      need: { en: 'bounds that one split can keep together', zh: '能同时满足的界限' },
      have: { en: bounds.map((b) => b.name.en).join('; '), zh: bounds.map((b) => b.name.zh).join('；') },
      why: { en: 'The bounds contradict each other for these accounts.', zh: '这些界限对现有账号互相矛盾。' },
    };
  const intervals = await intervalsOf(supplies, limits, r.budget);
  const spent = found.spend.reduce((a, b) => a + b, 0);
  const followers = cells.reduce((sum, c, i) => sum + c.followersPerUnit * (found.spend[i] as number), 0);
  const budgetPrice = found.prices[bounds.length] as number;
  const whole: ShareBound = {
    name: { en: 'the budget', zh: '预算' },
    platforms: null,
    tiers: null,
    least: 0,
    most: 1,
  };
  return {
    state: 'ok',
    method: METHOD,
    asOf: (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
    request: r,
    bounds,
    cells: cells.map((c, i): SplitCell => {
      const value = (found.spend[i] as number) / r.budget;
      const next = found.next[i] as number;
      return {
        platform: c.platform,
        tier: c.tier,
        spend: found.spend[i] as number,
        share: {
          value: Math.min(1, value),
          low: Math.min(value, intervals[i]?.low ?? value, 1),
          high: Math.min(1, Math.max(value, intervals[i]?.high ?? value)),
        },
        buys: found.buys[i] as number,
        accounts: found.accounts[i] as number,
        of: c.supply.cost.length,
        next: Number.isNaN(next) ? null : next * 1000,
        why: cellReason(found, i, bounds, limits, budgetPrice),
      };
    }),
    binding: [...bounds, whole].flatMap((b, k) => {
      const price = found.prices[k] as number;
      if (Math.abs(price) < 1e-9) return [];
      const cellsIn = limits[k]?.cells ?? [...cells.keys()];
      return [
        {
          name: b.name,
          used: cellsIn.reduce((sum, i) => sum + (found.spend[i] as number), 0),
          worth: Math.abs(price) * 1000,
        },
      ];
    }),
    buys: found.total,
    spent,
    sales: {
      followers,
      perMillion: weights.salesPerMillion,
      value: (followers / 1e6) * weights.salesPerMillion,
    },
    feedShares: held.map((platform) => ({ platform, share: feedShareOf(platform) })),
    bootstraps: BOOTSTRAPS,
    leftOut: { unpriced: left?.unpriced ?? 0, otherCurrency: left?.other_currency ?? 0, unknown },
  };
}
