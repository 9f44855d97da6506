/**
 * Do groups of people answer a question differently?
 * Method: weighted shares of each answer within each group, with Korn–Graubard intervals; the Rao–Scott test (second order):
 *   Pearson's X² of the weighted table, over the trace of the design effects of its interaction, against F. Cells of 1 to
 *   gate − 1 people are not shown, nor as many others of their row and column as would give them away.
 * Source: Rao & Scott 1984, Ann. Stat. 12; Korn & Graubard 1998; complementary suppression: Willenborg & de Waal 2001, ch. 2.
 * Differs: suppressed cells of one line add up to the gate at least, not only to two cells.
 * Limits: answers of one person are taken as independent of another's. Many tables looked at find something by chance: the
 *   test is told for the table asked for, and not corrected for those not asked for.
 * Verified: raking.test.ts against svyciprop and svychisq of r-cran-survey 4.1; coverage and false alarms on simulation.
 */
import betainc from '@stdlib/math-base-special-betainc';
import { type WeightedFigure, weightedShare } from './weighted-mean.ts';

export interface CrossTab {
  rows: string[];
  columns: string[];
  /** People by column, before weights. */
  bases: number[];
  n: number;
  /** Row by column; null where suppressed or without people. */
  cells: (WeightedFigure | null)[][];
  suppressed: boolean[][];
  /** All columns together, by row. */
  total: (WeightedFigure | null)[];
  test: { f: number; df1: number; df2: number; p: number } | null;
}

/** Least people in a cell that is shown. */
export const CELL_GATE = 5;

/**
 * @param answers rows that each person chose, as places in `rows`; several where the question allows it
 * @param groups place in `columns` of each person; −1 for none
 */
export function crossTab(
  rows: string[],
  columns: string[],
  answers: readonly (readonly number[])[],
  groups: ArrayLike<number>,
  weights: ArrayLike<number>,
  exclusive: boolean,
  gate = CELL_GATE,
): CrossTab {
  const used = answers.flatMap((a, i) => (a.length > 0 && (groups[i] as number) >= 0 ? [i] : []));
  const chose = rows.map((_, r) => Float64Array.from(answers, (a) => Number(a.includes(r))));
  const members = columns.map((_, c) => used.filter((i) => groups[i] === c));
  const counts = rows.map((_, r) =>
    members.map((of) => of.reduce((n, i) => n + ((chose[r] as Float64Array)[i] as number), 0)),
  );
  const suppressed = smallCells(counts, gate, exclusive);
  const share = (r: number, of: readonly number[]) =>
    weightedShare(chose[r] as Float64Array, weights, of, used.length);
  return {
    rows,
    columns,
    bases: members.map((of) => of.length),
    n: used.length,
    cells: rows.map((_, r) => members.map((of, c) => (suppressed[r]?.[c] ? null : share(r, of)))),
    suppressed,
    total: rows.map((_, r) => {
      const count = (counts[r] as number[]).reduce((a, b) => a + b, 0);
      return count > 0 && count < gate ? null : share(r, used);
    }),
    test: exclusive ? raoScott(used, answers, groups, weights, rows.length, columns.length) : null,
  };
}

/** Which cells are hidden, so that none of 1 to gate − 1 people is shown or can be worked out from its totals. */
export function smallCells(
  counts: readonly (readonly number[])[],
  gate: number,
  bothWays: boolean,
): boolean[][] {
  const hidden = counts.map((row) => row.map((n) => n > 0 && n < gate));
  const width = counts[0]?.length ?? 0;
  const rowLines = counts.map((_, r) => Array.from({ length: width }, (__, c) => [r, c] as const));
  const columnLines = Array.from({ length: width }, (_, c) => counts.map((__, r) => [r, c] as const));
  const lines = bothWays ? [...rowLines, ...columnLines] : rowLines;
  const at = ([r, c]: readonly [number, number]) => counts[r]?.[c] ?? 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) {
      const gone = line.filter(([r, c]) => hidden[r]?.[c]);
      if (gone.length === 0) continue;
      const sum = gone.reduce((n, cell) => n + at(cell), 0);
      if (gone.length > 1 && sum >= gate) continue;
      const next = line
        .filter(([r, c]) => !hidden[r]?.[c])
        .sort((a, b) => (at(a) || Number.POSITIVE_INFINITY) - (at(b) || Number.POSITIVE_INFINITY))[0];
      if (!next) continue;
      (hidden[next[0]] as boolean[])[next[1]] = true;
      changed = true;
    }
  }
  return hidden;
}

