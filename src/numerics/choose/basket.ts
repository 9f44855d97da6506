/** A choice in the making: its tally, what it costs, and which candidates its terms still let in. */
import { affordable, type Terms } from './cover.ts';
import type { Tally } from './tally.ts';

export class Basket {
  readonly tally: Tally;
  readonly terms: Terms;
  readonly list: number[] = [];
  readonly allowed: number[];
  private readonly fixed: Uint8Array;
  private readonly familiesOf: number[][];
  private readonly counts: Int32Array;
  private spent = 0;

  constructor(tally: Tally, terms: Terms) {
    this.tally = tally;
    this.terms = terms;
    const n = tally.chosen.length;
    this.fixed = new Uint8Array(n);
    for (const j of terms.must) this.fixed[j] = 1;
    const never = new Set(terms.never);
    this.allowed = Array.from({ length: n }, (_, j) => j).filter((j) => !never.has(j));
    this.counts = new Int32Array(terms.families.length);
    this.familiesOf = Array.from({ length: n }, () => []);
    for (const [f, family] of terms.families.entries())
      for (const j of new Set(family.members)) this.familiesOf[j]?.push(f);
    for (const j of terms.must) if (!tally.chosen[j]) this.put(j);
  }

  get cost(): number {
    return this.spent;
  }
  isFixed(j: number): boolean {
    return this.fixed[j] === 1;
  }
  has(j: number): boolean {
    return this.tally.chosen[j] === 1;
  }
  /** Budget, quotas and fixed names all hold. */
  feasible(): boolean {
    if (!affordable(this.spent, this.terms.budget)) return false;
    return this.terms.families.every(({ least, most }, f) => {
      const count = this.counts[f] as number;
      return count >= least && count <= most;
    });
  }
  /** Whether j may come in without shutting the way to a quota that is still short. */
  canAdd(j: number): boolean {
    if (this.tally.chosen[j]) return false;
    const cost = this.spent + (this.terms.costs[j] as number);
    if (!affordable(cost, this.terms.budget)) return false;
    const mine = this.familiesOf[j] as number[];
    for (const f of mine) if ((this.counts[f] as number) >= (this.terms.families[f]?.most ?? 0)) return false;
    const reserve = this.reserve(mine, j);
    return reserve === 0 || affordable(cost + reserve, this.terms.budget);
  }
  /** Families whose least number is not reached. */
  shortFamilies(): number[] {
    const short: number[] = [];
    for (const [f, { least }] of this.terms.families.entries())
      if ((this.counts[f] as number) < least) short.push(f);
    return short;
  }
  put(j: number): void {
    this.tally.add(j);
    this.list.push(j);
    this.spent += this.terms.costs[j] as number;
    for (const f of this.familiesOf[j] as number[]) this.counts[f]!++;
  }
  drop(j: number): void {
    this.tally.remove(j);
    this.list.splice(this.list.indexOf(j), 1);
    this.spent -= this.terms.costs[j] as number;
    if (this.list.length === 0) this.spent = 0;
    for (const f of this.familiesOf[j] as number[]) this.counts[f]!--;
  }
  become(choice: readonly number[]): void {
    const wanted = new Set(choice);
    for (const j of this.list.filter((j) => !wanted.has(j))) this.drop(j);
    for (const j of choice) if (!this.has(j)) this.put(j);
  }

  /** Least money that quotas still need, as if families shared no member: never too small a reserve. */
  private reserve(added: readonly number[], candidate: number): number {
    let reserve = 0;
    for (const [f, { members, least }] of this.terms.families.entries()) {
      const lack = least - (this.counts[f] as number) - (added.includes(f) ? 1 : 0);
      if (lack <= 0) continue;
      const prices = members
        .filter((j) => j !== candidate && !this.tally.chosen[j] && this.allowed.includes(j))
        .map((j) => this.terms.costs[j] as number)
        .sort((a, b) => a - b);
      if (prices.length < lack) return Number.POSITIVE_INFINITY;
      for (let i = 0; i < lack; i++) reserve += prices[i] as number;
    }
    return reserve;
  }
}
