/**
 * What did one (or a thousand) of something cost?
 * Method: sum of prices ÷ sum of the counter over the placements that have both, so that numerator and denominator stand
 *   for the same posts. The interval is a ratio estimate's: placements are the units, s² of the residuals cost − r × count
 *   (linearised variance), Student's t replaced by the normal from 30 placements; below 3 placements no interval.
 * Source: Cochran 1977, Sampling Techniques, 6.4.
 * Differs: the campaign's own ratio is exact; the interval says how far it would move with other placements of this kind.
 * Limits: prices of packages over several posts stand at one of them.
 * Verified: outcome.test.ts (coverage on simulated placements, printed there)
 */

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { type MetricId, metricRow } from '#basis/metric.ts';
import { word } from '#basis/reading.ts';
import { ranged, thin } from '../estimate.ts';
import type { UnitCost } from '../schema.ts';

export interface PricedCount {
  costMinor: number | null;
  count: number | null;
}

/** Normal quantile widened for few units (Cornish–Fisher expansion of Student's t). */
function tQuantile(freedom: number): number {
  const z = normalQuantile(0.975, 0, 1);
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** `per`: 1 000 for a CPM. */
export function unitCost(
  metric: MetricId,
  placements: readonly PricedCount[],
  per: number,
  currency: string | null,
  published: number,
): UnitCost {
  const both = placements.filter(
    (p): p is { costMinor: number; count: number } => p.costMinor !== null && p.count !== null,
  );
  const cost = both.reduce((a, p) => a + p.costMinor, 0);
  const count = both.reduce((a, p) => a + p.count, 0);
  const n = both.length;
  const denominator = metricRow(metric).denominator ?? word('', '');
  const head = { metric, denominator, costMinor: cost, currency, count, placements: n, published };
  if (n < 3 || count === 0)
    return {
      ...head,
      result: thin(
        word('3 placements with a price and this counter', '至少 3 个同时有价格与该计数的投放'),
        word(`${n}`, `${n} 个`),
        word('A price of nothing counted is not reckoned.', '没有计数就没有单价。'),
      ),
    };
  const ratio = cost / count;
  const residual = both.reduce((a, p) => a + (p.costMinor - ratio * p.count) ** 2, 0);
  const spread = (Math.sqrt((n * residual) / (n - 1)) / count) * tQuantile(n - 1);
  return {
    ...head,
    result: ranged(ratio * per, Math.max(0, ratio - spread) * per, (ratio + spread) * per, n),
  };
}
