/** Expected bands of a campaign's posts, frozen as stored forecasts before launch. */
import type { Store } from '#store/open-store.ts';
import { ownCounts } from './band-queries.ts';
import { BAND_LEVEL, EXPECTED_BAND, expectedBand, isExpectedBand } from './measures/expected-band.ts';
import type { Forecast, Placement } from './schema.ts';
import { campaignLine, forecastsOf, placementsOf, storeForecast } from './service.ts';

const METRICS = [
  'view_count',
  'read_count',
  'like_count',
  'comment_count',
  'save_count',
  'share_count',
  'repost_count',
] as const;
const HORIZONS_HOURS = [1, 24, 168] as const;

export interface Frozen {
  stored: number;
  /** Placements with a band already: the first one stays. */
  kept: number;
  /** Placements whose account has too few clean posts at any age. */
  thin: number;
}

export const subjectOf = (p: Placement): Forecast['subject'] =>
  p.postId !== null
    ? { kind: 'post', id: p.postId }
    : { kind: 'placement', id: p.placementId ?? `${p.accountId}@${p.from?.sourceId}:${p.from?.row}` };

/**
 * Stores a band for every placement, counter and age that has none. `at` is the moment that is known: now, except where a
 * made-up calendar is played (the demo).
 */
export async function freezeBands(
  store: Store,
  campaign: string,
  who: string,
  at: Date = new Date(),
): Promise<Frozen> {
  await campaignLine(store, campaign);
  const placements = (await placementsOf(store, campaign)).filter((p) => p.state !== 'cancelled');
  const made = (await forecastsOf(store, { campaign })).filter((f) => isExpectedBand(f.method));
  const banded = new Set(made.map((f) => `${f.subject.kind}:${f.subject.id}`));
  const todo = placements.filter((p) => {
    const { kind, id } = subjectOf(p);
    return !banded.has(`${kind}:${id}`);
  });
  const madeAt = at.toISOString();
  const accountIds = [...new Set(todo.map((p) => p.accountId))];
  const withBand = new Set<Placement>();
  let stored = 0;
  for (const hours of HORIZONS_HOURS) {
    const rows = await store.facts.all(ownCounts, { accountIds, metrics: METRICS, hours, before: madeAt });
    const counts = new Map<string, number[]>();
    for (const r of rows) {
      const key = `${r.account_id}\n${r.metric}`;
      const own = counts.get(key);
      if (own) own.push(r.value);
      else counts.set(key, [r.value]);
    }
    for (const placement of todo)
      for (const quantity of METRICS) {
        const band = expectedBand(counts.get(`${placement.accountId}\n${quantity}`) ?? []);
        if ('state' in band) continue;
        withBand.add(placement);
        await storeForecast(store, {
          subject: subjectOf(placement),
          campaign,
          quantity,
          horizonHours: hours,
          madeAt,
          madeByKind: 'program',
          madeBy: who,
          method: EXPECTED_BAND,
          value: band.value,
          low: band.low,
          high: band.high,
          level: BAND_LEVEL,
          n: band.n,
          unit: 'count',
        });
        stored++;
      }
  }
  return { stored, kept: placements.length - todo.length, thin: todo.length - withBand.size };
}
