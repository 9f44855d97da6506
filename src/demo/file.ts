/** A file of the demo before it is written, and the number forms vendors use. */
import type { ReadOptions } from '#connectors/contract.ts';

export interface DemoFile {
  /** Inside the demo folder. */
  path: string;
  /** What it stands for, for people. */
  purpose: string;
  /** The shipped connector that should recognise it; null where the generic mapper has to guess the columns. */
  connectorId: string | null;
  options?: Partial<ReadOptions>;
  content: string | Promise<Buffer>;
  /** Data rows or records, headers not counted. */
  rows: number;
}

/** `13.2w` above ten thousand, as plugins print counts. */
export const inW = (n: number): string => (n < 10_000 ? String(n) : `${Number((n / 10_000).toFixed(1))}w`);
/** `1,327w`: whole ten-thousands with thousands marks; `-` below one. */
export const inWholeW = (n: number): string =>
  n < 10_000 ? '-' : `${Math.round(n / 10_000).toLocaleString('en-US')}w`;
/** `13.2万`. */
export const inWan = (n: number): string => (n < 10_000 ? String(n) : `${Number((n / 10_000).toFixed(1))}万`);
export const percent = (share: number, places = 1): string => `${(share * 100).toFixed(places)}%`;
/** A share as a bare percentage, for columns whose header says %. */
export const bare = (share: number, places = 1): string => (share * 100).toFixed(places);
/** The bucket some pages show: `1千+`, `5千+`, `1万+`. */
export const bucket = (n: number): string =>
  n < 1000 ? String(n) : n < 5000 ? '1千+' : n < 10_000 ? '5千+' : n < 50_000 ? '1万+' : '5万+';
