/**
 * Every detector version and how it reads a case of the generator: the measures of the chambers, called with the
 * columns that a detector would hand them. A new version is a new entry; the old one stays.
 */
import type { Level } from '#basis/reading.ts';
import { scorePool } from '#numerics/series/rank-tail.ts';
import { commentHours, hourNorm } from '../comments/measures/comment-hours.ts';
import { duplicateComments, duplicateNorm } from '../comments/measures/duplicate-comments.ts';
import { emptyComments, emptyNorm } from '../comments/measures/empty-comments.ts';
import {
  accountScores,
  campaignPost,
  historyPools,
  type PostCounters,
} from '../growth/measures/campaign-post-against-history.ts';
import { followerBursts } from '../growth/measures/follower-bursts.ts';
import { followerPurges } from '../growth/measures/follower-purges.ts';
import { joinDateBands } from '../growth/measures/join-date-bands.ts';
import { postCurveShape } from '../growth/measures/post-curve-shape.ts';
import { smoothGrowth } from '../growth/measures/smooth-growth.ts';
import { eventMixRepetition } from '../live/measures/event-mix-repetition.ts';
import { eventRegularity } from '../live/measures/event-regularity.ts';
import { nameReuse } from '../live/measures/name-reuse.ts';
import { viewersAgainstOrders } from '../live/measures/viewers-against-orders.ts';
import { LEVEL_SHARE, levelOf } from '../measures/combined-evidence.ts';
import { alteredSales } from '../ratios/measures/altered-sales.ts';
import { accountRatios, ratioLevel, ratioScores } from '../ratios/measures/ratio-consistency.ts';
import { trafficWithoutConsequence } from '../ratios/measures/traffic-without-consequence.ts';
import { blocksBeyondFans } from '../rings/measures/blocks-beyond-fans.ts';
import { coordination } from '../rings/measures/coordinated-rings.ts';
import { type DirectedEdges, reciprocalRings } from '../rings/measures/reciprocal-rings.ts';
import { COMMENTS, type CommentCase } from './comment-cases.ts';
import { CURVE } from './curve-cases.ts';
import { type Challenger, cleanCases, type Field, field } from './field.ts';
import { FOLLOWER_LIST } from './follower-list-cases.ts';
import { GROWTH } from './growth-cases.ts';
import { LIVE, type LiveRoomCase } from './live-cases.ts';
import { ORDERS, type OrderCase } from './order-cases.ts';
import { PARAMETERS } from './parameters.ts';
import { PODS, type PodCase } from './pod-cases.ts';
import { POSTS, type PostCase } from './post-cases.ts';

const DECLARED = LEVEL_SHARE.moderate;
const byP = (p: number | null): Level => (p === null ? 'insufficient' : levelOf(p));
const byLevel = (found: { state: 'ok'; level: Level } | { state: 'insufficient' }): Level =>
  found.state === 'ok' ? found.level : 'insufficient';

/** A measure that reads each case by itself. */
const alone = <C>(
  measure: string,
  intended: readonly string[],
  read: (one: C, seed: string) => Level,
): Challenger<C> => ({
  measure,
  intended,
  declared: DECLARED,
  prepare: (_surface, seed) => (cases) => cases.map((one, i) => read(one, `${seed}/${i}`)),
});

/** A measure that reads each case against a norm made once from clean cases. */
const against = <C, N>(
  measure: string,
  intended: readonly string[],
  peers: number,
  norm: (clean: readonly C[]) => N,
  read: (one: C, norm: N) => Level,
): Challenger<C> => ({
  measure,
  intended,
  declared: DECLARED,
  prepare(surface, seed) {
    const made = norm(cleanCases(surface, seed, peers));
    return (cases) => cases.map((one) => read(one, made));
  },
});

const PEER_ACCOUNTS = 300;
const PEER_ROOMS = 20;
/** Accounts that each case is ranked among: enough for p = 0.01, which the ranks double. */
const RANKED_AMONG = 220;

const RATIOS = {
  'like-view-ratio': ['likes', 'views'],
  'comment-like-ratio': ['comments', 'likes'],
  'save-like-ratio': ['saves', 'likes'],
  'share-view-ratio': ['shares', 'views'],
} as const;

