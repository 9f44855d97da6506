/** What a collaboration costs the budget, and back from a cost to the price that may be asked. */
import type { Brief } from './schema.ts';

type Mode = Brief['rules']['promotion']['mode'];

export const promotionOf = ({ rules }: Brief, accountId: string): Mode =>
  rules.promotion.of[accountId] ?? rules.promotion.mode;

const NOTHING = { feeShare: 0, extraShare: 0, extra: 0 };
const modelOf = ({ rules }: Brief, mode: Mode) =>
  rules.promotion.on ? (rules.promotion.costs[mode] ?? NOTHING) : NOTHING;

/** Price, fee and extras, in whole units. */
export function costOf(brief: Brief, mode: Mode, price: number): number {
  const { feeShare, extraShare, extra } = modelOf(brief, mode);
  return price * (1 + feeShare + extraShare) + extra;
}

/** The price whose cost is `cost`; null when the extras alone are more. */
export function priceFor(brief: Brief, mode: Mode, cost: number): number | null {
  const { feeShare, extraShare, extra } = modelOf(brief, mode);
  return cost < extra ? null : (cost - extra) / (1 + feeShare + extraShare);
}
