/** Reads one file into staged rows. Runs in the reading thread; touches neither store. */

import { refused } from '#basis/error.ts';
import { told } from '#basis/told.ts';
import type { ReadOptions } from '#connectors/contract.ts';
import { openFile } from '#connectors/format/open.ts';
import type { Mapping } from '#connectors/mapping.ts';
import { type BulkPlan, bulkPlan } from './bulk-plan.ts';
import { chooseConnector } from './choose-connector.ts';
import { RecordStager } from './record-stager.ts';
import type { StageName } from './stages.ts';

export interface StageRequest {
  path: string;
  fileName: string;
  folder: string;
  actorKey: string;
  /** Tombstones of people who asked to be erased. */
  erased: string[];
  connector: string | null;
  mapping: unknown;
  options: ReadOptions;
  /** Hand large engagement tables back unread, with a plan for the engine to read them. */
  allowBulk: boolean;
}

export interface SheetCount {
  sheet: string | null;
  connector: string;
  rowsRead: number;
  rowsKept: number;
  rowsRejected: number;
}

export interface StageSummary {
  digest: string;
  byteCount: number;
  connector: { id: string; version: number; vendor: string; sourceClass: string };
  mapping: Mapping | null;
  platform: string | null;
  confidence: number | null;
  sheets: SheetCount[];
  cellsUnreadable: number;
  unknownColumns: string[];
  withheldColumns: string[];
  warnings: string[];
  stages: StageName[];
  bulk: BulkPlan | null;
}

export async function stageFile(
  request: StageRequest,
  progress: (share: number, rows: number) => void,
  signal: AbortSignal,
): Promise<StageSummary> {
  const file = await openFile(request.path, { fileName: request.fileName });
  const summary: StageSummary = {
    digest: file.digest,
    byteCount: file.byteCount,
    connector: { id: '', version: 0, vendor: '', sourceClass: '' },
    mapping: null,
    platform: null,
    confidence: null,
    sheets: [],
    cellsUnreadable: 0,
    unknownColumns: [],
    withheldColumns: [],
    warnings: [...file.warnings],
    stages: [],
    bulk: null,
  };
  const stager = new RecordStager(
    request.folder,
    request.actorKey,
    file.digest,
    request.options,
    request.erased,
  );
  try {
    for (const [src, table] of file.tables.entries()) {
      const chosen = await chooseConnector(file, table.sheet, request.connector, request.mapping);
      if (!chosen && file.tables.length === 1)
        throw refused(
          'not-recognised',
          `No connector recognises ${file.fileName}, and its columns do not say enough to guess.`,
          { file: file.fileName },
          'Preview the file, map its columns and import it with that mapping (`--mapping FILE`), or name a connector (`--connector ID`).',
        );
      const connector = chosen?.connector;
      if (connector && summary.connector.id === '') {
        const { id, version, vendor, sourceClass } = connector;
        Object.assign(summary, {
          connector: { id, version, vendor, sourceClass },
          mapping: chosen.mapping,
          platform: chosen.platform,
          confidence: chosen.confidence,
        });
      }
      summary.bulk =
        connector && request.allowBulk ? await bulkPlan(request.path, file, table, connector, signal) : null;
      if (summary.bulk) return summary;
      const before = { kept: stager.rowsKept, rejected: stager.rowsRejected };
      stager.sheet(src);
      let rowsRead = 0;
      const onProgress = (bytes: number) =>
        progress(Math.min(0.99, bytes / Math.max(1, file.byteCount)), rowsRead);
      for await (const batch of file.records(table.sheet, { signal, onProgress }))
        for (const record of batch) {
          rowsRead++;
          if (connector) stager.take(record, connector);
          else
            stager.reject(
              record.row,
              '',
              '',
              told`the sheet “${table.sheet ?? ''}” is not recognised`,
              told`Import this sheet with a mapping of its own.`,
            );
        }
      if (signal.aborted)
        throw refused('cancelled', 'The import was cancelled; nothing of this file was stored.');
      summary.sheets.push({
        sheet: table.sheet,
        connector: connector?.id ?? 'none',
        rowsRead,
        rowsKept: stager.rowsKept - before.kept,
        rowsRejected: stager.rowsRejected - before.rejected,
      });
    }
  } finally {
    summary.stages = stager.close();
  }
  summary.cellsUnreadable = stager.cellsUnreadable;
  summary.warnings.push(...stager.warnings);
  summary.unknownColumns = [...stager.unknownColumns];
  summary.withheldColumns = [...stager.withheldColumns];
  return summary;
}
