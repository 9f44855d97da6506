/** HTTP of value: settings, ranking, pages, shortlists, the back-test. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { missing } from '#basis/error.ts';
import { lists, membersOf } from '#domain/facts/lists/service.ts';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { backTest, kocs, ranking, valuePage } from './service.ts';
import { saveSetting, valueSettings } from './settings.ts';
import { shortlist } from './shortlist.ts';
import { agencyCheck } from './watch/agency.ts';
import { board, looked } from './watch/board.ts';
import * as w from './watch/schema.ts';

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
      summary:
        'Replace the map, the weights or the cut-offs of peer groups; null goes back to what is shipped',
      tags,
      body: z.object({
        map: s.pathMapSchema.nullable().optional(),
        weights: s.weightsSchema.nullable().optional(),
        tiers: s.peerTiersSchema.nullable().optional(),
      }),
      response: { 200: s.valueSettingsSchema },
    },
    handler: async (r) => {
      if (r.body.map !== undefined) await saveSetting(store, 'map', r.body.map);
      if (r.body.weights !== undefined) await saveSetting(store, 'weights', r.body.weights);
      if (r.body.tiers !== undefined) await saveSetting(store, 'tiers', r.body.tiers);
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
  app.post(
    '/agency-lists/check',
    {
      schema: {
        summary: 'An agency’s list against the library: time and quality deltas, a better peer for each name',
        tags,
        body: w.agencyRequestSchema,
        response: { 200: w.agencyCheckSchema },
      },
    },
    (r) => agencyCheck(store, r.body),
  );
  const chosen = async (listId: string) => {
    const list = (await lists(store)).find((l) => l.listId === listId);
    if (!list) throw missing('no-list', `There is no list ${listId}.`, 'Make it in Select.');
    return { listId, name: list.name, ids: await membersOf(store, listId) };
  };
  app.get(
    '/lists/:id/board',
    {
      schema: {
        summary: 'Accounts of a list with what changed since the last look',
        tags,
        params: z.object({ id: z.string() }),
        response: { 200: w.boardSchema },
      },
    },
    async (r) => board(store, await chosen(r.params.id)),
  );
  app.post(
    '/lists/:id/board/look',
    {
      schema: {
        summary: 'Mark a board as looked at: changes count from here',
        tags,
        params: z.object({ id: z.string() }),
        response: { 200: w.boardSchema },
      },
    },
    async (r) => {
      const of = await chosen(r.params.id);
      await looked(store, of);
      return board(store, of);
    },
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
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(500).default(50),
          leastComments: z.coerce.number().int().min(1).default(5),
          leastAccounts: z.coerce.number().int().min(1).default(2),
        }),
        response: { 200: z.object({ items: z.array(s.kocSchema) }) },
      },
    },
    async (r) => ({ items: await kocs(store, r.query) }),
  );
}
