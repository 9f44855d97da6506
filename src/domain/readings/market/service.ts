/** Tiers of the library and the five panels of the industry overview. */
import type { PlatformId } from '#basis/platform.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { LEAST_ACCOUNTS, tierCutoffs } from './measures/tier-cutoffs.ts';
import { schemeNamed } from './own-schemes.ts';
import {
  activeCategories,
  followerColumn,
  formatCounts,
  interactionTraits,
  platformsHeld,
  tagCounts,
} from './queries.ts';
import type { Industry, PlatformTiers, TierScheme, TiersRequest, TiersResult } from './schema.ts';

const asOfLibrary = async (store: Store): Promise<string | null> =>
  (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;

async function followersOf(
  store: Store,
  platform: PlatformId,
  category: string | null,
): Promise<Float64Array> {
  const pieces: Float64Array[] = [];
  for await (const piece of store.facts.columns(followerColumn, { platform, category }))
    pieces.push(piece['followers'] as Float64Array);
  const all = new Float64Array(pieces.reduce((n, p) => n + p.length, 0));
  pieces.reduce((at, p) => (all.set(p, at), at + p.length), 0);
  return all;
}

/** What clusters are called: lowest first; three are top, middle and bottom. */
const named = (q: number, k: number) =>
  k === 3
    ? ([
        { en: 'bottom', zh: '尾部' },
        { en: 'middle', zh: '腰部' },
        { en: 'top', zh: '头部' },
      ][q] ?? { en: '', zh: '' })
    : { en: `tier ${q + 1}`, zh: `第 ${q + 1} 档` };

function clustered(platform: PlatformId, followers: Float64Array, k: number | null): PlatformTiers {
  const found = tierCutoffs(followers, k, platform);
  const known = followers.filter((f) => f > 0).length;
  if (!found)
    return {
      state: 'insufficient',
      platform,
      need: { en: `${LEAST_ACCOUNTS} accounts with followers`, zh: `${LEAST_ACCOUNTS} 个有粉丝数的账号` },
      have: { en: `${known} accounts`, zh: `${known} 个账号` },
      why: { en: 'Cut-offs of so few would move with every import.', zh: '账号太少，分界会随每次导入移动。' },
    };
  return {
    state: 'ok',
    platform,
    n: found.n,
    left: followers.length - found.n,
    by: 'clusters',
    k: found.k,
    stableShare: found.stableShare,
    tiers: found.floors.map((from, q) => ({
      tier: named(q, found.k).en.replace(' ', '-'),
      name: named(q, found.k),
      from,
      accounts: found.counts[q] as number,
      centre: found.centres[q] as number,
    })),
  };
}

function banded(platform: PlatformId, followers: Float64Array, scheme: TierScheme): PlatformTiers {
  const known = followers.filter((f) => f > 0);
  return {
    state: 'ok',
    platform,
    n: known.length,
    left: followers.length - known.length,
    by: 'scheme',
    k: scheme.tiers.length,
    stableShare: null,
    tiers: scheme.tiers.map((t, q) => {
      const inside = known.filter(
        (f) => f >= t.from && f < (scheme.tiers[q + 1]?.from ?? Number.POSITIVE_INFINITY),
      );
      const logs = inside.reduce((sum, f) => sum + Math.log(f), 0);
      return {
        tier: t.tier,
        name: t.name,
        from: { value: t.from, low: t.from, high: t.from },
        accounts: inside.length,
        centre: inside.length === 0 ? null : Math.round(Math.exp(logs / inside.length)),
      };
    }),
  };
}

/** Tiers of each platform: clusters of this library, or the bands of a scheme (`given` over the named one). */
export async function libraryTiers(
  store: Store,
  request: TiersRequest & { category?: string | null },
  given: TierScheme | null = null,
): Promise<TiersResult> {
  const scheme = given ?? (request.scheme === undefined ? null : await schemeNamed(store, request.scheme));
  const category = request.category ?? null;
  const held = await store.facts.all(platformsHeld, { category });
  const platforms: PlatformTiers[] = [];
  for (const { platform } of held) {
    if (request.platform !== undefined && request.platform !== platform) continue;
    if (scheme?.platforms && !scheme.platforms.includes(platform)) continue;
    const followers = await followersOf(store, platform, category);
    platforms.push(
      scheme ? banded(platform, followers, scheme) : clustered(platform, followers, request.k ?? null),
    );
  }
  return {
    asOf: await asOfLibrary(store),
    scheme: scheme?.scheme ?? 'exact-clusters',
    source: scheme?.source ?? 'Exact one-dimensional k-means on log followers of this library, bootstrapped.',
    platforms,
  };
}

const shareOf = (part: number, n: number) =>
  n === 0 ? { value: 0, low: 0, high: 1, n } : { ...wilson(part, n), n };

/** Level division, active categories and fan effect, style, traits of high interaction, platforms. */
export async function industry(store: Store, category: string | null, windowDays: number): Promise<Industry> {
  const asked = { category, windowDays };
  const [held, active, formats, tags, traits] = [
    await store.facts.all(platformsHeld, { category }),
    await store.facts.all(activeCategories, asked),
    await store.facts.all(formatCounts, asked),
    await store.facts.all(tagCounts, asked),
    await store.facts.all(interactionTraits, asked),
  ];
  const accounts = held.reduce((sum, p) => sum + p.accounts, 0);
  const posts = formats.reduce((sum, f) => sum + f.posts, 0);
  const counted = traits.find((t) => t.trait === 'tags');
  return {
    asOf: await asOfLibrary(store),
    category,
    accounts,
    windowDays,
    levels: (await libraryTiers(store, { category, k: 3 })).platforms,
    active: active.map((a) => ({
      category: a.category,
      accounts: a.accounts,
      posts: a.posts,
      activeShare: shareOf(a.active, a.accounts),
      fanEffect:
        a.median === null || a.low_quarter === null || a.high_quarter === null
          ? null
          : { median: a.median, lowQuarter: a.low_quarter, highQuarter: a.high_quarter, n: a.effects },
    })),
    style: { formats: formats.map((f) => ({ ...f, share: posts === 0 ? 0 : f.posts / posts })), tags },
    highInteraction: {
      posts: (counted?.tops ?? 0) + (counted?.others ?? 0),
      top: counted?.tops ?? 0,
      traits: traits.map((t) => ({
        trait: t.trait,
        value: t.value,
        topShare: shareOf(t.top, t.tops),
        otherShare: shareOf(t.other, t.others),
      })),
    },
    platforms: held.map((p) => ({
      platform: p.platform,
      accounts: p.accounts,
      share: shareOf(p.accounts, accounts),
      posts: p.posts,
      followers: p.followers,
    })),
  };
}
