/**
 * Could the effect be told, before the money is spent?
 * Method: the campaign is laid over the history: at many past starts, in the units where it would run, nothing happened,
 *   so the estimate there is pure error. The real test (the interval of lift-estimate) is run on each; adding an effect
 *   moves the estimate by just as much, so the least effect of each past start that the test would have seen is known, and
 *   power is the share of starts below it. Units that are not named are chosen among random sets on every other start, and
 *   power is told on the starts left out. What would be needed: other lengths and numbers of units, by the spread of the
 *   error alone over random sets.
 * Source: power by simulation on the user's own panel, as GeoLift does (Meta, documentation); Arkhangelsky et al. 2021.
 * Differs: chosen on half of the past starts and told on the other half, so the choice does not flatter itself.
 * Limits: past starts overlap, so few of them are independent; a future unlike the past is not foreseen. Fewer than 6
 *   past starts, or controls too few for an interval: insufficient.
 * Verified: lift-power.test.ts: the told power of a panel of noise agrees with the share found in fresh panels.
 */
import type { Words } from '#basis/reading.ts';
import { rng } from '#basis/rng.ts';
import { blockEffect } from '#numerics/panel/block-effect.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { studentWithin } from '#numerics/stats/tails.ts';
import type { LiftMethod, LiftPlan } from '../schema.ts';
import { LEAST_CONTROLS, placeboFreedom, placebosOf } from './lift-placebo.ts';
import type { Panel } from './panel.ts';

interface PlanAsked {
  method: LiftMethod;
  /** Units where the campaign would run; chosen when empty. */
  treated: readonly string[];
  /** How many to choose. */
  count: number;
  /** Times the campaign and its echo last. */
  duration: number;
  /** What is hoped for, relative to what would come without; null asks for the least only. */
  expected: number | null;
  seed: string;
}

const STARTS = 24;
const LEAST_STARTS = 6;
const SETS = 16;
const DRAWS = 40;
const POWER = 0.8;
const GRID = 21;

interface Null {
  /** Estimate where nothing happened, and what was there. */
  effect: number;
  base: number;
  error: number | null;
}

/** The panel up to the end of a window that starts at `start`. */
function cut(panel: Panel, end: number): Panel {
  const values = new Float64Array(panel.units * end);
  for (let u = 0; u < panel.units; u++)
    values.set(panel.values.subarray(u * panel.times, u * panel.times + end), u * end);
  return { ...panel, values, times: end };
}

function nullAt(
  panel: Panel,
  treated: readonly number[],
  start: number,
  duration: number,
  method: LiftMethod,
  withError: string | null,
): Null {
  const short = cut(panel, start + duration);
  const inside = new Set(treated);
  const controls = Array.from({ length: panel.units }, (_, u) => u).filter((u) => !inside.has(u));
  const { effect } = blockEffect(short, controls, treated, start, method);
  // What is usual in those units: a single past window may hold next to nothing.
  let base = 0;
  for (const u of treated)
    for (let t = 0; t < panel.times; t++) base += panel.values[u * panel.times + t] as number;
  base /= treated.length * panel.times;
  let error: number | null = null;
  if (withError !== null) {
    const draws = placebosOf(short, [{ start, rows: [...treated] }], controls, method, withError, DRAWS);
    const mean = draws.reduce((a, d) => a + d.effect, 0) / draws.length;
    if (draws.length > 0)
      error = Math.sqrt(draws.reduce((a, d) => a + (d.effect - mean) ** 2, 0) / draws.length);
  }
  return { effect, base, error };
}

const startsOf = (panel: Panel, duration: number): number[] => {
  const first = Math.max(2 * duration, 8);
  const last = panel.times - duration;
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (all.length <= STARTS) return all;
  return Array.from(
    { length: STARTS },
    (_, i) => all[Math.round((i * (all.length - 1)) / (STARTS - 1))] as number,
  );
};

/** Root mean square of the relative error over some starts. */
const spread = (nulls: readonly Null[]): number =>
  Math.sqrt(nulls.reduce((a, n) => a + (n.effect / n.base) ** 2, 0) / nulls.length);

const least80 = (freedom: number) => studentWithin(0.95, freedom) + studentWithin(0.6, freedom);

