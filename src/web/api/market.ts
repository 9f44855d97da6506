/** What the market pages read. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { industrySchema, tierSchemeSchema, tiersResultSchema } from '#domain/readings/market/schema.ts';
import { ask } from '#web/api/client.ts';

export const industryQuery = (category: string | undefined, windowDays: number) =>
  queryOptions({
    queryKey: ['library', 'industry', category, windowDays],
    queryFn: ({ signal }) => ask('/industry', industrySchema, { query: { category, windowDays }, signal }),
    placeholderData: (previous) => previous,
  });

const schemesSchema = z.object({ items: z.array(tierSchemeSchema) });
export const tierSchemesQuery = queryOptions({
  queryKey: ['tier-schemes'],
  queryFn: ({ signal }) => ask('/tier-schemes', schemesSchema, { signal }),
});

/** Clusters of this library without a scheme; `k` tiers, or as many as the data choose. */
export const tiersQuery = (scheme: string | undefined, k: number | undefined) =>
  queryOptions({
    queryKey: ['library', 'tiers', scheme, k],
    queryFn: ({ signal }) => ask('/tiers', tiersResultSchema, { query: { scheme, k }, signal }),
    placeholderData: (previous) => previous,
  });
