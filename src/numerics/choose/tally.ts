/**
 * The state of a search: what is chosen, and what every candidate would add or take away. Sums are kept up to date, so
 * one change costs the pairs it touches and the greedy of the literature needs no heap.
 */
import type { Cover } from './cover.ts';
import type { Ladder } from './ladder.ts';

export interface Tally {
  readonly chosen: Uint8Array;
  /** Worth of the choice, by the guide. */
  value(): number;
  gain(candidate: number): number;
  loss(candidate: number): number;
  add(candidate: number): void;
  remove(candidate: number): void;
}

/** Worth depends on the number of contacts alone. */
export class CountTally implements Tally {
  readonly chosen: Uint8Array;
  readonly contacts: Int32Array;
  private readonly cover: Cover;
  private readonly worths: Float64Array;
  private readonly gains: Float64Array;
  private readonly losses: Float64Array;
  private sum = 0;

  constructor(cover: Cover, guide: Ladder) {
    this.cover = cover;
    this.worths = guide.worths;
    this.chosen = new Uint8Array(cover.candidateCount);
    this.contacts = new Int32Array(cover.groupCount);
    this.gains = new Float64Array(cover.candidateCount);
    this.losses = new Float64Array(cover.candidateCount);
    const first = (this.worths[1] as number) - (this.worths[0] as number);
    for (let j = 0; j < cover.candidateCount; j++)
      for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++)
        this.gains[j]! += first * (cover.weights[cover.groups[i] as number] as number);
  }

  value(): number {
    return this.sum;
  }
  gain(candidate: number): number {
    return this.gains[candidate] as number;
  }
  loss(candidate: number): number {
    return this.losses[candidate] as number;
  }
  add(candidate: number): void {
    this.sum += this.gains[candidate] as number;
    this.chosen[candidate] = 1;
    this.shift(candidate, 1);
  }
  remove(candidate: number): void {
    this.sum -= this.losses[candidate] as number;
    this.chosen[candidate] = 0;
    this.shift(candidate, -1);
  }

  private shift(candidate: number, by: 1 | -1): void {
    const { starts, groups, memberStarts, members, weights } = this.cover;
    const { worths, contacts, gains, losses } = this;
    for (let i = starts[candidate] as number; i < (starts[candidate + 1] as number); i++) {
      const g = groups[i] as number;
      const before = contacts[g] as number;
      const after = before + by;
      contacts[g] = after;
      const here = worths[before] as number;
      const there = worths[after] as number;
      const weight = weights[g] as number;
      const gainShift =
        weight * ((worths[after + 1] ?? there) - there - ((worths[before + 1] ?? here) - here));
      const lossShift = weight * (there - (worths[after - 1] ?? 0) - (here - (worths[before - 1] ?? 0)));
      if (gainShift === 0 && lossShift === 0) continue;
      for (let m = memberStarts[g] as number; m < (memberStarts[g + 1] as number); m++) {
        const other = members[m] as number;
        gains[other]! += gainShift;
        losses[other]! += lossShift;
      }
    }
  }
}

/** Reach once when candidate j is seen with its own chance pⱼ: worth of a group is 1 − Π(1 − pⱼ) over the chosen. */
export class ChanceTally implements Tally {
  readonly chosen: Uint8Array;
  private readonly cover: Cover;
  private readonly chances: Float64Array;
  private readonly missed: Float64Array;
  /** Σ weight × share still missed, over the groups of each candidate. */
  private readonly open: Float64Array;
  private sum = 0;

  constructor(cover: Cover, chances: Float64Array) {
    this.cover = cover;
    this.chances = chances;
    this.chosen = new Uint8Array(cover.candidateCount);
    this.missed = new Float64Array(cover.groupCount).fill(1);
    this.open = new Float64Array(cover.candidateCount);
    for (let j = 0; j < cover.candidateCount; j++)
      for (let i = cover.starts[j] as number; i < (cover.starts[j + 1] as number); i++)
        this.open[j]! += cover.weights[cover.groups[i] as number] as number;
  }

  value(): number {
    return this.sum;
  }
  gain(candidate: number): number {
    return (this.chances[candidate] as number) * (this.open[candidate] as number);
  }
  loss(candidate: number): number {
    let lost = 0;
    this.eachGroup(candidate, (g, weight) => {
      lost += weight * (this.missedWithout(g, candidate) - (this.missed[g] as number));
    });
    return lost;
  }
  add(candidate: number): void {
    this.chosen[candidate] = 1;
    const miss = 1 - (this.chances[candidate] as number);
    this.eachGroup(candidate, (g, weight) => this.set(g, weight, (this.missed[g] as number) * miss));
  }
  remove(candidate: number): void {
    this.chosen[candidate] = 0;
    this.eachGroup(candidate, (g, weight) => this.set(g, weight, this.missedWithout(g, candidate)));
  }

  private eachGroup(candidate: number, visit: (group: number, weight: number) => void): void {
    const { starts, groups, weights } = this.cover;
    for (let i = starts[candidate] as number; i < (starts[candidate + 1] as number); i++)
      visit(groups[i] as number, weights[groups[i] as number] as number);
  }
  /** From the factors, not by division: a chance may be 1, and rounding must not pile up. */
  private missedWithout(g: number, candidate: number): number {
    const { memberStarts, members } = this.cover;
    let missed = 1;
    for (let m = memberStarts[g] as number; m < (memberStarts[g + 1] as number); m++) {
      const other = members[m] as number;
      if (other !== candidate && this.chosen[other]) missed *= 1 - (this.chances[other] as number);
    }
    return missed;
  }
  private set(g: number, weight: number, missed: number): void {
    const fall = weight * ((this.missed[g] as number) - missed);
    this.missed[g] = missed;
    this.sum += fall;
    const { memberStarts, members } = this.cover;
    for (let m = memberStarts[g] as number; m < (memberStarts[g + 1] as number); m++)
      this.open[members[m] as number]! -= fall;
  }
}
