/**
 * Which accounts act on the same objects within seconds of each other?
 * Method: acts of an object in order of time; every two by different accounts at most `windowSeconds` apart are a
 *   co-act; a pair counts once an object; pairs on at least `minObjects` objects are returned.
 * Source: Giglietto, Righetti, Rossi & Marino 2020 (CooRnet); Righetti & Balluff 2025 (CooRTweet): window in seconds,
 *   least number of shared objects.
 * Differs: CooRTweet's `min_participation` counts an account's shares; here objects of the pair count. No account is
 *   dropped beforehand. Objects with more co-acts than a cap are left out and listed.
 * Limits: moments of one minute's precision make every window below 60 s a window of 0 or 60 s.
 * Verified: against brute force over all pairs (co-engagement.test.ts, bench/coordination.ts).
 */
import { type Pairs, PairTable } from '#numerics/graph/pair-table.ts';

/** One entry an act. Ids are 0 … n − 1; moments are seconds since any fixed moment. */
export interface Acts {
  object: Int32Array;
  actor: Int32Array;
  atSeconds: Float64Array;
  /**
   * Per object: the group of objects within which an account's acts are taken as given (the posts of one creator, so
   * that being a fan is no evidence). One group when absent.
   */
  stratumOf?: Int32Array;
}

export interface CoEngagementOptions {
  windowSeconds: number;
  /** Least number of distinct objects a pair acted on together. */
  minObjects: number;
  /** Objects with more co-acts are left out. */
  maxCoActsPerObject?: number;
}

export interface LeftOut {
  object: number;
  acts: number;
  coActs: number;
}

export interface CoEngagement {
  actorCount: number;
  objectCount: number;
  /** Two acts by different accounts on one object within the window, counted act by act. */
  coActCount: number;
  /** Pairs with at least one object in common within the window. */
  pairCount: number;
  /** Pairs with at least `minObjects`; `count` is the number of distinct objects. */
  pairs: Pairs;
  leftOut: LeftOut[];
}

const MOST_CO_ACTS = 5_000_000;

/** Places of acts by object and moment: those of object o are `order[start[o]] … order[start[o + 1] − 1]`. */
export interface ActOrder {
  actorCount: number;
  objectCount: number;
  order: Int32Array;
  start: Int32Array;
}

export function orderActs({ object, actor, atSeconds }: Acts): ActOrder {
  let objectCount = 0;
  let actorCount = 0;
  for (let i = 0; i < object.length; i++) {
    objectCount = Math.max(objectCount, (object[i] as number) + 1);
    actorCount = Math.max(actorCount, (actor[i] as number) + 1);
  }
  const start = new Int32Array(objectCount + 1);
  for (let i = 0; i < object.length; i++) start[(object[i] as number) + 1]!++;
  for (let o = 0; o < objectCount; o++) start[o + 1]! += start[o] as number;
  const next = start.slice(0, objectCount);
  const order = new Int32Array(object.length);
  for (let i = 0; i < object.length; i++) order[next[object[i] as number]!++] = i;
  for (let o = 0; o < objectCount; o++)
    order
      .subarray(start[o], start[o + 1])
      .sort((x, y) => (atSeconds[x] as number) - (atSeconds[y] as number) || x - y);
  return { actorCount, objectCount, order, start };
}

/** Calls `visit` with the places of every two acts of one object at most `windowSeconds` apart. */
export function eachClosePair(
  acts: Acts,
  ordered: ActOrder,
  object: number,
  windowSeconds: number,
  visit: (i: number, j: number) => void,
): void {
  const { order, start } = ordered;
  const to = start[object + 1] as number;
  let first = start[object] as number;
  for (let y = first; y < to; y++) {
    const j = order[y] as number;
    const least = (acts.atSeconds[j] as number) - windowSeconds;
    while ((acts.atSeconds[order[first] as number] as number) < least) first++;
    for (let x = first; x < y; x++) visit(order[x] as number, j);
  }
}

/** How many two acts of one object lie within the window, without visiting them. */
export function closePairCount(acts: Acts, ordered: ActOrder, object: number, windowSeconds: number): number {
  const { order, start } = ordered;
  let first = start[object] as number;
  let pairs = 0;
  for (let y = first; y < (start[object + 1] as number); y++) {
    const least = (acts.atSeconds[order[y] as number] as number) - windowSeconds;
    while ((acts.atSeconds[order[first] as number] as number) < least) first++;
    pairs += y - first;
  }
  return pairs;
}

/** Linear in acts plus co-acts. */
export function coEngagement(acts: Acts, options: CoEngagementOptions): CoEngagement {
  return coEngagementOf(acts, orderActs(acts), options);
}

/** The same on acts that are in order already. */
export function coEngagementOf(
  acts: Acts,
  ordered: ActOrder,
  { windowSeconds, minObjects, maxCoActsPerObject = MOST_CO_ACTS }: CoEngagementOptions,
): CoEngagement {
  const table = new PairTable();
  const leftOut: LeftOut[] = [];
  let coActCount = 0;
  for (let object = 0; object < ordered.objectCount; object++) {
    const coActs = closePairCount(acts, ordered, object, windowSeconds);
    if (coActs > maxCoActsPerObject) {
      const actCount = (ordered.start[object + 1] as number) - (ordered.start[object] as number);
      leftOut.push({ object, acts: actCount, coActs });
      continue;
    }
    eachClosePair(acts, ordered, object, windowSeconds, (i, j) => {
      const a = acts.actor[i] as number;
      const b = acts.actor[j] as number;
      if (a === b) return;
      coActCount++;
      table.add(a, b, object);
    });
  }
  return {
    actorCount: ordered.actorCount,
    objectCount: ordered.objectCount,
    coActCount,
    pairCount: table.size,
    pairs: table.pairs(minObjects),
    leftOut,
  };
}
