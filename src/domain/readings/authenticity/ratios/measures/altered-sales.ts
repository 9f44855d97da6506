/**
 * Do an account's orders look placed rather than bought?
 * Method: four binomial upper tails against the other orders of the library: returned share; the commonest amount of a product; orders
 *   within the busiest minute (Poisson at four times the mean of its hour); buyers who order again. The reference share is
 *   its 95 % upper Wilson bound. Bonferroni over the four and over the amounts and minutes looked at. Beyond `weak` a second
 *   trace must agree in the same orders: returned or promoted orders (one amount, one minute) by buyers who order again, or
 *   promoted orders most of which come back, more often than the account's own margins allow (hypergeometric tail). The larger p decides.
 * Source: Clopper & Pearson 1934 (binomial tails); Wilson 1927; Fisher 1935 (exact test of association).
 * Differs: every part is a tail probability against the user's own orders, not a fixed threshold; a promotion fills a minute
 *   and an amount with buyers who are all different, a category with many returns spreads them over buyers: neither pairs up.
 * Limits: brushing by buyers who are all different, each once, whose orders do not come back, is weak at most; people who order two sizes and
 *   return one pair up too; orders that no link, post or room ties to the account are unseen.
 * Verified: ratio-measures.test.ts (false alarms over 400 simulated clean accounts).
 */
import type { Level } from '#basis/reading.ts';
import type { TooThin } from '#numerics/series/too-thin.ts';
import { tooThin } from '#numerics/series/too-thin.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { binomialAtLeast, hypergeometricAtLeast, poissonAtLeast } from '#numerics/stats/tails.ts';
import { cappedLevel } from '../../measures/combined-evidence.ts';

export const LEAST_ORDERS = 30;
export const LEAST_REFERENCE = 100;

/** One entry an order. `buyer` and `sku` are numbers that stand for ids, −1 unknown; `returned` 1, 0, or −1 unknown. */
export interface Orders {
  atMs: Float64Array;
  amountMinor: Float64Array;
  sku: Int32Array;
  buyer: Float64Array;
  returned: Int8Array;
}

export const SALES_PARTS = ['returns', 'same-amount', 'same-minute', 'same-buyers'] as const;
export type SalesPart = (typeof SALES_PARTS)[number];

interface PartRead {
  p: number;
  /** Orders that carry it, as places in the columns. */
  orders: number[];
  share: number;
  usualShare: number | null;
}

export interface Agreement {
  traces: readonly [SalesPart, SalesPart];
  /** Orders with both, where the account's margins let so many be expected. */
  count: number;
  expected: number;
  p: number;
}

export interface AlteredSales {
  state: 'ok';
  p: number;
  level: Level;
  /** Parts that could be read. */
  parts: Partial<Record<SalesPart, PartRead>>;
  leading: SalesPart | null;
  /** The two traces that meet most in the same orders; null where no two could be compared. */
  agreeing: Agreement | null;
  orders: number;
  reference: number;
}

/** `reference`: other orders of the library. */
export function alteredSales(own: Orders, reference: Orders): AlteredSales | TooThin {
  const [n, m] = [own.atMs.length, reference.atMs.length];
  if (n < LEAST_ORDERS) return tooThin(LEAST_ORDERS, n);
  if (m < LEAST_REFERENCE) return tooThin(LEAST_REFERENCE, m);
  const parts: AlteredSales['parts'] = {};
  const returned = places(own.returned, (r) => r === 1);
  const told = places(own.returned, (r) => r >= 0).length;
  const refTold = places(reference.returned, (r) => r >= 0).length;
  if (told >= LEAST_ORDERS && refTold >= LEAST_REFERENCE)
    parts.returns = against(returned, told, places(reference.returned, (r) => r === 1).length, refTold);
  parts['same-amount'] = sameAmount(own, reference);
  parts['same-minute'] = sameMinute(own.atMs);
  const again = repeats(own.buyer);
  if (again.known >= LEAST_ORDERS) {
    const usual = repeats(sampleOf(reference.buyer, again.known));
    parts['same-buyers'] = against(again.orders, again.known, usual.orders.length, Math.max(1, usual.known));
  }
  const read = SALES_PARTS.flatMap((name) => (parts[name] ? [{ name, p: parts[name].p }] : []));
  const best = read.reduce((a, b) => (b.p < a.p ? b : a));
  const p = Math.min(1, best.p * read.length);
  const agreeing = agreement(own, parts);
  return {
    state: 'ok',
    p,
    level: cappedLevel(p, Math.max(p, agreeing?.p ?? 1)),
    parts,
    leading: p <= 0.05 ? best.name : null,
    agreeing,
    orders: n,
    reference: m,
  };
}

const PAIRS = [
  ['same-buyers', 'returns'],
  ['same-buyers', 'same-amount'],
  ['same-buyers', 'same-minute'],
  ['returns', 'same-amount'],
  ['returns', 'same-minute'],
] as const;
/** Two traces that each mark this part of the orders leave nothing to compare with, and agree by that. */
const NEARLY_ALL = 0.8;

