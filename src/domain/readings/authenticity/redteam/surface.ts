/** What a generator offers: ordinary cases, innocent look-alikes, and attacks by dose. */

import type { Words } from '#basis/reading.ts';
import type { Rng } from '#basis/rng.ts';

export interface Surface<C> {
  id: string;
  /** What one case is. */
  case: Words;
  clean: (random: Rng) => C;
  lookAlikes: readonly { id: string; title: Words; make: (random: Rng) => C }[];
  attacks: readonly {
    id: string;
    title: Words;
    doseMeans: Words;
    doses: readonly number[];
    make: (random: Rng, dose: number) => C;
  }[];
  /** Cases in a cell over those asked for: below 1 where a case is costly. */
  caseFactor: number;
}
