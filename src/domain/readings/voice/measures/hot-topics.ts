/**
 * Which words are said more these days than in the weeks before?
 * Method: texts of the newest days that have a word against texts of the days before, Fisher's exact test one-sided;
 *   Benjamini–Hochberg at 2.5 % over all words; ranked by the lower end of the ratio of shares.
 * Source: Fisher 1922; Benjamini & Hochberg 1995; Katz et al., Biometrics 34, 1978 (interval of the ratio).
 * Limits: one campaign's script makes a topic; open its rows. A seasonal word is a topic each season.
 * Verified: voice-calibration.test.ts: without change under 5 % of 300 draws name a topic.
 */
import { discoveries } from '#numerics/stats/discoveries.ts';
import { hypergeometricAtLeast } from '#numerics/stats/tails.ts';

export interface RecentCount {
  word: string;
  recent: number;
  before: number;
}
export interface HotTopic extends RecentCount {
  ratio: { value: number; low: number; high: number };
}

/** Ratio of two shares with Katz's interval; half a text is added to each. */
export function ratioOf(
  a: number,
  n: number,
  b: number,
  m: number,
): { value: number; low: number; high: number } {
  const value = (a + 0.5) / (n + 0.5) / ((b + 0.5) / (m + 0.5));
  const spread = Math.sqrt(Math.max(0, 1 / (a + 0.5) - 1 / (n + 0.5) + 1 / (b + 0.5) - 1 / (m + 0.5)));
  return { value, low: value * Math.exp(-1.96 * spread), high: value * Math.exp(1.96 * spread) };
}

export function hotTopics(
  words: readonly RecentCount[],
  recentTexts: number,
  beforeTexts: number,
): HotTopic[] {
  const { kept } = discoveries(
    words.map((w) =>
      hypergeometricAtLeast(w.recent, recentTexts + beforeTexts, w.recent + w.before, recentTexts),
    ),
    0.025,
  );
  return words
    .filter((_, i) => kept[i])
    .map((w) => ({ ...w, ratio: ratioOf(w.recent, recentTexts, w.before, beforeTexts) }))
    .sort((a, b) => b.ratio.low - a.ratio.low || (a.word < b.word ? -1 : 1));
}
