/** The record of an import: one row a file, one a sheet. */
import type { FactWriter } from '#store/facts/fact-store.ts';
import { join as joinSql, type Sql, type SqlValue, sql } from '#store/facts/sql.ts';
import type { MergeResult } from './merge.ts';
import type { ImportOptions } from './schema.ts';
import type { StageSummary } from './stage-file.ts';

interface RunRecord {
  runId: string;
  batchId: string;
  file: { fileName: string };
  options: ImportOptions;
  asOf: string;
  importedAt: string;
  key: string;
  summary: StageSummary;
  result: MergeResult;
  seconds: number;
}

const list = (values: readonly string[]): Sql =>
  values.length === 0
    ? sql`[]::VARCHAR[]`
    : sql`[${joinSql(
        values.map((v) => sql`${v}`),
        ', ',
      )}]`;
const total = (summary: StageSummary, field: 'rowsRead' | 'rowsKept' | 'rowsRejected') =>
  summary.sheets.reduce((sum, s) => sum + s[field], 0);

/** Writes the run and its sheets; in the transaction of the merge, so that neither is there without the other. */
export async function recordRun(writer: FactWriter, r: RunRecord): Promise<void> {
  const { summary, result } = r;
  const moment = (value: string): Sql => sql`${value}::TIMESTAMP`;
  const fields: (SqlValue | Sql)[] = [
    r.runId,
    r.batchId,
    r.file.fileName,
    summary.digest,
    summary.byteCount,
    r.key,
    summary.connector.id,
    summary.connector.version,
    summary.connector.vendor,
    r.options.platform ?? summary.platform,
    summary.connector.sourceClass,
    r.options.brand ?? null,
    moment(r.asOf),
    moment(r.importedAt),
    total(summary, 'rowsRead'),
    total(summary, 'rowsKept'),
    result.rowsNew,
    total(summary, 'rowsRejected'),
    summary.cellsUnreadable,
    list(summary.unknownColumns),
    list(summary.withheldColumns),
    list(summary.warnings),
    JSON.stringify(result.facts),
    summary.mapping ? JSON.stringify(summary.mapping) : null,
    r.seconds,
  ];
  await writer.run(
    sql`INSERT INTO import_run VALUES (${joinSql(
      fields.map((f) => sql`${f}`),
      ', ',
    )})`,
  );
  for (const [i, sheet] of summary.sheets.entries())
    await writer.run(
      sql`INSERT INTO source VALUES (${result.firstSource + i}, ${r.runId}, ${sheet.sheet}, ${sheet.rowsRead}, ${sheet.rowsKept}, ${sheet.rowsRejected})`,
    );
}
