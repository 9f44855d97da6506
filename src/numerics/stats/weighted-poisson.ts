/**
 * Interval of the expectation of Σ wᵢ Nᵢ, Nᵢ Poisson, when each unit event carries its own weight: Fay & Feuer 1997
 * (Statistics in Medicine 16), the gamma interval. It covers at least its confidence in nearly all cases and is wide
 * when one weight dominates.
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import type { Interval } from './intervals.ts';

/** The x with P(Gamma(shape, 1) ≤ x) = p, by halving. */
function gammaQuantile(p: number, shape: number): number {
  let [low, high] = [0, Math.max(1, 2 * shape)];
  while (gammainc(high, shape, true, false) < p) high *= 2;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (gammainc(middle, shape, true, false) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** `sum` and `square`: Σ w and Σ w² of the events that were seen. `most`: the weight one unseen event could have. */
export function weightedPoisson(sum: number, square: number, most: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  const low = sum === 0 ? 0 : (square / sum) * gammaQuantile(tail, (sum * sum) / square);
  const [upSum, upSquare] = [sum + most, square + most * most];
  const high = upSum === 0 ? 0 : (upSquare / upSum) * gammaQuantile(1 - tail, (upSum * upSum) / upSquare);
  return { value: sum, low, high };
}
