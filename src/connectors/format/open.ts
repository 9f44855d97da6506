/** Opens a user's file: what it is, by its bytes; its tables; its records, streamed within bounded memory. */
import { basename } from 'node:path';
import { refused } from '#basis/error.ts';
import type { FileSample, SourceRecord } from '../contract.ts';
import { flattenJson } from '../flatten-json.ts';
import { digestFile, type Head, readBytes, readHead } from './bytes.ts';
import { guessDelimiter, readCsv } from './csv.ts';
import { decode, detectEncoding, type Encoding } from './encoding.ts';
import { findHeader, HEADER_LINES } from './header.ts';
import { parseJson, readJson, readNdjson } from './json.ts';
import { type Limits, LIMITS } from './limits.ts';
import { readParquet } from './parquet.ts';
import { checkArchive, readXlsx } from './xlsx.ts';

/** A row that cannot become a record; it is listed, not dropped. */
export interface RowProblem {
  problem: true;
  sheet: string | null;
  row: number;
  column: string;
  value: string;
  reason: string;
  fix?: string;
}

export interface FileTable {
  sheet: string | null;
  shape: 'table' | 'json';
  headers: string[];
  /** The header's row as the user's program counts; 0 where there is none. */
  headerRow: number;
}

export interface OpenedFile {
  fileName: string;
  byteCount: number;
  digest: string;
  compression: 'gzip' | null;
  format: 'csv' | 'tsv' | 'xlsx' | 'json' | 'ndjson' | 'parquet';
  encoding: Encoding | null;
  delimiter: string | null;
  warnings: string[];
  tables: FileTable[];
  sample(sheet: string | null): Promise<FileSample>;
  records(sheet: string | null, options?: ReadingOptions): AsyncGenerator<(SourceRecord | RowProblem)[]>;
}

export interface ReadingOptions {
  signal?: AbortSignal;
  /** Bytes of the file on disk read so far. */
  onProgress?(bytes: number): void;
}

const SAMPLE = 50;

