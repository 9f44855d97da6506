/** How a level looks. Its word always stands beside its colour. */
import type { Level } from '#basis/reading.ts';

/** CSS class of the mark; red is kept for `strong`. */
export const levelClass = (level: Level): string => `level level-${level}`;
