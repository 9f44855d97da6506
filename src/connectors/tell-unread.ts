/** Lists what a code connector did not read of an object, so that nothing is dropped in silence. */
import { flattenJson } from './flatten-json.ts';
import type { Item } from './platforms/payload.ts';
import { isNothing } from './values.ts';

/** Every value of the item whose path was neither read nor passed goes to the notes as unknown. */
export function tellUnread(item: Item): void {
  for (const [path, cell] of Object.entries(flattenJson(item.value))) {
    if (isNothing(cell) || cell === '[]') continue;
    const steps = path.split('.');
    const seen = steps.some((_, i) => item.used.has(steps.slice(0, i + 1).join('.')));
    if (!seen) item.reading.notes.unknown(item.column(path), cell);
  }
}
