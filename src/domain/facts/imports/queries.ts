import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { all, type Sql, sql } from '#store/facts/sql.ts';

const iso = (column: string): Sql => ({
  strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`],
  values: [],
});

const runRow = z.object({
  run_id: z.string(),
  batch_id: z.string(),
  file_name: z.string(),
  digest: z.string(),
  byte_count: z.number(),
  connector: z.string(),
  connector_version: z.number(),
  vendor: z.string(),
  platform: z.string().nullable(),
  source_class: z.string(),
  brand: z.string().nullable(),
  as_of: z.string(),
  imported_at: z.string(),
  rows_read: z.number(),
  rows_kept: z.number(),
  rows_new: z.number(),
  rows_rejected: z.number(),
  cells_unreadable: z.number(),
  unknown_columns: z.array(z.string()),
  withheld_columns: z.array(z.string()),
  warnings: z.array(z.string()),
  fact_counts: z.string(),
  seconds: z.number(),
});
export type RunRow = z.infer<typeof runRow>;

const RUN = sql`SELECT run_id, batch_id, file_name, digest, byte_count, connector, connector_version, vendor, platform, source_class, brand,
  ${iso('as_of')} AS as_of, ${iso('imported_at')} AS imported_at, rows_read, rows_kept, rows_new, rows_rejected, cells_unreadable,
  unknown_columns, withheld_columns, warnings, fact_counts, seconds FROM import_run`;

export const runById = defineQuery({
  name: 'imports.run-by-id',
  row: runRow,
  sample: { runId: 'x' },
  build: ({ runId }: { runId: string }) => sql`${RUN} WHERE run_id = ${runId}`,
});

export const runByBytes = defineQuery({
  name: 'imports.run-by-bytes',
  row: runRow,
  sample: { digest: 'x', optionsDigest: 'y' },
  build: (p: { digest: string; optionsDigest: string }) =>
    sql`${RUN} WHERE digest = ${p.digest} AND options_digest = ${p.optionsDigest} LIMIT 1`,
});

/** Newest first, paged by the last run's id (ids sort by time). */
export const runPage = defineQuery({
  name: 'imports.run-page',
  row: runRow,
  sample: { before: 'x', limit: 50 },
  build: (p: { before: string | null; limit: number }) =>
    sql`${RUN} WHERE ${p.before === null ? sql`TRUE` : sql`run_id < ${p.before}`} ORDER BY run_id DESC LIMIT ${p.limit}`,
});

export const runSheets = defineQuery({
  name: 'imports.run-sheets',
  row: z.object({
    source_id: z.number(),
    sheet: z.string().nullable(),
    rows_read: z.number(),
    rows_kept: z.number(),
    rows_rejected: z.number(),
  }),
  sample: { runId: 'x' },
  build: ({ runId }: { runId: string }) =>
    sql`SELECT source_id, sheet, rows_read, rows_kept, rows_rejected FROM source WHERE run_id = ${runId} ORDER BY source_id`,
});

/** What stands in the way, by what to do about it: dates with two readings are one reason, whatever the days. */
export const rejectionReasons = defineQuery({
  name: 'imports.rejection-reasons',
  row: z.object({
    scope: z.string(),
    column_name: z.string(),
    reason: z.string(),
    n: z.number(),
    row: z.number(),
    value: z.string(),
    fix: z.string().nullable(),
  }),
  sample: { runId: 'x' },
  build: ({ runId }: { runId: string }) => sql`
    SELECT r.scope, r.column_name, min_by(r.reason, r.source_row) AS reason, count(*) AS n, min(r.source_row) AS row, min_by(r.value, r.source_row) AS value, min_by(r.fix, r.source_row) AS fix
    FROM rejected_row r JOIN source s ON s.source_id = r.source_id WHERE s.run_id = ${runId}
    GROUP BY r.scope, r.column_name, coalesce(r.fix, r.reason) ORDER BY n DESC, r.column_name, reason LIMIT 200`,
});

export const problemPage = defineQuery({
  name: 'imports.problem-page',
  row: z.object({
    sheet: z.string().nullable(),
    file_name: z.string(),
    source_row: z.number(),
    scope: z.enum(['row', 'cell']),
    column_name: z.string(),
    value: z.string(),
    reason: z.string(),
    fix: z.string().nullable(),
    total: z.number(),
  }),
  sample: { runId: 'x', offset: 0, limit: 100 },
  build: (p: { runId: string; offset: number; limit: number }) => sql`
    SELECT s.sheet, i.file_name, r.source_row, r.scope, r.column_name, r.value, r.reason, r.fix, count(*) OVER () AS total
    FROM rejected_row r JOIN source s ON s.source_id = r.source_id JOIN import_run i ON i.run_id = s.run_id
    WHERE s.run_id = ${p.runId} ORDER BY s.source_id, r.source_row, r.column_name, r.reason LIMIT ${p.limit} OFFSET ${p.offset}`,
});

export const unknownColumns = defineQuery({
  name: 'imports.unknown-columns',
  row: z.object({ column_name: z.string(), n: z.number(), examples: z.array(z.string()) }),
  sample: { runId: 'x' },
  build: ({ runId }: { runId: string | null }) => sql`
    SELECT u.column_name, count(*) AS n, array_agg(DISTINCT substr(u.value, 1, 80)) FILTER (WHERE u.source_row <= 40) AS examples
    FROM unknown_column u JOIN source s ON s.source_id = u.source_id WHERE ${all(runId === null ? [] : [sql`s.run_id = ${runId}`])}
    GROUP BY u.column_name ORDER BY n DESC, u.column_name LIMIT 500`,
});