/** Second-order Rao–Scott test of independence; null where a row or column is empty or the table has one. */
function raoScott(
  used: readonly number[],
  answers: readonly (readonly number[])[],
  groups: ArrayLike<number>,
  weights: ArrayLike<number>,
  height: number,
  width: number,
): CrossTab['test'] {
  const rowOf = (i: number) => (answers[i] as readonly number[])[0] as number;
  const keep = (size: number, of: (i: number) => number) =>
    Array.from({ length: size }, (_, k) => k).filter((k) => used.some((i) => of(i) === k));
  const [liveRows, liveColumns] = [keep(height, rowOf), keep(width, (i) => groups[i] as number)];
  const [R, C, n] = [liveRows.length, liveColumns.length, used.length];
  if (R < 2 || C < 2 || n < 3) return null;
  const cellOf = used.map((i) => liveRows.indexOf(rowOf(i)) * C + liveColumns.indexOf(groups[i] as number));
  const w = used.map((i) => weights[i] as number);
  const total = w.reduce((a, b) => a + b, 0);
  const p = new Float64Array(R * C);
  cellOf.forEach((cell, k) => {
    p[cell] = (p[cell] as number) + (w[k] as number) / total;
  });
  const rowShare = Array.from({ length: R }, (_, r) => p.slice(r * C, r * C + C).reduce((a, b) => a + b, 0));
  const columnShare = Array.from({ length: C }, (_, c) =>
    rowShare.reduce((sum, _s, r) => sum + (p[r * C + c] as number), 0),
  );
  let pearson = 0;
  for (let r = 0; r < R; r++)
    for (let c = 0; c < C; c++) {
      const expected = (rowShare[r] as number) * (columnShare[c] as number);
      pearson += (n * ((p[r * C + c] as number) - expected) ** 2) / expected;
    }
  // Contrasts of the interaction, divided by the cells' shares.
  const contrasts: Float64Array[] = [];
  for (let a = 1; a < R; a++)
    for (let b = 1; b < C; b++)
      contrasts.push(
        Float64Array.from({ length: R * C }, (_, cell) => {
          const [r, c] = [Math.floor(cell / C), cell % C];
          return (Number(r === a) - 1 / R) * (Number(c === b) - 1 / C);
        }),
      );
  const over = (x: number, share: number) => (share > 0 ? x / share : 0);
  const k = contrasts.length;
  const simple = square(k);
  const design = square(k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      (simple[i] as Float64Array)[j] =
        p.reduce(
          (sum, share, cell) => sum + over((contrasts[i]?.[cell] ?? 0) * (contrasts[j]?.[cell] ?? 0), share),
          0,
        ) / n;
  // One person's pull on each contrast: w(y − p)/Σw, through the contrast.
  const atMean = contrasts.map((x) =>
    p.reduce((sum, share, cell) => sum + over((x[cell] as number) * share, share), 0),
  );
  for (let m = 0; m < used.length; m++) {
    const cell = cellOf[m] as number;
    const pull = contrasts.map(
      (x, i) =>
        ((w[m] as number) / total) * (over(x[cell] as number, p[cell] as number) - (atMean[i] as number)),
    );
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++)
        (design[i] as Float64Array)[j] =
          ((design[i] as Float64Array)[j] as number) +
          (pull[i] as number) * (pull[j] as number) * (n / (n - 1));
  }
  const effects = solved(simple, design);
  if (!effects) return null;
  const trace = effects.reduce((sum, row, i) => sum + (row[i] as number), 0);
  const ofSquare = effects.reduce(
    (sum, row, i) => sum + row.reduce((s, x, j) => s + x * ((effects[j] as Float64Array)[i] as number), 0),
    0,
  );
  if (!(trace > 0 && ofSquare > 0)) return null;
  const df1 = trace ** 2 / ofSquare;
  const df2 = df1 * (n - 1);
  const f = pearson / trace;
  return { f, df1, df2, p: betainc(df2 / (df2 + df1 * f), df2 / 2, df1 / 2, true, false) };
}

const square = (k: number): Float64Array[] => Array.from({ length: k }, () => new Float64Array(k));

/** X with AX = B by elimination with pivots; null where A is singular. */
function solved(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] | null {
  const k = a.length;
  const left: Float64Array[] = a.map((row) => Float64Array.from(row));
  const right: Float64Array[] = b.map((row) => Float64Array.from(row));
  const at = (m: Float64Array[], i: number, j: number) => (m[i] as Float64Array)[j] as number;
  for (let c = 0; c < k; c++) {
    let best = c;
    for (let r = c + 1; r < k; r++) if (Math.abs(at(left, r, c)) > Math.abs(at(left, best, c))) best = r;
    if (Math.abs(at(left, best, c)) < 1e-14) return null;
    for (const m of [left, right]) [m[c], m[best]] = [m[best] as Float64Array, m[c] as Float64Array];
    for (let r = 0; r < k; r++) {
      if (r === c) continue;
      const times = at(left, r, c) / at(left, c, c);
      for (let j = 0; j < k; j++) {
        (left[r] as Float64Array)[j] = at(left, r, j) - times * at(left, c, j);
        (right[r] as Float64Array)[j] = at(right, r, j) - times * at(right, c, j);
      }
    }
  }
  return right.map((row, i) => row.map((x) => x / at(left, i, i)));
}