/** No folders, no control characters: what may be shown and stored. */
const cleanName = (path: string): string => {
  const name = basename(path.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '');
  return name === '' || name === '.' || name === '..' ? 'file' : name.slice(0, 200);
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
    await checkArchive(path, fileName, head.byteCount, limits);
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
  const encoding = detectEncoding(head.bytes, fileName);
  const start = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding).decode(head.bytes).trimStart();
  if (start === '')
    throw refused(
      'empty-file',
      `${fileName} holds nothing but blanks.`,
      { file: fileName },
      'Export it again.',
    );
  if (/^[[{]/.test(start)) {
    const format = jsonFormat(start);
    const kind = format === 'ndjson' ? 'ndjson' : 'json';
    return finish(
      { ...common, format: kind, encoding, delimiter: null, warnings: [] },
      [jsonTable(context, encoding, format)],
      fileName,
    );
  }
  const delimiter = guessDelimiter(start.slice(0, 65_536));
  const table = await csvTable(
    context,
    encoding,
    delimiter,
    common.byteCount > head.bytes.length ? start : null,
  );
  const warnings =
    /\r\n/.test(start) && /[^\r]\n/.test(start)
      ? ['line ends are mixed (\\r\\n and \\n); both end a row']
      : [];
  return finish(
    { ...common, format: delimiter === '\t' ? 'tsv' : 'csv', encoding, delimiter, warnings },
    [table],
    fileName,
  );
}

interface Context {
  path: string;
  fileName: string;
  limits: Limits;
  head: Head;
}

type Batches = AsyncGenerator<(SourceRecord | RowProblem)[]>;
interface Table extends FileTable {
  warnings: string[];
  read(onProgress: (bytes: number) => void): Batches;
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
      ...tables.flatMap((t) => t.warnings.map((w) => (t.sheet ? `${t.sheet}: ${w}` : w))),
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

/** A row under its header. Missing cells at the end are empty; extra cells that hold something are a problem. */
function recordOf(
  headers: readonly string[],
  sheet: string | null,
  row: number,
  line: readonly string[],
  limits: Limits,
): SourceRecord | RowProblem {
  for (let i = headers.length; i < line.length; i++)
    if ((line[i] ?? '').trim() !== '')
      return {
        problem: true,
        sheet,
        row,
        column: `column ${i + 1}`,
        value: (line[i] ?? '').slice(0, 200),
        reason: `the row has ${line.length} cells under ${headers.length} headers`,
        fix: 'A separator inside a cell needs quotes; correct the row.',
      };
  const cells: Record<string, string> = {};
  for (let i = 0; i < headers.length; i++) {
    const cell = line[i] ?? '';
    if (cell.length > limits.maxCell)
      return {
        problem: true,
        sheet,
        row,
        column: headers[i] ?? '',
        value: `${cell.slice(0, 200)}…`,
        reason: `the cell holds ${cell.length} characters; ${limits.maxCell} is the limit`,
        fix: 'Shorten the cell.',
      };
    cells[headers[i] as string] = cell;
  }
  return { shape: 'table', sheet, row, cells };
}

async function csvTable(
  { path, fileName, limits, head }: Context,
  encoding: Encoding,
  delimiter: string,
  start: string | null,
): Promise<Table> {
  const lines: string[][] = [];
  /** The head alone decides the header, so that a file of any size opens at once. */
  async function* headText() {
    yield start === null ? '' : start.slice(0, start.lastIndexOf('\n') + 1 || start.length);
  }
  const text = (onRead?: (bytes: number) => void) =>
    decode(readBytes(path, head, fileName, limits, onRead), encoding, fileName);
  const first = readCsv(start === null ? text() : headText(), delimiter, fileName, limits);
  try {
    for await (const batch of first) {
      lines.push(...batch.map((l) => l.cells));
      if (lines.length >= HEADER_LINES) break;
    }
  } catch (error) {
    if (lines.length === 0) throw error;
  }
  const header = findHeader(lines);
  if (!header)
    throw refused(
      'no-header',
      `${fileName} has no header row.`,
      { file: fileName },
      'The first row must name the columns.',
    );
  if (header.names.length > limits.maxColumns)
    throw refused(
      'too-many-columns',
      `${fileName} has ${header.names.length} columns; ${limits.maxColumns} is the limit.`,
      { file: fileName },
    );
  return {
    sheet: null,
    shape: 'table',
    headers: header.names,
    headerRow: header.at + 1,
    warnings: header.warnings,
    async *read(onProgress) {
      for await (const batch of readCsv(text(onProgress), delimiter, fileName, limits)) {
        const records = batch
          .filter((l) => l.row > header.at + 1 && l.cells.some((c) => c !== ''))
          .map((l) => recordOf(header.names, null, l.row, l.cells, limits));
        if (records.length > 0) yield records;
      }
    },
  };
}

async function xlsxTables({ path, fileName, limits }: Context): Promise<Table[]> {
  const first = new Map<
    string,
    { lines: { row: number; cells: string[] }[]; hidden: boolean; rounded: boolean; formula: boolean }
  >();
  for await (const batch of readXlsx(path, fileName, limits))
    for (const line of batch) {
      const seen = first.get(line.sheet) ?? {
        lines: [],
        hidden: line.hidden,
        rounded: false,
        formula: false,
      };
      if (seen.lines.length < HEADER_LINES) seen.lines.push({ row: line.row, cells: line.cells });
      seen.rounded ||= line.rounded;
      seen.formula ||= line.formula;
      first.set(line.sheet, seen);
    }
  const tables: Table[] = [];
  for (const [sheet, { lines, hidden, rounded, formula }] of first) {
    const header = findHeader(lines.map((l) => l.cells));
    if (!header) continue;
    const headerRow = lines[header.at]?.row ?? 1;
    tables.push({
      sheet,
      shape: 'table',
      headers: header.names,
      headerRow,
      warnings: [
        ...header.warnings,
        ...(hidden ? ['the sheet is hidden; it was read'] : []),
        ...(rounded
          ? [
              'numbers of 16 and more digits were rounded by the spreadsheet; ids among them may be wrong. Export ids as text',
            ]
          : []),
        ...(formula ? ['cells with formulas are read by their last computed value'] : []),
      ],
      async *read(onProgress) {
        for await (const batch of readXlsx(path, fileName, limits, onProgress)) {
          const records = batch
            .filter((l) => l.sheet === sheet && l.row > headerRow)
            .map((l) => recordOf(header.names, sheet, l.row, l.cells, limits));
          if (records.length > 0) yield records;
        }
      },
    });
  }
  return tables;
}

async function parquetTable({ path, fileName, limits }: Context): Promise<Table> {
  const { headers, rows } = await readParquet(path, fileName);
  await rows.return(undefined);
  return {
    sheet: null,
    shape: 'table',
    headers,
    headerRow: 0,
    warnings: [],
    async *read() {
      const again = await readParquet(path, fileName);
      for await (const batch of again.rows)
        yield batch.map((l) => recordOf(headers, null, l.row, l.cells, limits));
    },
  };
}

/** Lines that are each a JSON value, one array of records, or values one after another. */
function jsonFormat(start: string): 'ndjson' | 'array' | 'values' {
  const line = start.slice(0, start.indexOf('\n') < 0 ? start.length : start.indexOf('\n')).trim();
  const more = start.slice(line.length).trimStart();
  try {
    const value = parseJson(line);
    if (!Array.isArray(value) || /^[[{]/.test(more))
      return more === '' && !Array.isArray(value)
        ? 'values'
        : Array.isArray(value) && more === ''
          ? 'array'
          : 'ndjson';
  } catch {
    // The first line is not a whole value: the file is one value over many lines, or one very long line.
  }
  return start.startsWith('[') ? 'array' : 'values';
}

function jsonTable(
  { path, fileName, limits, head }: Context,
  encoding: Encoding,
  format: 'ndjson' | 'array' | 'values',
): Table {
  return {
    sheet: null,
    shape: 'json',
    headers: [],
    headerRow: 0,
    warnings: [],
    async *read(onProgress) {
      const text = decode(readBytes(path, head, fileName, limits, onProgress), encoding, fileName);
      const pieces =
        format === 'ndjson'
          ? readNdjson(text, fileName, limits)
          : readJson(text, format === 'array', fileName, limits);
      for await (const batch of pieces)
        yield batch.map((p) =>
          'problem' in p
            ? {
                problem: true,
                sheet: null,
                row: p.row,
                column: '',
                value: p.text,
                reason: p.problem,
                fix: p.fix,
              }
            : { shape: 'json', sheet: null, row: p.row, value: p.value },
        );
    },
  };
}
