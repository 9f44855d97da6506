/** HTTP of the competitor board and of platform roles. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { Store } from '#store/open-store.ts';
import { industryQuerySchema } from '../schema.ts';
import * as s from './schema.ts';
import { platformRoles, postsNaming, rivalBoard } from './service.ts';
import { watchBrands, watchedBrands } from './watched.ts';

export function rivalRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['market'];
  app.get(
    '/rivals',
    {
      schema: {
        summary: 'Competitors: whom they used, in what mix, for about what, and how full each platform is',
        tags,
        querystring: s.rivalsRequestSchema,
        response: { 200: s.rivalsResultSchema },
      },
    },
    (r) => rivalBoard(store, r.query),
  );
  app.get(
    '/rivals/posts',
    {
      schema: {
        summary: 'The posts behind a competitor’s figures, newest first',
        tags,
        querystring: z.object({
          brand: s.rivalsRequestSchema.shape.own.unwrap(),
          category: z.string().trim().min(1).optional(),
          platform: z.enum(PLATFORM_IDS).optional(),
          windowDays: z.coerce.number().int().min(7).max(3650).default(180),
          limit: z.coerce.number().int().min(1).max(1000).default(100),
        }),
        response: { 200: z.object({ items: z.array(s.rivalPostSchema) }) },
      },
    },
    async (r) => ({ items: await postsNaming(store, r.query.brand, r.query) }),
  );
  app.get(
    '/rivals/watched',
    {
      schema: {
        summary: 'The own brand and the competitors that this workspace watches',
        tags,
        response: { 200: s.watchedBrandsSchema },
      },
    },
    () => watchedBrands(store),
  );
  app.put(
    '/rivals/watched',
    {
      schema: {
        summary: 'Say which brands to watch',
        tags,
        body: s.watchedBrandsSchema,
        response: { 200: s.watchedBrandsSchema },
      },
    },
    (r) => watchBrands(store, r.body, 'user'),
  );
  app.get(
    '/platform-roles',
    {
      schema: {
        summary: 'What each platform is good for, from this library and by convention',
        tags,
        querystring: industryQuerySchema,
        response: { 200: s.platformRolesSchema },
      },
    },
    (r) => platformRoles(store, r.query.category ?? null, r.query.windowDays),
  );
}
