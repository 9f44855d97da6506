/** The competitor board, how full platforms are, and what each is good for. */

import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import type { Store } from '#store/open-store.ts';
import { HEAD_TIERS, platformRole, USUAL_ROLES, weightedShare } from './measures/platform-role.ts';
import { saturation } from './measures/saturation.ts';
import {
  headWeights,
  platformFilling,
  rivalFormats,
  rivalInteractions,
  rivalMix,
  rivalPosts,
  rivalSpend,
  rivalTags,
} from './queries.ts';
import type { NamedBrand, PlatformRoleRow, Rival, RivalPost, RivalsRequest, RivalsResult } from './schema.ts';

const asOfLibrary = async (store: Store): Promise<string | null> =>
  (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;

interface Quarter {
  n: number;
  low_quarter: number | null;
  median: number | null;
  high_quarter: number | null;
}
const quartilesOf = (q: Quarter | undefined) =>
  q?.median == null || q.low_quarter === null || q.high_quarter === null
    ? null
    : { median: q.median, lowQuarter: q.low_quarter, highQuarter: q.high_quarter, n: q.n };

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Every brand of the request, the own one last, with what the library's posts say of it. */
async function boardOf(
  store: Store,
  request: RivalsRequest,
  brands: readonly NamedBrand[],
): Promise<Rival[]> {
  const asked = { brands, category: request.category ?? null, windowDays: request.windowDays };
  const mix = await store.facts.all(rivalMix, asked);
  const spend = await store.facts.all(rivalSpend, asked);
  const formats = await store.facts.all(rivalFormats, asked);
  const interactions = await store.facts.all(rivalInteractions, asked);
  const tags = await store.facts.all(rivalTags, asked);
  return brands.map(({ brand, words }) => {
    const own = mix.filter((m) => m.brand === brand);
    const platforms = [...new Set(own.map((m) => m.platform))];
    const posts = sum(own.map((m) => m.posts));
    return {
      brand,
      words,
      own: brand === request.own?.brand,
      posts,
      declared: sum(own.map((m) => m.declared)),
      accounts: sum(own.map((m) => m.accounts)),
      newestAt: own.reduce<string | null>(
        (newest, m) =>
          m.newest_at !== null && (newest === null || m.newest_at > newest) ? m.newest_at : newest,
        null,
      ),
      mix: own.map(({ platform, tier, accounts, posts, declared, priced }) => ({
        platform,
        tier,
        accounts,
        posts,
        declared,
        priced,
      })),
      spend: spend
        .filter((s) => s.brand === brand)
        .map((s) => ({ currency: s.currency, lowMinor: s.low, highMinor: s.high, pricedPosts: s.posts })),
      unpricedPosts: posts - sum(own.map((m) => m.priced)),
      formats: formats
        .filter((f) => f.brand === brand)
        .map((f) => ({ format: f.format, posts: f.posts, interactions: quartilesOf(f) })),
      interactions: platforms.map((platform) => ({
        platform,
        naming: quartilesOf(interactions.find((i) => i.brand === brand && i.platform === platform)),
        all: quartilesOf(interactions.find((i) => i.brand === '' && i.platform === platform)),
      })),
      tags: tags.filter((t) => t.brand === brand).map(({ tag, posts }) => ({ tag, posts })),
    };
  });
}

/** Throws `missing` for an unknown list. */
export async function rivalBoard(store: Store, request: RivalsRequest): Promise<RivalsResult> {
  const brands = request.own
    ? [...request.rivals.filter((r) => r.brand !== request.own?.brand), request.own]
    : request.rivals;
  const asked = { brands, category: request.category ?? null, windowDays: request.windowDays };
  const filling = await store.facts.all(platformFilling, {
    ...asked,
    own: request.own?.brand ?? null,
    shortlist: request.list ? await membersOf(store, request.list) : null,
  });
  const found = await boardOf(store, request, brands);
  const posts = sum(filling.map((f) => f.posts));
  return {
    asOf: await asOfLibrary(store),
    windowDays: request.windowDays,
    category: request.category ?? null,
    brands: found,
    saturation: filling.map((f) => ({
      platform: f.platform,
      ...saturation(
        { posts: f.posts, rivalPosts: f.rival_posts, accounts: f.accounts, usedAccounts: f.used },
        request,
      ),
      posts: f.posts,
      rivalPosts: f.rival_posts,
      ownPosts: f.own_posts,
      accounts: f.accounts,
      usedAccounts: f.used,
    })),
    coverage: {
      en: `Read from ${posts} posts of the accounts in this library. What competitors did with other accounts is not in it.`,
      zh: `依据本库账号的 ${posts} 条作品。竞品与库外账号的合作不在其中。`,
    },
  };
}

/** Newest first, at most `limit`. */
export async function postsNaming(
  store: Store,
  brand: NamedBrand,
  asked: { category?: string | undefined; platform?: string | undefined; windowDays: number; limit: number },
): Promise<RivalPost[]> {
  const rows = await store.facts.all(rivalPosts, {
    brands: [brand],
    category: asked.category ?? null,
    platform: asked.platform ?? null,
    windowDays: asked.windowDays,
    limit: asked.limit,
  });
  return rows.map((r) => ({
    postId: r.post_id,
    platform: r.platform,
    accountId: r.account_id,
    name: r.name,
    tier: r.tier,
    publishedAt: r.published_at,
    format: r.format,
    title: r.title,
    declared: r.declared,
    interactions: r.interactions,
    sourceId: r.source_id,
    row: r.source_row,
  }));
}

export async function platformRoles(
  store: Store,
  category: string | null,
  windowDays: number,
): Promise<{ asOf: string | null; headTiers: string[]; items: PlatformRoleRow[] }> {
  const rows = await store.facts.all(headWeights, { heads: HEAD_TIERS, category, windowDays });
  return {
    asOf: await asOfLibrary(store),
    headTiers: [...HEAD_TIERS],
    items: rows.map((r) => {
      const headFollowerShare = weightedShare(r.head, r.followers, r.squares);
      return {
        platform: r.platform,
        accounts: r.accounts,
        followers: r.followers,
        headFollowerShare,
        headEngagementShare: weightedShare(r.head_engagements, r.engagements, r.engagement_squares),
        usual: USUAL_ROLES[r.platform] ?? null,
        ...platformRole(r.accounts, headFollowerShare),
      };
    }),
  };
}
