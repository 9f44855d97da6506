import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TouchstoneError } from '#basis/error.ts';
import { rng } from '#basis/rng.ts';
import { crossTab, smallCells } from './measures/cross-tab.ts';
import { kish, rakingWeights } from './measures/raking-weights.ts';
import { marginsOfJson, marginsOfRows } from './measures/read-margins.ts';
import { responseRates } from './measures/response-rate.ts';
import { weightedShare } from './measures/weighted-mean.ts';

const file = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8');
const golden = JSON.parse(file('raking.json')) as {
  plain: number[];
  base: number[];
  bounded: number[];
  deff: number;
  effectiveN: number;
  cells: { row: string; column: string; share: number; low: number; high: number }[];
  raoScott: { f: number; df1: number; df2: number; p: number };
};
const rows = parse<Record<string, string>>(file('sample.csv'), { columns: true });
const column = (name: string) => rows.map((r) => r[name] as string);
const columns = { gender: column('gender'), age: column('age'), tier: column('tier') };
const margins = {
  gender: { female: 0.52, male: 0.48 },
  age: { '18-24': 0.22, '25-34': 0.31, '35-44': 0.27, '45+': 0.2 },
  tier: { first: 0.28, second: 0.33, third: 0.39 },
};
const furthest = (a: ArrayLike<number>, b: readonly number[]) =>
  b.reduce((worst, x, i) => Math.max(worst, Math.abs((a[i] as number) - x)), 0);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof TouchstoneError ? error.code : String(error);
  }
  return 'nothing thrown';
};

describe('raking, beside r-cran-survey', () => {
  it('gives its weights to 1e-6: plain, with base weights, within bounds', () => {
    const plain = rakingWeights(columns, margins, null, rows.length);
    expect(furthest(plain.weights, golden.plain)).toBeLessThan(1e-6);
    expect(plain.deff).toBeCloseTo(golden.deff, 8);
    expect(plain.effectiveN).toBeCloseTo(golden.effectiveN, 5);
    const base = column('base').map(Number);
    const based = rakingWeights(
      columns,
      margins,
      base,
      base.reduce((a, b) => a + b, 0),
    );
    expect(furthest(based.weights, golden.base)).toBeLessThan(1e-6);
    const bounded = rakingWeights(columns, margins, null, rows.length, {
      bounds: { least: 0.25, most: 3.4 },
    });
    expect(furthest(bounded.weights, golden.bounded)).toBeLessThan(1e-6);
    expect(bounded.bounded).toBeGreaterThan(0);
    expect(bounded.most).toBeLessThanOrEqual(3.4 + 1e-9);
    expect(bounded.maxDifference).toBeLessThan(1e-8);
  });

  it('gives its intervals and its Rao–Scott test', () => {
    const [answers, groups] = [
      ['yes', 'partly', 'no'],
      ['female', 'male'],
    ];
    const { weights } = rakingWeights(columns, margins, null, rows.length);
    const table = crossTab(
      answers,
      groups,
      column('satisfied').map((s) => [answers.indexOf(s)]),
      column('gender').map((g) => groups.indexOf(g)),
      weights,
      true,
    );
    for (const cell of golden.cells) {
      const own = table.cells[table.rows.indexOf(cell.row)]?.[table.columns.indexOf(cell.column)];
      expect(own?.value).toBeCloseTo(cell.share, 7);
      expect(own?.low).toBeCloseTo(cell.low, 6);
      expect(own?.high).toBeCloseTo(cell.high, 6);
    }
    expect(table.test?.f).toBeCloseTo(golden.raoScott.f, 5);
    expect(table.test?.df1).toBeCloseTo(golden.raoScott.df1, 6);
    expect(table.test?.df2).toBeCloseTo(golden.raoScott.df2, 3);
    expect(table.test?.p).toBeCloseTo(golden.raoScott.p, 7);
  });
});

