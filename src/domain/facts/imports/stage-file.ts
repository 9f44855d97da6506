/** Reads one file into staged rows. Runs in the reading thread; touches neither store. */
import type { Connector, Notes, ReadOptions, SourceRecord } from '#connectors/contract.ts';
import { type OpenedFile, openFile, type RowProblem } from '#connectors/format/open.ts';
import { connectorFromMapping, guessMapping } from '#connectors/generic.ts';
import { type Mapping, mappingSchema } from '#connectors/mapping.ts';
import { flattenJson } from '#connectors/flatten-json.ts';
import { connectorById, recognise } from '#connectors/registry.ts';
import { refused } from '#basis/error.ts';
import { AccountRefs } from './account-refs.ts';
import type { Draft } from './schema.ts';
import { stageDraft } from './stage-drafts.ts';
import { StageWriter } from './stage-writer.ts';
import type { StageName } from './stages.ts';

export interface StageRequest {
  path: string;
  fileName: string;
  folder: string;
  actorKey: string;
  connector: string | null;
  mapping: unknown;
  options: ReadOptions;
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
}

export interface Chosen {
  connector: Connector;
  confidence: number | null;
  platform: string | null;
  mapping: Mapping | null;
}

/** Below this a file is not taken for a vendor's layout without the user saying so. */
const SURE = 0.6;

/** The connector of a table: the named one, the given mapping, the recognised vendor, else a confident guess. */
export async function chooseConnector(
  file: OpenedFile,
  sheet: string | null,
  connector: string | null,
  mapping: unknown,
): Promise<Chosen | null> {
  if (mapping !== null && mapping !== undefined) {
    const read = mappingSchema.parse(mapping);
    return {
      connector: connectorFromMapping(read),
      confidence: null,
      platform: read.platform ?? null,
      mapping: read,
    };
  }
  if (connector) {
    const named = connectorById(connector);
    if (!named)
      throw refused(
        'unknown-connector',
        `There is no connector “${connector}”.`,
        { file: file.fileName },
        'List them with `touchstone import --connectors`.',
      );
    return {
      connector: named,
      confidence: null,
      platform: named.platforms.length === 1 ? (named.platforms[0] ?? null) : null,
      mapping: null,
    };
  }
  const sample = await file.sample(sheet);
  const best = recognise(sample)[0];
  if (best && best.recognition.confidence >= SURE)
    return {
      connector: best.connector,
      confidence: best.recognition.confidence,
      platform: best.recognition.platform,
      mapping: null,
    };
  const guess = guessMapping(sample);
  const known = guess.columns.filter((c) => c.target !== null);
  const sure = known.length > 0 && known.reduce((sum, c) => sum + c.confidence, 0) / known.length >= SURE;
  if (!sure || guess.mapping.requires.length === 0) return null;
  return {
    connector: connectorFromMapping(guess.mapping),
    confidence: SURE,
    platform: guess.mapping.platform ?? null,
    mapping: guess.mapping,
  };
}

