/** One plan from columns: choice, proof, held-out truth, margins, curve. Pure; the clock is the caller's. */
import { refused, TouchstoneError } from '#basis/error.ts';
import { goalTally, type Limits } from '#numerics/choose/best-cover.ts';
import type { Watch } from '#numerics/choose/watch.ts';
import { type BestMix, bestMix, MIX_LIMITS, mixModel } from '../measures/best-mix.ts';
import { type ContactHistogram, contactHistogram } from '../measures/contact-histogram.ts';
import { worthOfChoice } from '../measures/group-worths.ts';
import { type HeldOutReach, heldOutReach, type Insufficient } from '../measures/held-out-reach.ts';
import type { MixAudience } from '../measures/mix-audience.ts';
import { mixCertificate } from '../measures/mix-certificate.ts';
import { type MoneyRule, moneyCuts } from '../measures/money-cuts.ts';
import { nameSubstitutes } from '../measures/name-substitutes.ts';
import { type PriceMargin, PriceMargins } from '../measures/price-margins.ts';
import { robustMix } from '../measures/robust-mix.ts';
import type { MixCertificate, MixTerms } from '../schema.ts';

/** What travels to the thread: plain columns. */
export interface SolveInput {
  kols: string[];
  prices: Float64Array;
  kolOf: Int32Array;
  personOf: Int32Array;
  personCount: number;
  terms: MixTerms;
  money: MoneyRule[];
  /** Low ends of true shares that a reading states. */
  lowShares: Record<string, number>;
  /** With what chance a member of each audience sees a post: feed share × true share, whatever the goal counts. */
  seen: { feedShare: number; audienceShares: Record<string, number> };
  seconds: number;
  /** The plan before: its names are tried first. */
  warm: string[];
}

export interface SolvedName {
  kol: string;
  marginalValue: number;
  exclusiveCount: number;
  marginalTouchShare: number;
  ceilingCost: number | null;
  ceilingProven: boolean;
  dropLoss: number;
  dropPlan: string[];
  substitutes: { kol: string; loss: number }[];
}
export interface Solved {
  value: number;
  bound: number;
  optimal: boolean;
  greedyValue: number;
  nodeCount: number;
  patternCount: number;
  cost: number;
  chosen: SolvedName[];
  histogram: Omit<ContactHistogram, 'members'>;
  heldOut: HeldOutReach | Insufficient;
  robust: {
    chosen: string[];
    likely: { likely: number; low: number };
    cautious: { likely: number; low: number };
  } | null;
  curve: {
    budget: number;
    value: number;
    bound: number;
    names: number;
    heldOut: HeldOutReach | null;
  }[];
  runnersUp: { kol: string; entryCost: number | null; proven: boolean }[];
  /** People expected to see at least one post, and the same added up over the names. */
  seen: { union: number; sum: number };
  /** People in the audiences of both, in order of `chosen`. */
  both: number[][];
  certificate: MixCertificate;
}

const ROUNDS = 40;
const SUBSTITUTES = 5;
const RUNNERS_UP = 8;
/** Solves that one name's margin usually takes; rounds of going on from a better plan. */
const SOLVES = 9;
const POLISH = 2;
/** Shares of the time at which each part must be done; what one saves goes to the next. */
const UNTIL = { choose: 0.4, price: 0.62, holdOut: 0.7, runnersUp: 0.78, curve: 0.94, robust: 1 } as const;
/** Budgets of the curve, as shares of the brief's. */
const CURVE = [0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2] as const;

