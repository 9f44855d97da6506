/** Raking beside r-cran-survey's golden weights, the coverage of its intervals, and its speed on many answers. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { rng } from '#basis/rng.ts';
import { rakingWeights } from '#domain/assets/surveys/measures/raking-weights.ts';
import { weightedShare } from '#domain/assets/surveys/measures/weighted-mean.ts';
import type { Line } from './run.ts';

const MARGINS = {
  gender: { female: 0.52, male: 0.48 },
  age: { '18-24': 0.22, '25-34': 0.31, '35-44': 0.27, '45+': 0.2 },
  tier: { first: 0.28, second: 0.33, third: 0.39 },
};
const ROWS = 100_000;
const RUNS = 2000;
const PEOPLE = 240;

const golden = (name: string): string =>
  readFileSync(new URL(`../src/domain/assets/surveys/golden/${name}`, import.meta.url), 'utf8');

export function benchRaking(): Line[] {
  const reference = JSON.parse(golden('raking.json')) as Record<'plain' | 'base' | 'bounded', number[]>;
  const rows = parse<Record<string, string>>(golden('sample.csv'), { columns: true });
  const column = (name: string) => rows.map((r) => r[name] ?? '');
  const columns = { gender: column('gender'), age: column('age'), tier: column('tier') };
  const base = column('base').map(Number);
  const total = base.reduce((a, b) => a + b, 0);
  const made = {
    plain: rakingWeights(columns, MARGINS, null, rows.length),
    base: rakingWeights(columns, MARGINS, base, total),
    bounded: rakingWeights(columns, MARGINS, null, rows.length, { bounds: { least: 0.25, most: 3.4 } }),
  };
  const lines: Line[] = (['plain', 'base', 'bounded'] as const).map((kind) => {
    const value = reference[kind].reduce(
      (w, x, i) => Math.max(w, Math.abs(x - (made[kind].weights[i] ?? 0))),
      0,
    );
    return {
      name: `raking: largest difference from r-cran-survey, ${kind}`,
      value,
      unit: 'ratio',
      bound: 1e-6,
      note: `${value.toExponential(1)}; ${rows.length} answers, 3 variables, ${made[kind].iterations} rounds`,
    };
  });
  const random = rng('bench raking');
  let missed = 0;
  for (let run = 0; run < RUNS; run++) {
    const sex: string[] = [];
    const yes: number[] = [];
    for (let i = 0; i < PEOPLE; i++) {
      const woman = random.chance(2 / 3);
      sex.push(woman ? 'f' : 'm');
      yes.push(Number(random.chance(woman ? 0.7 : 0.4)));
    }
    const { weights } = rakingWeights({ sex }, { sex: { f: 0.5, m: 0.5 } }, null, PEOPLE);
    const share = weightedShare(
      yes,
      weights,
      yes.map((_, i) => i),
    );
    missed += Number(!(share && share.low <= 0.55 && 0.55 <= share.high));
  }
  lines.push({
    name: 'raking: share of 95 % intervals that miss the population',
    value: missed / RUNS,
    unit: 'ratio',
    bound: 0.06,
    note: `${(100 * (1 - missed / RUNS)).toFixed(1)} % cover; ${RUNS} simulated samples of ${PEOPLE}, women answer twice as often`,
  });
  const many = Object.fromEntries(
    Object.entries(MARGINS).map(([name, of]) => {
      const draw = random.fork(name);
      const categories = Object.keys(of);
      return [name, Array.from({ length: ROWS }, () => draw.pick(categories))];
    }),
  );
  const started = performance.now();
  const fit = rakingWeights(many, MARGINS, null, ROWS);
  lines.push({
    name: 'raking: 100,000 answers to 3 margins',
    value: performance.now() - started,
    unit: 'ms',
    bound: 2000,
    note: `${fit.iterations} rounds, worst share off by ${fit.maxDifference.toExponential(1)}`,
  });
  return lines;
}
