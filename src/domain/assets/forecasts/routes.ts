/** HTTP of the scoreboard and of assumptions. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { newForecastSchema } from '#domain/decisions/campaigns/schema.ts';
import type { Store } from '#store/open-store.ts';
import { assumptionsPage, decideAssumption, nameOf } from './learning.ts';
import { forecastCampaign } from './program.ts';
import * as s from './schema.ts';
import { addBeforeLaunch, overrideForecast, scoreboard } from './service.ts';

export function forecastRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['forecasts'];
  app.get(
    '/scoreboard',
    {
      schema: {
        summary: 'Every stored forecast with what came of it, and how good each source is',
        tags,
        querystring: z.object({ campaign: z.string().optional(), brand: z.string().optional() }),
        response: { 200: s.scoreboardSchema },
      },
    },
    (r) => scoreboard(store, r.query),
  );
  app.post(
    '/forecasts',
    {
      schema: {
        summary: 'Store a forecast of an analyst or agency before launch; after launch only with late: true',
        tags,
        body: newForecastSchema.extend({ campaign: z.string().min(1), late: z.boolean().default(false) }),
        response: { 201: s.forecastLineSchema },
      },
    },
    async (r, reply) => {
      const { campaign, late, ...given } = r.body;
      return reply.code(201).send(await addBeforeLaunch(store, campaign, given, { late }));
    },
  );
  app.post(
    '/forecasts/:id/override',
    {
      schema: {
        summary: 'Put your number beside the program’s, with the reason; both are scored',
        tags,
        params: z.object({ id: z.string() }),
        body: s.newOverrideSchema,
        response: { 201: s.forecastLineSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await overrideForecast(store, r.params.id, r.body)),
  );
  app.post(
    '/campaigns/:campaign/program-forecasts',
    {
      schema: {
        summary: 'Store the program’s forecasts of every placement and of the campaign; before launch only',
        tags,
        params: z.object({ campaign: z.string().min(1) }),
        body: z.object({}),
        response: { 200: z.object({ stored: z.int(), thin: z.int(), kept: z.int() }) },
      },
    },
    (r) => forecastCampaign(store, r.params.campaign),
  );
  app.get(
    '/assumptions',
    {
      schema: {
        summary: 'What plans take on trust: shipped, accepted, taught by results, and the history',
        tags,
        response: { 200: s.assumptionsPageSchema },
      },
    },
    () => assumptionsPage(store),
  );
  app.post(
    '/assumptions/:name',
    {
      schema: {
        summary: 'Accept what results teach, state a value, or put the shipped one back',
        tags,
        params: z.object({ name: z.string() }),
        body: s.decideSchema,
        response: { 200: s.assumptionsPageSchema },
      },
    },
    async (r) => {
      await decideAssumption(store, nameOf(r.params.name), r.body);
      return assumptionsPage(store);
    },
  );
}
