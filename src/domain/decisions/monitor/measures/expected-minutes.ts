/**
 * How many people should come in the next minute, told from those who came before?
 * Method: one step of a self-exciting process whose people all come from people: expected gain is the sum of past gains
 *   weighed by the power-law memory of reposts, over the last hour, weights summing to one. Band: on the square-root scale,
 *   BAND_SPREADS times the robust spread of past distances, at least that of a Poisson count.
 * Source: Zhao et al. 2015 (SEISMIC, KDD; exponent .242); Anscombe 1948 (square-root scale).
 * Differs: no infectiousness is fitted: the weights keep the level, so the band follows slow changes and is left by sudden ones.
 * Limits: it is a picture for people; alarms are raised by campaign-watch.ts, whose rate is declared.
 * Verified: campaign-watch.test.ts, bench/campaign-watch.ts (share of ordinary minutes inside).
 */
import { madOf } from '#numerics/series/robust.ts';

const MEMORY = 60;
const EXPONENT = 1.242;
const KEPT = 240;
const LEAST = 10;
const BAND_SPREADS = 3.5;
/** Spread of the square root of a Poisson count. */
const LEAST_SPREAD = 0.5;
const WEIGHTS = Float64Array.from({ length: MEMORY }, (_, k) => (k + 1) ** -EXPONENT);

export interface ExpectedMinutes {
  expected: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

const root = (gain: number): number => Math.sqrt(Math.max(0, gain) + 0.375);

/** `gains` of consecutive minutes, NaN where nobody looked. The band of minute i knows minutes before i only. */
export function expectedMinutes(gains: Float64Array): ExpectedMinutes {
  const n = gains.length;
  const expected = new Float64Array(n).fill(Number.NaN);
  const low = expected.slice();
  const high = expected.slice();
  const away: number[] = [];
  let spread = LEAST_SPREAD * 2;
  for (let i = 0; i < n; i++) {
    let [sum, weight, seen] = [0, 0, 0];
    for (let k = 1; k <= Math.min(MEMORY, i); k++) {
      const gain = gains[i - k] as number;
      if (Number.isNaN(gain)) continue;
      sum += (WEIGHTS[k - 1] as number) * Math.max(0, gain);
      weight += WEIGHTS[k - 1] as number;
      seen++;
    }
    if (seen < LEAST) continue;
    const mean = sum / weight;
    expected[i] = mean;
    // Slowly enough that a burst does not widen its own band.
    if (away.length >= LEAST && i % 5 === 0) spread = Math.max(LEAST_SPREAD, madOf(away.slice(-KEPT), 0));
    const half = BAND_SPREADS * spread;
    low[i] = Math.max(0, Math.max(0, root(mean) - half) ** 2 - 0.375);
    high[i] = (root(mean) + half) ** 2 - 0.375;
    const gain = gains[i] as number;
    if (!Number.isNaN(gain)) away.push(root(gain) - root(mean));
  }
  return { expected, low, high };
}
