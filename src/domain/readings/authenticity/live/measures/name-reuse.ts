/**
 * Do the same people, or the same lines, come again in the same order?
 * Method: pairs of one actor followed by another. How many places repeat a pair seen before, in this room or in a room
 *   of another host, against the number expected when the same actors act as often in a random order; Poisson tail with
 *   the expectation widened threefold, since friends come together. The same for comment lines. Joined by Bonferroni.
 *   Evenness is shown: variance over mean of events an actor, 1 and above for people, near 0 when ids take turns.
 * Source: birthday expectation of repeated pairs Σ (count − 1)₊ under exchangeability; Poisson approximation, Barbour,
 *   Holst & Janson 1992.
 * Differs: names are withheld at import, so keyed ids and the comments' wording stand for them.
 * Limits: a script that shuffles its list of ids, or takes new ones each time, passes; two rooms read by one key only.
 * Verified: live.test.ts (false alarms on heavy-tailed audiences with companions, detection of rotated lists).
 */
import { poissonAtLeast } from '#numerics/stats/tails.ts';

export const LEAST_EVENTS = 100;
/** Friends who come together repeat pairs more often than chance. */
const COMPANIONS = 3;

export interface OrderReuse {
  /** Places whose pair was there before. */
  repeatedCount: number;
  expected: number;
  p: number;
  /** Places in the given sequence. */
  members: number[];
}

export interface NameReuse {
  eventCount: number;
  actorCount: number;
  /** Variance over mean of events an actor. */
  evenness: number;
  within: OrderReuse;
  /** Against rooms of other hosts; null when there are none. */
  across: OrderReuse | null;
  lines: OrderReuse | null;
  /** Actors of this room who also stand in rooms of other hosts, 0–1; null when there are none. */
  sharedActorShare: number | null;
  pValue: number | null;
}

const pairKey = (a: number, b: number): number => a * 2 ** 26 + b;

/**
 * Whole numbers below 2^26, one an event. `seen`: pairs of elsewhere with their expectation per place, or none to count
 * repeats inside.
 */
function reuse(codes: Int32Array): OrderReuse {
  const uses = new Map<number, number>();
  for (const x of codes) uses.set(x, (uses.get(x) ?? 0) + 1);
  const n = codes.length;
  // Expected pairs of places with equal ordered pairs: C(n,2) (Σ p²)², without runs of one code.
  let same = 0;
  for (const k of uses.values()) same += (k * (k - 1)) / Math.max(1, n * (n - 1));
  const seen = new Set<number>();
  const members: number[] = [];
  for (let i = 0; i + 1 < n; i++) {
    const [a, b] = [codes[i] as number, codes[i + 1] as number];
    if (a === b) continue;
    const key = pairKey(a, b);
    if (seen.has(key)) members.push(i);
    else seen.add(key);
  }
  const expected = Math.min(n, ((n * n) / 2) * same * same);
  return { repeatedCount: members.length, expected, p: tail(members.length, expected), members };
}

const tail = (count: number, expected: number): number => poissonAtLeast(count, COMPANIONS * expected + 0.5);

function reuseAcross(codes: Int32Array, others: readonly Int32Array[]): OrderReuse {
  const places = new Map<number, number>();
  const uses = new Map<number, number>();
  for (let i = 0; i < codes.length; i++) {
    const a = codes[i] as number;
    uses.set(a, (uses.get(a) ?? 0) + 1);
    const b = codes[i + 1];
    if (b !== undefined && a !== b) places.set(pairKey(a, b), i);
  }
  const found = new Set<number>();
  let expected = 0;
  let repeatedCount = 0;
  for (const other of others) {
    const otherUses = new Map<number, number>();
    for (const x of other) otherUses.set(x, (otherUses.get(x) ?? 0) + 1);
    let both = 0;
    for (const [x, k] of otherUses) both += (k / other.length) * ((uses.get(x) ?? 0) / codes.length);
    expected += other.length * codes.length * both * both;
    for (let i = 0; i + 1 < other.length; i++) {
      const [a, b] = [other[i] as number, other[i + 1] as number];
      const place = a === b ? undefined : places.get(pairKey(a, b));
      if (place === undefined) continue;
      repeatedCount++;
      found.add(place);
    }
  }
  return {
    repeatedCount,
    expected,
    p: tail(repeatedCount, expected),
    members: [...found].sort((a, b) => a - b),
  };
}

/**
 * `actors`: an actor number an event, in order of time. `otherRooms`: the same of rooms of other hosts, numbered alike.
 * `lines`: a number for each comment's normalised wording, in order of time.
 */
export function nameReuse(
  actors: Int32Array,
  otherRooms: readonly Int32Array[] = [],
  lines: Int32Array = new Int32Array(0),
): NameReuse {
  const uses = new Map<number, number>();
  for (const x of actors) uses.set(x, (uses.get(x) ?? 0) + 1);
  const m = uses.size;
  const mean = actors.length / Math.max(1, m);
  let variance = 0;
  for (const k of uses.values()) variance += (k - mean) ** 2 / Math.max(1, m - 1);
  const others = new Set(otherRooms.flatMap((room) => [...room]));
  const within = reuse(actors);
  const across = otherRooms.length > 0 ? reuseAcross(actors, otherRooms) : null;
  const said = lines.length >= LEAST_EVENTS ? lineOrder(lines) : null;
  const tests = [within, across, said].filter((t) => t !== null).map((t) => t.p);
  return {
    eventCount: actors.length,
    actorCount: m,
    evenness: mean > 0 ? variance / mean : 0,
    within,
    across,
    lines: said,
    sharedActorShare: otherRooms.length > 0 ? [...uses.keys()].filter((x) => others.has(x)).length / m : null,
    pValue: actors.length < LEAST_EVENTS ? null : Math.min(1, tests.length * Math.min(...tests)),
  };
}

/** Lines are few and repeat by themselves; runs of four in the same order do not. */
function lineOrder(lines: Int32Array): OrderReuse {
  const grams = new Map<string, number>();
  const codes = Int32Array.from({ length: Math.max(0, lines.length - 1) }, (_, i) => {
    const key = `${lines[i]}/${lines[i + 1]}`;
    const code = grams.get(key) ?? grams.size;
    grams.set(key, code);
    return code;
  }).filter((_, i) => i % 2 === 0);
  return reuse(codes);
}
