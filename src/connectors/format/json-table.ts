/** A JSON file as a table of values. */
import { readBytes } from './bytes.ts';
import { decode, type Encoding } from './encoding.ts';
import { parseJson, readJson, readNdjson } from './json-records.ts';
import type { FileContext, Table } from './table.ts';

/** Lines looked at to tell NDJSON from one value over many lines. */
const LOOK_AT = 10;

/** NDJSON when most of the first whole lines are values of their own, be some of them broken. */
export function jsonFormat(start: string, isWhole: boolean): 'ndjson' | 'json' {
  const lines = start.split('\n');
  const cut = isWhole ? undefined : lines.pop();
  const looked = lines
    .map((l) => l.trim())
    .filter((l) => l !== '')
    .slice(0, LOOK_AT);
  // One whole line and a long one after it are two values; one line alone may be any value.
  if (looked.length < 2 && !(looked.length === 1 && /^\s*[[{]/.test(cut ?? ''))) return 'json';
  const values = looked.filter((line) => {
    try {
      return typeof parseJson(line) === 'object';
    } catch {
      return false;
    }
  }).length;
  return values > looked.length / 2 ? 'ndjson' : 'json';
}

export function jsonTable(
  { path, fileName, limits, head }: FileContext,
  encoding: Encoding,
  format: 'ndjson' | 'json',
): Table {
  return {
    sheet: null,
    shape: 'json',
    headers: [],
    headerRow: 0,
    warnings: [],
    async *read(onProgress) {
      const text = decode(readBytes(path, head, fileName, limits, onProgress), encoding, fileName);
      for await (const batch of format === 'ndjson' ? readNdjson(text, limits) : readJson(text, limits))
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
