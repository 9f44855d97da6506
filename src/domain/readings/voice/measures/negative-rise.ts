/**
 * In which week did a brand hear more blame than before?
 * Method: each of the last four weeks against the eight before it, Fisher's exact test one-sided on texts said to be negative;
 *   Benjamini–Hochberg at 5 % over all brands and weeks.
 * Source: Fisher 1922; Benjamini & Hochberg 1995.
 * Limits: the classifier's error is in both weeks and cancels only where its texts are alike; a burst of copies counts as often
 *   as it was posted.
 * Verified: voice-calibration.test.ts: on 400 libraries without any change, under 5 % raise an alarm; a doubled share of 200 texts
 *   is found.
 */
import { discoveries } from '#numerics/stats/discoveries.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { hypergeometricAtLeast } from '#numerics/stats/tails.ts';
import type { Reputation } from '../schema.ts';

export interface BrandWeeks {
  brand: string;
  weeks: readonly { week: string; n: number; negative: number }[];
}

const TRIED = 4;
const BEFORE = 8;
const LEAST_TEXTS = 20;
export const FALSE_SHARE = 0.05;

export function risesIn(brands: readonly BrandWeeks[]): Reputation['alerts'] {
  const tried = brands.flatMap(({ brand, weeks }) =>
    weeks.slice(-TRIED).flatMap((w) => {
      const at = weeks.indexOf(w);
      const earlier = weeks.slice(Math.max(0, at - BEFORE), at);
      const n = earlier.reduce((s, e) => s + e.n, 0);
      const negative = earlier.reduce((s, e) => s + e.negative, 0);
      if (w.n < LEAST_TEXTS || n < LEAST_TEXTS) return [];
      return [
        { brand, w, n, negative, p: hypergeometricAtLeast(w.negative, n + w.n, negative + w.negative, w.n) },
      ];
    }),
  );
  const { kept } = discoveries(
    tried.map((t) => t.p),
    FALSE_SHARE,
  );
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
  return tried
    .filter((_, i) => kept[i])
    .map(({ brand, w, n, negative }) => ({
      brand,
      week: w.week,
      n: w.n,
      negative: wilson(w.negative, w.n),
      before: wilson(negative, n),
      falseShare: FALSE_SHARE,
      words: {
        en: `${brand}: ${percent(w.negative / w.n)} of ${w.n} texts in the week of ${w.week} are negative; ${percent(negative / n)} in the ${BEFORE} weeks before.`,
        zh: `${brand}：${w.week} 当周 ${w.n} 条中负面占 ${percent(w.negative / w.n)}，此前 ${BEFORE} 周为 ${percent(negative / n)}。`,
      },
    }));
}
