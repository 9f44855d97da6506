/**
 * When a source says “90 %”, how often does it hold?
 * Method: for stated shares from 10 to 95 %, the share of results within the central part of the forecast of that size, with Wilson's
 *   interval. A right forecaster lies on the diagonal; below it the intervals are too narrow.
 * Source: Dawid 1984, JRSS A 147:278; Gneiting, Balabdaoui & Raftery 2007, JRSS B 69:243.
 * Differs: the place of a result comes from one interval and the normal shape on the log scale (forecast-score).
 * Limits: results of one campaign rise and fall together, so the interval is too narrow when few campaigns stand behind it.
 * Verified: forecasts.test.ts
 */
import { wilson } from '#numerics/stats/intervals.ts';

export const CURVE_LEAST = 10;
const STATED = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

/** `places`: of scored forecasts, 0–1. Null below CURVE_LEAST. */
export function calibrationCurve(places: readonly number[]) {
  if (places.length < CURVE_LEAST) return null;
  return STATED.map((stated) => {
    const held = places.filter((p) => p <= stated).length;
    const { low, high } = wilson(held, places.length);
    return { stated, observed: held / places.length, low, high };
  });
}
