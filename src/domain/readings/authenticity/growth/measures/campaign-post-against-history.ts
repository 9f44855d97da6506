/**
 * Is a post's counter far above what the account's earlier posts got, and out of proportion to what else it got?
 * Method: log(1 + counter) less the median of up to 30 earlier posts, over their spread (MAD, held up by the usual
 *   spread); rank of that score among the scores of ordinary posts of other accounts where a pool is given
 *   (conformal), else among the account's own leave-one-out scores. Never below 1 / (m + 1). Attention brings views, likes,
 *   comments, shares and saves together, so a large counter alone is `weak` at most; beyond that decides the post's proportion,
 *   log(1 + counter) less the mean of the others' logs, scored the same way for likes and saves.
 * Source: Vovk, Gammerman & Shafer 2005, Algorithmic Learning in a Random World; Rousseeuw & Croux 1993 (MAD).
 * Differs: no distribution is assumed of counters; the size of the comparison set bounds what can be claimed.
 * Limits: all counters bought in their usual proportion look like attention; a post of a subject that people like without
 *   commenting looks bought; bought reach (a paid push) shows as views, declared or not.
 * Verified: growth.test.ts; `touchstone eval curves` on 57,816 ordinary posts.
 */
import type { Level } from '#basis/reading.ts';
import { rankTail, type ScorePool, scorePool } from '#numerics/series/rank-tail.ts';
import { madOf, medianOf } from '#numerics/series/robust.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';
import { cappedLevel, levelOf } from '../../measures/combined-evidence.ts';

/** Earlier posts below which nothing is said. */
export const LEAST_HISTORY = 10;
const HISTORY = 30;
/** Log-spread of ordinary posts, weighed as this many posts when the account's own spread is estimated. */
const USUAL_SPREAD = 0.5;
const USUAL_WEIGHT = 5;

export interface PostAgainstHistory {
  state: 'ok';
  p: number;
  level: Level;
  /** Distance from the account's usual, in spreads of log counter. */
  score: number;
  expected: number;
  /** Counter that a tenth of the account's earlier posts exceed, as an upper bound of the usual. */
  usualHigh: number;
  history: number;
  /** Scores it was ranked among. */
  compared: number;
}

function usualOf(history: Float64Array): { middle: number; spread: number } | null {
  if (history.length < LEAST_HISTORY) return null;
  const recent = history.subarray(-HISTORY);
  const middle = medianOf(recent);
  const own = madOf(recent, middle);
  const spread = Math.sqrt(
    (recent.length * own ** 2 + USUAL_WEIGHT * USUAL_SPREAD ** 2) / (recent.length + USUAL_WEIGHT),
  );
  return { middle, spread };
}

/** Distance of `value` from `history` (oldest first) in spreads, both logs. NaN below 10 posts. */
function logScore(history: Float64Array, value: number): number {
  const usual = usualOf(history);
  return usual === null ? Number.NaN : (value - usual.middle) / usual.spread;
}

/** Score of every entry of a log series against those before it; NaN for the first ten. Oldest first. */
const logScores = (logs: Float64Array): Float64Array =>
  logs.map((value, i) => logScore(logs.subarray(Math.max(0, i - HISTORY), i), value));

/** Score of every post's counter against those before it; NaN for the first ten. Oldest first. */
export const historyScores = (counter: Float64Array): Float64Array => logScores(counter.map(Math.log1p));

/** `history` and `value` are logs, oldest first. */
function logAgainst(history: Float64Array, value: number, pool?: ScorePool): PostAgainstHistory | TooThin {
  const usual = usualOf(history);
  if (usual === null) return tooThin(LEAST_HISTORY, history.length);
  const score = (value - usual.middle) / usual.spread;
  const among =
    pool ??
    scorePool(
      Array.from(history, (past, i) =>
        logScore(Float64Array.from([...history.subarray(0, i), ...history.subarray(i + 1)]), past),
      ),
    );
  const p = rankTail(among, score);
  return {
    state: 'ok',
    p,
    level: levelOf(p),
    score,
    expected: Math.expm1(usual.middle),
    usualHigh: Math.expm1(usual.middle + 1.2816 * usual.spread),
    history: history.length,
    compared: among.sorted.length,
  };
}

/** `history` oldest first; `pool`: scores of ordinary posts of other accounts. */
export const campaignPostAgainstHistory = (
  { history, value }: { history: Float64Array; value: number },
  pool?: ScorePool,
): PostAgainstHistory | TooThin => logAgainst(history.map(Math.log1p), Math.log1p(value), pool);

/** A post's counters by metric. */
export type PostCounters = ReadonlyMap<string, number>;

/**
 * Counters whose proportion argues. Comments and shares are what giveaways and debates bring; views are what press, a hot
 * search and a paid push bring, from people who like less.
 */
const ARGUING: readonly string[] = ['like_count', 'save_count'];
/** Other counters that a proportion needs. */
const LEAST_OTHERS = 2;

