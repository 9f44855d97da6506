/** Which figures of several accounts may stand on one scale, and why the others may not. Pure. */
import {
  type Content,
  compareMeasured,
  type DefinitionPart,
  differingPart,
  type Format,
  type Measured,
  type MetricId,
} from '#basis/metric.ts';
import type { AccountPage, Figure } from '#domain/facts/library/schema.ts';

export const measuredOf = (f: Figure): Measured => ({
  metric: f.metric,
  quantity: { value: f.value, low: f.low, high: f.high },
  windowDays: f.windowDays,
  content: f.content as Content,
  format: f.format as Format,
  currency: f.currency,
  definition: f.from.vendor,
  asOf: f.asOf,
});

export interface CompareRow {
  metric: MetricId;
  /** The figure each account puts in, in the order of the accounts. */
  figures: (Figure | null)[];
  /** The parts of their definitions in which the figures differ; empty when they may be compared. */
  differences: DefinitionPart[];
  /** Index of the account that is above all others by interval; null when that cannot be told. */
  leader: number | null;
}

const definitionKey = (f: Figure): string =>
  [f.windowDays, f.content, f.format, f.currency, f.from.vendor].join('|');

/** The account whose figure is above every other's, or null. */
function leaderOf(figures: readonly (Figure | null)[]): number | null {
  const known = figures.flatMap((f, i) => (f ? [{ i, m: measuredOf(f) }] : []));
  if (known.length < 2) return null;
  const first = known.find((a) => known.every((b) => a === b || compareMeasured(a.m, b.m).order === 'more'));
  return first?.i ?? null;
}

/** Figures of one metric, one definition a row; accounts that share none meet in a row of differences. */
function rowsOfMetric(metric: MetricId, byAccount: readonly (readonly Figure[])[]): CompareRow[] {
  const keys = [...new Set(byAccount.flat().map(definitionKey))];
  const rowOf = (key: string) =>
    byAccount.map((figures) => figures.find((f) => definitionKey(f) === key) ?? null);
  const shared = keys.map(rowOf).filter((row) => row.filter((f) => f !== null).length >= 2);
  const rows: CompareRow[] = shared.map((figures) => ({
    metric,
    figures,
    differences: [],
    leader: leaderOf(figures),
  }));
  const placed = byAccount.map((_, i) => shared.some((row) => row[i] !== null));
  if (placed.every((yes, i) => yes || byAccount[i]?.length === 0)) return rows;

  // Accounts without a shared definition: shown together, each with the difference that keeps it off the scale.
  const newest = byAccount.map(
    (figures) => [...figures].sort((a, b) => b.asOf.localeCompare(a.asOf))[0] ?? null,
  );
  const known = newest.filter((f) => f !== null);
  const base = known[0];
  if (!base || known.length < 2) return rows;
  const differences = known.flatMap((f) => differingPart(measuredOf(base), measuredOf(f)) ?? []);
  if (differences.length === 0) return rows;
  return [...rows, { metric, figures: newest, differences: [...new Set(differences)], leader: null }];
}

/** Every metric that at least two accounts state. */
export function compareRows(accounts: readonly AccountPage[]): CompareRow[] {
  const metrics = [...new Set(accounts.flatMap((a) => a.figures.map((f) => f.metric)))];
  return metrics.flatMap((metric) =>
    rowsOfMetric(
      metric,
      accounts.map((a) => a.figures.filter((f) => f.metric === metric)),
    ),
  );
}
