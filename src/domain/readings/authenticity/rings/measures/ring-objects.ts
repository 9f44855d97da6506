import { PairTable } from '#numerics/graph/pair-table.ts';
import { type Acts, eachClosePair, orderActs } from './co-engagement.ts';
import type { CoordinatedRing, Coordination } from './coordinated-rings.ts';

export interface Meeting {
  object: number;
  a: number;
  b: number;
}

/** Where and between whom the ring's pairs acted within the window; a pair once an object. */
export function meetingsByObject(
  acts: Acts,
  ring: CoordinatedRing,
  pairs: Coordination['pairs'],
  windowSeconds: number,
): Meeting[] {
  const members = new Set(ring.members);
  const places = Int32Array.from(acts.actor.keys()).filter((i) => members.has(acts.actor[i] as number));
  const own: Acts = {
    object: places.map((i) => acts.object[i] as number),
    actor: places.map((i) => acts.actor[i] as number),
    atSeconds: Float64Array.from(places, (i) => acts.atSeconds[i] as number),
  };
  const wanted = new PairTable();
  for (const e of ring.edges) wanted.add(pairs.a[e] as number, pairs.b[e] as number, 0);
  const ordered = orderActs(own);
  const found: Meeting[] = [];
  const seen = new PairTable();
  for (let object = 0; object < ordered.objectCount; object++) {
    if (seen.size > 0) seen.clear();
    eachClosePair(own, ordered, object, windowSeconds, (i, j) => {
      const [a, b] = [own.actor[i] as number, own.actor[j] as number];
      if (a === b || wanted.get(a, b) === 0 || seen.get(a, b) > 0) return;
      seen.add(a, b, 0);
      found.push({ object, a, b });
    });
  }
  return found;
}
