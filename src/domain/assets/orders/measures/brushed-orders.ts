/**
 * Which buyers order the same product again beyond what the other buyers do?
 * Method: orders of one product by one buyer follow, among buyers, a geometric law whose chance of one more is read from
 *   the share that bought once (few brushed buyers move it little). p of c orders is q^(c−1); discoveries at a false share
 *   of 1 %; at least 4 orders.
 * Source: Benjamini & Hochberg 1995 for the cut.
 * Differs: –
 * Limits: evidence of brushed orders, not proof: resellers and offices look alike. Buyers who order once each under many
 *   names are not seen here; rings of Authenticity see those who also engage.
 * Verified: orders.test.ts: of clean geometric buyers at most 0.1 % are marked, of buyers with uneven appetite (gamma
 *   mixed) at most 1 %; planted repeaters of 12 orders are found.
 */
import { discoveries } from '#numerics/stats/discoveries.ts';

const FALSE_SHARE = 0.01;
const LEAST_ORDERS = 4;
const LEAST_BUYERS = 30;

/** Of clean simulated buyers, the most that were marked (see Verified). */
export const REPEAT_FALSE_ALARMS = 0.01;

export interface BuyerCount {
  buyer: string;
  sku: string;
  orders: number;
}

/** Buyers marked in any product; products with fewer than 30 buyers say nothing. */
export function brushedOrders(counts: readonly BuyerCount[]): string[] {
  const bySku = new Map<string, BuyerCount[]>();
  for (const c of counts) {
    const own = bySku.get(c.sku);
    if (own) own.push(c);
    else bySku.set(c.sku, [c]);
  }
  const found = new Set<string>();
  for (const buyers of bySku.values()) {
    if (buyers.length < LEAST_BUYERS) continue;
    const once = buyers.filter((b) => b.orders === 1).length;
    // With Laplace's rule, so that nobody's second order is impossible.
    const q = (buyers.length - once + 1) / (buyers.length + 2);
    const p = Float64Array.from(buyers, (b) => q ** (b.orders - 1));
    const { kept } = discoveries(p, FALSE_SHARE);
    buyers.forEach((b, i) => {
      if (kept[i] && b.orders >= LEAST_ORDERS) found.add(b.buyer);
    });
  }
  return [...found].sort();
}
