/** Folds for cross-validation: equal rows stay together, classes are spread evenly. */
import { rng } from '#basis/rng.ts';

/**
 * A fold number for every row. Rows of one group share a fold, so that a duplicate is never tested on its twin. Groups
 * are taken in seeded random order, the large ones first, each into the fold that has least of its class.
 */
export function groupedFolds(
  labels: ArrayLike<number>,
  groups: ArrayLike<string | number>,
  count: number,
  seed: string,
): Uint8Array {
  const members = new Map<string | number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const list = members.get(groups[i] as string | number);
    if (list) list.push(i);
    else members.set(groups[i] as string | number, [i]);
  }
  const shuffled = rng(seed).shuffle([...members.values()]);
  shuffled.sort((a, b) => b.length - a.length);
  const ones = new Float64Array(count);
  const all = new Float64Array(count);
  const fold = new Uint8Array(labels.length);
  for (const rows of shuffled) {
    const own = rows.reduce((sum, i) => sum + (labels[i] as number), 0);
    const zeros = rows.length - own;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      const load =
        own * (ones[k] as number) +
        zeros * ((all[k] as number) - (ones[k] as number)) +
        1e-6 * (all[k] as number);
      if (load < least) [best, least] = [k, load];
    }
    ones[best] = (ones[best] as number) + own;
    all[best] = (all[best] as number) + rows.length;
    for (const i of rows) fold[i] = best;
  }
  return fold;
}
