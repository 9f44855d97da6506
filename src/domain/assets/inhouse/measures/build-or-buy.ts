/**
 * Does a persona of one's own reach people cheaper than buying the same reach from creators, and from which month on?
 * Method: month by month the own account has followers on a logistic curve, is seen by followers × feed share × posts × true share,
 *   and costs setup once, staff, and content per post. Buying the same people costs their number × the price of a thousand, which rises
 *   with fees. Both are discounted monthly. Inputs are drawn DRAWS times (log-normal with the stated median and 90 % range; normal where a range
 *   reaches zero or below) and give the saving, its 90 % range, the share of draws in which building wins, and the first month from which the sums
 *   stay even. Sensitivity: one input at either end of its range, the others at their values.
 * Source: Verhulst 1838 (growth); Hertz 1964, HBR 42:95 (risk analysis by drawing); Eschenbach 1992, Interfaces 22:40 (tornado);
 *   Brealey & Myers, ch. 10.
 * Differs: told as build or buy only when nine of ten draws agree; else cannot tell.
 * Limits: inputs are independent; the account does not fail altogether; reach is counted, nothing is said of sales or liking.
 * Verified: inhouse.test.ts (by hand without ranges; 90 % range holds 88–92 % of simulated worlds; build or buy said wrongly in under 10 %).
 */
import { rng } from '#basis/rng.ts';
import { quantileOfSorted } from '#numerics/series/robust.ts';
import { type Band, BUILD_INPUTS, type BuildInput, type Range } from '../schema.ts';

export const BUILD_OR_BUY = 'build-or-buy@1';
const DRAWS = 2000;
const HALF = 1.645;
/** Share of draws that must agree. */
export const LEAST_CHANCE = 0.9;

export type Inputs = Readonly<Record<BuildInput, number>>;
export type Ranges = Readonly<Record<BuildInput, Range>>;
interface Frame {
  months: number;
  discountPerYear: number;
}
interface Path {
  /** Discounted, summed up to each month. */
  build: Float64Array;
  buy: Float64Array;
  followers: Float64Array;
  seen: number;
}

/** One course of events. */
export function coursed(x: Inputs, { months, discountPerYear }: Frame): Path {
  const [build, buy, followers] = [
    new Float64Array(months),
    new Float64Array(months),
    new Float64Array(months),
  ];
  const start = Math.max(1, x.startFollowers);
  const ceiling = Math.max(start, x.ceilingFollowers);
  let [spent, saved, seen] = [x.setup, 0, 0];
  for (let m = 0; m < months; m++) {
    const count = ceiling / (1 + (ceiling / start - 1) * Math.exp(-x.growthPerMonth * m));
    const met = count * Math.min(1, x.feedShare) * Math.min(1, x.trueShare) * x.postsPerMonth;
    const years = (m + 1) / 12;
    const now = (1 + discountPerYear) ** -years;
    spent += now * (x.staffPerMonth + x.contentPerPost * x.postsPerMonth);
    saved += now * (met / 1000) * x.boughtPerThousand * (1 + x.feeGrowthPerYear) ** years;
    seen += met;
    [build[m], buy[m], followers[m]] = [spent, saved, count];
  }
  return { build, buy, followers, seen };
}

const savingOf = (p: Path): number => (p.buy.at(-1) as number) - (p.build.at(-1) as number);

/** First month (from 1) after which building is never behind again; null when it is behind at the end. */
export function breakEvenMonth({ build, buy }: Pick<Path, 'build' | 'buy'>): number | null {
  let month: number | null = null;
  for (let m = build.length - 1; m >= 0 && (buy[m] as number) >= (build[m] as number); m--) month = m + 1;
  return month;
}

export function drawInput(r: Range, z: number): number {
  if (r.low >= r.high) return r.value;
  const above = z > 0;
  if (r.low > 0) {
    const sd = Math.log(above ? r.high / r.value : r.value / r.low) / HALF;
    return r.value * Math.exp(sd * z);
  }
  return r.value + ((above ? r.high - r.value : r.value - r.low) / HALF) * z;
}

const middle = (values: readonly number[] | Float64Array) => {
  const sorted = Float64Array.from(values).sort();
  return {
    value: quantileOfSorted(sorted, 0.5),
    low: quantileOfSorted(sorted, 0.05),
    high: quantileOfSorted(sorted, 0.95),
  };
};

export function buildOrBuy(ranges: Ranges, frame: Frame, seed: string) {
  const random = rng(seed);
  const paths = Array.from({ length: DRAWS }, () =>
    coursed(
      Object.fromEntries(BUILD_INPUTS.map((i) => [i, drawInput(ranges[i], random.normal())])) as Record<
        BuildInput,
        number
      >,
      frame,
    ),
  );
  const savings = paths.map(savingOf);
  const chance = savings.filter((s) => s > 0).length / DRAWS;
  const even = paths.flatMap((p) => breakEvenMonth(p) ?? []);
  const band = (of: (p: Path) => Float64Array): Band[] =>
    Array.from({ length: frame.months }, (_, m) => ({
      month: m + 1,
      ...middle(paths.map((p) => of(p)[m] as number)),
    }));
  const values = Object.fromEntries(BUILD_INPUTS.map((i) => [i, ranges[i].value])) as Record<
    BuildInput,
    number
  >;
  const at = (input: BuildInput, value: number) => savingOf(coursed({ ...values, [input]: value }, frame));
  return {
    draws: DRAWS,
    saving: middle(savings),
    chance,
    verdict:
      chance >= LEAST_CHANCE
        ? ('build' as const)
        : chance <= 1 - LEAST_CHANCE
          ? ('buy' as const)
          : ('cannot_tell' as const),
    breakEven: even.length * 2 >= DRAWS ? middle(even) : null,
    neverShare: 1 - even.length / DRAWS,
    build: band((p) => p.build),
    buy: band((p) => p.buy),
    followers: band((p) => p.followers),
    ownPerThousand: middle(paths.map((p) => (1000 * (p.build.at(-1) as number)) / p.seen)),
    boughtPerThousand: middle(paths.map((p) => (1000 * (p.buy.at(-1) as number)) / p.seen)),
    tornado: BUILD_INPUTS.map((input) => ({
      input,
      atLow: at(input, ranges[input].low),
      atHigh: at(input, ranges[input].high),
    })).sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow)),
  };
}
