/** Exchanges of planned placements for other posts, from stored bands and known prices. */
import type { Store } from '#store/open-store.ts';
import { subjectOf } from './bands.ts';
import { isExpectedBand } from './measures/expected-band.ts';
import { type Candidate, REALLOCATION, reallocation } from './measures/reallocation.ts';
import { placedAccounts } from './queries.ts';
import type { Suggestions } from './schema.ts';
import { campaignLine, forecastsOf, placementsOf } from './service.ts';

const QUANTITY = 'like_count';
const HORIZON_HOURS = 168;

export async function suggestionsOf(store: Store, campaign: string): Promise<Suggestions> {
  await campaignLine(store, campaign);
  const [placements, forecasts] = await Promise.all([
    placementsOf(store, campaign),
    forecastsOf(store, { campaign }),
  ]);
  const prices = new Map(
    (await store.facts.all(placedAccounts, { ids: [...new Set(placements.map((p) => p.accountId))] })).map(
      (a) => [a.account_id, a],
    ),
  );
  const names = new Map<
    string,
    { accountId: string; name: string | null; priceMinor: number; currency: string | null }
  >();
  const candidates = placements
    .filter((p) => p.state !== 'cancelled')
    .flatMap((p): Candidate[] => {
      const subject = subjectOf(p);
      const band = forecasts.find(
        (f) =>
          isExpectedBand(f.method) &&
          f.subject.kind === subject.kind &&
          f.subject.id === subject.id &&
          f.quantity === QUANTITY &&
          f.horizonHours === HORIZON_HOURS,
      );
      const quoted = prices.get(p.accountId);
      const priceMinor = p.priceMinor ?? quoted?.price_minor ?? null;
      if (!band || band.low === null || band.high === null || priceMinor === null || priceMinor <= 0)
        return [];
      names.set(subject.id, {
        accountId: p.accountId,
        name: p.accountName,
        priceMinor,
        currency: p.currency ?? quoted?.price_currency ?? null,
      });
      return [
        {
          id: subject.id,
          planned: p.publishedAt === null,
          priceMinor,
          value: band.value,
          low: band.low,
          high: band.high,
        },
      ];
    });
  const found = reallocation(candidates, campaign);
  const head = { quantity: QUANTITY, horizonHours: HORIZON_HOURS, method: REALLOCATION };
  if (!Array.isArray(found)) return { ...head, state: 'insufficient', need: found.need, have: found.have };
  const of = (id: string) => names.get(id) as NonNullable<ReturnType<typeof names.get>>;
  return {
    ...head,
    state: 'ok',
    considered: candidates.length,
    exchanges: found.map((e) => ({
      from: of(e.fromId),
      to: of(e.toId),
      gain: e.gain,
      low: e.low,
      high: e.high,
      chance: e.chance,
    })),
  };
}
