/** Imports files: each read in a thread, merged in one transaction, accounted to the row. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, TouchstoneError } from '#basis/error.ts';
import { digestOf, newId } from '#basis/id.ts';
import type { ReadOptions } from '#connectors/contract.ts';
import { tombstones } from '#domain/facts/people/erased.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import type { Store } from '#store/open-store.ts';
import { mergeBulk } from './bulk-merge.ts';
import { type BulkRead, NotBulk, readBulk } from './bulk-read.ts';
import { mergeStages, nextSource } from './merge.ts';
import { type RunRow, rejectionReasons, runByBytes, runById, runSheets } from './queries.ts';
import { readInThread } from './read-in-thread.ts';
import { recordRun } from './record-run.ts';
import type { FileReport, ImportOptions } from './schema.ts';

export interface FileToImport {
  path: string;
  fileName: string;
  connector: string | null;
  mapping: unknown;
}

export interface Progress {
  /** Share of the file done, 0–1, and what is happening. */
  (share: number, message: string): void;
}

/** What must be equal for the same bytes to say the same: the reader and the user's own statements about the file. */
const optionsDigest = (
  file: FileToImport,
  options: ImportOptions,
  summary: { connector: { id: string; version: number } },
): string =>
  digestOf({
    connector: summary.connector,
    mapping: file.mapping ?? null,
    asOf: options.asOf,
    platform: options.platform,
    dateOrder: options.dateOrder,
    offset: options.utcOffsetMinutes,
    followDesign: options.followDesign,
  });

