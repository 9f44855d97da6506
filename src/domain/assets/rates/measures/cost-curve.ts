/**
 * What does more money behind a post bring, and when does it bring less?
 * Method: results = a × spend^b over posts with spend, by quasi-Poisson regression with a log link; b is the elasticity.
 *   Interval by 400 seeded bootstrap samples of posts (2.5 and 97.5 %), also for the curve and the price of one more
 *   result at the median spend, spend^(1−b) ÷ (a × b). Diminishing when the whole interval of b lies below 1.
 * Source: McCullagh & Nelder 1989, ch. 6 and 9 (quasi-likelihood); Efron 1979 (bootstrap)
 * Differs: no saturation level is fitted: posts far beyond what was spent would be needed to see one.
 * Limits: observational: money follows what already runs well, so b may be too high. Fewer than 30 posts with spend, or 30
 *   results, are insufficient. Curves hold between the least and the most that was spent, not beyond.
 * Verified: outcome-measures.test.ts (coverage of b on simulated posts; the published ads)
 */

import { rng } from '#basis/rng.ts';
import { quantileOfSorted } from '#numerics/series/robust.ts';
import type { Curve } from '../schema.ts';

export const COST_CURVE = 'cost-curve@1';
export const LEAST_POSTS = 30;
const LEAST_RESULTS = 30;
const DRAWS = 400;
const POINTS = 24;

interface Power {
  /** Logarithm of a, at the centre of log spend. */
  level: number;
  b: number;
}

/** Newton steps of the Poisson likelihood for log results = level + b·z. Null when it does not settle. */
function fitPower(z: Float64Array, y: Float64Array, rows: Int32Array): Power | null {
  let total = 0;
  for (const i of rows) total += y[i] as number;
  if (total === 0) return null;
  let [level, b] = [Math.log(total / rows.length), 0.8];
  for (let step = 0; step < 60; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const i of rows) {
      const x = z[i] as number;
      const mu = Math.exp(Math.min(50, level + b * x));
      const r = (y[i] as number) - mu;
      g0 += r;
      g1 += r * x;
      h00 += mu;
      h01 += mu * x;
      h11 += mu * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12)) return null;
    const d0 = (h11 * g0 - h01 * g1) / determinant;
    const d1 = (h00 * g1 - h01 * g0) / determinant;
    // A step that would run away is halved until it does not.
    const scale = Math.min(1, 2 / Math.max(Math.abs(d0), Math.abs(d1), 1e-9));
    level += scale * d0;
    b += scale * d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-9) return { level, b };
  }
  return null;
}

/** `spends` in minor units, above 0. */
export function costCurve(spends: Float64Array, results: Float64Array, seed: string): Curve {
  const n = spends.length;
  const spentMinor = spends.reduce((a, v) => a + v, 0);
  const counted = results.reduce((a, v) => a + v, 0);
  const thin: Curve = {
    state: 'insufficient',
    need: {
      en: `${LEAST_POSTS} posts with spend and ${LEAST_RESULTS} results`,
      zh: `至少 ${LEAST_POSTS} 个有花费的作品与 ${LEAST_RESULTS} 个结果`,
    },
    have: { en: `${n} posts, ${counted} results`, zh: `${n} 个作品，${counted} 个结果` },
    why: {
      en: 'The bend of a curve cannot be told from so little.',
      zh: '数据太少，看不出曲线的弯曲。',
    },
  };
  if (n < LEAST_POSTS || counted < LEAST_RESULTS) return thin;
  const logs = spends.map(Math.log);
  const centre = logs.reduce((a, v) => a + v, 0) / n;
  const z = logs.map((v) => v - centre);
  const fit = fitPower(
    z,
    results,
    Int32Array.from({ length: n }, (_, i) => i),
  );
  if (!fit) return thin;
  const random = rng(seed);
  const drawn: Power[] = [];
  for (let d = 0; d < DRAWS; d++) {
    const one = fitPower(
      z,
      results,
      Int32Array.from({ length: n }, () => random.int(0, n - 1)),
    );
    if (one) drawn.push(one);
  }
  const ends = (of: (p: Power) => number) => {
    const all = Float64Array.from(drawn, of).sort();
    return { value: of(fit), low: quantileOfSorted(all, 0.025), high: quantileOfSorted(all, 0.975) };
  };
  const sorted = spends.toSorted();
  const median = sorted[n >> 1] as number;
  const at = (spend: number) => (p: Power) => Math.exp(p.level + p.b * (Math.log(spend) - centre));
  const elasticity = ends((p) => p.b);
  // A slope of nothing makes one more result infinitely dear.
  const one = ends((p) => (p.b <= 0 ? Number.POSITIVE_INFINITY : median / (p.b * at(median)(p))));
  if (!Number.isFinite(one.value)) return thin;
  const [least, most] = [Math.log(sorted[0] as number), Math.log(sorted[n - 1] as number)];
  return {
    state: 'ok',
    n,
    spentMinor,
    counted,
    elasticity,
    shape: elasticity.high < 1 ? 'diminishing' : elasticity.low > 1 ? 'rising' : 'proportional',
    marginalCostMinor: { ...one, high: Number.isFinite(one.high) ? one.high : null },
    points: Array.from({ length: POINTS }, (_, i) => {
      const spendMinor = Math.exp(least + ((most - least) * i) / (POINTS - 1));
      return { spendMinor, ...ends(at(spendMinor)) };
    }),
  };
}
