/** HTTP of value: settings, ranking, pages, shortlists, the back-test. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { missing } from '#basis/error.ts';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { backTest, kocs, ranking, valuePage } from './service.ts';
import { saveSetting, valueSettings } from './settings.ts';
import { shortlist } from './shortlist.ts';

export function valueRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['value'];
  app.get(
    '/value/settings',
    {
      schema: {
        summary: 'The 5A map and the weights in use, and the maps to choose from',
        tags,
        response: { 200: s.valueSettingsSchema },
      },
    },
    () => valueSettings(store),
  );
  app.route({
    method: ['PUT', 'POST'],
    url: '/value/settings',
    schema: {
      summary: 'Replace the map or the weights; null goes back to what is shipped',
      tags,
      body: z.object({
        map: s.pathMapSchema.nullable().optional(),
        weights: s.weightsSchema.nullable().optional(),
      }),
      response: { 200: s.valueSettingsSchema },
    },
    handler: async (r) => {
      if (r.body.map !== undefined) await saveSetting(store, 'map', r.body.map);
      if (r.body.weights !== undefined) await saveSetting(store, 'weights', r.body.weights);
      return valueSettings(store);
    },
  });
  app.get(
    '/value',
    {
      schema: {
        summary: 'Accounts of the library by total value for a goal',
        tags,
        querystring: s.rankingQuerySchema,
        response: { 200: s.rankingSchema },
      },
    },
    (r) => ranking(store, r.query),
  );
  app.get(
    '/accounts/:id/value',
    {
      schema: {
        summary: 'Stages, sub-scores, total and gates of one account, with every part',
        tags,
        params: z.object({ id: z.string() }),
        querystring: s.valueQuerySchema,
        response: { 200: s.valuePageSchema },
      },
    },
    (r) => valuePage(store, r.params.id, r.query),
  );
  app.post(
    '/shortlist',
    {
      schema: {
        summary: 'Compare candidates with the library and pick those that cover the path for the goal',
        tags,
        body: s.shortlistRequestSchema,
        response: { 200: s.shortlistSchema },
      },
    },
    (r) => shortlist(store, r.body),
  );
  app.get(
    '/value/growth-back-test',
    {
      schema: {
        summary: 'How well growth potential foresaw growth in this library',
        tags,
        querystring: z.object({ horizonDays: z.coerce.number().int().min(14).max(365).default(90) }),
        response: { 200: s.backTestSchema },
      },
    },
    async (r) => {
      const found = await backTest(store, r.query.horizonDays);
      if (!found) throw missing('empty-library', 'The library is empty.', 'Import files first.');
      return found;
    },
  );
  app.get(
    '/value/consumers',
    {
      schema: {
        summary:
          'Commenters who behave like opinion leaders (KOC), by answers and likes received; keyed hashes only',
        tags,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
        response: { 200: z.object({ items: z.array(s.kocSchema) }) },
      },
    },
    async (r) => ({ items: await kocs(store, r.query.limit) }),
  );
}
