/** Injected steps on a real counter, and false alarms of simulated ordinary watches. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Rng, rng } from '#basis/rng.ts';
import { startWatch, stepWatch } from '#domain/decisions/monitor/measures/minute-watch.ts';
import { type CountReading, type WatchState, watchDefaults } from '#domain/decisions/monitor/schema.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { publicFile } from './evaluation.ts';
import type { Line } from './run.ts';

const INJECTIONS = 300;
const SIMULATED = 100;
const MINUTES = 1440;

const alarmsOf = (readings: Iterable<CountReading>, from: WatchState): number[] => {
  let state = from;
  const alarms: number[] = [];
  for (const reading of readings) {
    const step = stepWatch(state, reading);
    state = step.state;
    for (const e of step.events) if (e.event === 'alarm') alarms.push(reading.atMs);
  }
  return alarms;
};

export function benchWatch(): Line[] {
  const lines: Line[] = [];
  const file = publicFile('posts/follower-counter-1s.txt.gz');
  if (file) {
    const readings = gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split('\n')
      .map((line): CountReading => {
        const [at, count] = line.split('\t').map(Number) as [number, number];
        return { atMs: at * 1000, count };
      });
    /** The state before every reading; unchanged parts are shared. */
    const states: WatchState[] = [];
    let state = startWatch(watchDefaults);
    let [gaps, alarms] = [0, 0];
    for (const reading of readings) {
      states.push(state);
      const step = stepWatch(state, reading);
      state = step.state;
      for (const e of step.events)
        if (e.event === 'gap') gaps++;
        else if (e.event === 'alarm') alarms++;
    }
    lines.push(
      {
        name: 'real counter: gaps besides the 21-minute one',
        value: gaps - 1,
        unit: 'ratio',
        bound: 0,
        note: `${readings.length} readings`,
      },
      {
        name: 'real counter: alarms',
        value: alarms,
        unit: 'ratio',
        bound: 0,
        note: `declared ${watchDefaults.declaredRate} a watch`,
      },
    );
    for (const share of [0.0005, 0.001, 0.002]) {
      const random = rng(`bought steps/${share}`);
      let found = 0;
      for (let k = 0; k < INJECTIONS; k++) {
        const at = random.int(0, readings.length - 400);
        const startMs = (readings[at] as CountReading).atMs;
        const step = share * (readings[at] as CountReading).count;
        const window: CountReading[] = [];
        for (let i = at; i < readings.length; i++) {
          const { atMs, count } = readings[i] as CountReading;
          if (atMs > startMs + 180_000) break;
          window.push({ atMs, count: count + step });
        }
        if (alarmsOf(window, states[at] as WatchState).length > 0) found++;
      }
      lines.push({
        name: `real counter: steps of ${share * 100} % missed after 3 minutes`,
        value: 1 - found / INJECTIONS,
        unit: 'ratio',
        bound: share >= 0.001 ? 0.1 : null,
        note: `${INJECTIONS} seeded times, the first minutes and those after the gap included`,
      });
    }
  }
  for (const [kind, growth] of Object.entries(ORDINARY)) {
    let alarmed = 0;
    for (let k = 0; k < SIMULATED; k++)
      if (
        alarmsOf(simulated(growth, rng(`ordinary watch/${kind}/${k}`)), startWatch(watchDefaults)).length > 0
      )
        alarmed++;
    const { low, high } = wilson(alarmed, SIMULATED);
    lines.push({
      name: `ordinary day, ${kind}: watches with a false alarm`,
      value: alarmed / SIMULATED,
      unit: 'ratio',
      bound: kind === 'sudden attention' ? null : watchDefaults.declaredRate,
      note: `${alarmed} of ${SIMULATED}, 95 % ${low.toFixed(3)}–${high.toFixed(3)}`,
    });
  }
  return lines;
}

/** Growth of one minute. */
type Growth = (random: Rng, memory: { rate: number; last: number }) => number;

const wander = (random: Rng, memory: { rate: number }, sd: number): number => {
  memory.rate *= Math.exp(random.normal(0, sd));
  memory.rate = Math.min(2000, Math.max(0.2, memory.rate));
  return memory.rate;
};

const ORDINARY: Record<string, Growth> = {
  'steady Poisson': (random, memory) => random.poisson(memory.rate),
  'wandering Poisson': (random, memory) => random.poisson(wander(random, memory, 0.05)),
  'overdispersed (gamma rates, sd .7 of the mean)': (random, memory) =>
    random.poisson(wander(random, memory, 0.03) * Math.exp(random.normal(-0.2, 0.63))),
  'self-exciting (branching .8)': (random, memory) => {
    memory.last = random.poisson(0.2 * memory.rate + 0.8 * memory.last);
    return memory.last;
  },
  'sudden attention': (random, memory) => {
    if (random.chance(1 / 500)) memory.last += memory.rate * random.logNormal(10, 1);
    memory.last *= 0.9;
    return random.poisson(memory.rate + memory.last);
  },
};

/** A day, a reading every 20 s with jitter from servers that lag behind each other. */
function* simulated(growth: Growth, random: Rng): Generator<CountReading> {
  const memory = { rate: random.logNormal(20, 1.5), last: 0 };
  memory.last = memory.rate;
  const jitter = random.logNormal(5, 1);
  let count = Math.round(random.logNormal(100_000, 1.5));
  for (let minute = 0; minute < MINUTES; minute++) {
    count += growth(random, memory);
    for (let k = 0; k < 3; k++)
      yield {
        atMs: minute * 60_000 + k * 20_000,
        count: count - (random.chance(0.3) ? Math.round(random.exponential(1 / jitter)) : 0),
      };
  }
}
