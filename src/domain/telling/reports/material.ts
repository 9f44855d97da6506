/** Everything a report is written from, gathered once. */
import { z } from 'zod';
import { VERSION } from '#config/version.ts';
import type { Right } from '#domain/assets/rights/schema.ts';
import { rightsOf } from '#domain/assets/rights/service.ts';
import { postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import type { CampaignSpread } from '#domain/readings/cascade/schema.ts';
import { campaignSpread } from '#domain/readings/cascade/service.ts';
import { defineQuery } from '#store/facts/query.ts';
import { list, type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { effect } from '../outcome/effect.ts';
import { outcomeFrame } from '../outcome/frame.ts';
import { participants } from '../outcome/participants.ts';
import { counterHistory, sourcesBehind } from '../outcome/queries.ts';
import type { Effect, Participants, Tariff } from '../outcome/schema.ts';

const moment = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});

/** Comments of the campaign's posts, newest first, without who wrote them. */
export const campaignComments = defineQuery({
  name: 'report.comments',
  row: z.object({
    post_id: z.string(),
    at: z.string().nullable(),
    text: z.string(),
    region: z.string().nullable(),
    likes: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { posts: ['weibo:1'] as readonly string[], limit: 10 },
  build: (p: { posts: readonly string[]; limit: number }) => sql`
    SELECT post_id, ${moment('acted_at')} AS at, text, region, weight AS likes, source_id, source_row FROM engagement
    WHERE post_id IN ${list(p.posts)} AND act IN ('comment', 'reply') AND text IS NOT NULL ORDER BY acted_at DESC NULLS LAST, source_id, source_row LIMIT ${p.limit}`,
});

export const commentCount = defineQuery({
  name: 'report.comment-count',
  row: z.object({ n: z.number() }),
  sample: { posts: ['weibo:1'] as readonly string[] },
  build: (p: { posts: readonly string[] }) =>
    sql`SELECT count(*) AS n FROM engagement WHERE post_id IN ${list(p.posts)} AND act IN ('comment', 'reply') AND text IS NOT NULL`,
});

/** Comments that travel in the workbook. */
const MOST_COMMENTS = 5000;

export interface Material {
  campaign: string;
  product: string;
  madeAt: string;
  effect: Effect;
  participants: Participants;
  spread: CampaignSpread;
  history: Awaited<ReturnType<typeof historyOf>>;
  comments: Awaited<ReturnType<typeof commentsOf>>;
  commentCount: number;
  sources: Awaited<ReturnType<typeof sourcesOf>>;
  /** Rights that the ledger holds for this campaign, on the day of the report. */
  rights: Right[];
}
const historyOf = (store: Store, posts: readonly string[]) => store.facts.all(counterHistory, { posts });
const commentsOf = (store: Store, posts: readonly string[]) =>
  store.facts.all(campaignComments, { posts, limit: MOST_COMMENTS });
const sourcesOf = (store: Store, posts: readonly string[], campaign: string) =>
  store.facts.all(sourcesBehind, { posts, campaign });

export async function gather(
  store: Store,
  campaign: string,
  tariff: Tariff | null = null,
): Promise<Material> {
  const frame = await outcomeFrame(store, campaign);
  const posts = postsOf(frame);
  const [came, people, spread, history, comments, count, sources, rights] = await Promise.all([
    effect(store, campaign, tariff),
    participants(store, campaign),
    campaignSpread(store, frame),
    historyOf(store, posts),
    commentsOf(store, posts),
    store.facts.first(commentCount, { posts }),
    sourcesOf(store, posts, campaign),
    rightsOf(store, { campaign }),
  ]);
  return {
    campaign,
    product: VERSION,
    madeAt: new Date().toISOString(),
    effect: came,
    participants: people,
    rights: rights.items,
    spread,
    history,
    comments,
    commentCount: count?.n ?? 0,
    sources,
  };
}
