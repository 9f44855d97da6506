/**
 * The Numenta Anomaly Benchmark's score, standard profile (Lavin & Ahmad 2015, arXiv 1510.03336; sweeper.py of NAB 1.1):
 * true positive 1, false positive −.11, missed window −1; one threshold for all series, the best one.
 */
export interface NabSeries {
  name: string;
  atMs: Float64Array;
  score: Float64Array;
  windows: readonly (readonly [number, number])[];
}

const PROFILE = { hit: 1, falseAlarm: 0.11, miss: 1 };
/** The first 15 % of a series, of at most 5,000 rows, is not scored. */
export const probationOf = (rowCount: number): number => Math.floor(0.15 * Math.min(rowCount, 5000));

const sigmoid = (x: number): number => (x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1);

interface Weighed {
  score: number;
  weight: number;
  /** Which window of the corpus; −1 outside. */
  window: number;
}

export interface NabResult {
  score: number;
  threshold: number;
  hits: number;
  windows: number;
  falseAlarms: number;
}

export function nabScore(series: readonly NabSeries[], atThreshold: number | null = null): NabResult {
  const rows: Weighed[] = [];
  let windowCount = 0;
  for (const s of series) {
    const bounds = s.windows.map(([from, to]) => {
      const inside = Array.from(s.atMs.keys()).filter(
        (i) => (s.atMs[i] as number) >= from && (s.atMs[i] as number) <= to,
      );
      return [inside[0] as number, inside.at(-1) as number] as const;
    });
    for (let i = probationOf(s.atMs.length); i < s.atMs.length; i++) {
      const inside = bounds.findIndex(([from, to]) => i >= from && i <= to);
      const score = s.score[i] as number;
      if (inside >= 0) {
        const [from, to] = bounds[inside] as readonly [number, number];
        const place = -(to - i + 1) / (to - from + 1);
        rows.push({
          score,
          weight: (PROFILE.hit * sigmoid(place)) / sigmoid(-1),
          window: windowCount + inside,
        });
        continue;
      }
      const before = bounds.findLast(([, to]) => to < i);
      const place = before ? (i - before[1]) / (before[1] - before[0]) : Number.POSITIVE_INFINITY;
      rows.push({ score, weight: PROFILE.falseAlarm * sigmoid(place), window: -1 });
    }
    windowCount += bounds.length;
  }
  rows.sort((a, b) => b.score - a.score);
  const best = new Float64Array(windowCount).fill(-PROFILE.miss);
  let [raw, falseAlarms, hits] = [-PROFILE.miss * windowCount, 0, 0];
  const normal = () =>
    (100 * (raw + PROFILE.miss * windowCount)) / ((PROFILE.hit + PROFILE.miss) * windowCount);
  let result: NabResult = {
    score: 0,
    threshold: Number.POSITIVE_INFINITY,
    hits: 0,
    windows: windowCount,
    falseAlarms: 0,
  };
  for (let k = 0; k < rows.length; k++) {
    const { score, weight, window } = rows[k] as Weighed;
    if (atThreshold !== null && score < atThreshold) break;
    if (window < 0) {
      raw += weight;
      falseAlarms++;
    } else if (weight > (best[window] as number)) {
      if (best[window] === -PROFILE.miss) hits++;
      raw += weight - (best[window] as number);
      best[window] = weight;
    }
    const last = k === rows.length - 1 || (rows[k + 1] as Weighed).score < score;
    if (last && (atThreshold !== null || normal() > result.score))
      result = { score: normal(), threshold: score, hits, windows: windowCount, falseAlarms };
  }
  return result;
}
