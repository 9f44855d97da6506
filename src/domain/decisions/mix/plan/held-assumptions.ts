/** Values that somebody accepted for plans to take on trust. The newest row of a name holds; `shipped` puts back what the program brings. */
import type { Store } from '#store/open-store.ts';
import { type HeldAssumption, LEARNED_NAMES, type LearnedName } from './schema.ts';

/**
 * What held at a moment (null: now), for a brand; rows without a brand hold for all. The last one written wins, whatever day it
 * bears: a demo's calendar may run ahead of the clock.
 */
export async function heldAssumptions(
  { state }: Store,
  brand: string,
  at: string | null,
): Promise<Map<LearnedName, HeldAssumption>> {
  let query = state.db
    .selectFrom('assumption')
    .selectAll()
    .where((e) => e.or([e('brand', 'is', null), e('brand', '=', brand)]))
    .orderBy('assumption_id');
  if (at !== null) query = query.where('accepted_at', '<=', at);
  const rows = await query.execute();
  const held = new Map<LearnedName, HeldAssumption>();
  for (const r of rows) {
    const name = LEARNED_NAMES.find((n) => n === r.name);
    if (name === undefined) continue;
    if (r.source === 'shipped') held.delete(name);
    else
      held.set(name, {
        name,
        value: r.value,
        low: r.low,
        high: r.high,
        n: r.n,
        source: r.source === 'learned' ? 'learned' : 'stated',
        campaigns: (JSON.parse(r.detail) as { campaigns?: { campaign: string }[] }).campaigns?.length ?? 0,
        acceptedBy: r.accepted_by,
        acceptedAt: r.accepted_at,
      });
  }
  return held;
}
