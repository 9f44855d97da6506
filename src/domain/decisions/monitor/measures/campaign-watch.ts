/**
 * Is something being inflated, in any counter of any post of a campaign that is watched all the time?
 * Method: four questions of every counter: a step within two minutes, the same within two quarters of an hour (both by
 *   minute-watch.ts), growth too even (even-stretch.ts), acts that leave the post's views (ratio-drift.ts), and at one, six and
 *   24 hours acts against views of the account's own clean posts (Student's t on the log ratio). The declared rate is the
 *   chance of any false alarm in the whole watch of the whole campaign: the k-th counter gets its part of it, half of that
 *   for minutes, an eighth for quarters, evenness and ratio each, an eighth for the account's own posts.
 * Source: Lan & DeMets 1983; Foster & Stine 2008 (unknown number of tests); Geisser 1993 (predictive t).
 * Differs: parts add up (union bound), so nothing is assumed of how counters depend on each other; the price is power.
 * Limits: those of its parts; a delivery that keeps to the pace of real attention is not seen. Bursts by press, giveaways
 *   and hot search look the same until a context event explains them.
 * Verified: campaign-watch.test.ts (replay, restart), bench/campaign-watch.ts (false alarms of simulated campaigns, detection).
 */
import { alphaAt } from '#numerics/series/alpha-spending.ts';
import { studentAbove } from '#numerics/stats/tails.ts';
import {
  type CampaignWatchSettings,
  type PostReading,
  type WatchEvent,
  type WatchLogLine,
  type WatchState,
  watchDefaults,
} from '../schema.ts';
import { breakEven, type EvenStretch, startEven, stepEven } from './even-stretch.ts';
import { finishWatch, startWatch, stepWatch } from './minute-watch.ts';
import { BLOCK_MINUTES, type RatioDrift, startRatio, stepRatio } from './ratio-drift.ts';

export const CAMPAIGN_WATCH = 'campaign-watch@1';

export interface CampaignWatch {
  take(reading: PostReading): WatchLogLine[];
  finish(): WatchLogLine[];
  /** Readings taken and left out so far. */
  tally(): { readings: number; ignored: number; counters: number };
}

const BASES = ['view_count', 'read_count'];
const AGES_HOURS = [1, 6, 24];
const LEAST_NORM = 5;
const LEAST_VIEWS = 50;
const QUARTER_MINUTES = 15;
const QUARTER_MS = QUARTER_MINUTES * 60_000;
const BLOCK_MS = BLOCK_MINUTES * 60_000;
const HOUR_MS = 3_600_000;

interface Counter {
  /** Its part of the declared rate. */
  share: number;
  minutes: WatchState;
  quarters: WatchState;
  even: EvenStretch;
  ratio: RatioDrift;
  /** Last reading, of the open minute. */
  last: number;
  lastAtMs: number;
  /** The minute before the open one. */
  closed: { minute: number; count: number } | null;
  /** End of the last whole block of minutes. */
  end: { block: number; count: number } | null;
}

interface Post {
  block: number;
  agesAsked: number;
  counters: Map<string, Counter>;
}