export async function importFile(
  store: Store,
  file: FileToImport,
  options: ImportOptions,
  batchId: string,
  progress: Progress,
  signal: AbortSignal,
  onRead: () => void = () => {},
): Promise<FileReport> {
  const started = performance.now();
  const runId = newId();
  const folder = join(await store.folder('staging'), runId);
  const importedAt = new Date().toISOString();
  const asOf = options.asOf ?? importedAt;
  const readOptions: ReadOptions = {
    platform: options.platform ?? null,
    asOf,
    dateOrder: options.dateOrder ?? null,
    utcOffsetMinutes: options.utcOffsetMinutes ?? store.config.utcOffsetMinutes,
    followDesign: options.followDesign ?? null,
  };
  const erased = await tombstones(store);
  const attempt = async (allowBulk: boolean): Promise<FileReport> => {
    const summary = await readInThread(
      {
        ...file,
        mapping: file.mapping ?? null,
        folder,
        actorKey: store.actorKey,
        erased,
        options: readOptions,
        allowBulk,
      },
      (share, rows) => progress(share * 0.7, `${file.fileName}: ${rows} rows read`),
      signal,
    );
    onRead();
    const key = optionsDigest(file, options, summary);
    let read: BulkRead | null = null;
    const { bulk: plan } = summary;
    const known = { digest: summary.digest, optionsDigest: key };
    const say = (share: number, what: string) => progress(share, `${file.fileName}: ${what}`);
    const prepare = plan
      ? async (writer: FactWriter) => {
          if (await writer.first(runByBytes, known)) return;
          read = await readBulk(writer, {
            path: file.path,
            plan,
            summary,
            options: readOptions,
            actorKey: store.actorKey,
            erased,
            folder,
            progress: (share, rows) =>
              say(
                share * 0.7,
                share < 1 ? `${rows} rows read` : `${rows} rows read, looking for repeated rows`,
              ),
            signal,
          });
        }
      : undefined;
    const { vendor } = summary.connector;
    const work = async (writer: FactWriter) => {
      const before = await writer.first(runByBytes, known);
      if (before) return before;
      // Somebody was erased while the file was read: what is staged may bring them back.
      if ((await tombstones(store)).length !== erased.length)
        throw new TouchstoneError(
          'busy',
          'erased-meanwhile',
          'A person was erased while the file was read.',
          {
            fix: 'Import the file again.',
          },
        );
      say(0.72, 'merging');
      const result = read
        ? await mergeBulk(
            writer,
            read,
            summary,
            folder,
            (share, what) => say(0.75 + share * 0.25, what),
            signal,
          )
        : await mergeStages(writer, folder, summary.stages, vendor, await nextSource(writer));
      if (signal.aborted) throw cancelled();
      const seconds = (performance.now() - started) / 1000;
      await recordRun(writer, {
        runId,
        batchId,
        file,
        options,
        asOf,
        importedAt,
        key,
        summary,
        result,
        seconds,
      });
      return result;
    };
    const merged = await store.facts.transaction(work, signal, prepare);
    if ('run_id' in merged)
      return reportOf(
        store,
        merged,
        merged.batch_id === batchId ? 'imported' : 'already-imported',
        summary.confidence,
      );
    progress(1, `${file.fileName}: ${merged.rowsNew} new rows`);
    const run = await store.facts.first(runById, { runId });
    if (!run) throw new TouchstoneError('internal', 'run-lost', `The run ${runId} was not recorded.`);
    return reportOf(store, run, 'imported', summary.confidence);
  };
  try {
    return await attempt(true).catch((error: unknown) => {
      if (error instanceof NotBulk && !signal.aborted) return attempt(false);
      throw error;
    });
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (error instanceof TouchstoneError && error.kind === 'refused')
      return refusedReport(
        file.fileName,
        { code: error.code, message: error.message, fix: error.fix ?? null },
        started,
      );
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface ImportStep {
  file: FileToImport;
  options: ImportOptions;
}

/**
 * Imports files in their order; the next one is read while the last one is merged. A file that is refused does not
 * stop the others.
 */
export async function importInOrder(
  store: Store,
  steps: readonly ImportStep[],
  batchId: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<FileReport[]> {
  const reports: Promise<FileReport>[] = [];
  for (const [i, { file, options }] of steps.entries()) {
    signal.throwIfAborted();
    const started = performance.now();
    let read: () => void = () => {};
    const wasRead = new Promise<void>((resolve) => {
      read = resolve;
    });
    const step: Progress = (share, message) => progress((i + share) / steps.length, message);
    const report = importFile(store, file, options, batchId, step, signal, read).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return refusedReport(file.fileName, failure(error), started);
    });
    report.catch(() => {}); // told through `reports`; a second failure must not go unheard as an unhandled one
    reports.push(report);
    await Promise.race([wasRead, report]);
    // At most one file waits for its merge while another is read: what is staged stays small.
    if (i > 0) await reports[i - 1];
  }
  return Promise.all(reports);
}

export const cancelled = () =>
  new TouchstoneError(
    'refused',
    'cancelled',
    'The import was cancelled; files already reported are stored, this one is not.',
  );

/** The stored account of a run as the report of its file. */
export async function reportOf(
  store: Store,
  run: RunRow,
  state: 'imported' | 'already-imported',
  confidence: number | null,
): Promise<FileReport> {
  const [sheets, reasons] = await Promise.all([
    store.facts.all(runSheets, { runId: run.run_id }),
    store.facts.all(rejectionReasons, { runId: run.run_id }),
  ]);
  const again = state === 'already-imported';
  return {
    runId: run.run_id,
    file: run.file_name,
    digest: run.digest,
    byteCount: run.byte_count,
    state,
    vendor: run.vendor,
    platform: run.platform,
    connector: run.connector,
    confidence,
    sourceClass: run.source_class,
    asOf: run.as_of,
    rowsRead: run.rows_read,
    rowsKept: run.rows_kept,
    rowsNew: again ? 0 : run.rows_new,
    rowsRepeated: again ? run.rows_kept : run.rows_kept - run.rows_new,
    rowsRejected: run.rows_rejected,
    cellsUnreadable: run.cells_unreadable,
    sheets: sheets.map((s) => ({
      sheet: s.sheet,
      rowsRead: s.rows_read,
      rowsKept: s.rows_kept,
      rowsRejected: s.rows_rejected,
    })),
    reasons: reasons.map((r) => ({
      scope: r.scope,
      column: r.column_name,
      reason: r.reason,
      count: r.n,
      example: { row: r.row, value: r.value },
      fix: r.fix,
    })),
    unknownColumns: run.unknown_columns,
    withheldColumns: run.withheld_columns,
    facts: again ? {} : (JSON.parse(run.fact_counts) as Record<string, number>),
    warnings: run.warnings,
    error: null,
    seconds: run.seconds,
  };
}

export function refusedReport(
  fileName: string,
  error: { code: string; message: string; fix: string | null },
  started: number,
): FileReport {
  return {
    runId: null,
    file: fileName,
    digest: '',
    byteCount: 0,
    state: 'refused',
    vendor: null,
    platform: null,
    connector: null,
    confidence: null,
    sourceClass: null,
    asOf: null,
    rowsRead: 0,
    rowsKept: 0,
    rowsNew: 0,
    rowsRepeated: 0,
    rowsRejected: 0,
    cellsUnreadable: 0,
    sheets: [],
    reasons: [],
    unknownColumns: [],
    withheldColumns: [],
    facts: {},
    warnings: [],
    error,
    seconds: (performance.now() - started) / 1000,
  };
}

export const failure = (error: unknown) =>
  error instanceof TouchstoneError
    ? { code: error.code, message: error.message, fix: error.fix ?? null }
    : { code: 'internal', message: messageOf(error), fix: null };
