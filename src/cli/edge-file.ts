/**
 * Columns of an edge list (accounts on objects) as typed arrays. A plain CSV or TSV, gzip or not, is read byte by byte;
 * everything else through the product's own reader of tables.
 */
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { refused } from '#basis/error.ts';
import { flattenJson } from '#connectors/flatten-json.ts';
import { openFile } from '#connectors/format/open.ts';
import { ByteDictionary, type IdColumn, readMoment, textDictionary } from './edge-columns.ts';

export interface EdgeColumns<Id extends string, Moment extends string> {
  ids: Record<Id, IdColumn>;
  /** Seconds since 1970; absent when the file has no such column. */
  moments: Partial<Record<Moment, Float64Array>>;
  rowCount: number;
  /** Rows without a cell in a column that is needed. */
  emptyRows: number;
}

export interface WantedColumns<Id extends string, Moment extends string> {
  /** Names a column may have, the likeliest first; `null` for one chosen by place. */
  ids: Record<Id, readonly string[]>;
  moments: Record<Moment, readonly string[]>;
  /** Moments that the file may lack. */
  optional?: readonly Moment[];
  /** Columns taken by place when no name fits. */
  byPlace?: Partial<Record<Id, number>>;
}

interface Reader {
  role: string;
  place: number;
  dictionary: ByteDictionary | null;
  moments: Float64Array | null;
}

const LARGEST_IN_MEMORY = 400 * 2 ** 20;

export async function readEdges<Id extends string, Moment extends string>(
  path: string,
  wanted: WantedColumns<Id, Moment>,
): Promise<EdgeColumns<Id, Moment>> {
  return plainTable(path, wanted) ?? (await anyTable(path, wanted));
}

/** Null when the file is large, quoted, not UTF-8, or no table of lines. */
function plainTable<Id extends string, Moment extends string>(
  path: string,
  wanted: WantedColumns<Id, Moment>,
): EdgeColumns<Id, Moment> | null {
  let bytes: Buffer;
  try {
    if (statSync(path).size > LARGEST_IN_MEMORY / 8) return null;
    bytes = readFileSync(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b)
      bytes = gunzipSync(bytes, { maxOutputLength: LARGEST_IN_MEMORY });
  } catch {
    return null;
  }
  if (bytes.includes(0x22) || bytes.includes(0) || '[{P'.includes(String.fromCharCode(bytes[0] ?? 0)))
    return null;
  const headEnd = bytes.indexOf(10);
  if (headEnd < 0) return null;
  const head = bytes.toString('utf8', bytes[0] === 0xef ? 3 : 0, headEnd).trimEnd();
  const delimiter = head.includes('\t') ? '\t' : head.includes(',') ? ',' : ';';
  const places = placesOf(path, head.split(delimiter), wanted);
  const fields = new Int32Array(2 * (Math.max(...places.map(([, place]) => place)) + 1));
  let lines = 0;
  for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) lines++;
  const readers = places.map(
    ([role, place, kind]): Reader => ({
      role,
      place,
      dictionary: kind === 'id' ? new ByteDictionary(bytes, lines) : null,
      moments: kind === 'moment' ? new Float64Array(lines) : null,
    }),
  );
  const separator = delimiter.charCodeAt(0);
  let [rowCount, emptyRows, row] = [0, 0, 1];
  for (let from = headEnd + 1; from < bytes.length; ) {
    row++;
    let field = 0;
    fields.fill(-1);
    let at = from;
    for (let start = from; ; at++) {
      const byte = at < bytes.length ? bytes[at] : 10;
      if (byte !== separator && byte !== 10) continue;
      if (2 * field < fields.length) {
        fields[2 * field] = start;
        fields[2 * field + 1] = byte === 10 && bytes[at - 1] === 13 ? at - 1 : at;
      }
      if (byte === 10) break;
      field++;
      start = at + 1;
    }
    const blank = at - from <= 1 && field === 0;
    from = at + 1;
    if (blank) continue;
    let whole = true;
    for (let r = 0; r < readers.length; r++) {
      const field = 2 * (readers[r] as Reader).place;
      if ((fields[field + 1] as number) <= (fields[field] as number)) whole = false;
    }
    if (!whole) {
      emptyRows++;
      continue;
    }
    for (let r = 0; r < readers.length; r++) {
      const { role, place, dictionary, moments } = readers[r] as Reader;
      const start = fields[2 * place] as number;
      const end = fields[2 * place + 1] as number;
      if (dictionary) dictionary.put(rowCount, start, end);
      else if (moments)
        moments[rowCount] = readMoment(bytes.toString('latin1', start, end), {
          file: path,
          row,
          column: role,
        });
    }
    rowCount++;
  }
  return {
    ids: Object.fromEntries(
      readers.flatMap((r) => (r.dictionary ? [[r.role, r.dictionary.column(rowCount)]] : [])),
    ) as Record<Id, IdColumn>,
    moments: Object.fromEntries(
      readers.flatMap((r) => (r.moments ? [[r.role, r.moments.subarray(0, rowCount)]] : [])),
    ) as Partial<Record<Moment, Float64Array>>,
    rowCount,
    emptyRows,
  };
}

