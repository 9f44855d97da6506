/**
 * Did a counter that is read all the time take a step that its own last minutes do not explain?
 * Method: readings become one median a minute. A rise is the distance from the highest of the last ten minutes to the
 *   lower of the next two, a fall that from the lower of two to the higher of the next two, so a single wild minute is neither. It is compared with the median growth
 *   of the last 15 ordinary minutes on the scale asinh(growth / 2c), c the noise of those minutes and the counter's jitter; the tail of past
 *   distances is exponential beyond their 90 % quantile, a power law on growth, with a prior worth 20 minutes. An alarm
 *   needs p below the minute's part of the watch's allowance (alpha-spending.ts), so the declared rate is the chance of any
 *   false alarm in the whole watch.
 * Source: Lan & DeMets 1983 (Biometrika 70); Donoho & Jin 2004 for the tail by quantiles, as in follower-bursts.
 * Differs: a gap of two cadences or more is logged and its growth is not judged; learning starts anew after it. A fall to
 *   less than half is a reset of the counter.
 * Limits: steps inside a gap or in the first seven minutes after one; a delivery spread thinly over an hour; an honest jump
 *   of the same size within a minute (press, a giveaway) alarms too and is explained by context events.
 * Verified: monitor.test.ts, bench/monitor.ts (false alarms of simulated watches, injected steps on a real counter).
 */

import { alphaAt } from '#numerics/series/alpha-spending.ts';
import { madOf, medianOf, quantileOfSorted } from '#numerics/series/robust.ts';
import type {
  CountReading,
  MinuteLevel,
  WatchAlarm,
  WatchEvent,
  WatchSettings,
  WatchState,
} from '../schema.ts';

/** Closed minutes that are kept: a rise must pass all of them, so a counter that comes back is none. */
const LEVELS = 12;
/** Ordinary minutes needed before anything is judged, and how many make the usual growth. */
const LEAST_RECENT = 5;
const RECENT = 15;
/** Past distances that make the tail. */
const TAIL = 240;
/** The tail before anything is seen, worth this many minutes. */
const PRIOR = { weight: 20, threshold: 0.3, scale: 0.2 };
const LEAST_SCALE = 0.1;
/** Readings of a minute that are kept. */
const MOST_OPEN = 240;
/** What is left of the largest jitter after a minute. */
const JITTER_MEMORY = 0.995;
/** A rate that stays up this long is the new usual. */
const LONGEST_EPISODE = 10;
/** A smaller step is never an alarm. */
const LEAST_EXCESS = 10;

export const startWatch = (settings: WatchSettings): WatchState => ({
  settings,
  lastAtMs: null,
  open: null,
  levels: [],
  recent: [],
  up: [],
  down: [],
  jitter: 0,
  judgedMinutes: 0,
  episodeMinutes: 0,
  readings: 0,
  ignored: 0,
});

export interface WatchStep {
  state: WatchState;
  events: WatchEvent[];
}

/** The watch after one more reading. Pure: the same state and reading give the same answer, so a replay does too. */
export function stepWatch(before: WatchState, { atMs, count }: CountReading): WatchStep {
  const { cadenceMs } = before.settings;
  if (!Number.isFinite(atMs) || !Number.isFinite(count) || (before.lastAtMs ?? atMs) > atMs)
    return { state: { ...before, ignored: before.ignored + 1 }, events: [] };
  const minute = Math.floor(atMs / cadenceMs);
  const taken = { ...before, lastAtMs: atMs, readings: before.readings + 1 };
  if (before.open?.minute === minute) {
    const { counts } = before.open;
    const kept = counts.length < MOST_OPEN ? counts : counts.filter((_, i) => i % 2 === 0);
    return { state: { ...taken, open: { minute, counts: [...kept, count] } }, events: [] };
  }
  const closed = closeMinute(taken);
  const open = { minute, counts: [count] };
  const fromMs = before.lastAtMs;
  if (fromMs === null || atMs - fromMs < 2 * cadenceMs)
    return { state: { ...closed.state, open }, events: closed.events };
  const last = closed.state.levels.at(-1)?.level ?? count;
  const gap = {
    event: 'gap' as const,
    fromMs,
    toMs: atMs,
    minutes: (atMs - fromMs) / 60_000,
    growth: count - last,
  };
  return { state: { ...relearning(closed.state), open }, events: [...closed.events, gap] };
}

/** Closes the minute that is still open, at the end of a file. */
export const finishWatch = (state: WatchState): WatchStep => closeMinute(state);

const relearning = (state: WatchState): WatchState => ({
  ...state,
  levels: [],
  recent: [],
  episodeMinutes: 0,
});