export function solvePlan(
  input: SolveInput,
  clock: { spentMs(): number },
  progress: (share: number, step: string) => void,
): Solved {
  const audience: MixAudience = {
    ...input,
    personName: (person) => String(person + 1),
    unpriced: [],
    unseen: [],
  };
  const nameOf = (j: number) => audience.kols[j] as string;
  const watch: Watch = { spentMs: () => clock.spentMs() };
  const limits = { ...MIX_LIMITS, watch, proofBytes: 4 * 2 ** 20, seed: 'plan' };
  const begin = watch.spentMs();
  const until = (share: number): number => begin + share * 1000 * input.seconds;
  const place = new Map(audience.kols.map((kol, j) => [kol, j]));
  const warm = [input.warm.map((kol) => place.get(kol)).filter((j): j is number => j !== undefined)];
  progress(0.05, 'choosing');
  let mix = withinMoney(audience, input, (terms, shareOfTime) =>
    bestMix(audience, terms, {
      ...limits,
      ...(input.warm.length > 0 ? { warm } : {}),
      limitMs: within(watch.spentMs(), until(UNTIL.choose), shareOfTime),
    }),
  );
  progress(0.4, 'pricing each name');
  let priced = priceNames(mix, limits, until(UNTIL.price));
  // A plan without one of the names that is worth more shows that the search stopped early: it goes on from there.
  for (let round = 0; round < POLISH && priced.better !== null; round++) {
    const from = [priced.better];
    const next = withinMoney(audience, input, (terms, shareOfTime) =>
      bestMix(audience, terms, {
        ...limits,
        warm: from,
        limitMs: within(watch.spentMs(), until(UNTIL.holdOut), 0.5 * shareOfTime),
      }),
    );
    if (next.value <= mix.value) break;
    // Either proof holds for both choices; the tighter one is kept.
    const { choice, value, cost } = next;
    mix =
      next.bound <= mix.bound || next.terms !== mix.terms
        ? next
        : { ...mix, choice, value, cost, optimal: false };
    priced = priceNames(mix, limits, until(UNTIL.holdOut));
  }
  progress(0.7, 'holding out');
  const heldOut = heldOutReach(mix.model, audience.personCount, {
    ...limits,
    searchSteps: 600,
    starts: 2,
    limitMs: Math.max(until(UNTIL.holdOut), within(watch.spentMs(), until(UNTIL.runnersUp), 0.5)),
  });
  const reach =
    mix.terms.mode === 'times' ? mixModel(audience, { ...mix.terms, mode: 'reach', times: 1 }) : mix.model;
  const { members, ...histogram } = contactHistogram(audience, reach, mix.model, mix.choice);
  const chosen = mix.choice.map((j, at): SolvedName => {
    const { ceilingPrice, proven, dropout } = priced.margins[at] as PriceMargin;
    const member = members[at] as (typeof members)[number];
    return {
      kol: nameOf(j),
      marginalValue: member.marginalValue,
      exclusiveCount: member.exclusiveCount,
      marginalTouchShare: member.marginalTouchShare,
      ceilingCost: ceilingPrice,
      ceilingProven: proven,
      dropLoss: dropout?.loss ?? 0,
      dropPlan: (dropout?.choice ?? []).map(nameOf),
      substitutes: nameSubstitutes(mix.model, mix.choice, j, SUBSTITUTES).map((s) => ({
        kol: nameOf(s.candidate),
        loss: s.loss,
      })),
    };
  });
  progress(0.82, 'runners-up');
  const near = nearestOut(mix, chosen, place);
  const runnersUp = near.map((j, at) => {
    const { ceilingPrice, proven } = priced.asker.of(
      j,
      within(watch.spentMs(), until(UNTIL.runnersUp), 1 / (near.length - at)),
    );
    return { kol: nameOf(j), entryCost: ceilingPrice, proven };
  });
  progress(0.88, 'other budgets');
  const curve = curveOf(
    audience,
    mix,
    { ...limits, searchSteps: 300, starts: 2, nodes: 1 },
    until(UNTIL.curve),
    input,
  );
  progress(0.96, 'low ends');
  const robust =
    mix.terms.mode === 'reach' && Object.keys(input.lowShares).length > 0
      ? robustMix(audience, mix.terms, input.lowShares, {
          ...limits,
          searchSteps: 1000,
          limitMs: Math.max(until(UNTIL.robust), watch.spentMs() + 100),
        })
      : null;
  return {
    value: mix.value,
    bound: mix.bound,
    optimal: mix.optimal,
    greedyValue: mix.greedyValue,
    nodeCount: mix.nodeCount,
    patternCount: mix.model.cover.groupCount,
    cost: mix.cost,
    chosen,
    histogram,
    heldOut,
    robust: robust && {
      chosen: robust.cautious.choice.map(nameOf),
      likely: robust.likelyAt,
      cautious: robust.cautiousAt,
    },
    curve,
    runnersUp,
    seen: seenOnce(audience, mix, input),
    both: sharedPeople(audience, mix.choice),
    certificate: mixCertificate(audience, mix),
  };
}

