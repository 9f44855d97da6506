/** HTTP of the market: tiers by clusters or scheme, and the industry overview. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { dropScheme, keepScheme, ownSchemes } from './own-schemes.ts';
import * as s from './schema.ts';
import { TIER_SCHEMES } from './schemes.ts';
import { industry, libraryTiers } from './service.ts';
import { tags as tagsTogether } from './tags.ts';

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
        response: { 200: z.object({ items: z.array(s.listedSchemeSchema) }) },
      },
    },
    async () => ({
      items: [
        ...TIER_SCHEMES.map((one) => ({ ...one, own: false })),
        ...(await ownSchemes(store)).map((one) => ({ ...one, own: true })),
      ],
    }),
  );
  app.post(
    '/tier-schemes',
    {
      schema: {
        summary: 'Keep a tier scheme of your own under its name',
        tags,
        body: s.tierSchemeSchema,
        response: { 200: s.tierSchemeSchema },
      },
    },
    async (r) => {
      await keepScheme(store, r.body);
      return r.body;
    },
  );
  app.delete(
    '/tier-schemes/:name',
    {
      schema: {
        summary: 'Forget a tier scheme of your own',
        tags,
        params: z.object({ name: z.string() }),
        response: { 200: z.object({ deleted: z.literal(true) }) },
      },
    },
    async (r) => {
      await dropScheme(store, r.params.name);
      return { deleted: true as const };
    },
  );
  app.get(
    '/tags',
    {
      schema: {
        summary: 'Tags that stand together, and the accounts that use them',
        tags,
        querystring: s.tagsRequestSchema,
        response: { 200: s.tagsSchema },
      },
    },
    (r) => tagsTogether(store, r.query),
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
