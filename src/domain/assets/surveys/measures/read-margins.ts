/** Margins as people write them: shares, percentages or counts, as CSV rows or as JSON. */
import { refused } from '#basis/error.ts';
import { type Margins, ROUNDING } from './raking-weights.ts';

export interface ReadMargins {
  margins: Margins;
  /** The population that the margins count; null when they are shares. */
  population: number | null;
}

/** Rows of a table with the columns variable, category, and share, percent, total or count. */
export function marginsOfRows(rows: readonly Readonly<Record<string, unknown>>[]): ReadMargins {
  const names = Object.keys(rows[0] ?? {});
  const find = (pattern: RegExp) => names.find((n) => pattern.test(n.trim()));
  const variable = find(/^(variable|var|变量)$/i);
  const category = find(/^(category|level|value|类别|取值)$/i);
  const amount = find(/^(share|percent|pct|total|count|freq|population|占比|比例|人数|总数)$/i);
  if (!variable || !category || !amount)
    throw refused(
      'bad-margins',
      `Margins need the columns variable, category and share (or total); there are: ${names.join(', ')}.`,
    );
  const margins: Record<string, Record<string, number>> = {};
  rows.forEach((row, i) => {
    const [v, c] = [textOf(row[variable]), textOf(row[category])];
    const text = textOf(row[amount]);
    const number = numberOf(text);
    if (v === '' || c === '' || number === null)
      throw refused(
        'bad-margins',
        `Row ${i + 1} of the margins cannot be read: ${v || '(no variable)'}, ${c || '(no category)'}, ${text || '(no share)'}.`,
        { row: i + 1, column: amount, value: text },
      );
    const of = (margins[v] ??= {});
    if (c in of) throw refused('bad-margins', `${v} = ${c} stands twice in the margins.`, { row: i + 1 });
    of[c] = number;
  });
  return checked(margins);
}

/** `{variable: {category: share}}`, or rows. */
export function marginsOfJson(value: unknown): ReadMargins {
  if (Array.isArray(value)) return marginsOfRows(value as Record<string, unknown>[]);
  if (typeof value !== 'object' || value === null)
    throw refused('bad-margins', 'Margins are {variable: {category: share}}.');
  const margins: Record<string, Record<string, number>> = {};
  for (const [variable, categories] of Object.entries(value)) {
    if (typeof categories !== 'object' || categories === null || Array.isArray(categories))
      throw refused('bad-margins', `The margins of ${variable} are not {category: share}.`);
    margins[variable] = {};
    for (const [category, given] of Object.entries(categories)) {
      const number = typeof given === 'number' ? given : numberOf(textOf(given));
      if (number === null || !Number.isFinite(number))
        throw refused('bad-margins', `${variable} = ${category} is not a number.`);
      margins[variable][category] = number;
    }
  }
  return checked(margins);
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

function numberOf(text: string): number | null {
  const percent = text.endsWith('%');
  const number = Number(text.replace(/%$/, '').replaceAll(/[, ]/g, ''));
  return text === '' || !Number.isFinite(number) ? null : percent ? number / 100 : number;
}

/** Shares and percentages must add up to the whole; counts of all variables to the same population. */
function checked(margins: Record<string, Record<string, number>>): ReadMargins {
  const sums = Object.entries(margins).map(([variable, of]) => ({
    variable,
    sum: Object.values(of).reduce((a, b) => a + b, 0),
  }));
  if (sums.length === 0) throw refused('no-margins', 'There are no margins.');
  for (const { variable, sum } of sums)
    if (!(sum > 0))
      throw refused('bad-margins', `The margins of ${variable} add up to ${sum}.`, { column: variable });
  const near = (sum: number, whole: number) => Math.abs(sum / whole - 1) <= ROUNDING;
  if (sums.every((s) => near(s.sum, 1)) || sums.every((s) => near(s.sum, 100)))
    return { margins, population: null };
  const first = sums[0] as { variable: string; sum: number };
  const other = sums.find((s) => Math.abs(s.sum / first.sum - 1) > 1e-6);
  // Below 2 they were meant as shares.
  const shares = sums.some((s) => s.sum < 2);
  if (other || shares) {
    const wrong = shares ? (sums.find((s) => !near(s.sum, 1)) ?? first) : (other ?? first);
    throw refused(
      'margins-disagree',
      shares
        ? `The shares of ${wrong.variable} add up to ${wrong.sum.toPrecision(6)}, not to 1.`
        : `The margins count different populations: ${first.variable} ${first.sum}, ${wrong.variable} ${wrong.sum}.`,
      { column: wrong.variable },
      'Give the shares of all categories of each variable.',
    );
  }
  return { margins, population: first.sum };
}
