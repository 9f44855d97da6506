/** The row behind a number: its cells as read, what it became, what was wrong with it. */
import { z } from 'zod';
import { missing } from '#basis/error.ts';
import { defineQuery } from '#store/facts/query.ts';
import { ident, type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import type { Evidence } from './schema.ts';

const FACT_TABLES = [
  'account',
  'account_identifier',
  'account_attribute',
  'account_snapshot',
  'account_audience',
  'quote',
  'post',
  'post_media',
  'post_snapshot',
  'engagement',
  'engagement_revision',
  'follow',
  'actor',
  'cooperation',
  'shop_order',
  'touch',
  'identity_conflict',
] as const;
type FactTable = (typeof FACT_TABLES)[number];

const iso = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});
const place = { sourceId: 1, row: 2 };
type Place = typeof place;

export const sourceOf = defineQuery({
  name: 'library.source-of',
  row: z.object({
    file_name: z.string(),
    digest: z.string(),
    sheet: z.string().nullable(),
    vendor: z.string(),
    connector: z.string(),
    connector_version: z.number(),
    source_class: z.string(),
    as_of: z.string(),
    imported_at: z.string(),
    withheld_columns: z.array(z.string()),
    cells: z.string().nullable(),
  }),
  sample: place,
  build: (p: Place) => sql`
    SELECT i.file_name, i.digest, s.sheet, i.vendor, i.connector, i.connector_version, i.source_class, ${iso('i.as_of')} AS as_of, ${iso('i.imported_at')} AS imported_at,
      i.withheld_columns, (SELECT min(cells) FROM source_row r WHERE r.source_id = ${p.sourceId} AND r.source_row = ${p.row}) AS cells
    FROM source s JOIN import_run i ON i.run_id = s.run_id WHERE s.source_id = ${p.sourceId}`,
});

export const rowFacts = defineQuery({
  name: 'library.row-facts',
  row: z.record(z.string(), z.unknown()),
  sample: { ...place, table: 'account_snapshot' },
  build: (p: Place & { table: FactTable }) =>
    sql`SELECT * FROM ${ident(p.table)} WHERE source_id = ${p.sourceId} AND source_row = ${p.row} LIMIT 400`,
});

export const rowProblems = defineQuery({
  name: 'library.row-problems',
  row: z.object({
    scope: z.string(),
    column_name: z.string(),
    value: z.string(),
    reason: z.string(),
    fix: z.string().nullable(),
  }),
  sample: place,
  build: (p: Place) =>
    sql`SELECT scope, column_name, value, reason, fix FROM rejected_row WHERE source_id = ${p.sourceId} AND source_row = ${p.row} LIMIT 200`,
});

export const rowUnknown = defineQuery({
  name: 'library.row-unknown',
  row: z.object({ column_name: z.string(), value: z.string() }),
  sample: place,
  build: (p: Place) =>
    sql`SELECT column_name, value FROM unknown_column WHERE source_id = ${p.sourceId} AND source_row = ${p.row} LIMIT 400`,
});

export async function evidenceOf(store: Store, sourceId: number, row: number): Promise<Evidence> {
  const at = { sourceId, row };
  const source = await store.facts.first(sourceOf, at);
  if (!source)
    throw missing(
      'no-source',
      `There is no source ${sourceId}.`,
      'The import it came from may have been undone.',
    );
  const [facts, problems, unknown] = await Promise.all([
    Promise.all(
      FACT_TABLES.map(async (table) =>
        (await store.facts.all(rowFacts, { ...at, table })).map((values) => ({ table, values })),
      ),
    ),
    store.facts.all(rowProblems, at),
    store.facts.all(rowUnknown, at),
  ]);
  return {
    sourceId,
    row,
    fileName: source.file_name,
    digest: source.digest,
    sheet: source.sheet,
    vendor: source.vendor,
    connector: source.connector,
    connectorVersion: source.connector_version,
    sourceClass: source.source_class,
    asOf: source.as_of,
    importedAt: source.imported_at,
    cells: source.cells === null ? null : (JSON.parse(source.cells) as Record<string, string>),
    withheldColumns: source.withheld_columns,
    facts: [
      ...facts.flat(),
      ...unknown.map((u) => ({ table: 'unknown_column', values: { column: u.column_name, value: u.value } })),
    ],
    problems: problems.map((p) => ({
      scope: p.scope,
      column: p.column_name,
      value: p.value,
      reason: p.reason,
      fix: p.fix,
    })),
  };
}
