/** One plan from columns: choice, proof, held-out truth, margins, curve. Pure; the clock is the caller's. */
import { refused, TouchstoneError } from '#basis/error.ts';
import type { Limits } from '#numerics/choose/best-cover.ts';
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
  const total = 1000 * input.seconds;
  const place = new Map(audience.kols.map((kol, j) => [kol, j]));
  const warm = [input.warm.map((kol) => place.get(kol)).filter((j): j is number => j !== undefined)];
  progress(0.05, 'choosing');
  let mix = withinMoney(audience, input, (terms, shareOfTime) =>
    bestMix(audience, terms, {
      ...limits,
      ...(input.warm.length > 0 ? { warm } : {}),
      limitMs: watch.spentMs() + shareOfTime * 0.45 * total,
    }),
  );
  progress(0.4, 'pricing each name');
  const spare = 0.8 * total;
  let priced = priceNames(mix, limits, spare);
  // A plan without one of the names that is worth more shows that the search stopped early: it goes on from there.
  for (let round = 0; round < POLISH && priced.better !== null; round++) {
    const begin = [priced.better];
    const next = withinMoney(audience, input, (terms) =>
      bestMix(audience, terms, { ...limits, warm: begin, limitMs: watch.spentMs() + 0.1 * total }),
    );
    if (next.value <= mix.value) break;
    // Either proof holds for both choices; the tighter one is kept.
    const { choice, value, cost } = next;
    mix =
      next.bound <= mix.bound || next.terms !== mix.terms
        ? next
        : { ...mix, choice, value, cost, optimal: false };
    priced = priceNames(mix, limits, spare / 2);
  }
  progress(0.7, 'holding out');
  const heldOut = heldOutReach(mix.model, audience.personCount, {
    ...limits,
    searchSteps: 600,
    starts: 2,
    limitMs: watch.spentMs() + 0.15 * total,
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
  const runnersUp = nearestOut(mix, chosen, place).map((j) => {
    const { ceilingPrice, proven } = priced.asker.of(j);
    return { kol: nameOf(j), entryCost: ceilingPrice, proven };
  });
  progress(0.88, 'other budgets');
  const curve = CURVE.flatMap((share) =>
    pointOf(audience, mix, share, { ...limits, searchSteps: 300, starts: 2, nodes: 1 }, 0.2 * total, input),
  );
  progress(0.96, 'low ends');
  const robust =
    mix.terms.mode === 'reach' && Object.keys(input.lowShares).length > 0
      ? robustMix(audience, mix.terms, input.lowShares, {
          ...limits,
          searchSteps: 1000,
          limitMs: watch.spentMs() + 0.2 * total,
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

/** Margins of every chosen name within about `mostMs`, and the best plan met that is worth more than this one. */
function priceNames(
  mix: BestMix,
  limits: Omit<Limits, 'limitMs'>,
  mostMs: number,
): { asker: PriceMargins; margins: PriceMargin[]; better: number[] | null } {
  const limitMs = Math.min(150, Math.max(8, mostMs / (SOLVES * Math.max(1, mix.choice.length))));
  const nodes = mix.optimal ? 40 : 0;
  const asker = new PriceMargins(mix.model, mix, { ...limits, searchSteps: 200, starts: 2, nodes, limitMs });
  const margins = mix.choice.map((j) => asker.of(j));
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
  const gain = Array.from(costs, (cost, j) =>
    mix.choice.includes(j) || never.includes(j) || losses.has(j)
      ? Number.NEGATIVE_INFINITY
      : (worthOfChoice(mix.model, [...mix.choice, j]) - mix.value) / Math.max(1e-9, cost),
  );
  const adding = Array.from(gain.keys())
    .filter((j) => Number.isFinite(gain[j] as number))
    .sort((a, b) => (gain[b] as number) - (gain[a] as number) || a - b);
  return [...near, ...adding].slice(0, RUNNERS_UP);
}

/** One budget of the curve; none where the terms cannot be kept with it. */
function pointOf(
  audience: MixAudience,
  mix: BestMix,
  share: number,
  limits: Omit<Parameters<typeof bestMix>[2], 'limitMs'>,
  mostMs: number,
  input: SolveInput,
): Solved['curve'] {
  const budget = mix.terms.budget * share;
  const { watch } = limits;
  if (share === 1) {
    const held = heldOutReach(mix.model, audience.personCount, {
      ...limits,
      searchSteps: 150,
      starts: 1,
      limitMs: watch.spentMs() + mostMs / CURVE.length,
    });
    const heldOut = spoken(held, mix.value);
    return [{ budget, value: mix.value, bound: mix.bound, names: mix.choice.length, heldOut }];
  }
  try {
    const found = withinMoney(audience, { ...input, terms: { ...input.terms, budget } }, (terms) =>
      bestMix(audience, terms, {
        ...limits,
        warm: [mix.choice],
        limitMs: watch.spentMs() + mostMs / CURVE.length,
      }),
    );
    const held = heldOutReach(found.model, audience.personCount, {
      ...limits,
      searchSteps: 150,
      starts: 1,
      limitMs: watch.spentMs() + mostMs / CURVE.length,
    });
    return [
      {
        budget,
        value: found.value,
        bound: found.bound,
        names: found.choice.length,
        heldOut: spoken(held, found.value),
      },
    ];
  } catch (error) {
    // A budget too small for the terms has no point on the curve.
    if (error instanceof TouchstoneError && (error.code === 'no-mix' || error.code === 'money-quota'))
      return [];
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
