import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { alarmShare } from './alarm-share.ts';
import { bandScan, largestScore } from './band-scan.ts';
import { awayFromNorm, conditionalNorm } from './conditional-norm.ts';
import { exponentialTail, tailOf } from './exponential-tail.ts';
import { gumbelTail } from './gumbel.ts';
import { incrementsOf } from './increments.ts';
import { meanChanges } from './pelt.ts';
import { rankTail, scorePool } from './rank-tail.ts';
import { surroundingMedian } from './robust.ts';

/** Cost of a segmentation by its definition. */
const costOf = (values: number[], changes: number[], penalty: number): number => {
  const ends = [...changes, values.length];
  let start = 0;
  let cost = penalty * changes.length;
  for (const end of ends) {
    const part = values.slice(start, end);
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    cost += part.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    start = end;
  }
  return cost;
};
/** The cheapest segmentation by trying all of them. */
const cheapest = (values: number[], penalty: number, shortest: number): number => {
  const best = [-penalty];
  for (let end = 1; end <= values.length; end++)
    best[end] = Math.min(
      ...Array.from(
        { length: Math.max(0, end - shortest + 1) },
        (_, start) => (best[start] as number) + costOf(values.slice(start, end), [], 0) + penalty,
      ),
    );
  return best[values.length] as number;
};

describe('meanChanges', () => {
  it('is as cheap as trying every segmentation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 24 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 3 }),
        (values, penalty, shortest) => {
          const found = meanChanges(Float64Array.from(values), penalty, shortest);
          expect(costOf(values, found, penalty)).toBeCloseTo(cheapest(values, penalty, shortest), 6);
        },
      ),
    );
  });
  it('finds planted levels in 50 000 values at once', () => {
    const random = rng('pelt');
    const values = Float64Array.from({ length: 50_000 }, (_, i) => 4 * ((i / 200) & 1) + random.normal());
    const found = meanChanges(values, 30);
    expect(found).toHaveLength(249);
    expect(found.every((at) => Math.abs(at - 200 * Math.round(at / 200)) <= 4)).toBe(true);
  });
});

describe('ranks', () => {
  it('are exact under exchangeability, with a floor', () => {
    const pool = scorePool([1, 2, 2, 3, Number.NaN]);
    expect(rankTail(pool, 9)).toBe(1 / 5);
    expect(rankTail(pool, 2)).toBe(4 / 5);
    expect(rankTail(pool, 3, scorePool([3]))).toBe(1 / 4);
  });
  it('alarm at the declared share, held out too', () => {
    const random = rng('alarms');
    const group = Int32Array.from({ length: 8000 }, (_, i) => i >> 4);
    const shift = Float64Array.from({ length: 500 }, () => random.normal());
    const scores = Float64Array.from(group, (g) => random.normal() + (shift[g] as number));
    const { measured, heldOut, groups } = alarmShare(scores, group, 0.05, 1);
    expect(groups).toBe(500);
    expect(measured.value).toBeGreaterThan(0.045);
    expect(measured.value).toBeLessThan(0.055);
    expect(heldOut.value).toBeGreaterThan(0.04);
    expect(heldOut.value).toBeLessThan(0.06);
    expect(measured.low).toBeLessThan(measured.value);
  });
});

describe('tails', () => {
  it('an exponential tail is right on exponentials and unmoved by a wild tenth', () => {
    const random = rng('tail');
    const values = Float64Array.from({ length: 4000 }, () => random.exponential(1));
    const tail = exponentialTail(values);
    expect(tailOf(tail, Math.log(1000))).toBeGreaterThan(0.0006);
    expect(tailOf(tail, Math.log(1000))).toBeLessThan(0.0016);
    expect(exponentialTail(values.map((v, i) => (i % 20 === 0 ? v + 50 : v))).scale).toBeLessThan(1.5);
  });
  it('a Gumbel tail agrees with the maxima it was made from', () => {
    const random = rng('gumbel');
    const maxima = Float64Array.from({ length: 2000 }, () =>
      Math.max(...Array.from({ length: 50 }, () => random.exponential(1))),
    );
    const at = maxima.toSorted()[1900] as number;
    expect(gumbelTail(maxima, at)).toBeGreaterThan(0.04);
    expect(gumbelTail(maxima, at)).toBeLessThan(0.06);
  });
});

describe('incrementsOf', () => {
  const day = 86_400_000;
  it('does not difference what is rounded', () => {
    const count = Float64Array.of(10_000, 10_000, 11_000, 15_000);
    const half = (sign: number) => count.map((c) => c + sign * 500);
    const steps = incrementsOf({
      atMs: Float64Array.of(0, day, 2 * day, 4 * day),
      count,
      low: half(-1),
      high: half(1),
    });
    expect([...steps.gain]).toEqual([5000]);
    expect([...steps.perDay]).toEqual([1250]);
    expect(steps.coarse).toBe(2);
  });
  it('reads rates over uneven gaps and skips repeated moments', () => {
    const steps = incrementsOf({
      atMs: Float64Array.of(0, day, day, 11 * day),
      count: Float64Array.of(0, 10, 10, 110),
    });
    expect([...steps.perDay]).toEqual([10, 10]);
  });
});

describe('conditionalNorm', () => {
  it('recovers a curved norm and its changing spread', () => {
    const random = rng('norm');
    const x = Float64Array.from({ length: 3000 }, () => 10 * random.next());
    const y = x.map((v) => v ** 2 + (1 + v) * random.normal());
    const norm = conditionalNorm(x, y);
    const away = x.map((v, i) => awayFromNorm(norm, v, y[i] as number));
    const beyond = away.filter((a) => Math.abs(a) > 2).length / away.length;
    expect(beyond).toBeGreaterThan(0.03);
    expect(beyond).toBeLessThan(0.09);
    expect(norm.n).toBe(3000);
  });
});

describe('bandScan', () => {
  it('scores the best window as counting by hand does', () => {
    const random = rng('band');
    const values = Float64Array.from({ length: 120 }, () => random.int(0, 300));
    for (let i = 40; i < 55; i++) values[i] = 100 + (i % 3);
    const [span, window] = [10, 20];
    let best = 0;
    for (const shift of [0, 0.5]) {
      const origin = Math.min(...values) - shift * span;
      const cell = (v: number) => Math.floor((v - origin) / span);
      for (let end = 0; end < values.length; end++) {
        const inside = [...values].slice(Math.max(0, end - window + 1), end + 1);
        const c = cell(values[end] as number);
        const count = inside.filter((v) => cell(v) === c).length;
        const expected = (window * [...values].filter((v) => cell(v) === c).length) / values.length;
        if (count >= 8 && count > expected)
          best = Math.max(best, count * Math.log(count / expected) - count + expected);
      }
    }
    expect(best).toBeGreaterThan(0);
    expect(largestScore(bandScan(values, [span], [window]))).toBeCloseTo(best, 9);
  });
});

it('a surrounding median leaves its own place out', () => {
  expect([...surroundingMedian(Float64Array.of(1, 100, 3, 5), 1)]).toEqual([100, 2, 52.5, 3]);
});
