/**
 * How much of a conversation is there under an account's posts?
 * Method: mean of up to four shares, × 100: comments answered by the creator, commenters who return, comments of at
 *   least ten words or characters, comments that ask. Interval by the delta method with independent parts. A part that
 *   the data cannot show is left out and named.
 * Source: a score of this repository; every part is shown, so it can be weighed otherwise.
 * Differs: equal weights, no training, no sentiment.
 * Limits: comparable within a platform only: short comments are the custom in live rooms and on video.
 * Verified: comments.test.ts (parts by hand).
 */
import { normalise, unitCount } from '#numerics/text/normalise.ts';

const LONG_UNITS = 10;
const QUESTION = /[?？]|吗|呢|请问|怎么|多少|哪里|哪个|\b(?:how|what|where|which|why|when)\b/iu;

export interface SharePart {
  count: number;
  n: number;
}
export interface WarmthParts {
  answered: SharePart | null;
  returning: SharePart | null;
  long: SharePart;
  asking: SharePart;
}
export interface Warmth {
  /** 0–100. */
  score: number;
  low: number;
  high: number;
  parts: WarmthParts;
  /** Places of long comments and questions, longest first. */
  members: number[];
}

/** Null without comments. */
export function warmth(
  texts: readonly string[],
  answered: SharePart | null,
  returning: SharePart | null,
): Warmth | null {
  if (texts.length === 0) return null;
  const units = texts.map((text) => unitCount(normalise(text)));
  const asks = texts.map((text) => QUESTION.test(text));
  const n = texts.length;
  const parts: WarmthParts = {
    answered: answered && answered.n > 0 ? answered : null,
    returning: returning && returning.n > 0 ? returning : null,
    long: { count: units.filter((u) => u >= LONG_UNITS).length, n },
    asking: { count: asks.filter(Boolean).length, n },
  };
  const known = Object.values(parts).filter((part): part is SharePart => part !== null);
  const share = (part: SharePart) => part.count / part.n;
  const score = (100 * known.reduce((sum, part) => sum + share(part), 0)) / known.length;
  // Agresti–Coull: two successes and two failures more, so that a share of 0 is not certain.
  const variance = known.reduce((sum, part) => {
    const p = (part.count + 2) / (part.n + 4);
    return sum + (p * (1 - p)) / (part.n + 4);
  }, 0);
  const half = (196 * Math.sqrt(variance)) / known.length;
  return {
    score,
    low: Math.max(0, score - half),
    high: Math.min(100, score + half),
    parts,
    members: texts
      .map((_, i) => i)
      .filter((i) => (units[i] as number) >= LONG_UNITS || asks[i])
      .sort((a, b) => (units[b] as number) - (units[a] as number) || a - b),
  };
}
