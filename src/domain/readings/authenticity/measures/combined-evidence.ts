/**
 * Taken together, how likely would a clean account show cards as strong as these?
 * Method: Bonferroni over the cards that could be read: combined p = min(1, cards × smallest p). A card without a p
 *   value stands in with the false-alarm share that its level declares. True for any dependence between cards.
 * Source: Bonferroni 1936; Dunn 1961, J. Am. Stat. Assoc. 56, 52–64.
 * Differs: cards are not weighed by opinion. A card's weight is its own p value.
 * Limits: conservative when cards agree because they see the same event; says nothing about who caused it.
 * Verified: combined-evidence.test.ts (share of clean accounts at or below each level, with dependent cards).
 */
import type { Level } from '#basis/reading.ts';

/** The false-alarm share that a level declares. */
export const LEVEL_SHARE = { none: 1, weak: 0.05, moderate: 0.01, strong: 0.001 } as const;
const SHARE_OF: Record<Level, number> = { ...LEVEL_SHARE, insufficient: 1 };
const FLOOR_OF: Record<Level, number> = {
  none: 1,
  weak: LEVEL_SHARE.moderate,
  moderate: LEVEL_SHARE.strong,
  strong: 0,
  insufficient: 1,
};

export interface CardEvidence {
  measure: string;
  level: Level;
  /** Null when the measure gives none. */
  pValue: number | null;
}

export interface CombinedEvidence {
  level: Level;
  pValue: number;
  /** Cards that could be read. */
  cardCount: number;
  insufficientCount: number;
  /** The cards that decide, smallest p first. */
  leading: { measure: string; level: Level; pValue: number }[];
}

/** The level whose declared false-alarm share a p value stays within. */
export const levelOf = (pValue: number): Level =>
  pValue <= LEVEL_SHARE.strong
    ? 'strong'
    : pValue <= LEVEL_SHARE.moderate
      ? 'moderate'
      : pValue <= LEVEL_SHARE.weak
        ? 'weak'
        : 'none';

/** `weak` at most by `pValue` alone; beyond that by the p of what innocent explanations at hand do not cover. */
export function cappedLevel(pValue: number, unexplained: number): Level {
  if (unexplained <= LEVEL_SHARE.moderate) return levelOf(unexplained);
  return levelOf(pValue) === 'none' ? 'none' : 'weak';
}

/** Fewer readable cards than this say nothing together. */
export const LEAST_CARDS = 3;

export function combinedEvidence(cards: readonly CardEvidence[]): CombinedEvidence {
  const read = cards
    .filter((card) => card.level !== 'insufficient')
    .map((card) => ({
      measure: card.measure,
      level: card.level,
      // A card may not claim more than its level lets it: levels carry gates that p values do not.
      pValue: Math.max(card.pValue ?? SHARE_OF[card.level], FLOOR_OF[card.level]),
    }))
    .sort((a, b) => a.pValue - b.pValue || (a.measure < b.measure ? -1 : 1));
  const insufficientCount = cards.length - read.length;
  const least = read[0]?.pValue ?? 1;
  const pValue = Math.min(1, least * read.length);
  return {
    level: read.length < LEAST_CARDS ? 'insufficient' : levelOf(pValue),
    pValue,
    cardCount: read.length,
    insufficientCount,
    leading: read.filter((card) => card.pValue <= LEVEL_SHARE.weak).slice(0, 8),
  };
}
