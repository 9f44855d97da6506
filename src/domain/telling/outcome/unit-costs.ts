/** What one of something cost, and when two such costs may be compared. */
import { compareMeasured, type Measured, type MetricId } from '#basis/metric.ts';
import { word } from '#basis/reading.ts';
import { counted, thin } from './estimate.ts';
import { unitCost } from './measures/unit-cost.ts';
import { valueOf } from './placement-line.ts';
import type { Effect, PlacementLine } from './schema.ts';

export function unitCosts(
  lines: readonly PlacementLine[],
  currency: string | null,
  named: number,
): Effect['costs'] {
  const published = lines.filter((l) => l.postId !== null);
  const of = (metric: MetricId, count: (l: PlacementLine) => number | null, per = 1) =>
    unitCost(
      metric,
      published.map((l) => ({ costMinor: l.costMinor, count: count(l) })),
      per,
      currency,
      published.length,
    );
  const costs = [
    of('cpm_per_exposure', (l) => valueOf(l.counters, 'exposure_count'), 1000),
    of('cpm_per_read', (l) => valueOf(l.counters, 'read_count'), 1000),
    of('cpm_per_view', (l) => valueOf(l.counters, 'view_count'), 1000),
    of('cost_per_read', (l) => valueOf(l.counters, 'read_count')),
    of('cost_per_view', (l) => valueOf(l.counters, 'view_count')),
    of('cost_per_engagement', (l) => l.engagements),
    of('cost_per_click', (l) => valueOf(l.counters, 'link_click_count')),
  ];
  // Orders are named for the campaign, not for a post: all prices over all named orders.
  const priced = published.filter((l) => l.costMinor !== null);
  const cost = priced.reduce((a, l) => a + (l.costMinor ?? 0), 0);
  const whole = unitCost('cost_per_order', [], 1, currency, published.length);
  costs.push({
    ...whole,
    costMinor: cost,
    count: named,
    placements: priced.length,
    result:
      named > 0 && priced.length === published.length && cost > 0
        ? counted(cost / named, named)
        : thin(
            word('a price of every placement and named orders', '每个投放的价格与注明的订单'),
            word(
              `${priced.length} of ${published.length} prices, ${named} orders`,
              `${published.length} 个投放中 ${priced.length} 个有价格，${named} 个订单`,
            ),
            word(
              'A part of the cost over all orders would look cheap.',
              '用部分成本除以全部订单会显得便宜。',
            ),
          ),
  });
  return costs;
}

/** Two unit costs as figures of the dictionary: those with different denominators refuse to be compared. */
export function compareUnitCosts(a: Effect['costs'][number], b: Effect['costs'][number], currency: string) {
  const measured = (c: Effect['costs'][number]): Measured => ({
    metric: c.metric,
    quantity:
      c.result.state === 'ok'
        ? { value: c.result.value, low: c.result.low, high: c.result.high }
        : { value: null, low: null, high: null },
    windowDays: null,
    content: 'sponsored',
    format: 'all',
    currency,
    definition: 'touchstone',
    asOf: '',
  });
  return compareMeasured(measured(a), measured(b));
}
