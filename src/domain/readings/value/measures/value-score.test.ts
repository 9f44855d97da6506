import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MAP, DEFAULT_WEIGHTS } from '../presets.ts';
import type { Goal } from '../schema.ts';
import { type Accounts, peerTable } from './peer-percentile.ts';
import { emptyScores, libraryScores, planOf, scoreInto } from './value-score.ts';

const goal = (name: string): Goal => DEFAULT_WEIGHTS.goals.find((g) => g.goal === name) as Goal;
const plan = (name: string) => planOf(DEFAULT_MAP, DEFAULT_WEIGHTS, goal(name), () => null);
const NONE: ReadonlySet<string> = new Set();

/** Accounts of one platform; tier by account, figures by column. */
function accountsOf(tiers: number[], columns: Record<string, number[]>): Accounts {
  return {
    count: tiers.length,
    platform: new Int32Array(tiers.length),
    tier: Int32Array.from(tiers),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, list]) => [name, Float64Array.from(list)]),
    ),
  };
}

describe('percentile among peers', () => {
  it('agrees with counting, ties in the middle', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 40 }), (values) => {
        const peers = peerTable(
          accountsOf(
            values.map(() => 2),
            { like_count: values },
          ),
          10,
          NONE,
        );
        values.forEach((v, i) => {
          const less = values.filter((x) => x < v).length;
          const equal = values.filter((x) => x === v).length;
          expect(peers.percentile(i, 'like_count')).toBeCloseTo(
            (100 * (less + equal / 2)) / values.length,
            9,
          );
        });
      }),
      { numRuns: 30 },
    );
  });

  it('is missing below the least number of peers, and adds the nearest tiers first', () => {
    const tiers = [...Array<number>(9).fill(1), 2, 2, 4];
    const figures = tiers.map((_, i) => i);
    const table = peerTable(accountsOf(tiers, { like_count: figures }), 10, NONE);
    expect(table.groupOf(0)).toEqual({ tiers: [1, 2], n: 11 });
    expect(table.percentile(0, 'like_count')).toBeCloseTo(50 / 11, 9);
    expect(table.interval(0, 'like_count')?.n).toBe(11);
    const few = peerTable(accountsOf([1, 1, 2], { like_count: [1, 2, 3] }), 10, NONE);
    expect(few.percentile(0, 'like_count')).toBeNaN();
  });

  it('turns round a column of which less is better', () => {
    const accounts = accountsOf(Array<number>(10).fill(0), { cost_per_engagement: [...Array(10).keys()] });
    const table = peerTable(accounts, 10, new Set(['cost_per_engagement']));
    expect(table.percentile(0, 'cost_per_engagement')).toBeCloseTo(95, 9);
  });
});

describe('value score', () => {
  const column = () =>
    fc.array(fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: Number.NaN }), {
      minLength: 20,
      maxLength: 20,
    });
  const names = [
    'read_count',
    'like_count',
    'share_count',
    'comment_count',
    'engagement_per_follower',
    'cooperation_count',
  ];

  it('is the sum of its parts over the weights that have data, and lies between the parts', () => {
    fc.assert(
      fc.property(fc.tuple(...names.map(column)), (lists) => {
        const accounts = accountsOf(
          Array<number>(20).fill(1),
          Object.fromEntries(names.map((n, i) => [n, lists[i] as number[]])),
        );
        const peers = peerTable(accounts, 10, NONE);
        const made = plan('known-brand');
        const out = emptyScores(made);
        for (let place = 0; place < 20; place++) {
          scoreInto(out, place, made, accounts, peers);
          if (Number.isNaN(out.total)) continue;
          const parts = made.parts
            .map((p, i) => ({ weight: p.weight, score: out.parts[i] as number }))
            .filter((p) => !Number.isNaN(p.score));
          const held = parts.reduce((sum, p) => sum + p.weight, 0);
          expect(held).toBeGreaterThanOrEqual(DEFAULT_WEIGHTS.leastCoverage);
          expect(out.total).toBeCloseTo(parts.reduce((sum, p) => sum + p.weight * p.score, 0) / held, 6);
          expect(out.total).toBeLessThanOrEqual(Math.max(...parts.map((p) => p.score)) + 1e-9);
          expect(out.total).toBeGreaterThanOrEqual(Math.min(...parts.map((p) => p.score)) - 1e-9);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('weights sum to one, and a goal moves them between the stages', () => {
    for (const name of ['new-brand', 'known-brand', 'custom'])
      expect(plan(name).parts.reduce((sum, p) => sum + p.weight, 0)).toBeCloseTo(1, 9);
    const weight = (name: string, key: string) => plan(name).parts.find((p) => p.key === key)?.weight ?? 0;
    expect(weight('new-brand', 'stage1')).toBeGreaterThan(2 * weight('known-brand', 'stage1'));
    expect(weight('known-brand', 'stage4')).toBeGreaterThan(2 * weight('new-brand', 'stage4'));
  });

  it('scores a library as it scores each account', () => {
    const n = 24;
    const accounts = accountsOf(
      Array<number>(n).fill(1),
      Object.fromEntries(
        names.map((name, c) => [name, Array.from({ length: n }, (_, i) => (i * (c + 3)) % 17)]),
      ),
    );
    const peers = peerTable(accounts, 10, NONE);
    const made = plan('new-brand');
    const all = libraryScores(made, accounts, peers);
    const out = emptyScores(made);
    for (let i = 0; i < n; i++) {
      scoreInto(out, i, made, accounts, peers);
      expect(all.total[i]).toBe(out.total);
      expect(all.stages[2]?.[i]).toBe(out.stages[2]);
    }
  });

  it('a stored reading weighs a stage; the raw index stays', () => {
    const figures = Array.from({ length: 10 }, (_, i) => i);
    const accounts = accountsOf(Array<number>(10).fill(1), {
      comment_count: figures,
      r0: figures.map((i) => (i === 9 ? 40 : Number.NaN)),
    });
    const map = {
      ...DEFAULT_MAP,
      stages: DEFAULT_MAP.stages.map((s) =>
        s.stage === 'advocacy' ? { ...s, weighedBy: 'positive-comment-share' } : s,
      ),
    };
    const made = planOf(map, DEFAULT_WEIGHTS, goal('custom'), (m) =>
      m === 'positive-comment-share' ? 'r0' : null,
    );
    const out = emptyScores(made);
    const peers = peerTable(accounts, 10, NONE);
    scoreInto(out, 9, made, accounts, peers);
    expect([out.raw[3], out.stages[3]]).toEqual([95, 38]);
    scoreInto(out, 8, made, accounts, peers);
    expect([out.raw[3], out.stages[3]]).toEqual([85, 85]);
  });
});
