/** HTTP of the market: tiers by clusters or scheme, and the industry overview. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { TIER_SCHEMES } from './schemes.ts';
import { industry, libraryTiers } from './service.ts';

export function marketRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['market'];
  app.get(
    '/tiers',
    {
      schema: {
        summary: 'Tiers of each platform, by exact clusters or a named scheme',
        tags,
        querystring: s.tiersRequestSchema,
        response: { 200: s.tiersResultSchema },
      },
    },
    (r) => libraryTiers(store, r.query),
  );
  app.post(
    '/tiers',
    {
      schema: {
        summary: 'Tiers of each platform by a scheme of your own',
        tags,
        body: s.tiersRequestSchema.pick({ platform: true }).extend({ scheme: s.tierSchemeSchema }),
        response: { 200: s.tiersResultSchema },
      },
    },
    (r) => libraryTiers(store, { platform: r.body.platform }, r.body.scheme),
  );
  app.get(
    '/tier-schemes',
    {
      schema: {
        summary: 'Named follower bands with their sources',
        tags,
        response: { 200: z.object({ items: z.array(s.tierSchemeSchema) }) },
      },
    },
    async () => ({ items: [...TIER_SCHEMES] }),
  );
  app.get(
    '/industry',
    {
      schema: {
        summary: 'Industry overview in five panels',
        tags,
        querystring: s.industryQuerySchema,
        response: { 200: s.industrySchema },
      },
    },
    (r) => industry(store, r.query.category ?? null, r.query.windowDays),
  );
}
