/** What the pages of prices read. */
import { queryOptions } from '@tanstack/react-query';
import {
  type CardQuery,
  cardSchema,
  curvesSchema,
  liftSchema,
  normRowsSchema,
  normsSchema,
} from '#domain/assets/rates/schema.ts';
import { ask } from '#web/api/client.ts';

/** What is asked stands in the address as text; the server checks it. */
export interface NormsAsked {
  platform?: string | undefined;
  metric?: string | undefined;
  basis?: string | undefined;
  category?: string | undefined;
  currency?: string | undefined;
}

export const normsQuery = (asked: NormsAsked) =>
  queryOptions({
    queryKey: ['library', 'norms', asked],
    queryFn: ({ signal }) => ask('/norms', normsSchema, { query: { ...asked }, signal }),
    placeholderData: (previous) => previous,
  });

export const normRowsQuery = (asked: NormsAsked & { tier: string; format: string }) =>
  queryOptions({
    queryKey: ['library', 'norm-rows', asked],
    queryFn: ({ signal }) => ask('/norms/rows', normRowsSchema, { query: { ...asked }, signal }),
  });

export const cardQuery = (accountId: string, asked: CardQuery) =>
  queryOptions({
    queryKey: ['library', 'negotiation', accountId, asked],
    queryFn: ({ signal }) =>
      ask(`/norms/card/${encodeURIComponent(accountId)}`, cardSchema, { query: { ...asked }, signal }),
    placeholderData: (previous) => previous,
  });

export const curvesQuery = (
  platform: string | undefined,
  outcome: string | undefined,
  by: string | undefined,
) =>
  queryOptions({
    queryKey: ['library', 'curves', platform, outcome, by],
    queryFn: ({ signal }) => ask('/norms/curves', curvesSchema, { query: { platform, outcome, by }, signal }),
    placeholderData: (previous) => previous,
  });

export const liftQuery = (platform: string | undefined, metric: string | undefined) =>
  queryOptions({
    queryKey: ['library', 'paid-lift', platform, metric],
    queryFn: ({ signal }) => ask('/norms/lift', liftSchema, { query: { platform, metric }, signal }),
    placeholderData: (previous) => previous,
  });