/** `pause` is awaited between pieces of work, so that a server can answer others. */
export async function liftPower(
  panel: Panel,
  asked: PlanAsked,
  pause: () => Promise<unknown> = async () => {},
): Promise<LiftPlan> {
  const { method, duration, expected, seed } = asked;
  const named = asked.treated.map((name) => panel.unitNames.indexOf(name));
  const count = named.length > 0 ? named.length : asked.count;
  const starts = startsOf(panel, duration);
  const controls = panel.units - count;
  const head = {
    method,
    units: panel.units,
    times: panel.times,
    from: panel.timeNames[0] ?? '',
    until: panel.timeNames.at(-1) ?? '',
    duration,
    expected,
  };
  const none = (need: Words, have: Words): LiftPlan => ({
    ...head,
    state: 'insufficient',
    need,
    have,
    why: {
      en: 'A plan is tried on the past; there is too little of it.',
      zh: '方案要在历史上试算，而历史太少。',
    },
  });
  if (starts.length < LEAST_STARTS)
    return none(
      {
        en: `${Math.max(2 * duration, 8) + duration + LEAST_STARTS - 1} times of history for ${duration} times of campaign`,
        zh: `${duration} 期的投放需要 ${Math.max(2 * duration, 8) + duration + LEAST_STARTS - 1} 期历史`,
      },
      { en: `${panel.times} times`, zh: `${panel.times} 期` },
    );
  if (controls < LEAST_CONTROLS || controls < 2 * count)
    return none(
      {
        en: `${Math.max(LEAST_CONTROLS, 2 * count)} units without the campaign`,
        zh: `至少 ${Math.max(LEAST_CONTROLS, 2 * count)} 个未投放单位`,
      },
      { en: `${controls} units`, zh: `${controls} 个单位` },
    );
  const random = rng(`plan/${seed}`);
  const all = Array.from({ length: panel.units }, (_, u) => u);
  const draw = (n: number) =>
    random
      .shuffle([...all])
      .slice(0, n)
      .sort((a, b) => a - b);
  const choosing = named.length > 0 ? [] : starts.filter((_, i) => i % 2 === 0);
  const telling = named.length > 0 ? starts : starts.filter((_, i) => i % 2 === 1);
  let treated = named;
  if (named.length === 0) {
    let best = Infinity;
    for (let k = 0; k < SETS; k++) {
      const set = draw(count);
      const wide = spread(choosing.map((s) => nullAt(panel, set, s, duration, method, null)));
      if (wide < best) {
        best = wide;
        treated = set;
      }
      await pause();
    }
  }
  const nulls: Null[] = [];
  for (const s of telling) {
    nulls.push(nullAt(panel, treated, s, duration, method, `${seed}/${s}`));
    await pause();
  }
  const t = studentWithin(0.95, placeboFreedom(controls, count));
  const seen = nulls.filter((n) => n.error !== null && Math.abs(n.effect) > t * n.error).length;
  const alarms = wilson(seen, nulls.length);
  // The least rise each past start would have shown.
  const thresholds = nulls.map((n) => (t * (n.error ?? Infinity) - n.effect) / n.base).sort((a, b) => a - b);
  const leastSeen = thresholds[Math.ceil(POWER * thresholds.length) - 1] as number;
  const powerAt = (effect: number) => thresholds.filter((x) => effect > x).length / thresholds.length;
  const top = Math.max(leastSeen * 1.6, (expected ?? 0) * 1.2, 0.01);
  const baseTotal = (nulls.reduce((a, n) => a + n.base, 0) / nulls.length) * treated.length * duration;
  const options = await otherDesigns(panel, asked, count, draw, pause);
  const power = expected === null ? null : powerAt(expected);
  const reaches = (o: (typeof options)[number]) => expected !== null && o.least <= expected;
  const enough = options.filter(reaches).sort((a, b) => a.count * a.duration - b.count * b.duration)[0];
  const verdict = power === null ? 'told' : power >= POWER ? 'can_tell' : 'cannot_tell';
  return {
    ...head,
    state: 'ok',
    treated: treated.map((u) => panel.unitNames[u] as string),
    chosen: named.length === 0,
    starts: nulls.length,
    falseAlarm: { share: seen / nulls.length, low: alarms.low, high: alarms.high },
    leastRelative: leastSeen,
    leastTotal: leastSeen * baseTotal,
    expectedTotal: expected === null ? null : expected * baseTotal,
    baseTotal,
    power,
    curve: Array.from({ length: GRID }, (_, i) => {
      const effect = (top * i) / (GRID - 1);
      return { effect, power: powerAt(effect) };
    }),
    options,
    verdict,
    need:
      verdict !== 'cannot_tell'
        ? null
        : enough
          ? {
              en: `${enough.count} units for ${enough.duration} times would see ${(enough.least * 100).toFixed(1)} %.`,
              zh: `${enough.count} 个单位投放 ${enough.duration} 期可看到 ${(enough.least * 100).toFixed(1)} %。`,
            }
          : {
              en: 'No number of units or length of this history sees so little.',
              zh: '以现有历史，任何单位数或时长都看不到这么小的效果。',
            },
  };
}

/** Other lengths and numbers of units, by the spread of the error over random sets and starts. */
async function otherDesigns(
  panel: Panel,
  { method, duration }: PlanAsked,
  count: number,
  draw: (n: number) => number[],
  pause: () => Promise<unknown>,
): Promise<Extract<LiftPlan, { state: 'ok' }>['options']> {
  const found: Extract<LiftPlan, { state: 'ok' }>['options'] = [];
  for (const length of new Set([duration, Math.round(duration * 1.5), duration * 2]))
    for (const n of new Set([count, count * 2, count * 3])) {
      const controls = panel.units - n;
      const starts = startsOf(panel, length);
      if (starts.length < LEAST_STARTS || controls < LEAST_CONTROLS || controls < 2 * n) continue;
      const nulls = Array.from({ length: 12 }, (_, k) =>
        nullAt(panel, draw(n), starts[(k * 7) % starts.length] as number, length, method, null),
      );
      found.push({ count: n, duration: length, least: least80(placeboFreedom(controls, n)) * spread(nulls) });
      await pause();
    }
  return found;
}
