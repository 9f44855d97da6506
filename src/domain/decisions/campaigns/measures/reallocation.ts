/**
 * Where would the money that is not spent yet do more?
 * Method: each placement has a log-normal forecast of what its post brings (its stored band) and a price. Means are shrunk
 *   towards the campaign's mean of the log yield per money, by the DerSimonian–Laird weight, since the best of many looks better than it is.
 *   An exchange drops one planned placement for another post of an account at hand that costs no more; its gain is drawn
 *   DRAWS times from both forecasts. Told when LEAST_CHANCE of the draws gain.
 * Source: DerSimonian & Laird 1986 (between-variance); Efron & Morris 1975 (shrinkage); Smith & Winkler 2006 (optimiser's curse).
 * Differs: whole posts are exchanged; nothing is assumed of boosting a post that is out.
 * Limits: a second post of one account reaches partly the same people, so its gain is an upper side; prices are those known.
 * Verified: campaigns.test.ts, bench/campaign-watch.ts (share of told exchanges that truly gain).
 */
import { type Rng, rng } from '#basis/rng.ts';
import { type TooThin, tooThin } from '#numerics/series/too-thin.ts';

export const REALLOCATION = 'reallocation@1';
const DRAWS = 2000;
export const LEAST_CHANCE = 0.9;
const LEAST_PLACEMENTS = 4;
const MOST = 5;
/** Standard normal beyond which 5 % lie on one side: ends of a 90 % band. */
const HALF_BAND = 1.645;

export interface Candidate {
  id: string;
  /** Not published yet: its money can still go elsewhere. */
  planned: boolean;
  priceMinor: number;
  value: number;
  low: number;
  high: number;
}

export interface Exchange {
  fromId: string;
  toId: string;
  gain: number;
  low: number;
  high: number;
  /** Share of draws with a gain. */
  chance: number;
}

interface Belief {
  mean: number;
  sd: number;
}

/** Beliefs on the log scale, shrunk on the yield per money. */
function beliefs(candidates: readonly Candidate[]): Belief[] {
  const own = candidates.map((c) => ({
    price: Math.log(c.priceMinor),
    mean: Math.log1p(c.value) - Math.log(c.priceMinor),
    sd: Math.max(0.05, (Math.log1p(c.high) - Math.log1p(c.low)) / (2 * HALF_BAND)),
  }));
  const weights = own.map((b) => 1 / b.sd ** 2);
  const sum = weights.reduce((s, w) => s + w, 0);
  const centre = own.reduce((s, b, i) => s + (weights[i] as number) * b.mean, 0) / sum;
  const q = own.reduce((s, b, i) => s + (weights[i] as number) * (b.mean - centre) ** 2, 0);
  const scale = sum - weights.reduce((s, w) => s + w * w, 0) / sum;
  const between = Math.max(0, (q - (own.length - 1)) / scale);
  return own.map((b) => {
    const kept = between / (between + b.sd ** 2);
    // The spread stays: it is that of single posts, which does not shrink with what is known of the others.
    return { mean: b.price + centre + kept * (b.mean - centre), sd: b.sd };
  });
}

const draw = (b: Belief, random: Rng): number => Math.expm1(random.normal(b.mean, b.sd));

/** The best exchanges, each planned placement and each account once. */
export function reallocation(candidates: readonly Candidate[], seed = 'reallocation'): Exchange[] | TooThin {
  const priced = candidates.filter((c) => c.priceMinor > 0 && c.high >= c.low);
  if (priced.length < LEAST_PLACEMENTS) return tooThin(LEAST_PLACEMENTS, priced.length);
  const believed = beliefs(priced);
  const random = rng(seed);
  const drawn = believed.map((b) => Float64Array.from({ length: DRAWS }, () => draw(b, random)));
  const again = believed.map((b) => Float64Array.from({ length: DRAWS }, () => draw(b, random)));
  const all: Exchange[] = [];
  for (const [f, from] of priced.entries()) {
    if (!from.planned) continue;
    for (const [t, to] of priced.entries()) {
      if (t === f || to.priceMinor > from.priceMinor) continue;
      const gains = Float64Array.from(
        { length: DRAWS },
        (_, k) => (again[t]?.[k] as number) - (drawn[f]?.[k] as number),
      ).sort();
      const chance = gains.filter((g) => g > 0).length / DRAWS;
      if (chance < LEAST_CHANCE) continue;
      all.push({
        fromId: from.id,
        toId: to.id,
        gain: gains[DRAWS / 2] as number,
        low: gains[Math.floor(0.05 * DRAWS)] as number,
        high: gains[Math.floor(0.95 * DRAWS)] as number,
        chance,
      });
    }
  }
  const taken = new Set<string>();
  return all
    .sort((a, b) => b.gain - a.gain || (a.fromId < b.fromId ? -1 : 1))
    .filter((e) => {
      if (taken.has(`from ${e.fromId}`) || taken.has(`to ${e.toId}`)) return false;
      taken.add(`from ${e.fromId}`).add(`to ${e.toId}`);
      return true;
    })
    .slice(0, MOST);
}
