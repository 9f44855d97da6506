/** Nested JSON as a row of cells by path. */
import type { SourceRecord } from './contract.ts';

const scalarText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Called for a whole number that JSON cannot carry exactly; its cell is left out. */
export type OnInexact = (path: string, text: string) => void;

/** `user.name` paths; lists stay JSON text, and so does anything deeper than 20 levels. Nulls are left out. */
export function flattenJson(value: unknown, onInexact?: OnInexact): Record<string, string> {
  const into: Record<string, string> = {};
  const walk = (at: unknown, path: string, depth: number): void => {
    if (at === null || at === undefined) return;
    if (typeof at === 'number' && Number.isInteger(at) && !Number.isSafeInteger(at)) {
      onInexact?.(path, String(at));
      return;
    }
    if (typeof at !== 'object' || Array.isArray(at) || depth > 20) {
      into[path || 'value'] = scalarText(at);
      return;
    }
    for (const [key, inner] of Object.entries(at)) walk(inner, path ? `${path}.${key}` : key, depth + 1);
  };
  walk(value, '', 0);
  return into;
}

/**
 * The cells of a record. For JSON the first root found becomes the start of paths; what lies outside it keeps
 * its full path.
 */
export function flattenRecord(
  record: SourceRecord,
  roots: readonly string[] = [],
  onInexact?: OnInexact,
): Readonly<Record<string, string>> {
  if (record.shape === 'table') return record.cells;
  const cells = flattenJson(record.value, onInexact);
  const root = roots.find((r) => Object.keys(cells).some((path) => path.startsWith(`${r}.`)));
  if (root === undefined) return cells;
  const inside = Object.entries(cells).map(([path, cell]): [string, string] => {
    const short = path.startsWith(`${root}.`) ? path.slice(root.length + 1) : path;
    return [short !== path && Object.hasOwn(cells, short) ? path : short, cell];
  });
  return Object.fromEntries(inside);
}
