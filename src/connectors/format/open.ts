/** Opens a user's file: what it is, by its bytes; its tables; its records, streamed within bounded memory. */

import { basename } from 'node:path';
import { refused } from '#basis/error.ts';
import { type Told, told } from '#basis/told.ts';
import type { FileSample, SourceRecord } from '../contract.ts';
import { flattenJson } from '../flatten-json.ts';
import { digestFile, readHead, refuseBomb } from './bytes.ts';
import { guessDelimiter, hasMixedLineEnds } from './csv.ts';
import { csvTable } from './csv-table.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import { jsonFormat, jsonTable } from './json-table.ts';
import { LIMITS, type Limits } from './limits.ts';
import { parquetTable } from './parquet.ts';
import type { FileTable, RowProblem, Table } from './table.ts';
import { xlsxTables } from './xlsx.ts';

export type { FileTable, RowProblem } from './table.ts';

export interface OpenedFile {
  fileName: string;
  byteCount: number;
  digest: string;
  compression: 'gzip' | null;
  format: 'csv' | 'tsv' | 'xlsx' | 'json' | 'ndjson' | 'parquet';
  encoding: Encoding | null;
  delimiter: string | null;
  warnings: Told[];
  tables: FileTable[];
  sample(sheet: string | null): Promise<FileSample>;
  records(sheet: string | null, options?: ReadingOptions): AsyncGenerator<(SourceRecord | RowProblem)[]>;
}

export interface ReadingOptions {
  signal?: AbortSignal;
  /** Bytes of the file on disk read so far. */
  onProgress?: (bytes: number) => void;
}

const SAMPLE = 50;

/** No folders, no control or direction characters: what may be shown and stored. */
const cleanName = (path: string): string => {
  const name = basename(path.toWellFormed().replaceAll('\\', '/')).replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    '',
  );
  return name === '' || name === '.' || name === '..' ? 'file' : name.slice(0, 200).toWellFormed();
};

export async function openFile(
  path: string,
  options: { fileName?: string; limits?: Limits } = {},
): Promise<OpenedFile> {
  const fileName = cleanName(options.fileName ?? path);
  const limits = options.limits ?? LIMITS;
  const head = await readHead(path, fileName);
  const common = {
    fileName,
    byteCount: head.byteCount,
    digest: await digestFile(path),
    compression: head.compression,
  };
  const context = { path, fileName, limits, head };
  if (head.kind === 'xlsx') {
    if (head.compression)
      throw refused(
        'xlsx-in-gzip',
        `${fileName} is a workbook inside gzip.`,
        { file: fileName },
        'Import the workbook itself: it is compressed already.',
      );
    return finish(
      { ...common, format: 'xlsx', encoding: null, delimiter: null, warnings: [] },
      await xlsxTables(context),
      fileName,
    );
  }
  if (head.kind === 'parquet') {
    if (head.compression)
      throw refused(
        'parquet-in-gzip',
        `${fileName} is Parquet inside gzip.`,
        { file: fileName },
        'Unpack it and import the Parquet file.',
      );
    return finish(
      { ...common, format: 'parquet', encoding: null, delimiter: null, warnings: [] },
      [await parquetTable(context)],
      fileName,
    );
  }
  if (head.compression) await refuseBomb(path, head, fileName, limits);
  const encoding = detectEncoding(head.bytes, fileName);
  const start = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding).decode(head.bytes);
  const seen = start.trimStart();
  if (seen === '')
    throw refused(
      'empty-file',
      `${fileName} holds nothing but blanks.`,
      { file: fileName },
      'Export it again.',
    );
  if (/^[[{]/.test(seen)) {
    const format = jsonFormat(seen, head.compression === null && common.byteCount === head.bytes.length);
    return finish(
      { ...common, format, encoding, delimiter: null, warnings: [] },
      [jsonTable(context, encoding, format)],
      fileName,
    );
  }
  const delimiter = guessDelimiter(start.slice(0, 65_536));
  return finish(
    {
      ...common,
      format: delimiter === '\t' ? 'tsv' : 'csv',
      encoding,
      delimiter,
      warnings: hasMixedLineEnds(start) ? [told`line ends are mixed (\\r\\n and \\n); both end a row`] : [],
    },
    [await csvTable(context, encoding, delimiter)],
    fileName,
  );
}

function finish(
  facts: Omit<OpenedFile, 'tables' | 'sample' | 'records'>,
  tables: Table[],
  fileName: string,
): OpenedFile {
  if (tables.length === 0)
    throw refused(
      'no-rows',
      `${fileName} holds no table.`,
      { file: fileName },
      'Export it again with its rows.',
    );
  const named = (sheet: string | null): Table => {
    const table = tables.find((t) => t.sheet === sheet);
    if (!table) throw refused('no-sheet', `${fileName} has no sheet “${sheet}”.`, { file: fileName });
    return table;
  };
  return {
    ...facts,
    warnings: [
      ...facts.warnings,
      ...tables.flatMap((t) => t.warnings.map((w) => (t.sheet ? told`${t.sheet}: ${w}` : w))),
    ],
    tables: tables.map(({ sheet, shape, headers, headerRow }) => ({ sheet, shape, headers, headerRow })),
    async sample(sheet) {
      const table = named(sheet);
      const records: SourceRecord[] = [];
      for await (const batch of table.read(() => {})) {
        for (const record of batch)
          if (!('problem' in record) && records.length < SAMPLE) records.push(record);
        if (records.length >= SAMPLE) break;
      }
      const headers =
        table.shape === 'table'
          ? table.headers
          : [...new Set(records.flatMap((r) => Object.keys(r.shape === 'json' ? flattenJson(r.value) : {})))];
      return { fileName, shape: table.shape, sheet, headers, records };
    },
    async *records(sheet, options = {}) {
      for await (const batch of named(sheet).read(options.onProgress ?? (() => {}))) {
        if (options.signal?.aborted) return;
        yield batch;
      }
    },
  };
}
