/** The state of the library page, as it stands in the address. */
import { type AccountFilter, accountFilterSchema, SORTS } from '#domain/facts/library/schema.ts';

export const PRESETS = ['choose', 'price', 'source'] as const;
export type Preset = (typeof PRESETS)[number];

export interface LibrarySearch extends AccountFilter {
  sort?: (typeof SORTS)[number];
  order?: 'asc' | 'desc';
  preset?: Preset;
}

const oneOf = <T extends string>(words: readonly T[], raw: unknown): T | undefined =>
  words.find((w) => w === raw);

/** Fields whose words may hold a comma: one word in the address is one word. */
const WHOLE = ['category', 'region', 'tag', 'brand', 'vendor'];

/** Reads a filter; fields that do not read are left out, the others stay. */
export function readFilter(raw: Readonly<Record<string, unknown>>): AccountFilter {
  const known = Object.fromEntries(
    Object.keys(accountFilterSchema.shape).flatMap((key) =>
      raw[key] === undefined || raw[key] === ''
        ? []
        : [[key, WHOLE.includes(key) ? [raw[key]].flat() : raw[key]]],
    ),
  );
  const read = accountFilterSchema.safeParse(known);
  if (read.success) {
    const filled = Object.entries(read.data).filter(([, v]) => !(Array.isArray(v) && v.length === 0));
    return Object.fromEntries(filled) as AccountFilter;
  }
  const bad = new Set(read.error.issues.map((issue) => String(issue.path[0])));
  return readFilter(Object.fromEntries(Object.entries(known).filter(([key]) => !bad.has(key))));
}

export function readLibrarySearch(raw: Record<string, unknown>): LibrarySearch {
  const sort = oneOf(SORTS, raw['sort']);
  const order = oneOf(['asc', 'desc'] as const, raw['order']);
  const preset = oneOf(PRESETS, raw['preset']);
  return { ...readFilter(raw), ...(sort && { sort }), ...(order && { order }), ...(preset && { preset }) };
}

/** The filter alone. */
export const filterOf = ({ sort: _s, order: _o, preset: _p, ...filter }: LibrarySearch): AccountFilter =>
  readFilter(filter);
