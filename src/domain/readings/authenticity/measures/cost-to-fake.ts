/**
 * What would the acts beyond explanation have cost on the market for bought acts?
 * Method: excess count (with its bounds) × price of a thousand acts (low–high) of the platform and act, newest price
 *   not later than the reading's day; low × low … high × high.
 * Source: price per unit as in Paquet-Clouston, Bilodeau & Décary-Hétu 2017 (Social Media & Society conf.); NATO StratCom COE 2019.
 * Differs: prices are the user's own dated table; without one the excess is listed as unpriced.
 * Limits: a price range, not a purchase; two cards may price the same acts, so each act takes its largest excess only.
 * Verified: cost-to-fake.test.ts.
 */
import type { CostToFake, Excess, MarketPrice } from '../schema.ts';

export interface ExcessOfCard extends Excess {
  measure: string;
}

/** `platform` and `asOf` (ISO day or moment) choose the prices; a price for platform `any` serves where none is nearer. */
export function costToFake(
  excess: readonly ExcessOfCard[],
  prices: readonly MarketPrice[],
  platform: string,
  asOf: string,
): CostToFake {
  const largest = new Map<string, ExcessOfCard>();
  for (const e of excess)
    if (e.count > 0 && e.count > (largest.get(e.act)?.count ?? 0)) largest.set(e.act, e);
  const priceOf = (act: string): MarketPrice | undefined =>
    prices
      .filter((p) => p.act === act && (p.platform === platform || p.platform === 'any'))
      .filter((p) => p.pricedOn <= asOf.slice(0, 10))
      .sort(
        (a, b) =>
          Number(b.platform === platform) - Number(a.platform === platform) ||
          (a.pricedOn < b.pricedOn ? 1 : -1),
      )[0];
  const result: CostToFake = { lines: [], unpriced: [], totals: [] };
  for (const e of largest.values()) {
    const price = priceOf(e.act);
    if (!price) {
      result.unpriced.push({ measure: e.measure, act: e.act, count: e.count });
      continue;
    }
    const { currency, pricedOn, source } = price;
    result.lines.push({
      ...e,
      lowMinor: (Math.max(0, e.low) * price.lowMinor) / 1000,
      highMinor: (e.high * price.highMinor) / 1000,
      currency,
      pricedOn,
      source,
    });
  }
  for (const line of result.lines) {
    const total = result.totals.find((t) => t.currency === line.currency);
    if (total) {
      total.lowMinor += line.lowMinor;
      total.highMinor += line.highMinor;
    } else
      result.totals.push({ currency: line.currency, lowMinor: line.lowMinor, highMinor: line.highMinor });
  }
  return result;
}
