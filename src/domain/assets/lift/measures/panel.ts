/**
 * Which units were treated from when?
 * Method: rows are laid out as units × times, both sorted; a unit's start is its first treated time. Cohorts are units of
 *   one start.
 * Source: –
 * Differs: –
 * Limits: balanced panels only: a missing cell is named, not filled, unless zero is said to be meant. A unit that stops
 *   being treated is refused: the methods compare before with after.
 * Verified: lift.test.ts
 */
import { refused } from '#basis/error.ts';
import type { Matrix } from '#numerics/panel/block-effect.ts';
import type { PanelRow } from '../schema.ts';

export interface Panel extends Matrix {
  unitNames: string[];
  timeNames: string[];
  /** Column of the first treated time of each unit; −1: never. */
  startOf: Int32Array;
}

const byValue = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
};
const MOST_CELLS = 4_000_000;

/** @throws refused: repeated or missing cells, treatment that stops, nobody treated or nobody left. */
export function panelOf(rows: readonly PanelRow[], missingIsZero = false): Panel {
  const unitNames = [...new Set(rows.map((r) => r.unit))].sort(byValue);
  const timeNames = [...new Set(rows.map((r) => r.time))].sort(byValue);
  const [units, times] = [unitNames.length, timeNames.length];
  if (units * times > MOST_CELLS)
    throw refused(
      'panel-too-large',
      `${units} units × ${times} times are more than ${MOST_CELLS} cells.`,
      undefined,
      'Sum over days or regions first.',
    );
  const unitAt = new Map(unitNames.map((name, i) => [name, i]));
  const timeAt = new Map(timeNames.map((name, i) => [name, i]));
  const values = new Float64Array(units * times).fill(Number.NaN);
  const treated = new Uint8Array(units * times);
  for (const row of rows) {
    const cell = (unitAt.get(row.unit) as number) * times + (timeAt.get(row.time) as number);
    if (!Number.isNaN(values[cell]))
      throw refused(
        'cell-twice',
        `${row.unit} has two rows at ${row.time}.`,
        undefined,
        'One row a unit and time: sum them first.',
      );
    values[cell] = row.outcome;
    treated[cell] = row.treated ? 1 : 0;
  }
  const startOf = new Int32Array(units).fill(-1);
  for (let u = 0; u < units; u++)
    for (let t = 0; t < times; t++) {
      const cell = u * times + t;
      if (Number.isNaN(values[cell])) {
        if (!missingIsZero)
          throw refused(
            'cell-missing',
            `${unitNames[u]} has no row at ${timeNames[t]}.`,
            undefined,
            'Every unit needs every time. Where a missing row means nothing happened, say that missing is zero.',
          );
        values[cell] = 0;
        if ((startOf[u] as number) >= 0) treated[cell] = 1;
      }
      const start = startOf[u] as number;
      if (treated[cell] === 1 && start < 0) startOf[u] = t;
      if (treated[cell] === 0 && start >= 0)
        throw refused(
          'treatment-stops',
          `${unitNames[u]} is treated from ${timeNames[start]} but not at ${timeNames[t]}.`,
          undefined,
          'Leave out the times after the campaign, or mark the unit as treated until the end.',
        );
    }
  return { values, units, times, unitNames, timeNames, startOf };
}

export interface Cohort {
  start: number;
  rows: number[];
}

/** Treated units by start, earliest first, and the never treated. @throws refused when either is missing. */
export function cohortsOf(panel: Panel): { cohorts: Cohort[]; controls: number[] } {
  const controls: number[] = [];
  const byStart = new Map<number, number[]>();
  for (let u = 0; u < panel.units; u++) {
    const start = panel.startOf[u] as number;
    if (start < 0) controls.push(u);
    else byStart.set(start, [...(byStart.get(start) ?? []), u]);
  }
  const cohorts = [...byStart].map(([start, rows]) => ({ start, rows })).sort((a, b) => a.start - b.start);
  const first = cohorts[0];
  if (!first)
    throw refused('nobody-treated', 'No row is treated.', undefined, 'Mark where and when the campaign ran.');
  if (controls.length < 2)
    throw refused(
      'no-controls',
      `${controls.length} units were never treated; a comparison needs 2.`,
      undefined,
      'Keep some places without the campaign.',
    );
  if (first.start < 2)
    throw refused(
      'no-time-before',
      `${panel.unitNames[first.rows[0] as number]} is treated from ${panel.timeNames[first.start]}: ${first.start} times come before; 2 are needed.`,
      undefined,
      'Give a longer history.',
    );
  return { cohorts, controls };
}
