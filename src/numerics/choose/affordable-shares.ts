/** Shares of names between 0 and 1 that the money allows: the most they bring, and the nearest to given ones. */

/** Most that shares of names bring within the money, and the price at which it runs out. */
export function knapsack(order: number[], values: Float64Array, costs: Float64Array, money: number) {
  const rate = values.map((value, c) => value / Math.max(1e-12, costs[c] as number));
  order.sort((a, b) => (rate[b] as number) - (rate[a] as number));
  let [left, sum] = [money, 0];
  for (const c of order) {
    const value = values[c] as number;
    if (value <= 0) break;
    const cost = costs[c] as number;
    if (cost > left) return { sum: sum + (value * left) / cost, price: value / cost };
    left -= cost;
    sum += value;
  }
  return { sum, price: 0 };
}

/** The nearest affordable shares, distances measured by `scale`. */
export function projectInto(
  into: Float64Array,
  from: Float64Array,
  scale: Float64Array,
  costs: Float64Array,
  left: number,
) {
  const spentAt = (price: number): number => {
    let spent = 0;
    for (let c = 0; c < into.length; c++) {
      const cost = costs[c] as number;
      const moved = (from[c] as number) - (price * cost) / (scale[c] as number);
      const share = moved < 0 ? 0 : moved > 1 ? 1 : moved;
      into[c] = share;
      spent += share * cost;
    }
    return spent;
  };
  if (spentAt(0) <= left) return;
  let [low, high] = [0, 1];
  while (spentAt(high) > left) [low, high] = [high, high * 4];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (spentAt(middle) > left) low = middle;
    else high = middle;
  }
  spentAt(high);
}
