/** What the market pages read. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  industrySchema,
  listedSchemeSchema,
  type TierScheme,
  tagsSchema,
  tierSchemeSchema,
  tiersResultSchema,
} from '#domain/readings/market/schema.ts';
import { ask } from '#web/api/client.ts';

export const industryQuery = (category: string | undefined, windowDays: number) =>
  queryOptions({
    queryKey: ['library', 'industry', category, windowDays],
    queryFn: ({ signal }) => ask('/industry', industrySchema, { query: { category, windowDays }, signal }),
    placeholderData: (previous) => previous,
  });

const schemesSchema = z.object({ items: z.array(listedSchemeSchema) });
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

export const keepScheme = (scheme: TierScheme) =>
  ask('/tier-schemes', tierSchemeSchema, { method: 'POST', json: scheme });

export const forgetScheme = (name: string) =>
  ask(`/tier-schemes/${encodeURIComponent(name)}`, z.object({ deleted: z.literal(true) }), {
    method: 'DELETE',
  });

export const tagsQuery = (tags: readonly string[], platform: string | undefined, windowDays: number) =>
  queryOptions({
    queryKey: ['library', 'tags', tags, platform, windowDays],
    queryFn: ({ signal }) =>
      ask('/tags', tagsSchema, {
        query: { tag: tags.length === 0 ? undefined : tags.join(','), platform, windowDays },
        signal,
      }),
    placeholderData: (previous) => previous,
  });
