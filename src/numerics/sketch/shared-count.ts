/**
 * The size of the intersection of two sets of known sizes, from a hash sample of both.
 *
 * Every thing is sampled with the same chance s, so the counts of common things and of things of one set only are
 * independent binomials. Each gives the intersection I: c / s, and |A| − x / s, and |B| − y / s. Their variances are
 * (1 − s) / s times I, |A| − I and |B| − I. Joined by precision they have the variance
 *
 *     (1 − s) / s  ÷  ( 1/I + 1/(|A| − I) + 1/(|B| − I) ),
 *
 * that of Li, Church & Hastie 2006 (NIPS 19) for sparse sets.
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Estimate } from './bottom-k.ts';

export interface PairSample {
  /** Sampled things of both, of a only, of b only. */
  both: number;
  onlyA: number;
  onlyB: number;
  /** Chance of each thing to be sampled, 0–1. */
  share: number;
  sizeA: number;
  sizeB: number;
}

/** The joined estimate with weights taken at `i`, and its precision in units of s / (1 − s). */
function joined(p: PairSample, i: number): { value: number; precision: number } {
  const weights = [
    1 / Math.max(i, 0.5),
    1 / Math.max(p.sizeA - i, 0.5),
    1 / Math.max(p.sizeB - i, 0.5),
  ] as const;
  const precision = weights[0] + weights[1] + weights[2];
  const value =
    (weights[0] * (p.both / p.share) +
      weights[1] * (p.sizeA - p.onlyA / p.share) +
      weights[2] * (p.sizeB - p.onlyB / p.share)) /
    precision;
  return { value, precision };
}

/** With its score interval: the sizes i that a test at i does not reject. */
export function sharedBetween(p: PairSample, confidence = 0.95): Estimate {
  if (p.share >= 1) return { value: p.both, low: p.both, high: p.both, exact: true };
  // Everything sampled bounds the intersection from both sides.
  const least = p.both;
  const most = Math.min(p.sizeA - p.onlyA, p.sizeB - p.onlyB);
  const within = (i: number) => Math.min(most, Math.max(least, i));
  const z = normalQuantile(0.5 + confidence / 2, 0, 1);
  const odds = p.share / (1 - p.share);
  let value = within(p.both / p.share);
  for (let round = 0; round < 50; round++) {
    const next = within(joined(p, value).value);
    if (Math.abs(next - value) < 1e-9 * (1 + value)) break;
    value = next;
  }
  const rejected = (i: number): boolean => {
    const at = joined(p, i);
    return (at.value - i) ** 2 * at.precision * odds > z * z;
  };
  const edge = (far: number): number => {
    if (!rejected(far)) return far;
    let [inside, outside] = [value, far];
    for (let step = 0; step < 60 && Math.abs(outside - inside) > 1e-6 * (1 + value); step++) {
      const middle = (inside + outside) / 2;
      if (rejected(middle)) outside = middle;
      else inside = middle;
    }
    return inside;
  };
  return { value, low: edge(least), high: edge(most), exact: false };
}
