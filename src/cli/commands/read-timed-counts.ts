/** Reads a file of two columns, time and count, with or without a header; gzip too. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { messageOf, refused, usage } from '#basis/error.ts';

export interface TimedCounts {
  /** The time cell as it was written, for files that hand it back. */
  timeText: string[];
  atMs: Float64Array;
  value: Float64Array;
  skippedRows: number;
}

/** Text of a file; unpacked where it begins as gzip does. */
export function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
}

/** Seconds or milliseconds since 1970, or a written date, read as UTC where it names no zone. NaN when neither. */
function momentOf(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number > 1e11 ? number : number * 1000;
  const iso = text.trim().replace(' ', 'T');
  return Date.parse(/[Zz]$|[+-]\d\d:?\d\d$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
}

export function readTimedCounts(path: string): TimedCounts {
  const lines = readText(path)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const sample = lines[0] ?? '';
  const delimiter = ['\t', ',', ';'].find((d) => sample.includes(d)) ?? /\s+/;
  const read: TimedCounts = {
    timeText: [],
    atMs: new Float64Array(0),
    value: new Float64Array(0),
    skippedRows: 0,
  };
  const at: number[] = [];
  const value: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [time = '', count = ''] = line.trim().split(delimiter);
    const [ms, number] = [momentOf(time), count.trim() === '' ? Number.NaN : Number(count)];
    if (Number.isNaN(ms) || !Number.isFinite(number)) {
      // The first row may be a header.
      if (i > 0) read.skippedRows++;
      continue;
    }
    read.timeText.push(time);
    at.push(ms);
    value.push(number);
  }
  if (at.length === 0)
    throw refused(
      'no-series',
      `${path} has no row with a time and a number.`,
      { file: path },
      'Give two columns: time, count.',
    );
  return { ...read, atMs: Float64Array.from(at), value: Float64Array.from(value) };
}
