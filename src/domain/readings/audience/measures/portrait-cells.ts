/**
 * What share of an audience falls into each segment, without telling of any few?
 * Method: counts over those with the field, Wilson interval each. Cells of fewer than `least` people are joined into one
 *   (`other_small`); where that is still too small, the next smallest cell joins it, so that no small cell can be had
 *   by subtraction.
 * Source: Wilson 1927 (JASA 22); Hundepool et al. 2012, Statistical Disclosure Control, ch. 4 (primary and
 *   secondary suppression).
 * Differs: nothing.
 * Limits: shares are of those with the field; who hides it may differ. Two portraits that differ by one account can
 *   still be compared by somebody who may see both.
 * Verified: portrait.test.ts (no cell below the bound can be had, sums hold, coverage of the interval).
 */
import { wilson } from '#numerics/stats/intervals.ts';

export const OTHER_SMALL = 'other_small';
/** Cells of fewer people are not shown. */
export const LEAST_CELL = 10;

export interface Cell {
  segment: string;
  n: number;
  value: number;
  low: number;
  high: number;
}

export interface Cells {
  cells: Cell[];
  /** Cells that were joined. */
  suppressed: number;
}

/**
 * `counts` of people by segment. `exclusive`: each person is in one segment; else small cells are left out, for their
 * sum would count people twice. `total`: people with the field.
 */
export function portraitCells(
  counts: ReadonlyMap<string, number>,
  total: number,
  exclusive = true,
  least = LEAST_CELL,
): Cells {
  const sorted = [...counts].filter(([, n]) => n > 0).sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
  const shown = sorted.filter(([, n]) => n >= least);
  const small = sorted.slice(shown.length);
  let joined = small.reduce((n, [, m]) => n + m, 0);
  let suppressed = small.length;
  if (exclusive)
    while (joined > 0 && joined < least && shown.length > 0) {
      joined += (shown.pop() as [string, number])[1];
      suppressed++;
    }
  const cell = ([segment, n]: readonly [string, number]): Cell => ({ segment, n, ...wilson(n, total) });
  const cells = shown.map(cell);
  if (exclusive && joined >= least) cells.push(cell([OTHER_SMALL, joined]));
  return { cells, suppressed };
}
