/** What the cells of a column show about their unit, in words for the person who maps it. */

import { metricRow } from '#basis/metric.ts';
import { type Told, told } from '#basis/told.ts';
import type { Target } from './mapping.ts';
import { headerUnit, parseQuantity, unitMultiplier } from './values.ts';

const number = new Intl.NumberFormat('en-US');

export interface UnitSeen {
  /** How bare numbers are to be read, where the cells decide it. */
  unit?: 'percent' | 'basis_points' | 'fen';
  note: string | null;
}

/** `w = 10,000`, `fen → yuan`, `×100 → %` …; null when numbers are plain. */
export function unitsSeen(header: string, target: Target, cells: readonly string[]): UnitSeen {
  const notes: Told[] = [];
  const printed = headerUnit(header);
  const shareLike =
    (target.to === 'figure' && metricRow(target.metric).unit === 'share') || target.to === 'audience';
  const moneyLike =
    (target.to === 'figure' && metricRow(target.metric).unit === 'money') || target.to === 'quote';
  if (!shareLike && !moneyLike && target.to !== 'figure') return { note: null };

  if (printed && unitMultiplier(printed) >= 1000)
    notes.push(told`${printed} = ${number.format(unitMultiplier(printed))}`);
  if (printed === '%') notes.push(told`% in the header`);
  const reads = cells.map((cell) => parseQuantity(cell)).flatMap((read) => ('ok' in read ? [read.ok] : []));
  const units = new Set(reads.map((r) => r.cellUnit).filter((u) => u !== undefined));
  for (const unit of units)
    if (unitMultiplier(unit) >= 1000 && unit !== printed)
      notes.push(told`${unit} = ${number.format(unitMultiplier(unit))}`);
  if (reads.some((r) => r.quantity.value === null && r.quantity.high === null))
    notes.push(told`“+” is kept as “at least”`);
  if (reads.some((r) => r.quantity.value === null && r.quantity.high !== null))
    notes.push(told`ranges keep both ends`);

  let unit: UnitSeen['unit'];
  const bare = reads
    .filter((r) => r.cellUnit === undefined)
    .map((r) => Math.abs(r.quantity.value ?? r.quantity.high ?? 0));
  const most = bare.length > 0 ? Math.max(...bare) : 0;
  if (moneyLike && (printed === '分' || /(?:^|[_\s])(?:fen|cents?)$/i.test(header) || units.has('分'))) {
    notes.push(told`fen → yuan`);
    if (printed !== '分' && !units.has('分')) unit = 'fen';
  }
  if (shareLike && printed !== '%' && bare.length > 0) {
    const whole = bare.every((n) => Number.isInteger(n));
    if (most > 100 && most <= 10_000 && whole) {
      unit = 'basis_points';
      notes.push(told`×100 → %`);
    } else if (most > 1 && most <= 100) {
      unit = 'percent';
      notes.push(told`numbers are per cent`);
    } else if (most <= 1) notes.push(told`0–1 = 0–100 %`);
  }
  return { ...(unit ? { unit } : {}), note: notes.length > 0 ? notes.join('; ') : null };
}
