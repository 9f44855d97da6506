/** What the value pages read and change. */
import { queryOptions } from '@tanstack/react-query';
import {
  backTestSchema,
  type ShortlistRequest,
  shortlistSchema,
  type ValueQuery,
  type ValueSettings,
  valuePageSchema,
  valueSettingsSchema,
} from '#domain/readings/value/schema.ts';
import { ask } from '#web/api/client.ts';

const of = (id: string) => encodeURIComponent(id);

export const valueSettingsQuery = queryOptions({
  queryKey: ['library', 'value-settings'],
  queryFn: ({ signal }) => ask('/value/settings', valueSettingsSchema, { signal }),
});

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
