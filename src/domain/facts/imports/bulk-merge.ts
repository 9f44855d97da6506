/** Stores what `readBulk` gathered, inside the import's transaction. */
import { told } from '#basis/told.ts';
import type { FactWriter } from '#store/facts/fact-store.ts';
import type { BulkRead } from './bulk-read.ts';
import * as bulk from './bulk-statements.ts';
import { type MergeResult, mergeStages, nextSource } from './merge.ts';
import type { StageSummary } from './stage-file.ts';

/** Enough to store rows; with more the engine would keep the stored blocks, so that memory grew with the file. */
const STORING_MB = 200;

/**
 * Rows that may repeat are compared by the same merge as any file's; the others are stored as they are. Adds to the
 * summary the unknown columns that plain rows fill.
 */
export async function mergeBulk(
  writer: FactWriter,
  { plan, files, stages, someRepeat, someStaged }: BulkRead,
  summary: StageSummary,
  folder: string,
  progress: (share: number, message: string) => void,
  signal: AbortSignal,
): Promise<MergeResult> {
  const firstSource = await nextSource(writer);
  const { vendor } = summary.connector;
  const merged = await mergeStages(writer, folder, stages, vendor, firstSource, someStaged);
  const unknown = new Set(summary.unknownColumns);
  for (const i of plan.unknown)
    if ((await writer.run(bulk.insertUnknown(plan, files, i, firstSource))) > 0)
      unknown.add(plan.headers[i] ?? '');
  summary.unknownColumns = [...unknown];
  await writer.lean(STORING_MB);
  let single = 0;
  for (const [i, file] of files.entries()) {
    signal.throwIfAborted();
    progress(i / files.length, told`storing rows`);
    single += await writer.run(bulk.insertSingle(plan, [file], firstSource, someRepeat));
  }
  return {
    ...merged,
    rowsNew: merged.rowsNew + single,
    facts: { ...merged.facts, engagement: (merged.facts['engagement'] ?? 0) + single },
  };
}
