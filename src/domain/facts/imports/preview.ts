/** What a file looks like before anything is stored: guesses with confidence, units, and a dry run of its first rows. */
import { TouchstoneError } from '#basis/error.ts';
import { bindHeaders } from '#connectors/bind-headers.ts';
import type { Notes, SourceRecord } from '#connectors/contract.ts';
import { flattenJson } from '#connectors/flatten-json.ts';
import { openFile } from '#connectors/format/open.ts';
import { connectorFromMapping, guessMapping } from '#connectors/generic.ts';
import { mappingSchema, targetMeaning } from '#connectors/mapping.ts';
import { isMapped } from '#connectors/read-mapped.ts';
import { recognise } from '#connectors/registry.ts';
import type { Store } from '#store/open-store.ts';
import { chooseConnector } from './choose-connector.ts';
import { type FileToImport, failure } from './import-file.ts';
import type { ImportOptions, Preview, Problem } from './schema.ts';

export async function previewFile(
  store: Store,
  file: FileToImport,
  options: ImportOptions,
): Promise<Preview> {
  try {
    const opened = await openFile(file.path, { fileName: file.fileName });
    const tables: Preview['tables'] = [];
    for (const table of opened.tables) {
      const sample = await opened.sample(table.sheet);
      const given = file.mapping ? mappingSchema.parse(file.mapping) : null;
      const guess = guessMapping(sample);
      const chosen = await chooseConnector(opened, table.sheet, file.connector, file.mapping);
      const mapping = given ?? chosen?.mapping ?? guess.mapping;
      const connector = chosen?.connector ?? connectorFromMapping(guess.mapping);
      /** What the connector that will read the file makes of each column; a guess only where nothing is recognised. */
      const bound =
        (given ?? (chosen && !chosen.mapping)) && isMapped(connector)
          ? new Map(bindHeaders(connector.mapping, sample.headers).map((b) => [b.header, b.target]))
          : null;
      const readByCode = chosen !== null && !isMapped(connector);
      tables.push({
        sheet: table.sheet,
        candidates: recognise(sample)
          .slice(0, 5)
          .map(({ connector, recognition }) => ({
            connector: connector.id,
            en: connector.en,
            zh: connector.zh,
            vendor: connector.vendor,
            platform: recognition.platform,
            confidence: recognition.confidence,
            reasons: [...recognition.reasons],
          })),
        columns: guess.columns.map((c) => {
          const target = readByCode ? null : bound ? (bound.get(c.header) ?? null) : c.target;
          return {
            header: c.header,
            target: target === null ? null : JSON.stringify(target),
            meaning: readByCode ? connector.en : target === null ? null : targetMeaning(target),
            unitNote: readByCode ? null : c.unitNote,
            confidence: readByCode
              ? (chosen.confidence ?? 1)
              : bound
                ? target === null
                  ? 0
                  : (chosen?.confidence ?? 1)
                : c.confidence,
            examples: examples(sample.records, c.header),
          };
        }),
        mapping: chosen && !chosen.mapping && !given ? null : mapping,
        rows: sample.records
          .slice(0, 20)
          .map((r) => (r.shape === 'table' ? { ...r.cells } : flattenJson(r.value))),
        sample: dryRun(store, file.fileName, sample.records, connector, options),
      });
    }
    return {
      file: opened.fileName,
      byteCount: opened.byteCount,
      format: opened.format,
      encoding: opened.encoding,
      compression: opened.compression,
      warnings: [...opened.warnings],
      error: null,
      tables,
    };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return {
      file: file.fileName,
      byteCount: 0,
      format: '',
      encoding: null,
      compression: null,
      warnings: [],
      error: failure(error),
      tables: [],
    };
  }
}

const examples = (records: readonly SourceRecord[], header: string): string[] => {
  const seen = new Set<string>();
  for (const record of records) {
    const value = record.shape === 'table' ? record.cells[header] : flattenJson(record.value)[header];
    if (value) seen.add(value.slice(0, 60));
    if (seen.size === 3) break;
  }
  return [...seen];
};

function dryRun(
  store: Store,
  file: string,
  records: readonly SourceRecord[],
  connector: ReturnType<typeof connectorFromMapping>,
  options: ImportOptions,
): Preview['tables'][number]['sample'] {
  const problems: Problem[] = [];
  let row = 0;
  let sheet: string | null = null;
  const add = (scope: 'row' | 'cell', column: string, value: string, reason: string, fix?: string) =>
    problems.push({ file, sheet, row, scope, column, value: value.slice(0, 200), reason, fix: fix ?? null });
  const notes: Notes = {
    reject: (column, value, reason, fix) => add('row', column, value, reason, fix),
    unreadable: (column, value, reason) => add('cell', column, value, reason),
    unknown: () => {},
    withheld: () => {},
    warn: () => {},
  };
  let kept = 0;
  for (const record of records) {
    row = record.row;
    sheet = record.sheet;
    const drafts = [
      ...connector.read(
        record,
        {
          platform: options.platform ?? null,
          asOf: options.asOf ?? new Date().toISOString(),
          dateOrder: options.dateOrder ?? null,
          utcOffsetMinutes: options.utcOffsetMinutes ?? store.config.utcOffsetMinutes,
          followDesign: options.followDesign ?? null,
        },
        notes,
      ),
    ];
    if (drafts.length > 0) kept++;
  }
  return { rowsRead: records.length, rowsKept: kept, rowsRejected: records.length - kept, problems };
}
