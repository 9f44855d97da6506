/**
 * How often would two accounts meet if acts were dealt out anew within each stratum, every account keeping its number
 * of acts and every object its own?
 * Method: acts of a stratum are permuted. Two given places of it then hold (a, b) with probability
 *   2·n_a·n_b / E², so of W meeting places λ_ab = Σ_strata n_a·n_b·2W/E² are expected; upper Poisson tail;
 *   Benjamini–Hochberg over all pairs of accounts, met or not.
 * Source: Tumminello, Micciché, Lillo, Piilo & Mantegna 2011 (PLoS ONE 6, e17994), statistically validated networks.
 * Differs: Poisson with unequal object sizes in place of one hypergeometric for objects of equal size.
 * Limits: a common habit that the strata do not hold (being online at one hour) counts as meeting.
 * Verified: against permutations (coordinated-rings.test.ts).
 */
import { type Compressed, compress, transpose } from '#numerics/graph/compressed.ts';
import { type Pairs, selectPairs } from '#numerics/graph/pair-table.ts';
import { discoveries } from '#numerics/stats/discoveries.ts';
import { poissonAtLeast } from '#numerics/stats/tails.ts';

/** Acts and meeting places of every stratum, and the acts of every account by stratum. */
export class DegreeNull {
  /** 2W/E² of every stratum. */
  private readonly weight: Float64Array;
  private readonly strataOf: Compressed;
  private readonly actorCount: number;

  /** `actor` and `stratum` of every act; `meetings[s]` is W of stratum s. */
  constructor(actor: Int32Array, stratum: Int32Array, actorCount: number, meetings: Float64Array) {
    this.actorCount = actorCount;
    const acts = new Float64Array(meetings.length);
    for (const s of stratum) acts[s]!++;
    this.weight = meetings.map((w, s) => (w === 0 ? 0 : (2 * w) / (acts[s] as number) ** 2));
    // Twice transposed: the strata of an account in ascending order.
    this.strataOf = transpose(compress(stratum, actor, meetings.length, actorCount));
  }

  /** λ_ab: expected meetings of two accounts. */
  expected(a: number, b: number): number {
    const { start, columns } = this.strataOf;
    let [x, y] = [start[a] as number, start[b] as number];
    const [xEnd, yEnd] = [start[a + 1] as number, start[b + 1] as number];
    let sum = 0;
    while (x < xEnd && y < yEnd) {
      const s = columns[x] as number;
      const other = columns[y] as number;
      if (s < other) x++;
      else if (other < s) y++;
      else {
        let [inA, inB] = [0, 0];
        for (; x < xEnd && columns[x] === s; x++) inA++;
        for (; y < yEnd && columns[y] === s; y++) inB++;
        sum += inA * inB * (this.weight[s] as number);
      }
    }
    return sum;
  }

  /** P(at least `count` meetings). */
  tail(a: number, b: number, count: number): number {
    return poissonAtLeast(count, this.expected(a, b));
  }

  /**
   * The pairs with p ≤ `pairCut`; `validated` marks those that hold at the false-discovery share among all pairs of
   * accounts.
   */
  test(pairs: Pairs, pairCut: number, falseShare: number): TestedPairs {
    const p = Float64Array.from(pairs.a, (a, i) =>
      this.tail(a, pairs.b[i] as number, pairs.count[i] as number),
    );
    const tests = (this.actorCount * (this.actorCount - 1)) / 2;
    const { cut } = discoveries(p, (falseShare * p.length) / Math.max(1, tests));
    const kept = (i: number) => (p[i] as number) <= pairCut;
    const held = selectPairs(pairs, kept);
    const keptP = p.filter((_, i) => kept(i));
    return {
      ...held,
      p: keptP,
      expected: Float64Array.from(held.a, (a, i) => this.expected(a, held.b[i] as number)),
      validated: Uint8Array.from(keptP, (one) => (cut > 0 && one <= cut ? 1 : 0)),
      tests,
    };
  }
}

export interface TestedPairs extends Pairs {
  p: Float64Array;
  /** Meetings expected under the null. */
  expected: Float64Array;
  validated: Uint8Array;
  /** Pairs of accounts, met or not. */
  tests: number;
}
