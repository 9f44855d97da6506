/**
 * How many orders did the campaign bring?
 * Method: from what is named to what is possible. Low: orders that a tracked link, a code or the post itself names. High:
 *   those and every unnamed order of a campaign product whose buyer took part before, or that came within some days of a
 *   post on its platform. Point: named ones and the unnamed beyond the everyday rate of the same products on quiet days.
 * Source: –
 * Differs: no single model of attribution is chosen; the ways stand side by side.
 * Limits: a buyer who would have bought anyway with a code is counted; whoever bought elsewhere is not.
 * Verified: outcome.test.ts; the demo's true orders lie in the range (docs/methods/order-range.md)
 */
export interface OrderWay {
  way: 'link' | 'code' | 'post' | 'touch' | 'time_sku' | 'everyday';
  orders: number;
  sales: number;
}

export interface OrderRange {
  value: number;
  low: number;
  high: number;
}

/** `windowDays`: days on which an unnamed order could count; `quietDays`: days behind the everyday rate. */
export function orderRange(
  ways: readonly OrderWay[],
  windowDays: number,
  quietDays: number,
): { orders: OrderRange; sales: OrderRange } {
  const sum = (of: 'orders' | 'sales', ...names: OrderWay['way'][]) =>
    ways.filter((w) => names.includes(w.way)).reduce((a, w) => a + w[of], 0);
  const range = (of: 'orders' | 'sales'): OrderRange => {
    const low = sum(of, 'link', 'code', 'post');
    const possible = sum(of, 'touch', 'time_sku');
    const everyday = quietDays > 0 ? (sum(of, 'everyday') / quietDays) * windowDays : 0;
    return { value: low + Math.max(0, possible - everyday), low, high: low + possible };
  };
  return { orders: range('orders'), sales: range('sales') };
}
