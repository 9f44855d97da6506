/**
 * How good was one stored forecast, now that the result is known?
 * Method: error on the log scale, ln((forecast + 1) ÷ (actual + 1)), so that half and double weigh alike; Winkler's score of
 *   the stated interval on the same scale: width + 2/α × what was missed; the place of the actual in the interval as the central
 *   share that would just have held it, were the forecast normal on the log scale between its ends.
 * Source: Winkler 1972, JASA 67:187; Gneiting & Raftery 2007, JASA 102:359; Bosse et al. 2023, PLoS Comput. Biol. 19:e1011393 (scores
 *   of counts on the log scale).
 * Differs: a forecast gives one interval, not quantiles, so the place in it rests on the normal shape.
 * Limits: a forecast without interval has an error and nothing else.
 * Verified: forecasts.test.ts (values by hand; places uniform when the forecaster is right).
 */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

const DEFAULT_LEVEL = 0.9;

export interface Told {
  value: number;
  low: number | null;
  high: number | null;
  level: number | null;
}
export interface ForecastScore {
  logError: number;
  relativeError: number | null;
  inside: boolean | null;
  intervalScore: number | null;
  /** Central share of the forecast that just holds the actual, 0–1. */
  place: number | null;
}

export function forecastScore(told: Told, actual: number): ForecastScore {
  const a = Math.log1p(actual);
  const bounds = told.low !== null && told.high !== null ? { low: told.low, high: told.high } : null;
  const level = told.level ?? DEFAULT_LEVEL;
  let [intervalScore, place]: [number | null, number | null] = [null, null];
  if (bounds) {
    const [low, high] = [Math.log1p(Math.max(0, bounds.low)), Math.log1p(Math.max(0, bounds.high))];
    intervalScore = high - low + (2 / (1 - level)) * (Math.max(0, low - a) + Math.max(0, a - high));
    const sd = (high - low) / 2 / normalQuantile((1 + level) / 2, 0, 1);
    if (sd > 0) place = 2 * normalCdf(Math.abs(a - (low + high) / 2) / sd, 0, 1) - 1;
  }
  return {
    logError: Math.log1p(Math.max(0, told.value)) - a,
    relativeError: actual > 0 ? (told.value - actual) / actual : null,
    inside: bounds ? bounds.low <= actual && actual <= bounds.high : null,
    intervalScore,
    place,
  };
}
