/** The day from which expiries and delays are counted. */

import type { Store } from '#store/open-store.ts';
import { libraryAsOf } from './queries.ts';

export interface Clock {
  on: string;
  clock: 'today' | 'demo' | 'asked';
}

const dayHere = new Intl.DateTimeFormat('sv-SE');
/** The day of a moment, in China. */
export const chinaDay = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);

/** The day asked for, else the demo's own, else today where the server runs. */
export async function clockOf(store: Store, asked?: string): Promise<Clock> {
  if (asked !== undefined) return { on: asked, clock: 'asked' };
  const demo = await store.state.db
    .selectFrom('setting')
    .select('name')
    .where('name', '=', 'demo')
    .executeTakeFirst();
  const seen = demo ? (await store.facts.first(libraryAsOf, {}))?.seen_at : null;
  return seen ? { on: chinaDay(seen), clock: 'demo' } : { on: dayHere.format(new Date()), clock: 'today' };
}

/** The day so many days later, ISO. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