describe('raking', () => {
  it('reaches any margins that the sample can, and says how far the weights spread', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const random = rng(seed);
        const [a, b] = [random.fork('a'), random.fork('b')];
        const one = Array.from({ length: 200 }, (_, i) => (i < 2 ? String(i) : a.chance(0.3) ? '0' : '1'));
        const two = Array.from({ length: 200 }, (_, i) => (i < 3 ? String(i) : String(b.int(0, 2))));
        const given = { one: { 0: 0.5, 1: 0.5 }, two: { 0: 0.2, 1: 0.3, 2: 0.5 } };
        const raked = rakingWeights({ one, two }, given, null, 200);
        expect(raked.maxDifference).toBeLessThan(1e-9);
        for (const m of raked.margins) expect(m.after).toBeCloseTo(m.wanted, 8);
        expect(raked.deff).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(raked.effectiveN).toBeCloseTo(200 / raked.deff, 6);
      }),
      { numRuns: 40 },
    );
    expect(kish([1, 1, 1, 1])).toEqual({ deff: 1, effectiveN: 4 });
  });

  it('refuses what cannot be raked to, and says why', () => {
    const sex = { sex: ['f', 'f', 'm'] };
    expect(codeOf(() => rakingWeights(sex, { sex: { f: 0.5, m: 0.4, x: 0.1 } }, null, 3))).toBe(
      'empty-category',
    );
    expect(codeOf(() => rakingWeights(sex, { sex: { f: 1, m: 0 } }, null, 3))).toBe('zero-margin');
    expect(codeOf(() => rakingWeights(sex, { sex: { f: 1 } }, null, 3))).toBe('no-margin');
    expect(codeOf(() => rakingWeights(sex, { age: { f: 1 } }, null, 3))).toBe('no-column');
    expect(codeOf(() => rakingWeights(sex, { sex: { f: 0.5, m: 0.5 } }, [1, 0, 1], 3))).toBe('bad-weight');
    const twins = { a: ['x', 'y', 'x'], b: ['x', 'y', 'x'] };
    expect(
      codeOf(() => rakingWeights(twins, { a: { x: 0.5, y: 0.5 }, b: { x: 0.7, y: 0.3 } }, null, 3)),
    ).toBe('no-fit');
    expect(
      codeOf(() =>
        rakingWeights(sex, { sex: { f: 0.01, m: 0.99 } }, null, 3, { bounds: { least: 0.5, most: 2 } }),
      ),
    ).toBe('no-fit');
  });

  it('reads margins as shares, percentages or counts, in rows or as JSON', () => {
    const tall = [
      { variable: 'sex', category: 'f', share: '52%' },
      { variable: 'sex', category: 'm', share: '48%' },
    ];
    expect(marginsOfRows(tall)).toEqual({ margins: { sex: { f: 0.52, m: 0.48 } }, population: null });
    expect(marginsOfJson({ sex: { f: 520, m: '480' }, age: { a: 1000 } }).population).toBe(1000);
    expect(codeOf(() => marginsOfJson({ sex: { f: 0.5, m: 0.3 } }))).toBe('margins-disagree');
    expect(codeOf(() => marginsOfJson({ sex: { f: 500 }, age: { a: 400 } }))).toBe('margins-disagree');
    expect(codeOf(() => marginsOfRows([{ variable: 'a', category: 'b', share: 'much' }]))).toBe(
      'bad-margins',
    );
  });
});

describe('intervals and tests on simulated samples', () => {
  it('cover the population’s share 93–99 % of the time, and cry wolf 2.5–7.5 % at 5 %', () => {
    const random = rng('coverage');
    let [covered, alarms, runs] = [0, 0, 0];
    // Women answer twice as often and agree more: the unweighted share is wrong, the raked one is not.
    const truth = 0.5 * 0.7 + 0.5 * 0.4;
    for (let run = 0; run < 600; run++) {
      const sex: string[] = [];
      const yes: number[] = [];
      const noise: number[] = [];
      for (let i = 0; i < 240; i++) {
        const woman = random.chance(2 / 3);
        sex.push(woman ? 'f' : 'm');
        yes.push(Number(random.chance(woman ? 0.7 : 0.4)));
        noise.push(random.int(0, 2));
      }
      const { weights } = rakingWeights({ sex }, { sex: { f: 0.5, m: 0.5 } }, null, 240);
      const all = yes.map((_, i) => i);
      const share = weightedShare(yes, weights, all);
      runs++;
      if (share && share.low <= truth && truth <= share.high) covered++;
      const table = crossTab(
        ['no', 'yes'],
        ['a', 'b', 'c'],
        yes.map((y) => [y]),
        noise,
        weights,
        true,
      );
      if ((table.test?.p ?? 1) < 0.05) alarms++;
    }
    expect(covered / runs).toBeGreaterThan(0.93);
    expect(covered / runs).toBeLessThanOrEqual(0.99);
    expect(alarms / runs).toBeGreaterThan(0.025);
    expect(alarms / runs).toBeLessThan(0.075);
  });
});

describe('small cells', () => {
  it('are hidden, with enough others that nothing gives them away', () => {
    const counts = [
      [3, 40, 50],
      [30, 20, 10],
      [25, 60, 9],
    ];
    const hidden = smallCells(counts, 5, true);
    expect(hidden[0]?.[0]).toBe(true);
    for (const line of [...hidden, ...[0, 1, 2].map((c) => hidden.map((row) => row[c] as boolean))])
      expect(line.filter(Boolean)).not.toHaveLength(1);
    expect(smallCells([[10, 12]], 5, true)).toEqual([[false, false]]);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 3 }), {
          minLength: 3,
          maxLength: 3,
        }),
        (table) => {
          const gone = smallCells(table, 5, true);
          table.forEach((row, r) =>
            row.forEach((n, c) => {
              if (n > 0 && n < 5) expect(gone[r]?.[c]).toBe(true);
            }),
          );
          for (const [r, row] of table.entries()) {
            const lost = row.filter((_, c) => gone[r]?.[c]);
            if (lost.length > 0 && lost.length < 3)
              expect(lost.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(5);
          }
        },
      ),
    );
  });
});

describe('response rates', () => {
  it('name their denominators', () => {
    const rates = responseRates({ complete: 60, partial: 10, refused: 10, noAnswer: 120 });
    expect(rates.asked).toBe(200);
    expect(rates.rr1?.value).toBeCloseTo(0.3);
    expect(rates.rr2?.value).toBeCloseTo(0.35);
    expect(rates.coop1?.value).toBeCloseTo(0.75);
    expect(rates.breakOffShare?.value).toBeCloseTo(1 / 7);
    expect(responseRates({ complete: 0, partial: 0, refused: 0, noAnswer: 0 }).rr1).toBeNull();
  });
});