/** Solves again with rules on names until the amounts of money are kept. */
function withinMoney(
  audience: MixAudience,
  { terms, money }: SolveInput,
  solve: (terms: MixTerms, shareOfTime: number) => BestMix,
): BestMix {
  const costOf = (kol: string) => audience.prices[audience.kols.indexOf(kol)] as number;
  let now = terms;
  for (let round = 0; round < ROUNDS; round++) {
    const mix = solve(now, money.length > 0 ? 0.3 : 1);
    const cuts = moneyCuts(money, new Set(mix.choice.map((j) => audience.kols[j] as string)), costOf);
    if (cuts?.length === 0) return mix;
    if (!cuts) break;
    now = { ...now, groups: [...now.groups, ...cuts] };
  }
  throw refused(
    'money-quota',
    'No mix was found that keeps the money quotas.',
    {},
    'Widen the least or the most money of a platform or tier.',
  );
}

/** The moment at which a share of what is left till the deadline is spent. */
const within = (now: number, deadline: number, share: number): number =>
  now + share * Math.max(0, deadline - now);

/** Margins of every chosen name till the deadline, and the best plan met that is worth more than this one. */
function priceNames(
  mix: BestMix,
  limits: Omit<Limits, 'limitMs'>,
  untilMs: number,
): { asker: PriceMargins; margins: PriceMargin[]; better: number[] | null } {
  const { watch } = limits;
  const left = untilMs - watch.spentMs();
  const limitMs = Math.min(150, Math.max(8, left / (SOLVES * Math.max(1, mix.choice.length))));
  const nodes = mix.optimal ? 40 : 0;
  const asker = new PriceMargins(mix.model, mix, { ...limits, searchSteps: 200, starts: 2, nodes, limitMs });
  const margins = mix.choice.map((j, at) =>
    asker.of(j, within(watch.spentMs(), untilMs, 1 / (mix.choice.length - at))),
  );
  let better: number[] | null = null;
  let least = -1e-6 * (1 + mix.value);
  for (const { dropout, candidate } of margins) {
    if (!dropout || dropout.loss >= least || mix.model.terms.must.includes(candidate)) continue;
    least = dropout.loss;
    better = dropout.choice;
  }
  return { asker, margins, better };
}

/** Names outside that come nearest: those that stand in for one of the plan's at least loss, then those that add most. */
function nearestOut(
  mix: BestMix,
  chosen: readonly SolvedName[],
  place: ReadonlyMap<string, number>,
): number[] {
  const losses = new Map<number, number>();
  for (const { substitutes } of chosen)
    for (const { kol, loss } of substitutes) {
      const j = place.get(kol) as number;
      losses.set(j, Math.min(losses.get(j) ?? Number.POSITIVE_INFINITY, loss));
    }
  const near = [...losses.keys()].sort(
    (a, b) => (losses.get(a) as number) - (losses.get(b) as number) || a - b,
  );
  const { costs, never } = mix.model.terms;
  const tally = goalTally(mix.model);
  for (const j of mix.choice) tally.add(j);
  const gain = Array.from(costs, (cost, j) =>
    mix.choice.includes(j) || never.includes(j) || losses.has(j)
      ? Number.NEGATIVE_INFINITY
      : tally.gain(j) / Math.max(1e-9, cost),
  );
  const adding = Array.from(gain.keys())
    .filter((j) => Number.isFinite(gain[j] as number))
    .sort((a, b) => (gain[b] as number) - (gain[a] as number) || a - b);
  return [...near, ...adding].slice(0, RUNNERS_UP);
}

