/**
 * What is one person of every pattern worth under a choice, and how many contacts does he get?
 * Method: counts the chosen names over the pattern and reads the ladder, or multiplies the chances of missing it.
 * Source: –
 * Differs: –
 * Limits: –
 * Verified: mix.test.ts.
 */
import type { Cover } from '#numerics/choose/cover.ts';
import type { CoverModel } from '#numerics/choose/dual-bound.ts';

/** Chosen names over every pattern. */
export function groupContacts(cover: Cover, choice: readonly number[]): Int32Array {
  const contacts = new Int32Array(cover.groupCount);
  for (const j of choice)
    for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++)
      contacts[cover.groups[i] as number]!++;
  return contacts;
}

export function groupWorths({ cover, ladder, chances }: CoverModel, choice: readonly number[]): Float64Array {
  if (!chances) return Float64Array.from(groupContacts(cover, choice), (c) => ladder.worths[c] as number);
  const missed = new Float64Array(cover.groupCount).fill(1);
  for (const j of choice)
    for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++)
      missed[cover.groups[i] as number]! *= 1 - (chances[j] as number);
  return missed.map((m) => 1 - m);
}

export function worthOfChoice(model: CoverModel, choice: readonly number[]): number {
  const worths = groupWorths(model, choice);
  let sum = 0;
  for (let g = 0; g < worths.length; g++) sum += (worths[g] as number) * (model.cover.weights[g] as number);
  return sum;
}
