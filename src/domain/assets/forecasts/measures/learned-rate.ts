/**
 * What should the next plan take for a rate (seen per follower, sales per follower, engagements per usual engagement)?
 * Method: a campaign's rate is the ratio of sums over its placements, on the log scale, with the variance of a ratio of sums.
 *   Rates of campaigns vary around a mean, which is pulled towards the shipped value (shrunken-mean): log shipped ± its stated doubt as
 *   the prior, half-normal spread between campaigns of scale 0.5. The value is the median of the mean; the range for a further campaign adds the spread.
 *   Placements around their campaign are log-normal: centre and standard deviation of the pooled log ratios.
 * Source: Röver 2020, J. Stat. Software 93(6); Efron & Morris 1975 (pulling towards a prior); Cochran 1977, ch. 6 (variance of a ratio).
 * Differs: the prior of the mean stands at the shipped value, not at zero; its doubt is stated, not estimated.
 * Limits: campaigns of fewer than LEAST placements, or without any count, are left out. Seen includes people who do not follow. Orders
 *   are named ones. Product and season stand in the spread only.
 * Verified: forecasts.test.ts (range for a further campaign holds 88–95 % of simulated ones at 90 %; error below the shipped value's).
 */
import { type ShrunkenMean, shrunkenMean } from '#numerics/stats/shrunken-mean.ts';

export const LEARNED_RATE = 'learned-rate@1';
export const LEAST_PLACEMENTS = 5;
export const RATE_LEVEL = 0.9;
const SPREAD_SCALE = 0.5;
/** Placements around a campaign before any were seen: centre and standard deviation on the log scale. */
export const UNSEEN_PLACEMENT = { centre: -0.5, sd: 1 } as const;

export interface Placed {
  exposure: number;
  count: number;
}
export interface CampaignRate {
  campaign: string;
  n: number;
  exposure: number;
  count: number;
  /** ln(count ÷ exposure) and its variance. */
  effect: number;
  variance: number;
}
export interface LearnedRate {
  /** Of the rate on the log scale. */
  mean: ShrunkenMean;
  campaigns: CampaignRate[];
  placement: { centre: number; sd: number };
  n: number;
}

/** One campaign's rate; null when it says too little. */
export function campaignRate(campaign: string, placed: readonly Placed[]): CampaignRate | null {
  const used = placed.filter((p) => p.exposure > 0);
  const n = used.length;
  const exposure = used.reduce((s, p) => s + p.exposure, 0);
  const count = used.reduce((s, p) => s + p.count, 0);
  if (n < LEAST_PLACEMENTS || count <= 0) return null;
  const rate = count / exposure;
  const squares = used.reduce((s, p) => s + (p.count - rate * p.exposure) ** 2, 0);
  const variance = ((n / (n - 1)) * squares) / count ** 2;
  return { campaign, n, exposure, count, effect: Math.log(rate), variance: Math.max(variance, 1e-6) };
}

/** @param doubt standard deviation of the shipped value on the log scale */
export function learnedRate(
  campaigns: readonly { campaign: string; placed: readonly Placed[] }[],
  shipped: { value: number; doubt: number },
): LearnedRate {
  const rates = campaigns.flatMap(({ campaign, placed }) => {
    const rate = campaignRate(campaign, placed);
    return rate ? [{ rate, placed }] : [];
  });
  const mean = shrunkenMean(
    rates.map((r) => r.rate.effect),
    rates.map((r) => r.rate.variance),
    { mean: Math.log(shipped.value), sd: shipped.doubt, spreadScale: SPREAD_SCALE },
    RATE_LEVEL,
  );
  const logs = rates.flatMap(({ rate, placed }) =>
    placed
      .filter((p) => p.exposure > 0)
      .map((p) => Math.log((p.count + 0.5) / (Math.exp(rate.effect) * p.exposure + 0.5))),
  );
  const n = logs.length;
  const centre = logs.reduce((s, x) => s + x, 0) / Math.max(1, n);
  const sd = Math.sqrt(logs.reduce((s, x) => s + (x - centre) ** 2, 0) / Math.max(1, n - 1));
  return {
    mean,
    campaigns: rates.map((r) => r.rate),
    placement: n >= 2 * LEAST_PLACEMENTS ? { centre, sd } : { ...UNSEEN_PLACEMENT },
    n,
  };
}
