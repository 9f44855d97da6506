/** What the competitor and platform pages read and change. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  platformRolesSchema,
  rivalPostSchema,
  rivalsResultSchema,
  type WatchedBrands,
  watchedBrandsSchema,
} from '#domain/readings/market/rivals/schema.ts';
import { ask, type QueryValue } from '#web/api/client.ts';

export const watchedBrandsQuery = queryOptions({
  queryKey: ['watched-brands'],
  queryFn: ({ signal }) => ask('/rivals/watched', watchedBrandsSchema, { signal }),
});

export const watchBrands = (brands: WatchedBrands) =>
  ask('/rivals/watched', watchedBrandsSchema, { method: 'PUT', json: brands });

export const rivalsQuery = (asked: Readonly<Record<string, QueryValue>>) =>
  queryOptions({
    queryKey: ['library', 'rivals', asked],
    queryFn: ({ signal }) => ask('/rivals', rivalsResultSchema, { query: asked, signal }),
    enabled: Boolean(asked['rivals']),
    placeholderData: (previous) => previous,
  });

const postsSchema = z.object({ items: z.array(rivalPostSchema) });
export const rivalPostsQuery = (asked: Readonly<Record<string, QueryValue>>) =>
  queryOptions({
    queryKey: ['library', 'rival-posts', asked],
    queryFn: ({ signal }) => ask('/rivals/posts', postsSchema, { query: asked, signal }),
  });

export const platformRolesQuery = (category: string | undefined, windowDays: number) =>
  queryOptions({
    queryKey: ['library', 'platform-roles', category, windowDays],
    queryFn: ({ signal }) =>
      ask('/platform-roles', platformRolesSchema, { query: { category, windowDays }, signal }),
    placeholderData: (previous) => previous,
  });