/** Bonferroni over the pairs that could be read. */
function agreement(own: Orders, parts: AlteredSales['parts']): Agreement | null {
  const orderedAgain = countsOf(own.buyer);
  const marks = (name: SalesPart): Set<number> =>
    new Set(
      name === 'same-buyers'
        ? places(own.buyer, (b) => b >= 0 && (orderedAgain.get(b) as number) > 1)
        : (parts[name]?.orders ?? []),
    );
  const n = own.atMs.length;
  const read = PAIRS.flatMap(([a, b]): Agreement[] => {
    if (!parts[a] || !parts[b]) return [];
    const [first, second] = [marks(a), marks(b)];
    const both = [...second].filter((i) => first.has(i)).length;
    const all = first.size >= NEARLY_ALL * n && second.size >= NEARLY_ALL * n;
    // A bargain is returned more often than another order, but rarely by most of its buyers.
    const few = a === 'returns' && 2 * both < second.size;
    return [
      {
        traces: [a, b],
        count: both,
        expected: (first.size * second.size) / n,
        p: few ? 1 : all ? 0 : hypergeometricAtLeast(both, n, first.size, second.size),
      },
    ];
  });
  const best = read.toSorted((x, y) => x.p - y.p)[0];
  return best ? { ...best, p: Math.min(1, best.p * read.length) } : null;
}

function countsOf(buyer: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < buyer.length; i++)
    counts.set(buyer[i] as number, (counts.get(buyer[i] as number) ?? 0) + 1);
  return counts;
}

const places = (values: ArrayLike<number>, is: (v: number) => boolean): number[] =>
  Array.from(values, (v, i) => (is(v) ? i : -1)).filter((i) => i >= 0);

function against(orders: number[], of: number, usual: number, usualOf: number): PartRead {
  const share = wilson(usual, usualOf);
  return {
    p: binomialAtLeast(orders.length, of, share.high),
    orders,
    share: orders.length / of,
    usualShare: share.value,
  };
}

/** The amount of a product that stands out most from the product's other orders. */
function sameAmount(own: Orders, reference: Orders): PartRead {
  const key = (o: Orders, i: number) => `${o.sku[i]}/${o.amountMinor[i]}`;
  const tally = (o: Orders) => {
    const [amounts, products] = [new Map<string, number[]>(), new Map<number, number>()];
    for (let i = 0; i < o.atMs.length; i++) {
      if (Number.isNaN(o.amountMinor[i])) continue;
      const at = amounts.get(key(o, i));
      if (at) at.push(i);
      else amounts.set(key(o, i), [i]);
      const sku = o.sku[i] as number;
      products.set(sku, (products.get(sku) ?? 0) + 1);
    }
    return { amounts, products };
  };
  const [mine, theirs] = [tally(own), tally(reference)];
  let best: PartRead = { p: 1, orders: [], share: 0, usualShare: null };
  for (const [amount, at] of mine.amounts) {
    const sku = own.sku[at[0] as number] as number;
    const [held, sold] = [mine.products.get(sku) ?? 0, theirs.products.get(sku) ?? 0];
    // Without the product's other orders there is no saying what is a common amount.
    if (held < LEAST_ORDERS || sold < LEAST_REFERENCE) continue;
    const read = against(at, held, theirs.amounts.get(amount)?.length ?? 0, sold);
    if (read.p < best.p) best = read;
  }
  return { ...best, p: Math.min(1, best.p * Math.max(1, mine.amounts.size)) };
}

const MINUTE_MS = 60_000;
/** Orders of a live hour come in waves: a minute may be this much fuller than the hour's mean. */
const WAVE = 4;

function sameMinute(atMs: Float64Array): PartRead {
  const [minutes, hours] = [new Map<number, number[]>(), new Map<number, number>()];
  atMs.forEach((ms, i) => {
    const minute = Math.floor(ms / MINUTE_MS);
    const at = minutes.get(minute);
    if (at) at.push(i);
    else minutes.set(minute, [i]);
    const hour = Math.floor(minute / 60);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  });
  let best: PartRead = { p: 1, orders: [], share: 0, usualShare: null };
  for (const [minute, at] of minutes) {
    const rest = ((hours.get(Math.floor(minute / 60)) as number) - at.length) / 59;
    const p = poissonAtLeast(at.length, Math.max(0.5, WAVE * rest));
    if (p < best.p) best = { p, orders: at, share: at.length / atMs.length, usualShare: rest / atMs.length };
  }
  return { ...best, p: Math.min(1, best.p * minutes.size) };
}

/** Orders of buyers seen before among the known. */
function repeats(buyer: ArrayLike<number>): { orders: number[]; known: number } {
  const seen = new Set<number>();
  const orders: number[] = [];
  let known = 0;
  for (let i = 0; i < buyer.length; i++) {
    const b = buyer[i] as number;
    if (b < 0) continue;
    known++;
    if (seen.has(b)) orders.push(i);
    seen.add(b);
  }
  return { orders, known };
}

/** Repetition grows with the number of orders, so the reference is read at the same size: its newest `size` orders. */
const sampleOf = (buyer: Float64Array, size: number): Float64Array =>
  buyer.filter((b) => b >= 0).slice(-Math.max(size, LEAST_REFERENCE));
