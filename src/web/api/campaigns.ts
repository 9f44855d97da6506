/** What the deliver pages ask: campaigns, their watch, the map. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  campaignLineSchema,
  campaignSchema,
  contextSchema,
  type newContextSchema,
  suggestionsSchema,
} from '#domain/decisions/campaigns/schema.ts';
import { alarmRowSchema, liveSchema } from '#domain/decisions/monitor/schema.ts';
import { ask } from '#web/api/client.ts';

const at = (campaign: string) => `/campaigns/${encodeURIComponent(campaign)}`;
const key = (campaign: string, ...more: unknown[]) => ['library', 'campaign', campaign, ...more];

export const campaignsQuery = queryOptions({
  queryKey: ['library', 'campaigns'],
  queryFn: ({ signal }) => ask('/campaigns', z.object({ items: z.array(campaignLineSchema) }), { signal }),
});

export const campaignQuery = (campaign: string) =>
  queryOptions({
    queryKey: key(campaign),
    queryFn: ({ signal }) => ask(at(campaign), campaignSchema, { signal }),
  });

/** Asked again every quarter of a minute, and at once when the server tells of new facts. */
export const liveQuery = (campaign: string, post?: string, metric?: string) =>
  queryOptions({
    queryKey: key(campaign, 'live', post, metric),
    queryFn: ({ signal }) => ask(`${at(campaign)}/live`, liveSchema, { query: { post, metric }, signal }),
    placeholderData: (previous) => previous,
    refetchInterval: 15_000,
    retry: false,
  });

export const alarmRowsQuery = (campaign: string, alarmId: string) =>
  queryOptions({
    queryKey: key(campaign, 'alarm', alarmId),
    queryFn: ({ signal }) =>
      ask(`${at(campaign)}/alarms/${alarmId}/rows`, z.object({ items: z.array(alarmRowSchema) }), { signal }),
  });

export const suggestionsQuery = (campaign: string) =>
  queryOptions({
    queryKey: key(campaign, 'suggestions'),
    queryFn: ({ signal }) => ask(`${at(campaign)}/suggestions`, suggestionsSchema, { signal }),
  });

export const mapQuery = queryOptions({
  queryKey: ['map'],
  queryFn: ({ signal }) => ask('/map/provinces', z.record(z.string(), z.unknown()), { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** A campaign whose placements are the names of a plan's version, with its bands frozen. */
export async function campaignFromPlan(
  client: QueryClient,
  campaign: string,
  planId: string,
  planVersion: number,
): Promise<void> {
  await ask('/campaigns', campaignSchema, { method: 'POST', json: { campaign, planId, planVersion } });
  await freezeBands(client, campaign);
  await client.invalidateQueries({ queryKey: campaignsQuery.queryKey });
}

const changed = (client: QueryClient, campaign: string) =>
  client.invalidateQueries({ queryKey: ['library', 'campaign', campaign] });

export async function startWatch(client: QueryClient, campaign: string): Promise<void> {
  await ask(`${at(campaign)}/watch`, z.object({ alarms: z.number() }), { method: 'POST', json: {} });
  await changed(client, campaign);
}

export async function freezeBands(client: QueryClient, campaign: string): Promise<void> {
  const shape = z.object({ stored: z.number(), kept: z.number(), thin: z.number() });
  await ask(`${at(campaign)}/bands`, shape, { method: 'POST', json: {} });
  await changed(client, campaign);
}

export async function addContext(
  client: QueryClient,
  campaign: string,
  given: z.input<typeof newContextSchema>,
): Promise<void> {
  await ask(`${at(campaign)}/context`, contextSchema, { method: 'POST', json: given });
  await changed(client, campaign);
}

export async function withdrawContext(client: QueryClient, campaign: string, eventId: string): Promise<void> {
  const shape = z.object({ withdrawn: z.literal(true) });
  await ask(`${at(campaign)}/context/${eventId}`, shape, { method: 'DELETE' });
  await changed(client, campaign);
}
