/**
 * Does the order of event kinds repeat like a script?
 * Method: runs of one kind are taken once. How well the four events before foretell the next, against how well the one
 *   before does: repetition = 1 − H(next | 4) / H(next | 1), 0 for none and 1 for a loop. p by seeded simulation of a
 *   first-order Markov chain of the same transitions, normal tail; a repetition less than .25 beyond the simulations'
 *   mean is no evidence, so that the habits of people (enter, like, comment) do not alarm.
 * Source: Shannon 1951 (block entropies); Porta et al. 1998 (corrected conditional entropy, Biol. Cybern. 78).
 * Differs: the null keeps the pairs, so that only longer patterns count.
 * Limits: shuffled scripts pass; rooms where one kind is nearly all say nothing.
 * Verified: live.test.ts (false alarms on Markov and habit-driven streams, detection by share of scripted events).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { type Rng, rng } from '#basis/rng.ts';

const DEPTH = 4;
const SIMULATIONS = 100;
export const LEAST_TURNS = 200;
const LEAST_EXCESS = 0.25;

export interface EventMixRepetition {
  eventCount: number;
  /** Events after runs of one kind are taken once. */
  turnCount: number;
  /** 0 none … 1 a loop. */
  repetition: number;
  /** Mean of the simulations. */
  expected: number;
  /** Most frequent sequences of five kinds. */
  sequences: { types: number[]; count: number }[];
  pValue: number | null;
}

const withoutRuns = (types: Int32Array): Int32Array => types.filter((x, i) => i === 0 || x !== types[i - 1]);

function entropyOf(counts: Iterable<number>, n: number): number {
  let h = 0;
  for (const k of counts) h -= (k / n) * Math.log(k / n);
  return h;
}

/** Counts of blocks of `length`, keyed by base-`kinds` numbers. */
function blocks(turns: Int32Array, length: number, kinds: number): Map<number, number> {
  const counts = new Map<number, number>();
  const top = kinds ** (length - 1);
  let key = 0;
  turns.forEach((x, i) => {
    key = (i >= length ? key - (turns[i - length] as number) * top : key) * kinds + x;
    if (i >= length - 1) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}

const conditional = (turns: Int32Array, depth: number, kinds: number): number =>
  entropyOf(blocks(turns, depth + 1, kinds).values(), turns.length - depth) -
  entropyOf(blocks(turns.subarray(0, turns.length - 1), depth, kinds).values(), turns.length - depth);

function repetitionOf(turns: Int32Array, kinds: number): number {
  const one = conditional(turns, 1, kinds);
  return one <= 1e-9 ? 1 : 1 - conditional(turns, DEPTH, kinds) / one;
}

function markovChain(turns: Int32Array, kinds: number, random: Rng): Int32Array {
  const after: number[][] = Array.from({ length: kinds }, () => []);
  for (let i = 0; i + 1 < turns.length; i++) after[turns[i] as number]?.push(turns[i + 1] as number);
  const made = new Int32Array(turns.length);
  made[0] = turns[0] as number;
  for (let i = 1; i < made.length; i++) {
    const next = after[made[i - 1] as number] as number[];
    made[i] = next.length > 0 ? random.pick(next) : (turns[0] as number);
  }
  return made;
}

/** `types`: the kind of each event in order, any whole numbers. */
export function eventMixRepetition(types: Int32Array, seed = '0'): EventMixRepetition {
  const names = [...new Set(types)].sort((a, b) => a - b);
  const code = new Map(names.map((name, i) => [name, i]));
  const kinds = names.length;
  const turns = withoutRuns(types.map((x) => code.get(x) as number));
  const top = [...blocks(turns, DEPTH + 1, Math.max(2, kinds))]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 8)
    .map(([key, count]) => ({
      types: Array.from(
        { length: DEPTH + 1 },
        (_, i) => names[Math.floor(key / Math.max(2, kinds) ** (DEPTH - i)) % Math.max(2, kinds)] as number,
      ),
      count,
    }));
  const common = { eventCount: types.length, turnCount: turns.length, sequences: top };
  // With two kinds, turns alternate by construction.
  if (turns.length < LEAST_TURNS || kinds < 3) return { ...common, repetition: 0, expected: 0, pValue: null };
  const repetition = repetitionOf(turns, kinds);
  const random = rng(`event-mix/${seed}`);
  const draws = Array.from({ length: SIMULATIONS }, () =>
    repetitionOf(markovChain(turns, kinds, random), kinds),
  );
  const expected = draws.reduce((a, b) => a + b, 0) / SIMULATIONS;
  const sd = Math.sqrt(draws.reduce((a, b) => a + (b - expected) ** 2, 0) / (SIMULATIONS - 1));
  const p = 1 - normalCdf(repetition, expected, Math.max(sd, 0.01));
  const pValue = repetition - expected >= LEAST_EXCESS ? p : Math.max(p, 0.06);
  return { ...common, repetition, expected, pValue };
}