function closeMinute(state: WatchState): WatchStep {
  if (!state.open) return { state, events: [] };
  const levels = [...state.levels, { minute: state.open.minute, level: medianOf(state.open.counts) }].slice(
    -LEVELS,
  );
  const jitter = Math.max(JITTER_MEMORY * state.jitter, jitterOf(state.open.counts, levels));
  const closed: WatchState = { ...state, open: null, levels, jitter };
  if (levels.length < 4) return { state: closed, events: [] };
  const [a, b, c, d] = levels.slice(-4) as [MinuteLevel, MinuteLevel, MinuteLevel, MinuteLevel];
  const floor = Math.min(a.level, b.level);
  if (Math.max(c.level, d.level) < floor / 2 && floor > 2 * LEAST_EXCESS)
    return {
      state: { ...relearning(closed), levels: [c, d] },
      events: [
        { event: 'reset', atMs: c.minute * state.settings.cadenceMs, before: b.level, after: d.level },
      ],
    };
  const growth = (c.level - b.level) / (c.minute - b.minute);
  if (state.recent.length < LEAST_RECENT)
    return { state: { ...closed, recent: [...state.recent, growth] }, events: [] };
  return judge(closed, growth);
}

/** How far readings disagreed: up and down again within the minute, and a minute that the next one took back. */
function jitterOf(counts: readonly number[], levels: readonly MinuteLevel[]): number {
  let [high, low, fall, rise] = [-Infinity, Infinity, 0, 0];
  for (const count of counts) {
    [high, low] = [Math.max(high, count), Math.min(low, count)];
    [fall, rise] = [Math.max(fall, high - count), Math.max(rise, count - low)];
  }
  const [a, b, c] = levels.slice(-3).map((l) => l.level);
  const takenBack =
    a !== undefined && b !== undefined && c !== undefined && (b - a) * (c - b) < 0
      ? Math.min(Math.abs(b - a), Math.abs(c - b))
      : 0;
  return Math.max(takenBack, Math.min(fall, rise));
}

/** Distance of a growth from the usual, in logarithms of growth where it is large against the noise. */
const scaled = (perMinute: number, noise: number) => Math.asinh(perMinute / (2 * noise));

/** P(distance ≥ `x`) among ordinary minutes; 1 where it is not unusual. */
function tail(past: readonly number[], x: number): number {
  const sorted = Float64Array.from(past).sort();
  const own = past.length / (past.length + PRIOR.weight);
  const mixed = (seen: number, prior: number) => (past.length === 0 ? prior : own * seen + (1 - own) * prior);
  const top = quantileOfSorted(sorted, 0.9);
  const threshold = mixed(top, PRIOR.threshold);
  const scale = Math.max(
    LEAST_SCALE,
    mixed((top - quantileOfSorted(sorted, 0.5)) / Math.log(5), PRIOR.scale),
  );
  return x <= threshold ? 1 : 0.1 * Math.exp(-(x - threshold) / scale);
}

function judge(state: WatchState, growth: number): WatchStep {
  const { settings } = state;
  const [a, b, c, d] = state.levels.slice(-4) as [MinuteLevel, MinuteLevel, MinuteLevel, MinuteLevel];
  const minutes = c.minute - b.minute;
  const usual = medianOf(state.recent);
  const noise = Math.max(1, Math.sqrt(Math.abs(usual)), madOf(state.recent, usual), state.jitter);
  const peak = state.levels.slice(0, -2).reduce((most, { level }) => Math.max(most, level), -Infinity);
  const rise = Math.min(c.level, d.level) - peak;
  const fall = Math.max(c.level, d.level) - Math.min(a.level, b.level);
  const above = scaled(rise / minutes, noise) - scaled(usual, noise);
  const below = scaled(usual, noise) - scaled(fall / minutes, noise);
  const judgedMinutes = state.judgedMinutes + 1;
  // Half for rises, half for falls.
  const allowance = alphaAt(judgedMinutes, settings.horizonMinutes, settings.declaredRate) / 2;
  const least = Math.max(LEAST_EXCESS, settings.leastShare * Math.abs(b.level));
  const excessUp = rise - usual * minutes;
  const excessDown = fall - usual * minutes;
  const pUp = tail(state.up, above);
  const pDown = tail(state.down, below);
  const stepUp = pUp <= allowance && excessUp >= least;
  const stepDown = pDown <= allowance && -excessDown >= least;
  if (!stepUp && !stepDown)
    return {
      state: {
        ...state,
        judgedMinutes,
        episodeMinutes: 0,
        recent: [...state.recent, growth].slice(-RECENT),
        up: [...state.up, above].slice(-TAIL),
        down: [...state.down, below].slice(-TAIL),
      },
      events: [],
    };
  const episodeMinutes = state.episodeMinutes + 1;
  const after = { ...state, judgedMinutes, episodeMinutes };
  const next = episodeMinutes >= LONGEST_EPISODE ? { ...relearning(after), levels: state.levels } : after;
  if (episodeMinutes > 1) return { state: next, events: [] };
  const excess = stepUp ? excessUp : excessDown;
  const alarm: WatchAlarm = {
    kind: stepUp ? 'step-up' : 'step-down',
    raisedAtMs: (d.minute + 1) * settings.cadenceMs,
    fromMs: (b.minute + 1) * settings.cadenceMs,
    before: b.level,
    after: d.level,
    excess,
    excessShare: excess / Math.max(1, Math.abs(b.level)),
    usualPerMinute: usual,
    p: stepUp ? pUp : pDown,
    allowance,
  };
  return { state: next, events: [{ event: 'alarm', ...alarm }] };
}
