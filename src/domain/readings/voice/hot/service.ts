/** What takes off in a window, with the posts it was seen on, and a brief that cites them. */
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { briefOf } from '../measures/brief.ts';
import { hotStudy } from '../measures/hot-patterns.ts';
import { remembered } from '../remembered.ts';
import { studiedPosts } from './queries.ts';
import type { HotAnswer, HotPost, HotQuery } from './schema.ts';

const MOST_POSTS = 40_000;
/** Hot posts below which no pattern can be confirmed. */
const LEAST_HOT = 40;
const EXAMPLES = 5;

export const hotContent = (store: Store, query: HotQuery): Promise<HotAnswer> =>
  remembered(store, ['hot', query], async () => {
    const rows = await store.facts.all(studiedPosts, { ...query, most: MOST_POSTS });
    const study = hotStudy(
      rows.map((r) => ({
        postId: r.post_id,
        accountId: r.account_id,
        platform: r.platform,
        tier: r.tier,
        format: r.format,
        title: r.title,
        body: r.body,
        tags: r.tag,
        sponsored: r.sponsored,
        durationSeconds: r.duration_seconds,
        hour: r.hour,
        weekday: r.weekday,
        publishedDay: r.published_day,
        engaged: r.engaged,
      })),
    );
    const byId = new Map(rows.map((r) => [r.post_id, r]));
    const timesOf = new Map(study.hottest.map((h) => [h.postId, h.times]));
    const medians = new Map(
      [...Map.groupBy(rows, (r) => r.account_id)].map(([id, list]) => {
        const sorted = list.map((r) => r.engaged).sort((a, b) => a - b);
        return [id, sorted[Math.floor(sorted.length / 2)] as number];
      }),
    );
    const postOf = (id: string): HotPost[] => {
      const r = byId.get(id);
      if (!r) return [];
      return [
        {
          postId: id,
          title: r.title || r.body.slice(0, 40),
          accountId: r.account_id,
          accountName: r.account_name,
          platform: r.platform,
          publishedOn: r.published_on,
          times: timesOf.get(id) ?? r.engaged / Math.max(1, medians.get(r.account_id) ?? 1),
          from: { sourceId: r.source_id, row: r.source_row },
        },
      ];
    };
    return {
      asOf: (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
      windowDays: query.windowDays,
      posts: study.posts,
      hot: study.hot,
      controls: study.controls,
      tried: study.tried,
      found: study.found,
      method: 'hot-patterns@1',
      state: study.hot < LEAST_HOT ? 'insufficient' : 'ok',
      need: {
        en: `${LEAST_HOT} hot posts with controls; there are ${study.hot}`,
        zh: `需要 ${LEAST_HOT} 篇有对照的热门作品，现有 ${study.hot} 篇`,
      },
      patterns: study.patterns.map(({ postIds, ...p }) => ({
        ...p,
        examples: postIds.slice(0, EXAMPLES).flatMap(postOf),
      })),
      hottest: study.hottest.flatMap((h) => postOf(h.postId)),
      brief: briefOf(study.patterns).map((line) => ({ ...line, cites: line.cites.flatMap(postOf) })),
    };
  });