/** log(1 + counter) less the mean log of some other counters; NaN without two of them or where one is missing. */
function proportionOf(post: PostCounters, metric: string, among: readonly string[]): number {
  const others = among.filter((name) => name !== metric);
  if (others.length < LEAST_OTHERS) return Number.NaN;
  const logOf = (name: string) => Math.log1p(post.get(name) ?? Number.NaN);
  return logOf(metric) - others.reduce((sum, name) => sum + logOf(name), 0) / others.length;
}

/** Counters that at least half of the posts have. */
const usualMetrics = (posts: readonly PostCounters[]): string[] =>
  [...new Set(posts.flatMap((post) => [...post.keys()]))].filter(
    (name) => 2 * posts.filter((post) => post.has(name)).length >= posts.length,
  );

const valuesOf = (posts: readonly PostCounters[], metric: string): Float64Array =>
  Float64Array.from(posts.flatMap((post) => (post.has(metric) ? [post.get(metric) as number] : [])));

/** Proportions of a metric over the posts that have one, oldest first. */
const proportionsOf = (
  posts: readonly PostCounters[],
  metric: string,
  among: readonly string[],
): Float64Array =>
  Float64Array.from(posts, (post) => proportionOf(post, metric, among)).filter((q) => !Number.isNaN(q));

export interface CampaignPost {
  p: number;
  level: Level;
  /** By metric: how far above earlier posts, and how far out of proportion to the post's other counters. */
  counters: { metric: string; above: PostAgainstHistory; proportion: PostAgainstHistory | null }[];
  /** A counter is large, and the others are as large as goes with it. */
  balanced: boolean;
  /** No proportion could be read: too few counters. */
  alone: boolean;
}

/** Scores of ordinary posts of other accounts, by metric: of counters, and of proportions. */
export interface HistoryPools {
  above: (metric: string) => ScorePool | undefined;
  proportion: (metric: string) => ScorePool | undefined;
}

/** `history`: earlier posts that nobody paid for, oldest first. */
export function campaignPost(
  post: PostCounters,
  history: readonly PostCounters[],
  pools: HistoryPools,
): CampaignPost | TooThin {
  const counters: CampaignPost['counters'] = [];
  const among = usualMetrics(history).filter((name) => post.has(name));
  let most = 0;
  for (const [metric, value] of post) {
    const earlier = valuesOf(history, metric);
    most = Math.max(most, earlier.length);
    const above = campaignPostAgainstHistory({ history: earlier, value }, pools.above(metric));
    if (above.state !== 'ok') continue;
    const own = proportionOf(post, metric, among);
    const can = ARGUING.includes(metric) && !Number.isNaN(own);
    const read = can
      ? logAgainst(proportionsOf(history, metric, among), own, pools.proportion(metric))
      : null;
    counters.push({ metric, above, proportion: read?.state === 'ok' ? read : null });
  }
  if (counters.length === 0) return tooThin(LEAST_HISTORY, most);
  const proportions = counters.filter((c) => c.proportion !== null);
  const least = (of: readonly number[]) => (of.length === 0 ? 1 : Math.min(1, of.length * Math.min(...of)));
  const pAbove = least(counters.map((c) => c.above.p));
  // A counter at or below the account's middle is nothing that was added.
  const pProportion = least(
    proportions.map((c) => (c.above.score > 0 ? (c.proportion as PostAgainstHistory).p : 1)),
  );
  const level = cappedLevel(Math.min(1, 2 * Math.min(pAbove, pProportion)), pProportion);
  const argues = level === 'moderate' || level === 'strong';
  return {
    p: argues ? pProportion : Math.min(1, 2 * Math.min(pAbove, pProportion)),
    level,
    counters,
    balanced: level === 'weak' && proportions.length > 0 && pAbove <= pProportion,
    alone: proportions.length === 0,
  };
}

/** Fewer scores make no pool. */
const LEAST_POOL = 99;

/** Scores of one account's ordinary posts, by metric. */
export interface AccountScores {
  above: ReadonlyMap<string, Float64Array>;
  proportion: ReadonlyMap<string, Float64Array>;
}

/** `posts`: ordinary posts of one account, oldest first. */
export function accountScores(posts: readonly PostCounters[]): AccountScores {
  const metrics = usualMetrics(posts);
  return {
    above: new Map(metrics.map((m) => [m, historyScores(valuesOf(posts, m))])),
    proportion: new Map(
      metrics.filter((m) => ARGUING.includes(m)).map((m) => [m, logScores(proportionsOf(posts, m, metrics))]),
    ),
  };
}

/** Pools of some accounts, made when asked for; undefined where there are too few scores. */
export function historyPools(accounts: readonly AccountScores[]): HistoryPools {
  const made = new Map<string, ScorePool | undefined>();
  const pooled = (kind: 'above' | 'proportion') => (metric: string) => {
    const key = `${kind} ${metric}`;
    if (!made.has(key)) {
      const pool = scorePool(accounts.flatMap((a) => [...(a[kind].get(metric) ?? [])]));
      made.set(key, pool.sorted.length >= LEAST_POOL ? pool : undefined);
    }
    return made.get(key);
  };
  return { above: pooled('above'), proportion: pooled('proportion') };
}
