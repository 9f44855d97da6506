/** Imports as jobs: uploads, batches of files, undo, and what became of a run. */
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { missing, refused } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { type Mapping, mappingSchema } from '#connectors/mapping.ts';
import { rebuildCards } from '#domain/facts/library/cards.ts';
import { ident, join as joinSql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { RECORD_TABLES, SOURCED_TABLES, SPEAKING_TABLES } from './fact-tables.ts';
import { type FileToImport, importInOrder, type Progress, reportOf } from './import-file.ts';
import * as q from './queries.ts';
import type { FileReport, ImportReport, ImportRequest, Problem, Run } from './schema.ts';

/** A file name as a person may see it: no folders, no control characters. */
export const cleanName = (name: string): string => {
  const last = basename(name.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '');
  return last === '' || last === '.' || last === '..' ? 'file' : last.slice(0, 200);
};

/** Receives one file. The upload is acknowledged once its bytes are on disk. */
export async function receiveUpload(
  store: Store,
  name: string,
  body: Readable,
): Promise<{ uploadId: string; fileName: string; byteCount: number }> {
  const uploadId = newId();
  const fileName = cleanName(name);
  const path = join(await store.folder('uploads'), uploadId);
  try {
    await pipeline(body, createWriteStream(`${path}.part`, { flush: true }));
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    throw error;
  }
  const { size } = await stat(path);
  await store.state.db
    .insertInto('upload')
    .values({
      upload_id: uploadId,
      file_name: fileName,
      path,
      byte_count: size,
      received_at: new Date().toISOString(),
    })
    .execute();
  return { uploadId, fileName, byteCount: size };
}

function readMapping(mapping: unknown): Mapping | null {
  if (mapping === undefined || mapping === null) return null;
  const read = mappingSchema.safeParse(mapping);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw refused(
    'bad-mapping',
    `The mapping cannot be used: ${issue?.path.join('.') || 'it'} ${issue?.message ?? 'is not one'}.`,
    undefined,
    'Start from the mapping that a preview gives.',
  );
}

const UPLOAD_DAYS = 1;

/** Removes uploads of the day before and earlier that no unfinished job needs. What was imported is in the stores. */
export async function clearOldUploads({ state }: Store): Promise<number> {
  const before = new Date(Date.now() - UPLOAD_DAYS * 86_400_000).toISOString();
  const old = await state.db.selectFrom('upload').selectAll().where('received_at', '<', before).execute();
  if (old.length === 0) return 0;
  const open = await state.db
    .selectFrom('job')
    .select('payload')
    .where('state', 'in', ['waiting', 'running'])
    .execute();
  const free = old.filter((upload) => !open.some((job) => job.payload.includes(upload.upload_id)));
  for (const { upload_id, path } of free) {
    await rm(path, { force: true });
    await state.db.deleteFrom('upload').where('upload_id', '=', upload_id).execute();
  }
  return free.length;
}

/** Turns requested files into paths; a path of the caller is allowed only to a caller on this machine. */
export async function locate(
  store: Store,
  files: ImportRequest['files'],
  local: boolean,
): Promise<FileToImport[]> {
  return Promise.all(
    files.map(async (file) => {
      const reader = { connector: file.connector ?? null, mapping: readMapping(file.mapping) };
      if (file.uploadId) {
        const row = await store.state.db
          .selectFrom('upload')
          .selectAll()
          .where('upload_id', '=', file.uploadId)
          .executeTakeFirst();
        if (!row)
          throw missing('no-upload', `There is no upload ${file.uploadId}.`, 'Upload the file again.');
        return { path: row.path, fileName: row.file_name, ...reader };
      }
      if (!file.path) throw refused('no-file', 'Each file needs an uploadId or a path.');
      if (!local)
        throw refused(
          'path-not-allowed',
          'Paths are read only for callers on this machine that hold its key.',
          { file: file.path },
          'Upload the file instead.',
        );
      return { path: file.path, fileName: cleanName(file.path), ...reader };
    }),
  );
}

/** Imports files one after another; a file that is refused does not stop the others. */
export async function runImport(
  store: Store,
  request: Omit<ImportRequest, 'files'>,
  files: readonly FileToImport[],
  batchId: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<ImportReport> {
  const steps = files.map((file) => ({ file, options: request }));
  const reports = await importInOrder(store, steps, batchId, progress, signal);
  const sum = (field: 'rowsRead' | 'rowsKept' | 'rowsNew' | 'rowsRejected') =>
    reports.reduce((n, r) => n + r[field], 0);
  await audit(store.state, {
    who: 'user',
    act: 'imported',
    subjectKind: 'import',
    subjectId: batchId,
    detail: reports.map((r) => ({ file: r.file, runId: r.runId, state: r.state })),
  });
  return {
    batchId,
    files: reports,
    totals: {
      rowsRead: sum('rowsRead'),
      rowsKept: sum('rowsKept'),
      rowsNew: sum('rowsNew'),
      rowsRejected: sum('rowsRejected'),
    },
  };
}

const runOf = (r: q.RunRow): Run => ({
  runId: r.run_id,
  batchId: r.batch_id,
  file: r.file_name,
  digest: r.digest,
  byteCount: r.byte_count,
  vendor: r.vendor,
  connector: r.connector,
  platform: r.platform,
  sourceClass: r.source_class,
  brand: r.brand,
  asOf: r.as_of,
  importedAt: r.imported_at,
  rowsRead: r.rows_read,
  rowsKept: r.rows_kept,
  rowsNew: r.rows_new,
  rowsRejected: r.rows_rejected,
  cellsUnreadable: r.cells_unreadable,
  unknownColumns: r.unknown_columns,
  withheldColumns: r.withheld_columns,
  warnings: r.warnings,
  seconds: r.seconds,
});

export async function runs(
  store: Store,
  before: string | null,
  limit: number,
): Promise<{ items: Run[]; nextCursor: string | null }> {
  const rows = await store.facts.all(q.runPage, { before, limit: limit + 1 });
  const items = rows.slice(0, limit).map(runOf);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.runId ?? null) : null };
}

