/** Reads labelled profiles from files of any format that imports take. */
import { refused } from '#basis/error.ts';
import { flattenRecord } from '#connectors/flatten-json.ts';
import { openFile } from '#connectors/format/open.ts';
import type { LabelledProfiles } from '#domain/readings/authenticity/followers/measures/account-model.ts';
import { cellNumber, labelOf, roleOf } from './profile-columns.ts';

export interface ProfileFile extends LabelledProfiles {
  files: { name: string; digest: string; rowCount: number }[];
  /** Value of the group column per row; empty without one. */
  groups: string[];
  /** Rows left out because they carry no label. */
  unlabelledCount: number;
  /** Cells of known fields that could not be read as numbers. */
  unreadableCount: number;
}

export interface ProfileOptions {
  label: string;
  /** The label's value that means automated; common words are known. */
  positive?: string | undefined;
  map: ReadonlyMap<string, string>;
  group?: string | undefined;
}

const DAY_MS = 86_400_000;

/** Throws `refused` on a file without the label column, or with a label that means nothing known. */
export async function readProfiles(paths: readonly string[], options: ProfileOptions): Promise<ProfileFile> {
  const rows: { cells: Readonly<Record<string, string>>; label: 0 | 1; file: number }[] = [];
  const files: ProfileFile['files'] = [];
  let unlabelledCount = 0;
  for (const path of paths) {
    const file = await openFile(path);
    const sheet = file.tables[0]?.sheet ?? null;
    let seen = false;
    let read = 0;
    for await (const batch of file.records(sheet))
      for (const record of batch) {
        if ('problem' in record)
          throw refused(
            'bad-row',
            `${file.fileName}, row ${record.row}: ${record.reason}`,
            { file: file.fileName, row: record.row, column: record.column, value: record.value },
            'Correct the row or take it out.',
          );
        const cells = flattenRecord(record);
        const cell = cells[options.label];
        if (cell !== undefined) seen = true;
        if (cell === undefined || cell.trim() === '') {
          unlabelledCount++;
          continue;
        }
        const label = labelOf(cell, options.positive);
        if (label === null)
          throw refused(
            'unknown-label',
            `${file.fileName}, row ${record.row}: “${cell}” in column ${options.label} is neither automated nor a person.`,
            { file: file.fileName, row: record.row, column: options.label, value: cell },
            'Name the value that means automated with --positive VALUE.',
          );
        rows.push({ cells, label, file: files.length });
        read++;
      }
    if (!seen)
      throw refused(
        'no-column',
        `${file.fileName} has no column “${options.label}”.`,
        { file: file.fileName, column: options.label },
        'Name the column that holds the label with --label.',
      );
    files.push({ name: file.fileName, digest: file.digest, rowCount: read });
  }
  const headers = [...new Set(rows.flatMap((r) => Object.keys(r.cells)))];
  const fields = new Map<string, Float64Array>();
  let unreadableCount = 0;
  const moments = (role: string): Float64Array | null => {
    const header = headers.find((h) => h !== options.label && roleOf(h, options.map) === role);
    return header === undefined
      ? null
      : Float64Array.from(rows, ({ cells }) => Date.parse(cells[header] ?? ''));
  };
  for (const header of headers) {
    if (header === options.label || header === options.group) continue;
    const role = roleOf(header, options.map);
    if (role === 'ignore' || role === 'joinedAt' || role === 'observedAt') continue;
    const numbers = rows.map(({ cells }) => cellNumber(cells[header] ?? ''));
    // A column without a role joins as a field of its own when all it holds are numbers that differ.
    if (role === null && (numbers.includes(null) || new Set(numbers).size < 2)) continue;
    unreadableCount += numbers.filter((v) => v === null).length;
    const column = Float64Array.from(numbers, (v) => v ?? Number.NaN);
    if (role === 'defaultPicture') {
      if (!fields.has('hasPicture'))
        fields.set(
          'hasPicture',
          column.map((v) => 1 - v),
        );
    } else if (!fields.has(role ?? header)) fields.set(role ?? header, column);
  }
  const joined = moments('joinedAt');
  if (joined && !fields.has('ageDays')) {
    const observed = moments('observedAt');
    // Without a day of observation, the newest join of the row's file stands for it.
    const newest = files.map((_, f) =>
      joined.reduce((m, at, i) => (rows[i]?.file === f && at > m ? at : m), Number.NEGATIVE_INFINITY),
    );
    fields.set(
      'ageDays',
      joined.map((at, i) => ((observed?.[i] ?? newest[rows[i]?.file as number] ?? Number.NaN) - at) / DAY_MS),
    );
  }
  if (fields.size === 0)
    throw refused(
      'no-fields',
      `${files.map((f) => f.name).join(', ')}: no column was recognised as a field of a profile.`,
      { file: files[0]?.name ?? '' },
      'Name the columns with --map FILE.',
    );
  return {
    count: rows.length,
    fields,
    labels: Uint8Array.from(rows, (r) => r.label),
    files,
    groups:
      options.group === undefined ? [] : rows.map((r) => r.cells[options.group as string]?.trim() ?? ''),
    unlabelledCount,
    unreadableCount,
  };
}
