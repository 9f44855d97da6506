/** `npm run bench [import|search|start]`: every comparison, one after another; ends with 1 when a bound is missed. */
import { benchImport } from './import.ts';
import { benchSearch } from './search.ts';
import { benchStart } from './start.ts';

export interface Line {
  name: string;
  value: number;
  unit: 'ratio' | 'ms' | 's' | 'MB';
  /** At most this; null where there is no promise. */
  bound: number | null;
  note: string;
}

const BENCHES: Record<string, () => Promise<Line[]>> = {
  import: () => benchImport(5_000_000, 3),
  search: () => benchSearch(1_000_000, 300),
  start: benchStart,
};

const chosen = process.argv.slice(2);
let missed = 0;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  for (const line of await bench()) {
    const over = line.bound !== null && line.value > line.bound;
    if (over) missed++;
    console.log(
      `${over ? 'MISS' : 'ok  '} ${line.name}: ${line.value.toFixed(2)} ${line.unit}${line.bound === null ? '' : ` (at most ${line.bound})`}${line.note ? ` — ${line.note}` : ''}`,
    );
  }
}
process.exit(missed === 0 ? 0 : 1);
