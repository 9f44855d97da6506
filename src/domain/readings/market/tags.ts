/** From tags to candidates: which tags stand together in posts, and which accounts use them. */
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import type { Store } from '#store/open-store.ts';
import { accountsOfTags, companionTags } from './queries.ts';
import type { Tags, TagsRequest } from './schema.ts';

/** Companions on fewer posts are left out once tags are chosen: their lift would be chance. */
const LEAST_BOTH = 2;
const MOST_TAGS = 60;

export async function tags(store: Store, request: TagsRequest): Promise<Tags> {
  const chosen = [...new Set(request.tag)];
  const asked = { tags: chosen, platform: request.platform ?? null, windowDays: request.windowDays };
  const rows = await store.facts.all(companionTags, asked);
  const candidates = chosen.length === 0 ? [] : await store.facts.all(accountsOfTags, asked);
  const companions = rows
    .filter((r) => !chosen.includes(r.tag) && (chosen.length === 0 || r.beside >= LEAST_BOTH))
    .map((r) => {
      const base = r.posts / r.all_posts;
      const share = wilson(r.beside, r.seeded);
      return {
        tag: r.tag,
        posts: r.posts,
        both: r.beside,
        accounts: r.accounts,
        lift:
          chosen.length === 0
            ? null
            : { value: share.value / base, low: share.low / base, high: share.high / base, n: r.seeded },
      };
    })
    // The lower bound ranks: a tag on two posts of two is no better than one on forty of fifty.
    .sort((a, b) => (b.lift?.low ?? b.both) - (a.lift?.low ?? a.both) || (a.tag < b.tag ? -1 : 1));
  return {
    asOf: (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
    tags: chosen,
    windowDays: request.windowDays,
    posts: rows[0]?.all_posts ?? 0,
    seeded: chosen.length === 0 ? 0 : (rows[0]?.seeded ?? 0),
    companions: companions.slice(0, MOST_TAGS),
    candidates: candidates.map((c) => ({
      accountId: c.account_id,
      name: c.name,
      platform: c.platform,
      tier: c.tier,
      followers: c.followers,
      posts: c.posts,
      of: c.of,
      tags: c.tags,
      lastOn: c.last_on,
    })),
  };
}