const PERSONAL: ReadonlySet<Draft['kind']> = new Set(['engagement', 'follow', 'actor', 'order']);
const CELLS_LIMIT = 65_536;
const VALUE_LIMIT = 2_000;
const clip = (value: string) => (value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT)}…` : value);

export async function stageFile(
  request: StageRequest,
  progress: (share: number, rows: number) => void,
  signal: AbortSignal,
): Promise<StageSummary> {
  const file = await openFile(request.path, { fileName: request.fileName });
  const stage = new StageWriter(request.folder);
  const refs = new AccountRefs(stage, request.actorKey, file.digest);
  const context = { stage, refs, key: request.actorKey, asOf: request.options.asOf };
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
    warnings: [],
    stages: [],
  };
  const warnings = new Set(file.warnings);
  const unknownColumns = new Set<string>();
  const withheldColumns = new Set<string>();
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
      const count: SheetCount = {
        sheet: table.sheet,
        connector: chosen?.connector.id ?? 'none',
        rowsRead: 0,
        rowsKept: 0,
        rowsRejected: 0,
      };
      summary.sheets.push(count);
      if (chosen && summary.connector.id === '') {
        const { id, version, vendor, sourceClass } = chosen.connector;
        Object.assign(summary, {
          connector: { id, version, vendor, sourceClass },
          mapping: chosen.mapping,
          platform: chosen.platform,
          confidence: chosen.confidence,
        });
      }
      const place = { src, row: 0 };
      let rejections = 0;
      const withheldNow = new Set<string>();
      const problem = (scope: 'row' | 'cell', column: string, value: string, reason: string, fix?: string) =>
        stage.put('rejected', {
          ...place,
          scope,
          column_name: column,
          value: clip(value),
          reason,
          fix: fix ?? null,
        });
      let held: Parameters<typeof problem>[] = [];
      const notes: Notes = {
        reject: (column, value, reason, fix) => {
          rejections++;
          held.push(['row', column, value, reason, fix]);
        },
        unreadable: (column, value, reason) => {
          summary.cellsUnreadable++;
          problem('cell', column, value, reason);
        },
        unknown: (column, value) => {
          unknownColumns.add(column);
          stage.put('unknown', { ...place, column_name: column, value: clip(value) });
        },
        withheld: (column) => {
          withheldColumns.add(column);
          withheldNow.add(column);
        },
        warn: (text) => {
          if (warnings.size < 100) warnings.add(text);
        },
      };
      const options = { ...request.options, platform: request.options.platform };
      const handle = (record: SourceRecord | RowProblem) => {
        count.rowsRead++;
        place.row = record.row;
        if ('problem' in record) {
          count.rowsRejected++;
          problem('row', record.column, record.value, record.reason, record.fix);
          return;
        }
        if (!chosen) {
          count.rowsRejected++;
          problem(
            'row',
            '',
            '',
            `the sheet “${table.sheet ?? ''}” is not recognised`,
            'Import this sheet with a mapping of its own.',
          );
          return;
        }
        rejections = 0;
        held = [];
        withheldNow.clear();
        let drafts = 0;
        let personal = false;
        for (const draft of chosen.connector.read(record, options, notes)) {
          drafts++;
          personal ||= PERSONAL.has(draft.kind);
          stageDraft(draft, place, context);
        }
        if (drafts === 0) {
          count.rowsRejected++;
          if (rejections === 0) problem('row', '', '', 'nothing in the row could be used');
          for (const h of held) problem(...h);
          return;
        }
        count.rowsKept++;
        for (const [, ...rest] of held) problem('cell', ...rest);
        if (!personal) stage.put('source_row', { ...place, cells: cellsOf(record, withheldNow) });
      };
      const onProgress = (bytes: number) =>
        progress(Math.min(0.99, bytes / Math.max(1, file.byteCount)), count.rowsRead);
      for await (const batch of file.records(table.sheet, { signal, onProgress }))
        for (const record of batch) handle(record);
      if (signal.aborted)
        throw refused('cancelled', 'The import was cancelled; nothing of this file was stored.');
    }
  } finally {
    summary.stages = stage.close();
  }
  summary.warnings = [...warnings];
  summary.unknownColumns = [...unknownColumns];
  summary.withheldColumns = [...withheldColumns];
  return summary;
}

function cellsOf(record: SourceRecord, withheld: ReadonlySet<string>): string {
  const cells = record.shape === 'table' ? record.cells : flattenJson(record.value);
  const kept = Object.fromEntries(
    Object.entries(cells).filter(([column, value]) => value !== '' && !withheld.has(column)),
  );
  const text = JSON.stringify(kept);
  if (text.length <= CELLS_LIMIT) return text;
  return JSON.stringify(Object.fromEntries(Object.entries(kept).map(([k, v]) => [k, clip(v)]))).slice(
    0,
    CELLS_LIMIT * 4,
  );
}
