/** The program's forecasts of a campaign before launch, from the assumptions that hold: every placement, and their sum. */
import { TouchstoneError } from '#basis/error.ts';
import { subjectOf } from '#domain/decisions/campaigns/bands.ts';
import {
  campaignLine,
  forecastsOf,
  placementsOf,
  storeForecast,
} from '#domain/decisions/campaigns/service.ts';
import { LEARNED_NAMES } from '#domain/decisions/mix/plan/schema.ts';
import type { Store } from '#store/open-store.ts';
import { SETTLED_HOURS } from './campaign-data.ts';
import { beliefsAt, exposuresAt, quantityOf } from './learning.ts';
import { ASSUMED_RATES, campaignForecast, placementForecast } from './measures/placement-forecast.ts';

const DAY_MS = 86_400_000;

export interface ProgramStored {
  stored: number;
  /** Placements without a follower count or a usual engagement, by quantity. */
  thin: number;
  /** Forecasts that stood already and stay. */
  kept: number;
}

/**
 * Stores what has no forecast yet. Rejects after the first day of the campaign. `playedAt` is given where a made-up
 * calendar is played (the demo).
 */
export async function forecastCampaign(
  store: Store,
  campaign: string,
  playedAt: Date | null = null,
): Promise<ProgramStored> {
  const at = playedAt ?? new Date();
  const line = await campaignLine(store, campaign);
  const start = line.startsOn === null ? null : Date.parse(`${line.startsOn}T00:00:00+08:00`);
  if (start !== null && at.getTime() > start)
    throw new TouchstoneError('conflict', 'launched', `“${campaign}” began on ${line.startsOn}.`, {
      fix: 'A forecast counts when it is stored before launch. Forecast the next campaign.',
    });
  const placements = (await placementsOf(store, campaign)).filter((p) => p.state !== 'cancelled');
  const madeAt = at.toISOString();
  const [beliefs, known, made] = [
    await beliefsAt(store, playedAt === null ? null : madeAt),
    await exposuresAt(
      store,
      placements.map((p) => p.accountId),
      madeAt,
    ),
    (await forecastsOf(store, { campaign })).filter((f) => f.method.startsWith(ASSUMED_RATES)),
  ];
  const stood = new Set(made.map((f) => `${f.subject.kind}:${f.subject.id}:${f.quantity}`));
  const days =
    line.endsOn === null || start === null
      ? 30
      : (Date.parse(`${line.endsOn}T00:00:00+08:00`) - start) / DAY_MS + 1;
  const counted: ProgramStored = { stored: 0, thin: 0, kept: made.length };
  for (const name of LEARNED_NAMES) {
    const belief = beliefs[name];
    const { quantity, per } = quantityOf(name);
    const exposed = placements.flatMap((p) => {
      const exposure =
        per === 'followers'
          ? (known.followers.get(p.accountId) ?? p.followerCount)
          : known.usual.get(p.accountId);
      if (!exposure) counted.thin++;
      return exposure ? [{ p, exposure }] : [];
    });
    const head = {
      campaign,
      quantity,
      madeAt,
      madeByKind: 'program' as const,
      madeBy: 'touchstone',
      method: `${ASSUMED_RATES} ${belief.source}`,
      unit: 'count',
    };
    const detail = { assumed: { [name]: belief.value } };
    for (const { p, exposure } of exposed) {
      const subject = subjectOf(p);
      if (stood.has(`${subject.kind}:${subject.id}:${quantity}`)) continue;
      await storeForecast(
        store,
        { ...head, ...placementForecast(belief, exposure), subject, horizonHours: SETTLED_HOURS, n: null },
        detail,
      );
      counted.stored++;
    }
    // A sum over a part of the names would be taken for the whole.
    if (
      exposed.length < placements.length ||
      exposed.length === 0 ||
      stood.has(`campaign:${campaign}:${quantity}`)
    )
      continue;
    await storeForecast(
      store,
      {
        ...head,
        ...campaignForecast(
          belief,
          exposed.map((e) => e.exposure),
        ),
        subject: { kind: 'campaign', id: campaign },
        horizonHours: (days + 7) * 24,
        n: exposed.length,
      },
      detail,
    );
    counted.stored++;
  }
  return counted;
}
