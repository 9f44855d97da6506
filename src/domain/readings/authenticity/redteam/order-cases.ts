/** Orders that an account's posts, links and rooms brought. */
import { word } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';
import { PARAMETERS as P } from './parameters.ts';
import type { Surface } from './surface.ts';

/** One entry an order. */
export interface OrderCase {
  atMs: Float64Array;
  amountMinor: Float64Array;
  sku: Int32Array;
  buyer: Float64Array;
  returned: Int8Array;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const PRICES = [3900, 6900, 9900, 12_900, 19_900, 29_900];

interface Order {
  ms: number;
  amount: number;
  sku: number;
  buyer: number;
  returned: boolean;
}

const price = (random: Rng, sku: number): number =>
  Math.round((PRICES[sku] as number) * random.pick([1, 1, 0.95, 0.9, 0.85, 0.8]) * random.int(1, 2));

function ordinary(random: Rng, returnShare: number): Order[] {
  const perDay = random.logNormal(P.ordersPerDay, 0.5);
  const returns = Math.min(0.6, random.logNormal(returnShare, 0.15));
  const orders: Order[] = [];
  for (let day = 0; day < P.orderDays; day++)
    for (let i = random.poisson((perDay / 10) * random.logNormal(0.94, P.orderSigma)); i > 0; i--) {
      const sku = random.int(0, PRICES.length - 1);
      const hour = 9 + 14 * Math.sqrt(random.next());
      orders.push({
        ms: day * DAY_MS + Math.round(hour * 60 * MINUTE_MS),
        amount: price(random, sku),
        sku,
        buyer: random.chance(P.returningBuyerShare) ? random.int(0, 40) : random.int(100, 1e6),
        returned: random.chance(returns),
      });
    }
  return orders;
}

const columns = (orders: readonly Order[]): OrderCase => {
  const sorted = orders.toSorted((a, b) => a.ms - b.ms);
  return {
    atMs: Float64Array.from(sorted, (o) => o.ms),
    amountMinor: Float64Array.from(sorted, (o) => o.amount),
    sku: Int32Array.from(sorted, (o) => o.sku),
    buyer: Float64Array.from(sorted, (o) => o.buyer),
    returned: Int8Array.from(sorted, (o) => (o.returned ? 1 : 0)),
  };
};

/** One cheap product, the full price, over a few evenings, by a pool of buyers; nearly all of it comes back. */
function brushed(random: Rng, dose: number): OrderCase {
  const orders = ordinary(random, P.returnShare);
  const count = Math.round(dose * orders.length);
  const days = Array.from({ length: 5 }, () => random.int(0, P.orderDays - 1));
  for (let i = 0; i < count; i++)
    orders.push({
      ms: random.pick(days) * DAY_MS + (20 * 60 + random.int(0, 90)) * MINUTE_MS,
      amount: PRICES[0] as number,
      sku: 0,
      buyer: 2e6 + random.int(0, Math.max(5, Math.round(count * P.brushedBuyersPerOrder))),
      returned: random.chance(P.brushedReturnShare),
    });
  return columns(orders);
}

/** Forty people buy one thing at one price in the minutes after the host opens the sale. */
function flashSale(random: Rng): OrderCase {
  const orders = ordinary(random, P.returnShare);
  const opened = random.int(0, P.orderDays - 1) * DAY_MS + 20 * 60 * MINUTE_MS;
  for (let i = 0; i < 40; i++)
    orders.push({
      ms: opened + Math.floor(random.exponential(1 / (4 * MINUTE_MS))),
      amount: 0.7 * (PRICES[1] as number),
      sku: 1,
      buyer: random.int(100, 1e6),
      returned: random.chance(P.returnShare),
    });
  return columns(orders);
}

export const ORDERS: Surface<OrderCase> = {
  id: 'orders',
  case: word('Two months of orders that one account brought', '一个账号两个月带来的订单'),
  clean: (random) => columns(ordinary(random, P.returnShare)),
  lookAlikes: [
    { id: 'flash-sale', title: word('Flash sale', '限时秒杀'), make: flashSale },
    {
      id: 'returns-of-fashion',
      title: word('Clothing with many returns', '退货率高的服饰'),
      make: (random) => columns(ordinary(random, P.fashionReturnShare)),
    },
  ],
  attacks: [
    {
      id: 'order-brushing',
      title: word('Brushed orders', '刷单'),
      doseMeans: word('brushed orders over honest ones', '刷单与真实订单之比'),
      doses: [0.05, 0.1, 0.2, 0.5, 1, 3],
      make: brushed,
    },
  ],
  caseFactor: 1,
};
