/**
 * How fast did it spread?
 * Method: order statistics of the acts' delay after the post; the fullest hour by two pointers over sorted times.
 * Source: –
 * Differs: –
 * Limits: acts before the post (clock errors) count as delay 0.
 * Verified: cascade.test.ts
 */
import { quantileOfSorted } from '#numerics/series/robust.ts';
import type { SpreadSpeed } from '../schema.ts';

/** `atMs` of every act, the post first. Null below two acts. */
export function spreadSpeed(atMs: Float64Array): SpreadSpeed | null {
  if (atMs.length < 2) return null;
  const start = atMs[0] as number;
  const minutes = atMs
    .subarray(1)
    .map((at) => Math.max(0, at - start) / 60_000)
    .sort();
  let peak = 0;
  for (let from = 0, to = 0; to < minutes.length; to++) {
    while ((minutes[to] as number) - (minutes[from] as number) > 60) from++;
    peak = Math.max(peak, to - from + 1);
  }
  return {
    minutesToHalf: quantileOfSorted(minutes, 0.5),
    minutesTo90: quantileOfSorted(minutes, 0.9),
    peakPerHour: peak,
    durationMinutes: minutes[minutes.length - 1] as number,
  };
}

/**
 * Share of actors who do not follow the post's author: how far it left the circle. Null where nobody recorded who follows
 * whom: then it is not observable.
 */
export function nonFollowerShare(
  actors: readonly (string | null)[],
  follows: ((actor: string, other: string) => boolean) | null,
): { share: number; actorCount: number } | null {
  const author = actors[0];
  if (!follows || !author) return null;
  const others = new Set(actors.filter((a) => a !== null && a !== author));
  if (others.size === 0) return null;
  let outside = 0;
  for (const actor of others) if (!follows(actor as string, author)) outside++;
  return { share: outside / others.size, actorCount: others.size };
}
