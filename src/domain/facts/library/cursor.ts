/**
 * Page cursors: the order of the list, and the sort value and id of the last row shown. The next page begins after that
 * row wherever it stands by then, so a write in between neither repeats nor skips rows that were not moved by it.
 */
import { z } from 'zod';
import { usage } from '#basis/error.ts';
import type { PageEnd } from './queries.ts';

const cursorSchema = z.tuple([z.string(), z.string().nullable(), z.string()]);

const bad = () =>
  usage(
    'bad-cursor',
    'The page cursor is not one this server gave for this order.',
    'Start from the first page.',
  );

export function cursorAt<R extends { page_value: string | null }>(
  order: string,
  row: R | undefined,
  id: (row: R) => string,
): string | null {
  return row ? Buffer.from(JSON.stringify([order, row.page_value, id(row)])).toString('base64url') : null;
}

/** Where the page before ended; null without a cursor. Throws `bad-cursor` for one of another order. */
export function endOf(cursor: string | undefined, order: string): PageEnd | null {
  if (!cursor) return null;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw bad();
  }
  const parsed = cursorSchema.safeParse(read);
  if (!parsed.success || parsed.data[0] !== order) throw bad();
  const [, value, id] = parsed.data;
  return { value, id };
}
