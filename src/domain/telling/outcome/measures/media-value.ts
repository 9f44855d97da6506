/**
 * What would somebody's tariff say the acts were worth?
 * Method: Σ counter × tariff, low and high. A post that names several brands is shared equally among them, so that the
 *   brands' values add up to the post's.
 * Source: the tariff names its own.
 * Differs: most tools give each brand the whole value; here nothing is counted twice.
 * Limits: a scenario, no earning: many reject it. It is off until a tariff is handed over; none is shipped.
 * Verified: outcome.test.ts (conservation)
 */
import type { Tariff } from '../schema.ts';

export interface ValuedPost {
  counters: readonly { metric: string; value: number }[];
  brands: readonly string[];
}

export function mediaValue(tariff: Tariff, posts: readonly ValuedPost[]) {
  const byBrand = new Map<string, { low: number; high: number }>();
  let [low, high] = [0, 0];
  for (const post of posts) {
    const worth = (end: 'low' | 'high') =>
      post.counters.reduce((a, c) => a + c.value * (tariff.per[c.metric]?.[end] ?? 0), 0);
    const [least, most] = [worth('low'), worth('high')];
    low += least;
    high += most;
    for (const brand of post.brands) {
      const old = byBrand.get(brand) ?? { low: 0, high: 0 };
      byBrand.set(brand, {
        low: old.low + least / post.brands.length,
        high: old.high + most / post.brands.length,
      });
    }
  }
  return { low, high, byBrand: [...byBrand].map(([brand, v]) => ({ brand, ...v })) };
}
