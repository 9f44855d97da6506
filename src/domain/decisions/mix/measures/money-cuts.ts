/**
 * Which mix is best when a set of names may cost no less and no more than stated amounts together?
 * Method: the mix is solved without the amounts. Where it breaks one, a rule on the number of names is added that every mix
 *   within the amounts keeps and this one does not, and it is solved again. Too dear: a minimal part C of the chosen names
 *   of the set already costs more than the most, so of C and of all names at least as dear as its dearest, at most |C| − 1
 *   can be in. Too cheap: names are added, cheapest first, as long as they still cost less than the least; one of the rest
 *   must be in.
 * Source: cover inequalities, Balas 1975, doi:10.1007/BF01580440; Wolsey 2020, Integer Programming, ch. 9.
 * Differs: –
 * Limits: bound and proof are those of the last solve; each added rule holds for every allowed mix, so they hold too. When
 *   the rounds run out, no mix is given.
 * Verified: money-cuts.test.ts (brute force).
 */
import type { MixTerms } from '../schema.ts';

/** Names whose costs together lie between least and most, in the unit of the costs. */
export interface MoneyRule {
  name: string;
  kols: readonly string[];
  least: number;
  most: number;
}
type Family = MixTerms['groups'][number];

const near = (a: number) => 1e-9 * (1 + Math.abs(a));

/** Rules that the choice breaks and no allowed choice does; empty when all amounts are kept. Null: an amount cannot be kept. */
export function moneyCuts(
  rules: readonly MoneyRule[],
  chosen: ReadonlySet<string>,
  costOf: (kol: string) => number,
): Family[] | null {
  const cuts: Family[] = [];
  for (const rule of rules) {
    const inside = rule.kols.filter((kol) => chosen.has(kol));
    const spent = inside.reduce((sum, kol) => sum + costOf(kol), 0);
    if (spent > rule.most + near(rule.most)) cuts.push(tooDear(rule, inside, costOf));
    else if (spent < rule.least - near(rule.least)) {
      const cut = tooCheap(rule, inside, spent, costOf);
      if (!cut) return null;
      cuts.push(cut);
    }
  }
  return cuts;
}

function tooDear(rule: MoneyRule, inside: readonly string[], costOf: (kol: string) => number): Family {
  const dearestFirst = [...inside].sort((a, b) => costOf(b) - costOf(a) || (a < b ? -1 : 1));
  const cover: string[] = [];
  let sum = 0;
  for (const kol of dearestFirst) {
    cover.push(kol);
    sum += costOf(kol);
    if (sum > rule.most + near(rule.most)) break;
  }
  const dearest = costOf(cover[0] as string);
  const extended = rule.kols.filter((kol) => cover.includes(kol) || costOf(kol) >= dearest);
  return { name: `money:${rule.name}`, kols: extended, least: 0, most: cover.length - 1 };
}

function tooCheap(
  rule: MoneyRule,
  inside: readonly string[],
  spent: number,
  costOf: (kol: string) => number,
): Family | null {
  const without = new Set(inside);
  let sum = spent;
  const cheapestFirst = rule.kols
    .filter((kol) => !without.has(kol))
    .sort((a, b) => costOf(a) - costOf(b) || (a < b ? -1 : 1));
  for (const kol of cheapestFirst) {
    if (sum + costOf(kol) >= rule.least - near(rule.least)) break;
    sum += costOf(kol);
    without.add(kol);
  }
  const rest = rule.kols.filter((kol) => !without.has(kol));
  return rest.length === 0 ? null : { name: `money:${rule.name}`, kols: rest, least: 1, most: rest.length };
}
