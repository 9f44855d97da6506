/**
 * How much each group of models counts, from what they said of rows that none of them learned from: the weights with the
 * least log loss of the softmax of their sum. A prior draws the groups to one weight, so that few rows change little.
 * Source: Wolpert, Neural Networks 5, 1992 (stacked generalisation); Guo et al., ICML 2017 (temperature).
 */
import { softmax } from '../learn/pooled-net.ts';

/** Nats that a group loses when it counts e times as much, or as little, as the mean. */
const PRIOR = 8;
const STEPS = 16;
const CYCLES = 4;

/** `said`: rows × classes of each group, of equal spread; `truth`: the class of each row. */
export function groupWeights(
  said: readonly Float64Array[],
  truth: readonly number[],
  classes: number,
): number[] {
  const z = new Float64Array(classes);
  /** Logarithms of a weight common to all, then of each group against it. */
  const at = new Float64Array(said.length + 1);
  const loss = (): number => {
    let sum = 0;
    for (let g = 1; g < at.length; g++) sum += PRIOR * (at[g] as number) ** 2;
    const weights = said.map((_, g) => Math.exp((at[0] as number) + (at[g + 1] as number)));
    truth.forEach((own, row) => {
      z.fill(0);
      said.forEach((scores, g) => {
        for (let c = 0; c < classes; c++)
          z[c] = (z[c] as number) + (weights[g] as number) * (scores[row * classes + c] as number);
      });
      softmax(z);
      sum -= Math.log(Math.max(1e-12, z[own] as number));
    });
    return sum;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  const alone = said.length === 1;
  for (let cycle = 0; cycle < (alone ? 1 : CYCLES); cycle++)
    for (let k = 0; k < (alone ? 1 : at.length); k++) {
      let [low, high] = k === 0 ? [Math.log(0.05), Math.log(20)] : [-2, 2];
      for (let step = 0; step < STEPS; step++) {
        const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
        at[k] = a;
        const left = loss();
        at[k] = b;
        if (left < loss()) high = b;
        else low = a;
      }
      at[k] = (low + high) / 2;
    }
  return said.map((_, g) => Math.exp((at[0] as number) + (at[g + 1] as number)));
}
