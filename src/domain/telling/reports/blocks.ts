/** Short forms in which the sections are written. */
import { type Words, word as w } from '#basis/reading.ts';
import { requireNoDigits } from './prose.ts';
import type { Block, Layer, Section } from './schema.ts';

export const prose = (layer: Layer, en: string, zh: string): Block => ({
  kind: 'prose',
  layer,
  text: w(en, zh),
});

export const tiles = (layer: Layer, ...list: [label: Words, cell: string, note?: Words][]): Block => ({
  kind: 'tiles',
  layer,
  tiles: list.map(([label, cell, note]) => ({
    label: requireNoDigits(label),
    cell,
    note: note ? requireNoDigits(note) : null,
  })),
});

export const table = (
  layer: Layer,
  id: string,
  sheet: string,
  title: Words,
  columns: readonly Words[],
  rows: string[][],
): Block => ({
  kind: 'table',
  layer,
  id,
  sheet,
  title: requireNoDigits(title),
  columns: columns.map(requireNoDigits),
  rows,
});

export const chart = (
  layer: Layer,
  id: string,
  sheet: string,
  title: Words,
  shape: 'bar' | 'column' | 'line',
  categories: string[],
  series: { name: Words; cells: string[] }[],
): Block => ({ kind: 'chart', layer, id, sheet, title: requireNoDigits(title), shape, categories, series });

export const section = (
  id: string,
  place: number,
  title: Words,
  blocks: readonly (Block | null)[],
): Section => ({
  id,
  place,
  title: requireNoDigits(title),
  blocks: blocks.filter((b) => b !== null),
});
