/**
 * Who is in which audiences, counted in one pass over (person, audience) sorted by person?
 * Method: the audiences of each person are gathered; every pair of them gains one. Memory is audiences², whatever the
 *   number of people. For sketches the same pass gives the counts below each sketch's theta: a hash that two sketches
 *   hold lies below both thetas.
 * Source: sparse accumulation of co-occurrences, e.g. Manning, Raghavan & Schütze 2008, ch. 4.
 * Differs: nothing.
 * Limits: a person in d audiences costs d² / 2 steps.
 * Verified: overlap.test.ts (brute force by fast-check), bench/overlap.ts (all pairs of the 200 largest artists).
 */
export type Keys = BigUint64Array | Int32Array;

export interface PersonTally {
  audienceCount: number;
  sizes: Int32Array;
  /** Row-major audiences × audiences, symmetric: people in both; the diagonal is the size. Empty when not asked for. */
  both: Int32Array;
  /** `below[i * n + j]`: keys of j below the theta of i. Only where thetas were given. */
  below: Int32Array | null;
  /** Below the least theta: people in exactly k + 1 audiences, and people of one audience only by audience. */
  histogram: Float64Array;
  exclusiveOf: Float64Array;
}

export interface Tallying {
  /** Rows in order of person; a person's rows may run over into the next piece. A row may repeat. */
  add(persons: Keys, audiences: Int32Array): void;
  done(): PersonTally;
}

/** `thetas`: of each audience's sketch; null where the whole set is there. Without `pairs` memory is linear. */
export function personTally(
  audienceCount: number,
  thetas: readonly (bigint | null)[] | null = null,
  pairs = true,
): Tallying {
  const n = audienceCount;
  const sizes = new Int32Array(n);
  const both = new Int32Array(pairs ? n * n : 0);
  const below = thetas && new Int32Array(n * n);
  const histogram = new Float64Array(n);
  const exclusiveOf = new Float64Array(n);
  const having = new Int32Array(n);
  const seenAt = new Int32Array(n);
  let [held, person, group] = [0, -1n as bigint | number, 0];
  const waiting = (thetas ?? [])
    .flatMap((theta, audience) => (theta === null ? [] : [{ theta, audience }]))
    .sort((x, y) => (x.theta < y.theta ? -1 : x.theta > y.theta ? 1 : 0));
  const least = waiting[0]?.theta ?? null;
  let passed = 0;
  const snapshot = (audience: number) => {
    if (below) for (let j = 0; j < n; j++) below[audience * n + j] = sizes[j] as number;
  };
  const close = () => {
    if (held === 0) return;
    if (least === null || person < least) {
      histogram[held - 1] = (histogram[held - 1] as number) + 1;
      if (held === 1) exclusiveOf[having[0] as number] = (exclusiveOf[having[0] as number] as number) + 1;
    }
    for (; passed < waiting.length && (waiting[passed] as { theta: bigint }).theta <= person; passed++)
      snapshot((waiting[passed] as { audience: number }).audience);
    for (let i = 0; i < held; i++) {
      const own = having[i] as number;
      sizes[own] = (sizes[own] as number) + 1;
      if (!pairs) continue;
      const row = own * n;
      for (let j = 0; j < held; j++) {
        const at = row + (having[j] as number);
        both[at] = (both[at] as number) + 1;
      }
    }
    held = 0;
  };
  return {
    add(persons, audiences) {
      for (let i = 0; i < audiences.length; i++) {
        const key = persons[i] as bigint | number;
        if (key !== person) {
          close();
          person = key;
          group++;
        }
        const audience = audiences[i] as number;
        if (seenAt[audience] === group) continue;
        seenAt[audience] = group;
        having[held++] = audience;
      }
    },
    done() {
      close();
      for (; passed < waiting.length; passed++) snapshot((waiting[passed] as { audience: number }).audience);
      // What is whole lies below no theta: its row counts everything.
      thetas?.forEach((theta, audience) => {
        if (theta === null) snapshot(audience);
      });
      return { audienceCount: n, sizes, both, below, histogram, exclusiveOf };
    },
  };
}
