/** What the orders and lift pages of a campaign read. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { type LiftMethod, liftPlanSchema, liftSchema, placesSchema } from '#domain/assets/lift/schema.ts';
import { attributionSchema, ordersSchema, pathsSchema } from '#domain/assets/orders/schema.ts';
import { redirectSchema } from '#domain/decisions/redirects/schema.ts';
import { ask } from '#web/api/client.ts';

const of = (campaign: string, part: string) => `/campaigns/${encodeURIComponent(campaign)}/${part}`;

export const ordersQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'orders', campaign],
    queryFn: ({ signal }) => ask('/orders', ordersSchema, { query: { campaign, limit: 25 }, signal }),
  });

export const pathsQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'paths', campaign],
    queryFn: ({ signal }) => ask(of(campaign, 'paths'), pathsSchema, { query: { limit: 15 }, signal }),
  });

export const attributionQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'attribution', campaign],
    queryFn: ({ signal }) => ask(of(campaign, 'attribution'), attributionSchema, { signal }),
  });

const redirectList = z.object({ items: z.array(redirectSchema) });
export const redirectsQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'redirects', campaign],
    queryFn: ({ signal }) => ask('/redirects', redirectList, { query: { campaign }, signal }),
  });

export async function addRedirect(
  client: QueryClient,
  json: { campaign: string; target: string; accountId: string | null; code?: string },
): Promise<void> {
  await ask('/redirects', redirectSchema, { method: 'POST', json });
  await client.invalidateQueries({ queryKey: ['library', 'redirects', json.campaign] });
}

export const placesQuery = queryOptions({
  queryKey: ['library', 'lift-places'],
  queryFn: ({ signal }) => ask('/lift/places', placesSchema, { signal }),
});

export interface LiftAsked {
  treated: string[];
  method: LiftMethod;
  everyDays: number;
  skus: string[];
}

export const liftPlanQuery = (
  asked: LiftAsked & { duration: number; count: number; expected: number | null },
) =>
  queryOptions({
    queryKey: ['library', 'lift-plan', asked],
    queryFn: ({ signal }) => ask('/lift/plan', liftPlanSchema, { method: 'POST', json: asked, signal }),
  });

export const liftQuery = (asked: LiftAsked & { start: string; until?: string }) =>
  queryOptions({
    queryKey: ['library', 'lift', asked],
    queryFn: ({ signal }) => ask('/lift/measure', liftSchema, { method: 'POST', json: asked, signal }),
  });
