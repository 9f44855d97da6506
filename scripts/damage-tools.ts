/** What the kinds of damage share. */
import { gzipSync } from 'node:zlib';
import type { Rng } from '#basis/rng.ts';
import { bloggerRows, csvText, HEADERS } from './sound-files.ts';

export type Bytes = Buffer | string;
/** Makes the i-th file of a kind. */
export type Make = (r: Rng, i: number) => [ending: string, bytes: Bytes | Promise<Bytes>];

export const MB = 2 ** 20;

export const cut = (bytes: Buffer, r: Rng) => bytes.subarray(0, r.int(1, bytes.length - 1));

export const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Buffer => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

/** A gzip of one block many times over: members one after another are one stream. */
export const gzipTimes = (block: Buffer, times: number, before = '') => {
  const member = gzipSync(block, { level: 9 });
  return Buffer.concat([gzipSync(before), ...Array.from({ length: times }, () => member)]);
};

export const withCell = (r: Rng, value: string, column = 0) => {
  const rows = bloggerRows(r, 20);
  for (const row of rows.slice(5, 8)) row[column] = value;
  return csvText([HEADERS, ...rows]);
};

export const spoilt = (bytes: Buffer, r: Rng, times: number) => {
  const copy = Buffer.from(bytes);
  for (let k = 0; k < times; k++) copy[r.int(0, copy.length - 1)] = r.int(0, 255);
  return copy;
};

export const nested = (levels: number, inner: string) => '{"a":'.repeat(levels) + inner + '}'.repeat(levels);