/**
 * The curve over budgets, smallest first: each begins from the mix before it. What a smaller budget buys a larger one buys
 * too, and what no larger budget can be worth a smaller one cannot either: values never fall, bounds never rise above those after.
 */
function curveOf(
  audience: MixAudience,
  mix: BestMix,
  limits: Omit<Limits, 'limitMs'>,
  untilMs: number,
  input: SolveInput,
): Solved['curve'] {
  const { watch } = limits;
  const points: { budget: number; found: BestMix; heldOut: HeldOutReach | null }[] = [];
  let warm: number[][] = [mix.choice];
  for (const [at, share] of CURVE.entries()) {
    const budget = mix.terms.budget * share;
    const stop = within(watch.spentMs(), untilMs, 1 / (CURVE.length - at));
    const found = share === 1 ? mix : mixAt(audience, input, budget, { ...limits, warm }, stop);
    if (!found) continue;
    const before = points.at(-1)?.found;
    const best =
      before && before.value > found.value ? { ...found, choice: before.choice, value: before.value } : found;
    warm = [mix.choice, best.choice];
    const held = heldOutReach(best.model, audience.personCount, {
      ...limits,
      searchSteps: 150,
      starts: 1,
      limitMs: Math.max(stop, watch.spentMs() + 10),
    });
    points.push({ budget, found: best, heldOut: spoken(held, best.value) });
  }
  let bound = Number.POSITIVE_INFINITY;
  const curve: Solved['curve'] = [];
  for (const { budget, found, heldOut } of points.reverse()) {
    bound = Math.max(found.value, Math.min(bound, found.bound));
    curve.unshift({ budget, value: found.value, bound, names: found.choice.length, heldOut });
  }
  return curve;
}

/** Null where the budget is too small for the terms: such a budget has no point on the curve. */
function mixAt(
  audience: MixAudience,
  input: SolveInput,
  budget: number,
  limits: Omit<Limits, 'limitMs'>,
  untilMs: number,
): BestMix | null {
  try {
    return withinMoney(audience, { ...input, terms: { ...input.terms, budget } }, (terms, shareOfTime) =>
      bestMix(audience, terms, {
        ...limits,
        limitMs: within(limits.watch.spentMs(), untilMs, 0.5 * shareOfTime),
      }),
    );
  } catch (error) {
    if (error instanceof TouchstoneError && (error.code === 'no-mix' || error.code === 'money-quota'))
      return null;
    throw error;
  }
}

/** Parts that chose far worse than the whole say nothing of this point: their search was too short. */
const spoken = (held: HeldOutReach | Insufficient, value: number): HeldOutReach | null =>
  'insufficient' in held || held.claimed < 0.85 * value ? null : held;

function seenOnce(audience: MixAudience, mix: BestMix, { seen }: SolveInput): Solved['seen'] {
  const model = mixModel(audience, { ...mix.terms, ...seen, mode: 'reach', times: 1 });
  return {
    union: worthOfChoice(model, mix.choice),
    sum: mix.choice.reduce((sum, j) => sum + worthOfChoice(model, [j]), 0),
  };
}

function sharedPeople(audience: MixAudience, choice: readonly number[]): number[][] {
  const people = choice.map(() => new Set<number>());
  for (let row = 0; row < audience.kolOf.length; row++) {
    const at = choice.indexOf(audience.kolOf[row] as number);
    if (at >= 0) people[at]?.add(audience.personOf[row] as number);
  }
  return people.map((a, i) =>
    people.map((b, j) => (i === j ? a.size : [...a].filter((x) => b.has(x)).length)),
  );
}