export function campaignWatch(settings: CampaignWatchSettings): CampaignWatch {
  const posts = new Map<string, Post>();
  let [readings, ignored, counters] = [0, 0, 0];
  const { cadenceMs, horizonMinutes } = settings;

  const counterOf = (share: number, { atMs, count }: PostReading): Counter => {
    const of = { ...watchDefaults, horizonMinutes };
    return {
      share,
      minutes: startWatch({ ...of, cadenceMs, declaredRate: share / 2 }),
      quarters: startWatch({
        ...of,
        cadenceMs: QUARTER_MS,
        horizonMinutes: Math.ceil(horizonMinutes / QUARTER_MINUTES),
        declaredRate: share / 8,
      }),
      even: startEven(),
      ratio: startRatio(),
      last: count,
      lastAtMs: atMs,
      closed: null,
      end: null,
    };
  };

  function take(reading: PostReading): WatchLogLine[] {
    const { postId, metric, atMs, count } = reading;
    if (!Number.isFinite(atMs) || !Number.isFinite(count)) {
      ignored++;
      return [];
    }
    const block = Math.floor(atMs / BLOCK_MS);
    let post = posts.get(postId);
    if (!post) posts.set(postId, (post = { block, agesAsked: 0, counters: new Map() }));
    const lines = block > post.block ? closeBlock(postId, post, block) : [];
    let counter = post.counters.get(metric);
    if (!counter) {
      counters++;
      counter = counterOf(alphaAt(counters, settings.counters, settings.declaredRate), reading);
      post.counters.set(metric, counter);
    }
    if (atMs < counter.lastAtMs) {
      ignored++;
      return lines;
    }
    readings++;
    lines.push(...steps(reading, counter, 'minutes'), ...steps(reading, counter, 'quarters'));
    if (Math.floor(atMs / cadenceMs) > Math.floor(counter.lastAtMs / cadenceMs))
      lines.push(...evenness(reading, counter));
    counter.last = count;
    counter.lastAtMs = atMs;
    return lines;
  }

  /** Steps at one pace. Gaps and resets are told once, by the minutes. */
  function steps(reading: PostReading, counter: Counter, pace: 'minutes' | 'quarters'): WatchLogLine[] {
    const { state, events } = stepWatch(counter[pace], { atMs: reading.atMs, count: reading.count });
    counter[pace] = state;
    return told(reading, counter, pace, events);
  }

  function told(
    of: { postId: string; metric: string },
    counter: Counter,
    pace: 'minutes' | 'quarters',
    events: readonly WatchEvent[],
  ): WatchLogLine[] {
    const { postId, metric } = of;
    return events.flatMap((found): WatchLogLine[] => {
      if (found.event !== 'alarm') {
        breakEven(counter.even);
        // What came in the gap is not judged at the slower pace either; what was spent stays spent.
        if (pace === 'minutes')
          counter.quarters = { ...counter.quarters, open: null, levels: [], recent: [], episodeMinutes: 0 };
        return pace === 'minutes' ? [{ ...found, postId, metric }] : [];
      }
      const up = found.kind === 'step-up';
      return [
        {
          event: 'alarm',
          postId,
          metric,
          kind: pace === 'minutes' ? found.kind : up ? 'slow-rise' : 'slow-fall',
          fromMs: found.fromMs,
          raisedAtMs: found.raisedAtMs,
          before: found.before,
          after: found.after,
          excess: found.excess,
          usual: found.usualPerMinute,
          p: found.p,
          allowance: found.allowance,
        },
      ];
    });
  }

  /** The open minute is over. */
  function evenness({ postId, metric }: PostReading, counter: Counter): WatchLogLine[] {
    const before = counter.closed;
    const now = { minute: Math.floor(counter.lastAtMs / cadenceMs), count: counter.last };
    counter.closed = now;
    if (before?.minute !== now.minute - 1) {
      breakEven(counter.even);
      return [];
    }
    const minute = { fromMs: now.minute * cadenceMs, before: before.count };
    const found = stepEven(counter.even, now.count - before.count, minute, horizonMinutes, counter.share / 8);
    if (!found) return [];
    const { fromMs, p, allowance, dispersion } = found;
    return [
      {
        event: 'alarm',
        postId,
        metric,
        kind: 'too-even',
        fromMs,
        raisedAtMs: (now.minute + 1) * cadenceMs,
        before: found.before,
        after: now.count,
        excess: now.count - found.before,
        usual: dispersion,
        p,
        allowance,
      },
    ];
  }

  function closeBlock(postId: string, post: Post, next: number): WatchLogLine[] {
    const ended = post.block;
    post.block = next;
    const gains = new Map<string, { before: number; after: number }>();
    for (const [metric, counter] of post.counters) {
      const inside = Math.floor(counter.lastAtMs / BLOCK_MS) === ended;
      if (inside && counter.end?.block === ended - 1)
        gains.set(metric, { before: counter.end.count, after: counter.last });
      counter.end = inside ? { block: ended, count: counter.last } : null;
    }
    const base = BASES.find((b) => post.counters.has(b));
    if (base === undefined) return [];
    return [...drift(postId, post, base, gains, ended), ...levels(postId, post, base, ended)];
  }

  /** Acts of a block against its views. */
  function drift(
    postId: string,
    post: Post,
    base: string,
    gains: ReadonlyMap<string, { before: number; after: number }>,
    ended: number,
  ): WatchLogLine[] {
    const views = gains.get(base);
    if (!views) return [];
    return [...gains].flatMap(([metric, { before, after }]): WatchLogLine[] => {
      if (BASES.includes(metric)) return [];
      const counter = post.counters.get(metric) as Counter;
      const found = stepRatio(
        counter.ratio,
        views.after - views.before,
        after - before,
        horizonMinutes,
        counter.share / 8,
      );
      if (!found) return [];
      return [
        {
          event: 'alarm',
          postId,
          metric,
          kind: found.side === 'up' ? 'ratio-up' : 'ratio-down',
          fromMs: ended * BLOCK_MS,
          raisedAtMs: (ended + 1) * BLOCK_MS,
          before,
          after,
          excess: found.acts - found.expected,
          usual: found.usualShare,
          p: found.p,
          allowance: found.allowance,
        },
      ];
    });
  }

  /** Acts by views so far against the account's own clean posts, at the ages asked. */
  function levels(postId: string, post: Post, base: string, ended: number): WatchLogLine[] {
    const known = settings.posts[postId];
    const age = AGES_HOURS[post.agesAsked];
    const nowMs = (ended + 1) * BLOCK_MS;
    if (known?.publishedAtMs == null || age === undefined || nowMs - known.publishedAtMs < age * HOUR_MS)
      return [];
    post.agesAsked++;
    const views = (post.counters.get(base) as Counter).last;
    if (views < LEAST_VIEWS) return [];
    return [...post.counters].flatMap(([metric, counter]): WatchLogLine[] => {
      const norm = known.norms[metric];
      if (!norm || norm.n < LEAST_NORM || BASES.includes(metric)) return [];
      const share = Math.log((counter.last + 0.5) / views);
      const sd = Math.sqrt((norm.sd ** 2 + 1 / Math.max(1, counter.last)) * (1 + 1 / norm.n));
      const p = 2 * studentAbove(Math.abs(share - norm.mean) / sd, norm.n - 1);
      const allowance = counter.share / 8 / AGES_HOURS.length;
      if (p > allowance) return [];
      const expected = views * Math.exp(norm.mean);
      return [
        {
          event: 'alarm',
          postId,
          metric,
          kind: share > norm.mean ? 'level-high' : 'level-low',
          fromMs: known.publishedAtMs as number,
          raisedAtMs: nowMs,
          before: 0,
          after: counter.last,
          excess: counter.last - expected,
          usual: Math.exp(norm.mean),
          p,
          allowance,
        },
      ];
    });
  }

  return {
    take,
    finish: () =>
      [...posts].flatMap(([postId, post]) =>
        [...post.counters].flatMap(([metric, counter]) =>
          (['minutes', 'quarters'] as const).flatMap((pace) => {
            const { state, events } = finishWatch(counter[pace]);
            counter[pace] = state;
            return told({ postId, metric }, counter, pace, events);
          }),
        ),
      ),
    tally: () => ({ readings, ignored, counters }),
  };
}