/** One account among the clean accounts of a library. */
function ratio(name: keyof typeof RATIOS, intended: readonly string[]): Challenger<PostCase> {
  const [acts, base] = RATIOS[name];
  return {
    measure: `${name}@1`,
    intended,
    declared: DECLARED,
    prepare(surface, seed) {
      const library = cleanCases(surface, seed, RANKED_AMONG);
      return (cases) =>
        cases.map((one) => {
          const accounts = [one, ...library];
          const account = Int32Array.from(accounts.flatMap((a, i) => Array.from(a.views, () => i)));
          const scores = ratioScores({
            account,
            base: Float64Array.from(accounts.flatMap((a) => Array.from(a[base]))),
            acts: Float64Array.from(accounts.flatMap((a) => Array.from(a[acts]))),
            groups: Array.from(account, () => ['all']),
          });
          const read = accountRatios(scores, account).find((r) => r.account === 0);
          return read ? ratioLevel(read, base) : 'insufficient';
        });
    },
  };
}

/** Totals of one account among those of clean accounts. */
const traffic = (intended: readonly string[]): Challenger<PostCase> =>
  against(
    'traffic-without-consequence@1',
    intended,
    RANKED_AMONG,
    (clean) => clean,
    (one, clean) => {
      const accounts = [one, ...clean];
      const sums = (name: 'views' | 'comments' | 'saves' | 'shares') =>
        Float64Array.from(accounts, (a) => a[name].reduce((x, y) => x + y, 0));
      const read = trafficWithoutConsequence({
        group: accounts.map(() => 'all'),
        followers: Float64Array.from(accounts, (a) => a.followers),
        views: sums('views'),
        consequences: { comments: sums('comments'), saves: sums('saves'), shares: sums('shares') },
      });
      return read[0]?.level ?? 'insufficient';
    },
  );

const joined = (cases: readonly OrderCase[]): OrderCase => ({
  atMs: Float64Array.from(cases.flatMap((c) => Array.from(c.atMs))),
  amountMinor: Float64Array.from(cases.flatMap((c) => Array.from(c.amountMinor))),
  sku: Int32Array.from(cases.flatMap((c) => Array.from(c.sku))),
  buyer: Float64Array.from(cases.flatMap((c, i) => Array.from(c.buyer, (b) => b + 1e8 * i))),
  returned: Int8Array.from(cases.flatMap((c) => Array.from(c.returned))),
});

const countersOf = (one: PostCase): PostCounters[] =>
  Array.from(
    one.views,
    (views, i) =>
      new Map([
        ['view_count', views],
        ['like_count', one.likes[i] as number],
        ['comment_count', one.comments[i] as number],
        ['save_count', one.saves[i] as number],
        ['share_count', one.shares[i] as number],
      ]),
  );
const totals = ({ kind, actor }: LiveRoomCase) => ({
  viewers: new Set(actor).size,
  orders: kind.filter((k) => k === 5).length,
  comments: kind.filter((k) => k === 1).length,
});
/** Distinct posts of a creator that each actor acted on. */
function directedEdges({ object, actor, creatorOf, creatorCount }: PodCase): DirectedEdges {
  const posts = new Map<string, Set<number>>();
  for (let i = 0; i < object.length; i++) {
    const [from, to] = [actor[i] as number, creatorOf[object[i] as number] as number];
    if (from === to) continue;
    const key = `${from} ${to}`;
    const seen = posts.get(key) ?? new Set();
    posts.set(key, seen.add(object[i] as number));
  }
  const pairs = [...posts].map(
    ([key, seen]) => [...key.split(' ').map(Number), seen.size] as [number, number, number],
  );
  const column = (i: 0 | 1 | 2) => Int32Array.from(pairs, (pair) => pair[i]);
  return { from: column(0), to: column(1), objects: column(2), accountCount: creatorCount };
}
const textsOf = (cases: readonly CommentCase[]) => cases.map((one) => one.texts);

