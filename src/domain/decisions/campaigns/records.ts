/** What people write down about a campaign: links and codes, context events, their own forecasts. */

import type { z } from 'zod';
import { missing, TouchstoneError } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type * as s from './schema.ts';
import { campaignLine, storeForecast } from './service.ts';

const now = () => new Date().toISOString();

export async function addLink(
  store: Store,
  campaign: string,
  given: z.output<typeof s.newLinkSchema>,
  who: string,
): Promise<s.TrackedLink> {
  await campaignLine(store, campaign);
  const taken = await store.state.db
    .selectFrom('tracked_link')
    .select('campaign')
    .where('kind', '=', given.kind)
    .where('value', '=', given.value)
    .executeTakeFirst();
  if (taken)
    throw new TouchstoneError(
      'conflict',
      'link-taken',
      `“${given.value}” belongs to the campaign “${taken.campaign}” already.`,
      { fix: 'A link or code stands for one placement. Choose another.' },
    );
  const link: s.TrackedLink = { linkId: newId(), createdAt: now(), ...given };
  await store.state.db
    .insertInto('tracked_link')
    .values({
      link_id: link.linkId,
      campaign,
      account_id: given.accountId,
      post_id: given.postId,
      kind: given.kind,
      value: given.value,
      sku: given.sku,
      created_by: who,
      created_at: link.createdAt,
      withdrawn_at: null,
    })
    .execute();
  return link;
}

/** Writes down what happened around a campaign, as known at `recordedAt`. */
export async function addContext(
  store: Store,
  campaign: string,
  given: z.output<typeof s.newContextSchema>,
  who: string,
): Promise<s.ContextEvent> {
  await campaignLine(store, campaign);
  const event: s.ContextEvent = {
    ...given,
    fromAt: new Date(given.fromAt).toISOString(),
    untilAt: new Date(given.untilAt).toISOString(),
    eventId: newId(),
    recordedBy: who,
    recordedAt: now(),
  };
  await store.state.db
    .insertInto('context_event')
    .values({
      event_id: event.eventId,
      campaign,
      post_id: event.postId,
      kind: event.kind,
      note: event.note,
      from_at: event.fromAt,
      until_at: event.untilAt,
      recorded_by: who,
      recorded_at: event.recordedAt,
      withdrawn_at: null,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'context-added',
    subjectKind: 'campaign',
    subjectId: campaign,
    detail: { kind: event.kind, note: event.note },
  });
  return event;
}

export async function withdrawContext(store: Store, eventId: string, who: string): Promise<void> {
  const done = await store.state.db
    .updateTable('context_event')
    .set({ withdrawn_at: now() })
    .where('event_id', '=', eventId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw missing('no-context', `There is no context event ${eventId}.`, 'See the campaign’s page.');
  await audit(store.state, { who, act: 'context-withdrawn', subjectKind: 'context', subjectId: eventId });
}

/** A forecast by a person: kept beside the program's and scored like it. */
export const addForecast = async (
  store: Store,
  campaign: string,
  given: z.output<typeof s.newForecastSchema>,
): Promise<s.Forecast> => {
  await campaignLine(store, campaign);
  return storeForecast(store, { ...given, campaign, madeAt: now(), n: null });
};
