/** Plain counters of a JSON object as figures. */
import type { FigureDraft } from '#domain/facts/accounts/schema.ts';
import type { Item } from './platforms/payload.ts';

/** The counters an object holds, by metric; absent ones are left out. */
export const itemFigures = (
  item: Item,
  paths: Partial<Record<FigureDraft['metric'], string>>,
): FigureDraft[] =>
  (Object.keys(paths) as FigureDraft['metric'][]).flatMap((metric) => {
    const read = item.quantity(paths[metric] ?? '');
    return read ? [{ metric, quantity: read.quantity, column: read.column }] : [];
  });
