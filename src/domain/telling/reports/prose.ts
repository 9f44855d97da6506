/**
 * Sentences of a report. A template names cells in braces; whatever digit stands outside a cell is an uncited number and
 * fails the build (M16).
 */
import { refused } from '#basis/error.ts';
import type { Words } from '#basis/reading.ts';
import { cellText } from './cell-text.ts';
import type { Cell, Language } from './schema.ts';

/** Names that hold a digit and are no number. */
const TERMS = /\b5A\b|5A|95\s?%|SHA-256|XLSX|T\+0/g;
const PLACE = /\{([^{}\s]+)\}/g;

export type Segment = { text: string; cell: Cell | null };

export function segmentsOf(template: string, cells: Record<string, Cell>, language: Language): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const found of template.matchAll(PLACE)) {
    const cell = cells[found[1] as string];
    if (!cell)
      throw refused(
        'unknown-citation',
        `A sentence of the report cites ${found[1]}, which is no cell of it.`,
        undefined,
        'Correct the template; nothing was written.',
      );
    segments.push(
      { text: template.slice(at, found.index), cell: null },
      { text: cellText(cell, language), cell },
    );
    at = found.index + found[0].length;
  }
  segments.push({ text: template.slice(at), cell: null });
  return segments.filter((s) => s.text !== '');
}

/** The first digit that stands in no cell and no term; null when there is none. */
export function uncitedDigit(text: string): string | null {
  return /\p{N}+/u.exec(text.replaceAll(TERMS, ''))?.[0] ?? null;
}

/** Text of segments; rejects a number that no cell states. */
export function citedText(template: string, cells: Record<string, Cell>, language: Language): string {
  const segments = segmentsOf(template, cells, language);
  for (const { text, cell } of segments) {
    const digit = cell ? null : uncitedDigit(text);
    if (digit !== null)
      throw refused(
        'uncited-number',
        `The report would say “${digit}” without a source: “${template.slice(0, 80)}”.`,
        undefined,
        'Give the number a cell; nothing was written.',
      );
  }
  return segments.map((s) => s.text).join('');
}

/** Every fixed word of a report, held to the same rule: titles, labels, columns. */
export function requireNoDigits(words: Words): Words {
  for (const text of [words.en, words.zh]) citedText(text, {}, 'en');
  return words;
}
