/**
 * Do the inputs bear out what a certificate says: that the names keep the terms, are worth the value, and that nothing is
 * worth more than the bound?
 * Method: counts everything anew from the rows. Value: person by person. Bound: at every node of the proof
 *   Σ w max_y [F(y) − u (y − b)] + λ · money left + Σ group prices + Σ max(0, r), with the certificate's prices; a candidate
 *   fixed by the node costs the proof the bound less |r|; the bound of the whole is the largest over all leaves.
 * Source: Lagrangian duality (weak): true for any prices, so the checker need not trust where they come from.
 * Differs: shares no code with the solver.
 * Limits: sums in double precision; differences below 10⁻⁶ of the value pass.
 * Verified: mix.test.ts (random plans pass, each kind of damage is named).
 */
import { Buffer } from 'node:buffer';
import type { MixCertificate, MixTerms } from '../schema.ts';
import { type MixAudience, mixDigests } from './mix-audience.ts';

export interface CertificateFault {
  about: 'inputs' | 'terms' | 'value' | 'bound' | 'proof';
  say: string;
}
export interface CertificateVerdict {
  ok: boolean;
  faults: CertificateFault[];
  /** As added up here; null where the certificate is too broken to say. */
  value: number | null;
  bound: number | null;
  nodesChecked: number;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * (1 + Math.abs(b));

export function checkCertificate(audience: MixAudience, certificate: MixCertificate): CertificateVerdict {
  const faults: CertificateFault[] = [];
  const fault = (about: CertificateFault['about'], say: string) => void faults.push({ about, say });
  const digests = mixDigests(audience);
  if (digests.prices !== certificate.inputs.prices)
    fault('inputs', 'The prices are not those of the certificate.');
  if (digests.audience !== certificate.inputs.audience)
    fault('inputs', 'The audience is not that of the certificate.');
  const { chosen, terms } = certificate;
  const unknown = chosen.filter((kol) => !audience.kols.includes(kol));
  if (unknown.length > 0) fault('terms', `Not among the priced names: ${unknown.join(', ')}.`);
  if (new Set(chosen).size < chosen.length) fault('terms', 'A name is chosen twice.');
  for (const say of brokenTerms(audience, chosen, terms)) fault('terms', say);
  const people = namesByPerson(audience);
  const worth = worthOf(audience, terms);
  const inside = new Set(chosen.map((kol) => audience.kols.indexOf(kol)));
  let value = 0;
  for (const names of people) value += worth.of(names.filter((j) => inside.has(j)));
  if (!near(certificate.value, value))
    fault('value', `States a value of ${certificate.value}; the rows give ${value}.`);
  const proof = addUpProof(audience, certificate, people, worth);
  for (const say of proof.problems) fault('proof', say);
  const bound = proof.bound === null ? null : worth.whole ? Math.floor(proof.bound + 1e-7) : proof.bound;
  if (bound !== null && bound > certificate.bound && !near(certificate.bound, bound))
    fault('bound', `States a bound of ${certificate.bound}; its prices prove only ${bound}.`);
  if (certificate.bound < value && !near(certificate.bound, value))
    fault('bound', `States a bound of ${certificate.bound}, below the value ${value}.`);
  if (certificate.proven === 'optimal' && certificate.bound > value && !near(certificate.bound, value))
    fault('bound', `Claims the optimum, but its bound is ${certificate.bound} and the value ${value}.`);
  return { ok: faults.length === 0, faults, value, bound, nodesChecked: proof.nodesChecked };
}

/** Worth of any names, counted person by person. */
export function recounter(audience: MixAudience, terms: MixTerms): (kols: readonly string[]) => number {
  const people = namesByPerson(audience);
  const worth = worthOf(audience, terms);
  return (kols) => {
    const inside = new Set(kols.map((kol) => audience.kols.indexOf(kol)));
    let value = 0;
    for (const names of people) value += worth.of(names.filter((j) => inside.has(j)));
    return value;
  };
}

function brokenTerms(audience: MixAudience, chosen: readonly string[], terms: MixTerms): string[] {
  const broken: string[] = [];
  let cost = 0;
  for (const kol of chosen) cost += audience.prices[audience.kols.indexOf(kol)] ?? 0;
  if (cost > terms.budget + 1e-9 * (1 + terms.budget))
    broken.push(`Costs ${cost}; the budget is ${terms.budget}.`);
  for (const kol of terms.must) if (!chosen.includes(kol)) broken.push(`${kol} must be in and is not.`);
  for (const kol of terms.never) if (chosen.includes(kol)) broken.push(`${kol} must stay out and is in.`);
  for (const { name, kols, least, most } of terms.groups) {
    const count = chosen.filter((kol) => kols.includes(kol)).length;
    if (count < least || count > most)
      broken.push(`${count} of the group ${name}; it asks for ${least} to ${most}.`);
  }
  return broken;
}

/** The distinct names over every person, ascending. */
function namesByPerson({ kolOf, personOf, personCount }: MixAudience): number[][] {
  const people: number[][] = Array.from({ length: personCount }, () => []);
  for (let row = 0; row < kolOf.length; row++) people[personOf[row] as number]?.push(kolOf[row] as number);
  return people.map((names) => [...new Set(names)].sort((a, b) => a - b));
}

interface Worth {
  /** Worth of a person who is under these chosen names. */
  of(names: readonly number[]): number;
  /** Size of one contact of the candidate: 1, or −ln(1 − p) where chances differ. */
  contact(candidate: number): number;
  at(contacts: number): number;
  /** max over y in [base, base + more] of at(y) − price · (y − base). */
  most(price: number, base: number, more: number): number;
  whole: boolean;
  /** Contacts are counted; chances by name are not. */
  counted: boolean;
  /** One contact counts in full, and no more than one. */
  onceSeen: boolean;
}

function worthOf(audience: MixAudience, terms: MixTerms): Worth {
  const { mode, feedShare, audienceShares } = terms;
  const times = mode === 'reach' ? 1 : terms.times;
  if (audience.kols.some((kol) => (audienceShares[kol] ?? 1) < 1)) {
    const chance = audience.kols.map((kol) => Math.min(1 - 1e-6, feedShare * (audienceShares[kol] ?? 1)));
    const at = (s: number) => 1 - Math.exp(-s);
    return {
      of: (names) => 1 - names.reduce((miss, j) => miss * (1 - (chance[j] as number)), 1),
      contact: (j) => -Math.log(1 - (chance[j] as number)),
      at,
      most(price, base, more) {
        const y = price <= 0 ? base + more : Math.min(base + more, Math.max(base, -Math.log(price)));
        return at(y) - price * (y - base);
      },
      whole: false,
      counted: false,
      onceSeen: false,
    };
  }
  const table = Array.from({ length: audience.kols.length + 1 }, (_, c) =>
    worthOfCount(mode, times, feedShare, c),
  );
  const at = (c: number) => table[c] as number;
  return {
    of: (names) => at(names.length),
    contact: () => 1,
    at,
    most(price, base, more) {
      let best = at(base);
      for (let y = base + 1; y <= base + more; y++) best = Math.max(best, at(y) - price * (y - base));
      return best;
    },
    whole: feedShare === 1,
    counted: true,
    onceSeen: mode !== 'times' && times === 1 && feedShare === 1,
  };
}

/** By the binomial recursion P(c + 1, i) = p P(c, i − 1) + (1 − p) P(c, i), the last cell holding “times or more”. */
function worthOfCount(mode: MixTerms['mode'], times: number, p: number, contacts: number): number {
  let seen: number[] = Array.from({ length: times + 1 }, (_, i) => (i === 0 ? 1 : 0));
  for (let c = 0; c < contacts; c++)
    seen = seen.map((mass, i) => {
      const up = i > 0 ? p * (seen[i - 1] as number) : 0;
      return i === times ? mass + up : (1 - p) * mass + up;
    });
  return mode === 'capped' ? seen.reduce((sum, mass, i) => sum + i * mass, 0) : (seen[times] as number);
}

interface Pattern {
  names: number[];
  weight: number;
}

/** Patterns that can count at all, by number of names, then by the names. */
function patternsOf(people: readonly number[][], least: number): Pattern[] {
  const found = new Map<string, Pattern>();
  for (const names of people) {
    if (names.length < Math.max(1, least)) continue;
    const key = names.join(' ');
    const known = found.get(key);
    if (known) known.weight++;
    else found.set(key, { names, weight: 1 });
  }
  return [...found.values()].sort((a, b) => {
    if (a.names.length !== b.names.length) return a.names.length - b.names.length;
    const i = a.names.findIndex((name, at) => name !== b.names[at]);
    return i < 0 ? 0 : (a.names[i] as number) - (b.names[i] as number);
  });
}

function addUpProof(
  audience: MixAudience,
  certificate: MixCertificate,
  people: readonly number[][],
  worth: Worth,
): { bound: number | null; problems: string[]; nodesChecked: number } {
  const { terms, proof } = certificate;
  const patterns = patternsOf(people, terms.mode === 'times' ? terms.times : 1);
  const problems: string[] = [];
  if (patterns.length !== proof.patternCount)
    return {
      bound: null,
      problems: [`Prices ${proof.patternCount} patterns; the rows have ${patterns.length}.`],
      nodesChecked: 0,
    };
  const duals = proof.duals.map((text) => Buffer.from(text, 'base64'));
  if (duals.some((dual) => dual.length !== patterns.length))
    return { bound: null, problems: ['A list of contact prices has the wrong length.'], nodesChecked: 0 };
  const place = new Map(audience.kols.map((kol, j) => [kol, j]));
  const placesOf = (kols: readonly string[]) => kols.flatMap((kol) => place.get(kol) ?? []);
  const groups = terms.groups.map(({ kols, least, most }) => ({
    members: new Set(placesOf(kols)),
    least,
    most,
  }));
  const root = new Int8Array(audience.kols.length);
  for (const j of placesOf(terms.must)) root[j] = 1;
  for (const j of placesOf(terms.never)) root[j] = -1;
  const input: NodeInput = { audience, budget: terms.budget, groups, patterns, worth };
  const visited = new Set<number>();
  let bound = Number.NEGATIVE_INFINITY;
  const todo = [{ at: 0, fixing: root, cap: Number.POSITIVE_INFINITY }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { at, fixing, cap } = next;
    const node = proof.nodes[at];
    if (!node || visited.has(at)) {
      problems.push(`Node ${at} is missing or met twice.`);
      return { bound: null, problems, nodesChecked: visited.size };
    }
    visited.add(at);
    const dual = node.dual === null ? null : duals[node.dual];
    const priced =
      node.pairs && dual
        ? pairBoundAt(input, fixing, dual, node.budgetPrice, node.pairs)
        : boundAt(input, fixing, dual ?? null, node.budgetPrice, node.groupPrices);
    if (priced === 'broken') continue;
    if (typeof priced === 'string') {
      problems.push(`Node ${at}: ${priced}`);
      return { bound: null, problems, nodesChecked: visited.size };
    }
    if (!dual) {
      problems.push(`Node ${at} has no prices, yet its fixings keep the terms.`);
      return { bound: null, problems, nodesChecked: visited.size };
    }
    const here = Math.min(cap, priced.bound);
    const below = Int8Array.from(fixing);
    for (const signed of node.fixed) {
      const j = Math.abs(signed) - 1;
      if (j < 0 || j >= below.length || below[j] !== 0) {
        problems.push(`Node ${at} fixes a candidate that is not free.`);
        return { bound: null, problems, nodesChecked: visited.size };
      }
      below[j] = signed > 0 ? 1 : -1;
      // The opposite side: without what is ruled in, or with what is ruled out.
      const r = priced.reduced[j] as number;
      bound = Math.max(
        bound,
        Math.min(cap, signed > 0 ? priced.bound - Math.max(0, r) : priced.bound + Math.min(0, r)),
      );
    }
    if (typeof node.again === 'number') {
      todo.push({ at: node.again, fixing: below, cap: here });
      continue;
    }
    if (node.split === null || node.children === null) {
      bound = Math.max(bound, here);
      continue;
    }
    if (below[node.split] !== 0) {
      problems.push(`Node ${at} splits on a candidate that is not free.`);
      return { bound: null, problems, nodesChecked: visited.size };
    }
    for (const [side, child] of node.children.entries()) {
      const sided = Int8Array.from(below);
      sided[node.split] = side === 1 ? 1 : -1;
      todo.push({ at: child, fixing: sided, cap: here });
    }
  }
  return { bound, problems, nodesChecked: visited.size };
}

interface NodeInput {
  audience: MixAudience;
  budget: number;
  groups: { members: Set<number>; least: number; most: number }[];
  patterns: Pattern[];
  worth: Worth;
}

/** Budget after the chosen names, with what rounding may hide; null when they cost more. */
function moneyLeft(
  prices: ArrayLike<number>,
  budget: number,
  fixing: Int8Array,
): { left: number; slack: number } | null {
  const slack = 1e-9 * (1 + budget);
  let left = budget;
  for (const [j, side] of fixing.entries()) if (side === 1) left -= prices[j] as number;
  return left < -slack ? null : { left: Math.max(0, left), slack };
}

/** The bound of one node at given prices, and what each free candidate adds to it; `broken` when no mix fits. */
function boundAt(
  { audience, budget, groups, patterns, worth }: NodeInput,
  fixing: Int8Array,
  dual: Uint8Array | null,
  budgetPrice: number,
  groupPrices: readonly number[],
): { bound: number; reduced: Float64Array } | 'broken' {
  const { prices } = audience;
  const money = moneyLeft(prices, budget, fixing);
  if (!money) return 'broken';
  const { left, slack } = money;
  const free = Array.from(fixing, (side, j) => side === 0 && (prices[j] as number) <= left + slack);
  const reduced = new Float64Array(fixing.length);
  let bound = budgetPrice * left;
  for (const [f, { members, least, most }] of groups.entries()) {
    const taken = [...members].filter((j) => fixing[j] === 1).length;
    const open = [...members].filter((j) => free[j]).length;
    if (taken > most || taken + open < least) return 'broken';
    const price = groupPrices[f] ?? 0;
    bound += price > 0 ? price * Math.min(most - taken, open) : price * Math.max(0, least - taken);
    for (const j of members) reduced[j]! -= price;
  }
  if (!dual) return { bound: Number.POSITIVE_INFINITY, reduced };
  for (const [g, { names, weight }] of patterns.entries()) {
    let base = 0;
    let more = 0;
    for (const j of names) {
      if (fixing[j] === 1) base += worth.contact(j);
      else if (free[j]) more += worth.contact(j);
    }
    if (worth.counted)
      more = mostBought(
        names.filter((j) => free[j]).map((j) => prices[j] as number),
        left + slack,
      );
    const price = (dual[g] as number) / 240;
    bound += weight * worth.most(price, base, more);
    for (const j of names) reduced[j]! += weight * price * worth.contact(j);
  }
  for (let j = 0; j < reduced.length; j++) {
    if (!free[j]) {
      reduced[j] = 0;
      continue;
    }
    reduced[j]! -= budgetPrice * (prices[j] as number);
    bound += Math.max(0, reduced[j] as number);
  }
  return { bound, reduced };
}

/**
 * The bound of one node that counts shared pairs: u a person's price, d the free names over it,
 *   Σ w (1 − u) + ½ yᵀ(Q + D) y + λ · money left + Σ max(0, r),   Q = Σ w (2 u ÷ d) over pairs,
 *   r = Σ w u + ½ D − (Q + D) y − λ price.
 * It holds when Q + D is positive definite, which Cholesky's factors show. A sentence where it does not.
 */
function pairBoundAt(
  { audience, budget, groups, patterns, worth }: NodeInput,
  fixing: Int8Array,
  dual: Uint8Array,
  budgetPrice: number,
  { at, spread }: { at: number[]; spread: number[] },
): { bound: number; reduced: Float64Array } | string {
  if (groups.length > 0 || !worth.onceSeen) return 'shared pairs bound reach once without groups only.';
  const { prices } = audience;
  const money = moneyLeft(prices, budget, fixing);
  if (!money) return 'broken';
  const { left, slack } = money;
  const place = new Int32Array(fixing.length).fill(-1);
  const free: number[] = [];
  for (const [j, side] of fixing.entries())
    if (side === 0 && (prices[j] as number) <= left + slack) place[j] = free.push(j) - 1;
  const size = free.length;
  if (at.length !== size || spread.length !== size)
    return 'the shares or the diagonal have the wrong length.';
  const matrix = new Float64Array(size * size);
  const sums = new Float64Array(size);
  let bound = budgetPrice * left;
  for (const [g, { names, weight }] of patterns.entries()) {
    if (names.some((j) => fixing[j] === 1)) {
      bound += weight;
      continue;
    }
    const open = names.map((j) => place[j] as number).filter((c) => c >= 0);
    if (open.length === 0) continue;
    const price = (dual[g] as number) / 240;
    if (price > 1) return 'a price is above one.';
    bound += weight * (1 - price);
    const each = (2 * weight * price) / open.length;
    for (const a of open) {
      sums[a]! += weight * price;
      for (const b of open) if (a !== b) matrix[a * size + b]! += each;
    }
  }
  for (let c = 0; c < size; c++) matrix[c * size + c] = spread[c] as number;
  const reduced = new Float64Array(fixing.length);
  for (const [c, j] of free.entries()) {
    let bent = 0;
    for (let b = 0; b < size; b++) bent += (matrix[c * size + b] as number) * (at[b] as number);
    bound += (bent * (at[c] as number)) / 2;
    const r = (sums[c] as number) + (spread[c] as number) / 2 - bent - budgetPrice * (prices[j] as number);
    reduced[j] = r;
    bound += Math.max(0, r);
  }
  return hasFactors(matrix, size)
    ? { bound, reduced }
    : 'the matrix of shared pairs is not positive definite.';
}

/** Cholesky, in place; the diagonal is lowered by more than rounding can raise it. */
function hasFactors(matrix: Float64Array, size: number): boolean {
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      let sum = (matrix[a * size + b] as number) * (a === b ? 1 - 1e-9 : 1);
      for (let k = 0; k < b; k++) sum -= (matrix[a * size + k] as number) * (matrix[b * size + k] as number);
      if (a !== b) matrix[a * size + b] = sum / (matrix[b * size + b] as number);
      else if (sum > 0) matrix[a * size + a] = Math.sqrt(sum);
      else return false;
    }
  return true;
}

/** How many of these the money buys, the cheapest first. */
function mostBought(prices: number[], money: number): number {
  let [count, spent] = [0, 0];
  for (const price of prices.sort((a, b) => a - b)) {
    if (spent + price > money) break;
    spent += price;
    count++;
  }
  return count;
}
