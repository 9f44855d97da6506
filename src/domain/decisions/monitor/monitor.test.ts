import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { alphaAt } from '#numerics/series/alpha-spending.ts';
import {
  type EarlyCurve,
  fitLogLinear,
  fitSizes,
  forecastSizes,
  logLinearSize,
} from './measures/final-size.ts';
import { finishWatch, startWatch, stepWatch } from './measures/minute-watch.ts';
import { streamAnomalies } from './measures/stream-anomalies.ts';
import { type CountReading, type WatchEvent, watchDefaults, watchStateSchema } from './schema.ts';

const MINUTE = 60_000;

/** Readings every 20 s of a counter that grows by about 50 a minute and whose servers lag behind each other. */
function ordinary(minutes: number, seed: string): CountReading[] {
  const random = rng(seed);
  const readings: CountReading[] = [];
  let count = 1_000_000;
  for (let minute = 0; minute < minutes; minute++) {
    count += random.poisson(50);
    for (let k = 0; k < 3; k++)
      readings.push({
        atMs: minute * MINUTE + k * 20_000,
        count: count - (random.chance(0.3) ? random.int(0, 40) : 0),
      });
  }
  return readings;
}

function watch(readings: readonly CountReading[], throughJson = false) {
  let state = startWatch(watchDefaults);
  const events: WatchEvent[] = [];
  for (const reading of readings) {
    const step = stepWatch(
      throughJson ? watchStateSchema.parse(JSON.parse(JSON.stringify(state))) : state,
      reading,
    );
    state = step.state;
    events.push(...step.events);
  }
  const end = finishWatch(state);
  return { state: end.state, events: [...events, ...end.events] };
}

const raised = (readings: readonly CountReading[], minute: number, by: number) =>
  readings.map((r) => (r.atMs >= minute * MINUTE ? { ...r, count: r.count + by } : r));

describe('a watch', () => {
  it('finds a bought step of 0.1 % within three minutes, once', () => {
    const { events } = watch(raised(ordinary(200, 'step'), 120.4, 1000));
    expect(events).toHaveLength(1);
    const [alarm] = events as [Extract<WatchEvent, { event: 'alarm' }>];
    expect(alarm).toMatchObject({ event: 'alarm', kind: 'step-up' });
    expect(alarm.raisedAtMs - 120.4 * MINUTE).toBeLessThanOrEqual(3 * MINUTE);
    expect(alarm.excess).toBeGreaterThan(900);
    expect(alarm.p).toBeLessThan(alarm.allowance);
  });

  it('finds a purge, and is quiet on jitter and on one wild minute', () => {
    const kinds = (readings: readonly CountReading[]) =>
      watch(readings).events.map((e) => (e.event === 'alarm' ? e.kind : e.event));
    const readings = ordinary(200, 'purge');
    expect(kinds(readings)).toEqual([]);
    expect(kinds(raised(readings, 120, -1000))).toEqual(['step-down']);
    expect(
      kinds(readings.map((r) => (Math.floor(r.atMs / MINUTE) === 120 ? { ...r, count: 0 } : r))),
    ).toEqual([]);
  });

  it('logs a gap and does not judge the growth across it', () => {
    const readings = raised(ordinary(200, 'gap'), 100, 20_000).filter(
      (r) => r.atMs < 80 * MINUTE || r.atMs >= 101 * MINUTE,
    );
    const { events } = watch(readings);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ event: 'gap', toMs: 101 * MINUTE });
    const gap = events[0] as Extract<WatchEvent, { event: 'gap' }>;
    expect(gap.minutes).toBeCloseTo(21.33, 1);
    expect(gap.growth).toBeGreaterThan(20_000);
  });

  it('tells a reset of the counter from a purge', () => {
    const readings = raised(ordinary(100, 'reset'), 60, -999_000);
    expect(watch(readings).events.map((e) => e.event)).toEqual(['reset']);
  });

  it('gives the same state and alarms when its state has been stored and read at every reading', () => {
    const readings = raised(ordinary(80, 'replay'), 60, 2000);
    expect(JSON.stringify(watch(readings, true))).toBe(JSON.stringify(watch(readings)));
  });

  it('leaves out readings from the past and what is no number', () => {
    const { state } = watch([
      { atMs: 1000, count: 5 },
      { atMs: 500, count: 5 },
      { atMs: 2000, count: Number.NaN },
    ]);
    expect(state).toMatchObject({ readings: 1, ignored: 2 });
  });

  it('never spends more than its allowance', () => {
    let spent = 0;
    for (let turn = 1; turn <= 200_000; turn++) spent += alphaAt(turn, 1440, 0.05);
    expect(spent).toBeLessThan(0.05);
    expect(spent).toBeGreaterThan(0.0495);
  });
});