async function existingRun(store: Store, runId: string): Promise<q.RunRow> {
  const row = await store.facts.first(q.runById, { runId });
  if (!row)
    throw missing('no-run', `There is no import ${runId}.`, 'List imports with `touchstone db imports`.');
  return row;
}

export async function runDetail(store: Store, runId: string): Promise<{ run: Run; report: FileReport }> {
  const row = await existingRun(store, runId);
  return { run: runOf(row), report: await reportOf(store, row, 'imported', null) };
}

export async function problems(
  store: Store,
  runId: string,
  offset: number,
  limit: number,
): Promise<{ items: Problem[]; total: number }> {
  const rows = await store.facts.all(q.problemPage, { runId, offset, limit });
  return {
    items: rows.map((r) => ({
      file: r.file_name,
      sheet: r.sheet,
      row: r.source_row,
      scope: r.scope,
      column: r.column_name,
      value: r.value,
      reason: r.reason,
      fix: r.fix,
    })),
    total: rows[0]?.total ?? 0,
  };
}

export async function unknown(
  store: Store,
  runId: string | null,
): Promise<{ items: { column: string; rows: number; examples: string[] }[] }> {
  const rows = await store.facts.all(q.unknownColumns, { runId });
  return { items: rows.map((r) => ({ column: r.column_name, rows: r.n, examples: r.examples.slice(0, 5) })) };
}

/**
 * Takes back everything one import brought. Cards of the accounts and posts it touched are made anew. A later import
 * may have repeated facts that were stored under this one: it is named in `importAgain`, and its files are read anew
 * when they come again.
 */
export async function undoRun(
  store: Store,
  runId: string,
  who: string,
): Promise<{ facts: number; importAgain: string[] }> {
  const row = await existingRun(store, runId);
  const done = await store.facts.transaction(async (w) => {
    await w.run(
      sql`CREATE OR REPLACE TEMP TABLE gone AS SELECT source_id FROM source WHERE run_id = ${runId}`,
    );
    await w.run(
      sql`CREATE OR REPLACE TEMP TABLE touched_posts AS SELECT post_id FROM post WHERE source_id IN (SELECT source_id FROM gone)`,
    );
    await w.run(sql`
      CREATE OR REPLACE TEMP TABLE touched_accounts AS
      SELECT account_id FROM account_attribute WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM account_snapshot WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM account_identifier WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM account_audience WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM quote WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM follow WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM cooperation WHERE source_id IN (SELECT source_id FROM gone)
      UNION SELECT account_id FROM post WHERE account_id IS NOT NULL AND source_id IN (SELECT source_id FROM gone)`);
    let removed = 0;
    for (const table of SOURCED_TABLES)
      if (table !== 'account' && table !== 'account_identifier')
        removed += await w.run(
          sql`DELETE FROM ${ident(table)} WHERE source_id IN (SELECT source_id FROM gone)`,
        );
    // An account stays while another import speaks of it; an id stays while a later one does, which may have used it.
    await w.run(sql`
      CREATE OR REPLACE TEMP TABLE spoken AS
      SELECT f.account_id, max(f.source_id) AS latest FROM (${joinSql(
        SPEAKING_TABLES.map((table) => sql`SELECT account_id, source_id FROM ${ident(table)}`),
        ' UNION ALL ',
      )}) f SEMI JOIN touched_accounts t ON t.account_id = f.account_id GROUP BY f.account_id`);
    const living = sql`SELECT source_id FROM source WHERE run_id <> ${runId}`;
    removed += await w.run(sql`
      DELETE FROM account_identifier WHERE account_id IN (SELECT account_id FROM touched_accounts) AND source_id NOT IN (${living})
        AND NOT EXISTS (SELECT 1 FROM spoken WHERE spoken.account_id = account_identifier.account_id AND spoken.latest > account_identifier.source_id)`);
    removed += await w.run(sql`
      DELETE FROM account WHERE account_id IN (
        SELECT account_id FROM touched_accounts EXCEPT SELECT account_id FROM spoken EXCEPT SELECT account_id FROM account_identifier)`);
    for (const table of RECORD_TABLES)
      await w.run(sql`DELETE FROM ${ident(table)} WHERE source_id IN (SELECT source_id FROM gone)`);
    await w.run(sql`DELETE FROM import_run WHERE run_id = ${runId}`);
    const later = sql`run_id > ${runId} AND rows_new < rows_kept`;
    const repeats =
      removed > 0 ? await w.rows(sql`SELECT file_name FROM import_run WHERE ${later} ORDER BY run_id`) : [];
    if (repeats.length > 0)
      await w.run(sql`UPDATE import_run SET options_digest = 'import again' WHERE ${later}`);
    await rebuildCards(w);
    return { facts: removed, importAgain: repeats.map((r) => r['file_name'] as string) };
  });
  await audit(store.state, {
    who,
    act: 'import-undone',
    subjectKind: 'import',
    subjectId: runId,
    detail: { file: row.file_name, digest: row.digest, ...done },
  });
  return done;
}
