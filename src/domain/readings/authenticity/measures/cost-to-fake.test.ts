import { expect, it } from 'vitest';
import type { MarketPrice } from '../schema.ts';
import { costToFake } from './cost-to-fake.ts';

const price = (
  act: MarketPrice['act'],
  low: number,
  high: number,
  more: Partial<MarketPrice> = {},
): MarketPrice => ({
  priceId: `${act}-${low}`,
  platform: 'weibo',
  act,
  lowMinor: low,
  highMinor: high,
  currency: 'CNY',
  pricedOn: '2026-01-01',
  source: 'quote of January',
  ...more,
});
const excess = (act: MarketPrice['act'], count: number) => ({
  measure: 'x@1',
  act,
  count,
  low: count * 0.5,
  high: count * 2,
});

it('multiplies bounds with bounds and takes the largest excess of an act once', () => {
  const cost = costToFake(
    [excess('like', 10_000), excess('like', 4_000), excess('comment', 100)],
    [price('like', 2_000, 5_000)],
    'weibo',
    '2026-10-31T00:00:00.000Z',
  );
  expect(cost.lines).toHaveLength(1);
  expect(cost.totals).toEqual([{ currency: 'CNY', lowMinor: 10_000, highMinor: 100_000 }]);
  expect(cost.unpriced).toEqual([{ measure: 'x@1', act: 'comment', count: 100 }]);
});

it('takes the newest price of the platform that is not from the future', () => {
  const cost = costToFake(
    [excess('like', 1000)],
    [
      price('like', 1, 1, { pricedOn: '2025-01-01' }),
      price('like', 2, 2, { pricedOn: '2025-06-01' }),
      price('like', 3, 3, { pricedOn: '2027-01-01' }),
      price('like', 9, 9, { platform: 'any', pricedOn: '2025-12-01' }),
    ],
    'weibo',
    '2026-10-31',
  );
  expect(cost.lines[0]).toMatchObject({ pricedOn: '2025-06-01', lowMinor: 1, highMinor: 4 });
  expect(
    costToFake([excess('like', 1000)], [price('like', 9, 9, { platform: 'any' })], 'zhihu', '2026-10-31')
      .lines,
  ).toHaveLength(1);
});
