/** Bands that cover, and exchanges that gain. */
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { BAND_LEVEL, expectedBand } from './measures/expected-band.ts';
import { type Candidate, LEAST_CHANCE, reallocation } from './measures/reallocation.ts';

describe('an expected band', () => {
  it('covers nine in ten next posts, from five posts on', () => {
    const random = rng('band');
    for (const n of [5, 9, 10, 12, 30]) {
      let inside = 0;
      for (let k = 0; k < 2000; k++) {
        const counts = Array.from({ length: n + 1 }, () => random.logNormal(300, 0.8));
        const band = expectedBand(counts.slice(0, n));
        if ('state' in band) throw new Error('enough');
        const next = counts[n] as number;
        if (band.low <= next && next <= band.high) inside++;
      }
      expect(Math.abs(inside / 2000 - BAND_LEVEL)).toBeLessThan(0.025);
    }
  });

  it('covers where an account drifts, with a band no wider than it must be', () => {
    const random = rng('drift');
    let [inside, widths, spread] = [0, 0, 0];
    const accounts = 1500;
    for (let k = 0; k < accounts; k++) {
      let level = Math.log(300);
      const oldestFirst = Array.from({ length: 31 }, () => {
        level += random.normal(0, 0.15);
        return Math.exp(level + random.normal(0, 0.2));
      });
      const [next = 0, ...before] = oldestFirst.reverse();
      const band = expectedBand(before);
      if ('state' in band) throw new Error('enough');
      if (band.low <= next && next <= band.high) inside++;
      widths += Math.log(band.high / band.low);
      const logs = before.map(Math.log);
      const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
      spread += 2 * 1.7 * Math.sqrt(logs.reduce((a, b) => a + (b - mean) ** 2, 0) / (logs.length - 1));
    }
    expect(inside / accounts).toBeGreaterThan(0.85);
    expect(inside / accounts).toBeLessThan(0.95);
    expect(widths).toBeLessThan(spread);
  });

  it('is insufficient below five posts', () => {
    expect(expectedBand([1, 2, 3, 4])).toEqual({ state: 'insufficient', need: 5, have: 4 });
  });
});

describe('re-allocation', () => {
  const candidate = (id: string, value: number, more: Partial<Candidate> = {}): Candidate => ({
    id,
    planned: true,
    priceMinor: 100_000,
    value,
    low: value / 1.4,
    high: value * 1.4,
    ...more,
  });

  it('exchanges the weakest planned placement for what is ten times better at the same price', () => {
    const found = reallocation([
      candidate('weak', 100),
      candidate('a', 900, { planned: false }),
      candidate('b', 1000, { planned: false }),
      candidate('c', 1100, { planned: false }),
    ]);
    if (!Array.isArray(found)) throw new Error('four are enough');
    expect(found).toHaveLength(1);
    expect(found[0]?.fromId).toBe('weak');
    expect(found[0]?.chance).toBeGreaterThanOrEqual(LEAST_CHANCE);
    expect(found[0]?.low).toBeGreaterThan(0);
  });

  it('says nothing where placements differ by chance only, and too little where there are few', () => {
    const alike = Array.from({ length: 12 }, (_, i) => candidate(`p${i}`, 500 + i, { low: 150, high: 1700 }));
    expect(reallocation(alike)).toEqual([]);
    expect(reallocation(alike.slice(0, 3))).toEqual({ state: 'insufficient', need: 4, have: 3 });
  });

  it('tells exchanges that truly gain at least as often as it claims', () => {
    const random = rng('true yields');
    let [told, gained] = [0, 0];
    for (let k = 0; k < 150; k++) {
      const truths = Array.from({ length: 10 }, () => random.normal(6, 0.9));
      const candidates = truths.map((mean, i): Candidate => {
        const seen = mean + random.normal(0, 0.25);
        const half = 1.645 * 0.5;
        return candidate(`p${i}`, Math.expm1(seen), {
          planned: i < 5,
          low: Math.expm1(seen - half),
          high: Math.expm1(seen + half),
        });
      });
      const found = reallocation(candidates, `run ${k}`);
      if (!Array.isArray(found)) continue;
      for (const e of found) {
        told++;
        const result = (id: string) => random.normal(truths[Number(id.slice(1))], 0.43);
        if (result(e.toId) > result(e.fromId)) gained++;
      }
    }
    expect(told).toBeGreaterThan(50);
    expect(gained / told).toBeGreaterThan(0.85);
  });
});
