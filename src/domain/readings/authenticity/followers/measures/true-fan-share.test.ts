import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { shippedModel } from '../shipped-model.ts';
import { simulatedProfiles } from '../simulated-profiles.ts';
import { scoreProfiles } from './account-score.ts';
import { fanClasses } from './fan-classes.ts';
import { pickProfiles, withFields } from './profile-features.ts';
import { fakeShare, pAbove } from './true-fan-share.ts';

const pool = simulatedProfiles('true-fan pool', 4000);
const of = (label: number) => [...pool.labels.keys()].filter((i) => pool.labels[i] === label);
const [zeros, ones] = [of(0), of(1)];
function listOf(n: number, share: number) {
  const r = rng(`list ${n} ${share}`);
  return Array.from({ length: n }, () => r.pick(r.chance(share) ? ones : zeros));
}
const scored = (rows: number[]) => scoreProfiles(shippedModel(), pickProfiles(pool, rows));

describe('fake share', () => {
  it.each([0, 0.1, 0.4, 0.8])('covers %f of a simulated list, where counting does not', (share) => {
    const found = fakeShare(scored(listOf(1500, share)));
    if (found.state !== 'ok') throw new Error(found.reason);
    expect(found.method).toBe('corrected count');
    expect(found.fake.low).toBeLessThanOrEqual(share);
    expect(found.fake.high).toBeGreaterThanOrEqual(share);
    expect(found.fake.high - found.fake.low).toBeLessThan(0.12);
  });
  it('is wider with fewer people, insufficient with too few', () => {
    const width = (n: number) => {
      const found = fakeShare(scored(listOf(n, 0.3)));
      return found.state === 'ok' ? found.fake.high - found.fake.low : Number.NaN;
    };
    expect(width(150)).toBeGreaterThan(width(1500));
    expect(fakeShare(scored(listOf(60, 0.3)))).toMatchObject({
      state: 'insufficient',
      reason: 'few followers',
    });
  });
  it('is insufficient when the shown fields tell too little', () => {
    const people = withFields(pickProfiles(pool, listOf(300, 0.3)), (f) => f === 'nameLength');
    expect(fakeShare(scoreProfiles(shippedModel(), people))).toMatchObject({ reason: 'weak model' });
  });
  it('notices followers unlike any validation row, and widens', () => {
    const r = rng('foreign');
    const shells = Array.from({ length: 600 }, (_, i) => i % 2);
    const field = (shell: () => number, person: () => number) =>
      Float64Array.from(shells, (s) => (s === 1 ? shell() : person()));
    const found = fakeShare(
      scoreProfiles(shippedModel(), {
        count: 600,
        fields: new Map([
          [
            'followers',
            field(
              () => r.int(0, 2),
              () => r.int(60, 90),
            ),
          ],
          [
            'following',
            field(
              () => r.int(1500, 1600),
              () => r.int(100, 150),
            ),
          ],
          [
            'posts',
            field(
              () => 0,
              () => r.int(90, 120),
            ),
          ],
          [
            'hasPicture',
            field(
              () => 0,
              () => 1,
            ),
          ],
        ]),
      }),
    );
    if (found.state !== 'ok') throw new Error(found.reason);
    expect(found.method).toBe('spread of cut-offs');
    expect(found.fake.low).toBeLessThan(0.5);
    expect(found.fake.high).toBeGreaterThan(0.5);
  });
  it('uses hand labels where there are enough', () => {
    const rows = listOf(1500, 0.3);
    const labels = new Map(
      rows.slice(0, 200).map((row, i) => [i, pool.labels[row] === 1 ? (1 as const) : (0 as const)]),
    );
    const found = fakeShare(scored(rows), { labels });
    expect(found).toMatchObject({ state: 'ok', method: 'prediction-powered' });
  });
  it('argues against many automated followers and not against few', () => {
    expect(pAbove(scored(listOf(800, 0.5)), 0.15)).toBeLessThan(0.001);
    expect(pAbove(scored(listOf(800, 0.05)), 0.15)).toBe(1);
  });
});

describe('fan classes', () => {
  it('adds up to one, with influencers and mass followers by their counts', () => {
    const rows = listOf(1500, 0.3);
    const people = withFields(pickProfiles(pool, rows), (f) =>
      ['followers', 'following', 'posts', 'ageDays', 'hasPicture'].includes(f),
    );
    const found = fanClasses(people, scoreProfiles(shippedModel(), people));
    if (found.state !== 'ok') throw new Error(found.reason);
    const shares = Object.values(found.shares);
    expect(shares.reduce((sum, s) => sum + s.value, 0)).toBeCloseTo(1, 10);
    for (const s of shares) {
      expect(s.low).toBeLessThanOrEqual(s.value);
      expect(s.high).toBeGreaterThanOrEqual(s.value);
    }
    expect(found.shares.suspicious.low).toBeLessThan(0.3);
    expect(found.shares.suspicious.high).toBeGreaterThan(0.3);
    expect(found.shares.influencer.value).toBeGreaterThan(0);
  });
  it('is insufficient without the counts', () => {
    const people = withFields(
      pickProfiles(pool, listOf(600, 0.3)),
      (f) => f !== 'posts' && f !== 'following',
    );
    expect(fanClasses(people, scoreProfiles(shippedModel(), people))).toMatchObject({
      state: 'insufficient',
      reason: 'missing fields',
      missing: ['following', 'posts'],
    });
  });
});