/** Posts that grow by a factor set by how much of their count came last. */
function posts(count: number, seed: string): { curves: EarlyCurve[]; finals: number[] } {
  const random = rng(seed);
  const curves: EarlyCurve[] = [];
  const finals: number[] = [];
  for (let i = 0; i < count; i++) {
    const now = random.int(50, 500);
    const recent = random.next();
    curves.push({
      counts: Float64Array.from({ length: 12 }, (_, k) => now * (1 - recent * (1 - (k + 1) / 12))),
      traits: [],
    });
    finals.push(Math.round(now * (1 + 4 * recent) * Math.exp(random.normal(0, 0.1))));
  }
  return { curves, finals };
}

describe('the final size', () => {
  it('is told closer than by the log-linear forecast, with intervals that cover', () => {
    const [train, test] = [posts(300, 'train'), posts(200, 'test')];
    const model = fitSizes(train.curves, train.finals, '1');
    if ('state' in model) throw new Error('300 posts are enough');
    const told = forecastSizes(model, test.curves);
    const line = fitLogLinear(
      train.curves.map((c) => c.counts[11] as number),
      train.finals,
      true,
    );
    const error = (of: (i: number) => number) =>
      test.finals.reduce((sum, final, i) => sum + Math.abs(of(i) / final - 1), 0) / test.finals.length;
    expect(error((i) => told[i]?.size as number)).toBeLessThan(
      0.5 * error((i) => logLinearSize(line, test.curves[i]?.counts[11] as number)),
    );
    const inside = told.filter(
      (f, i) => f.low <= (test.finals[i] as number) && (test.finals[i] as number) <= f.high,
    );
    expect(inside.length).toBeGreaterThan(165);
    for (const [i, f] of told.entries())
      expect(f.low).toBeGreaterThanOrEqual(test.curves[i]?.counts[11] as number);
  });

  it('is insufficient below 60 finished posts', () => {
    const { curves, finals } = posts(40, 'few');
    expect(fitSizes(curves, finals, '1')).toEqual({ state: 'insufficient', need: 60, have: 40 });
  });

  it('by a line is what least squares gives', () => {
    expect(fitLogLinear([1, Math.E], [Math.E, Math.E ** 3], true)).toEqual({ slope: 2, intercept: 1 });
    expect(fitLogLinear([1, Math.E], [Math.E, Math.E ** 3], false).intercept).toBeCloseTo(1.5, 12);
  });
});

describe('scores of a stream', () => {
  const random = rng('stream');
  const atMs = Float64Array.from({ length: 3000 }, (_, i) => i * 5 * MINUTE);
  const values = Float64Array.from(atMs, (_, i) =>
    random.poisson(50 + 30 * Math.sin((2 * Math.PI * i) / 288)),
  );

  it('see the past only', () => {
    const whole = streamAnomalies(atMs, values);
    expect(Array.from(streamAnomalies(atMs.slice(0, 1500), values.slice(0, 1500)))).toEqual(
      Array.from(whole.slice(0, 1500)),
    );
  });

  it('are above a half at a burst, between 0 and 1, and low on the daily season', () => {
    const burst = values.slice();
    burst.fill(2000, 2500, 2512);
    const scores = streamAnomalies(atMs, burst);
    const raised = Array.from(scores.keys()).filter((i) => (scores[i] as number) >= 0.5);
    expect(scores.slice(1000, 2500).every((s) => s >= 0 && s < 0.5)).toBe(true);
    // Raised while it lasts; more than once only where it grew by half.
    expect(raised[0]).toBeLessThan(2506);
    expect(raised.length).toBeLessThanOrEqual(3);
    expect(raised.every((i) => i >= 2500 && i < 2512)).toBe(true);
  });

  it('see a level that rises and stays once, and say nothing of a stream that does not move', () => {
    const raisedLevel = values.map((v, i) => (i >= 2600 ? v * 4 : v));
    const scores = streamAnomalies(atMs, raisedLevel);
    const raised = Array.from(scores.keys()).filter((i) => (scores[i] as number) >= 0.5);
    expect(raised.every((i) => i >= 2600 && i < 2700)).toBe(true);
    expect(raised.length).toBeGreaterThan(0);
    expect(raised.length).toBeLessThan(6);
    expect(
      Math.max(
        ...streamAnomalies(
          atMs,
          values.map(() => 7),
        ),
      ),
    ).toBe(0);
  });
});
