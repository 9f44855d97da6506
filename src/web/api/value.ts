/** What the value pages read and change. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  backTestSchema,
  kocSchema,
  type PeerTiers,
  type ShortlistRequest,
  shortlistSchema,
  type ValueQuery,
  type ValueSettings,
  valuePageSchema,
  valueSettingsSchema,
} from '#domain/readings/value/schema.ts';
import { type AgencyRequest, agencyCheckSchema, boardSchema } from '#domain/readings/value/watch/schema.ts';
import { ask } from '#web/api/client.ts';

const of = (id: string) => encodeURIComponent(id);

export const valueSettingsQuery = queryOptions({
  queryKey: ['library', 'value-settings'],
  queryFn: ({ signal }) => ask('/value/settings', valueSettingsSchema, { signal }),
});

export const saveTiers = (tiers: PeerTiers | null) =>
  ask('/value/settings', valueSettingsSchema, { method: 'PUT', json: { tiers } });

/** Scores follow: everything under `library` is asked again by the caller. */
export const saveWeights = (weights: ValueSettings['weights'] | null) =>
  ask('/value/settings', valueSettingsSchema, { method: 'PUT', json: { weights } });

export const valueQuery = (accountId: string, query: ValueQuery) =>
  queryOptions({
    queryKey: ['library', 'value', accountId, query],
    queryFn: ({ signal }) => ask(`/accounts/${of(accountId)}/value`, valuePageSchema, { query, signal }),
    placeholderData: (previous) => previous,
  });

export const shortlistQuery = (request: Omit<ShortlistRequest, 'keep'>) =>
  queryOptions({
    queryKey: ['library', 'shortlist', request],
    queryFn: ({ signal }) =>
      ask('/shortlist', shortlistSchema, { method: 'POST', json: { ...request, keep: false }, signal }),
    enabled: request.candidates.length > 0,
    placeholderData: (previous) => previous,
  });

export const backTestQuery = queryOptions({
  queryKey: ['library', 'growth-back-test'],
  queryFn: ({ signal }) => ask('/value/growth-back-test', backTestSchema, { signal }),
  staleTime: 600_000,
});

export const agencyQuery = (request: AgencyRequest | null) =>
  queryOptions({
    queryKey: ['library', 'agency', request],
    queryFn: ({ signal }) =>
      ask('/agency-lists/check', agencyCheckSchema, { method: 'POST', json: request, signal }),
    enabled: request !== null,
    placeholderData: (previous) => (request ? previous : undefined),
  });

export const boardQuery = (listId: string | undefined) =>
  queryOptions({
    queryKey: ['library', 'board', listId],
    queryFn: ({ signal }) => ask(`/lists/${of(listId ?? '')}/board`, boardSchema, { signal }),
    enabled: listId !== undefined,
  });

export const lookAtBoard = (listId: string) =>
  ask(`/lists/${of(listId)}/board/look`, boardSchema, { method: 'POST', json: {} });

const kocsSchema = z.object({ items: z.array(kocSchema) });
export const kocsQuery = (limits: { leastComments: number; leastAccounts: number }) =>
  queryOptions({
    queryKey: ['library', 'consumers', limits],
    queryFn: ({ signal }) =>
      ask('/value/consumers', kocsSchema, { query: { ...limits, limit: 200 }, signal }),
    placeholderData: (previous) => previous,
  });