export const FIELDS: readonly Field[] = [
  field(GROWTH, [
    alone('follower-bursts@1', ['jagged-bots'], (one) => byLevel(followerBursts(one))),
    alone('follower-purges@1', [], (one) => byLevel(followerPurges(one))),
    alone('smooth-growth@1', ['smoothed-bots'], (one) => byLevel(smoothGrowth(one))),
  ]),
  field(CURVE, [
    against(
      'post-curve-shape@1',
      ['like-only-burst', 'like-only-drip'],
      PEER_ACCOUNTS,
      (clean) =>
        scorePool(
          clean.map((one) => postCurveShape(one)).flatMap((r) => (r.state === 'ok' ? r.burstScore : [])),
        ),
      (one, pool) => byLevel(postCurveShape(one, pool)),
    ),
  ]),
  field(FOLLOWER_LIST, [
    alone('join-date-bands@1', ['bought-band'], (one, seed) => byLevel(joinDateBands(one, seed))),
  ]),
  field(POSTS, [
    against(
      'campaign-post-against-history@1',
      ['campaign-push', 'like-only'],
      PEER_ACCOUNTS,
      (clean) => historyPools(clean.map((one) => accountScores(countersOf(one)))),
      (one, pools) => {
        const posts = countersOf(one);
        const read = campaignPost(posts.at(-1) as PostCounters, posts.slice(0, -1), pools);
        return 'level' in read ? read.level : 'insufficient';
      },
    ),
    ratio('like-view-ratio', ['like-only', 'views-only']),
    ratio('comment-like-ratio', ['like-only']),
    ratio('save-like-ratio', ['like-only']),
    ratio('share-view-ratio', ['views-only']),
    traffic(['views-only']),
  ]),
  field(ORDERS, [
    against('altered-sales@1', ['order-brushing'], PEER_ROOMS, joined, (one, reference) =>
      byLevel(alteredSales(one, reference)),
    ),
  ]),
  field(COMMENTS, [
    against(
      'duplicate-comments@1',
      ['comment-templates'],
      PARAMETERS.commentPeers,
      (clean) => duplicateNorm(textsOf(clean)),
      (one, norm) => duplicateComments(one.texts, norm, one.postWords).level,
    ),
    against(
      'empty-comments@1',
      ['generic-praise'],
      PARAMETERS.commentPeers,
      (clean) => emptyNorm(textsOf(clean)),
      (one, norm) => byP(emptyComments(one.texts, norm).pValue),
    ),
    against(
      'comment-hours@1',
      [],
      PARAMETERS.commentPeers,
      (clean) => hourNorm(clean),
      (one, norm) => byP(commentHours(one, norm).pValue),
    ),
  ]),
  field(PODS, [
    alone('co-engagement@1', ['pod'], ({ object, actor, atSeconds, creatorOf }, seed) => {
      const { rings } = coordination(
        { object, actor, atSeconds, stratumOf: creatorOf },
        { windowSeconds: 60, minObjects: 3, seed },
      );
      return levelOf(Math.min(1, ...rings.map((ring) => ring.p)));
    }),
    alone('reciprocal-ring@1', ['pod'], (one, seed) => {
      const { rings } = reciprocalRings(directedEdges(one), { seed });
      return levelOf(Math.min(1, ...rings.map((ring) => ring.p)));
    }),
    alone('dense-block@1', ['bot-farm'], ({ object, actor, atSeconds, creatorOf }) => {
      const { blocks } = blocksBeyondFans({ object, actor, atSeconds, stratumOf: creatorOf });
      return levelOf(Math.min(1, ...blocks.map((block) => 10 ** block.logP)));
    }),
  ]),
  field(LIVE, [
    alone('event-regularity@1', ['scripted-room'], ({ atMs }, seed) =>
      byP(eventRegularity(atMs, seed).pValue),
    ),
    alone('event-mix-repetition@1', ['scripted-room'], ({ kind }, seed) =>
      byP(eventMixRepetition(kind, seed).pValue),
    ),
    alone('name-reuse@1', ['scripted-room'], ({ actor }) => byP(nameReuse(actor).pValue)),
    against(
      'viewers-against-orders@1',
      ['bought-viewers'],
      PEER_ROOMS,
      (clean) => clean.map(totals),
      (one, peers) => viewersAgainstOrders(totals(one), peers).level,
    ),
  ]),
];
