/**
 * A small linear program: maximise c·x, 0 ≤ x ≤ u, least ≤ a·x ≤ most for each row.
 * Method: HiGHS simplex (Huangfu & Hall, Math. Prog. Comp. 2018) through WebAssembly. An instance that
 * refuses a text is unusable afterwards and is replaced.
 */
import highs from 'highs';

export interface LinearColumn {
  worth: number;
  most: number;
}
export interface LinearRow {
  /** Columns with their coefficients. */
  of: readonly (readonly [column: number, coefficient: number])[];
  least: number;
  most: number;
}
export interface LinearAnswer {
  value: number;
  x: Float64Array;
  /** What one more unit of the binding side of a row is worth; 0 where it does not bind. */
  prices: Float64Array;
}

/** Short: handing the text over takes longer than solving it. */
const short = (value: number): string => String(Number(value.toPrecision(12)));
const term = (coefficient: number, column: number, first: boolean): string => {
  const size = Math.abs(coefficient);
  return `${coefficient < 0 ? '-' : first ? '' : '+'}${size === 1 ? '' : `${short(size)} `}x${column}`;
};

type Solver = Awaited<ReturnType<typeof highs.default>>;
let solver: Promise<Solver> | null = null;

async function solve(text: string): Promise<ReturnType<Solver['solve']>> {
  solver ??= highs.default();
  const instance = await solver;
  try {
    return instance.solve(text, { output_flag: false });
  } catch (error) {
    solver = null;
    throw error;
  }
}

/** Null when no x keeps all rows. */
export async function linearProgram(
  columns: readonly LinearColumn[],
  rows: readonly LinearRow[],
): Promise<LinearAnswer | null> {
  const text = [
    'Maximize',
    ` worth: ${columns.map((c, j) => term(c.worth, j, j === 0)).join(' ')}`,
    'Subject To',
    ...rows.flatMap((row, i) => {
      if (row.of.length === 0) return [];
      const sum = row.of.map(([j, a], k) => term(a, j, k === 0)).join(' ');
      return [
        ...(Number.isFinite(row.most) ? [` most${i}: ${sum} <= ${short(row.most)}`] : []),
        ...(row.least > 0 ? [` least${i}: ${sum} >= ${short(row.least)}`] : []),
      ];
    }),
    'Bounds',
    ...columns.map((c, j) => ` x${j} <= ${short(c.most)}`),
    'End',
  ].join('\n');
  const solved = await solve(text);
  if (solved.Status !== 'Optimal') return null;
  const x = new Float64Array(columns.length);
  for (let j = 0; j < columns.length; j++) x[j] = solved.Columns[`x${j}`]?.Primal ?? 0;
  const prices = new Float64Array(rows.length);
  for (const row of solved.Rows) {
    if (!('Dual' in row)) continue;
    const named = /^(?:most|least)(\d+)$/.exec(row.Name);
    if (named && Math.abs(row.Dual) > 1e-12)
      prices[Number(named[1])] = (prices[Number(named[1])] ?? 0) + row.Dual;
  }
  return { value: solved.ObjectiveValue, x, prices };
}