async function anyTable<Id extends string, Moment extends string>(
  path: string,
  wanted: WantedColumns<Id, Moment>,
): Promise<EdgeColumns<Id, Moment>> {
  const file = await openFile(path);
  const sheet = file.tables[0]?.sheet ?? null;
  const { headers } = await file.sample(sheet);
  const places = placesOf(path, [...headers], wanted).map(([role, place, kind]) => ({
    role,
    header: headers[place] as string,
    dictionary: kind === 'id' ? textDictionary() : null,
    moments: kind === 'moment' ? ([] as number[]) : null,
  }));
  let [rowCount, emptyRows] = [0, 0];
  for await (const batch of file.records(sheet))
    for (const record of batch) {
      if ('problem' in record) {
        emptyRows++;
        continue;
      }
      const cells = record.shape === 'table' ? record.cells : flattenJson(record.value);
      const texts = places.map(({ header }) => (cells[header] ?? '').trim());
      if (texts.includes('')) {
        emptyRows++;
        continue;
      }
      for (const [i, { header, dictionary, moments }] of places.entries()) {
        const text = texts[i] as string;
        if (dictionary) dictionary.put(text);
        else moments?.push(readMoment(text, { file: path, row: record.row, column: header }));
      }
      rowCount++;
    }
  return {
    ids: Object.fromEntries(
      places.flatMap((p) => (p.dictionary ? [[p.role, p.dictionary.column()]] : [])),
    ) as Record<Id, IdColumn>,
    moments: Object.fromEntries(
      places.flatMap((p) => (p.moments ? [[p.role, Float64Array.from(p.moments)]] : [])),
    ) as Partial<Record<Moment, Float64Array>>,
    rowCount,
    emptyRows,
  };
}

/** Role, place in the header, and kind of every column that is read. */
function placesOf<Id extends string, Moment extends string>(
  path: string,
  headers: string[],
  wanted: WantedColumns<Id, Moment>,
): (readonly [string, number, 'id' | 'moment'])[] {
  const named = headers.map((h) => h.trim().toLowerCase());
  const find = (names: readonly string[]): number => {
    for (const name of names) {
      const at = named.indexOf(name.toLowerCase());
      if (at >= 0) return at;
    }
    return -1;
  };
  const lacking = (role: string, names: readonly string[]) =>
    refused(
      'no-column',
      `${path} has no column for ${role}: looked for ${names.join(', ')} among ${headers.join(', ')}.`,
      { file: path, column: role },
      `Name it with --map ${role}=COLUMN.`,
    );
  const found: (readonly [string, number, 'id' | 'moment'])[] = [];
  for (const [role, names] of Object.entries<readonly string[]>(wanted.ids)) {
    const named = find(names);
    const place = named >= 0 ? named : (wanted.byPlace?.[role as Id] ?? -1);
    if (place < 0 || place >= headers.length) throw lacking(role, names);
    found.push([role, place, 'id']);
  }
  for (const [role, names] of Object.entries<readonly string[]>(wanted.moments)) {
    const place = find(names);
    if (place >= 0) found.push([role, place, 'moment']);
    else if (!wanted.optional?.includes(role as Moment)) throw lacking(role, names);
  }
  return found;
}
