/** HTTP of campaigns. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { freezeBands } from './bands.ts';
import { addContext, addForecast, addLink, withdrawContext } from './records.ts';
import * as s from './schema.ts';
import { addPlacements, campaignLines, campaignPage, makeCampaign } from './service.ts';
import { suggestionsOf } from './suggestions.ts';

const named = z.object({ campaign: z.string().min(1) });

export function campaignRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['campaigns'];
  app.get(
    '/campaigns',
    {
      schema: {
        summary: 'Campaigns that people keep or files name',
        tags,
        response: { 200: z.object({ items: z.array(s.campaignLineSchema) }) },
      },
    },
    async () => ({ items: await campaignLines(store) }),
  );
  app.post(
    '/campaigns',
    {
      schema: {
        summary: 'Keep a campaign: from a plan, a list of accounts, or by hand',
        tags,
        body: s.newCampaignSchema,
        response: { 201: s.campaignSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await makeCampaign(store, r.body, 'user')),
  );
  app.get(
    '/campaigns/:campaign',
    {
      schema: {
        summary: 'One campaign: placements, links, context, forecasts',
        tags,
        params: named,
        response: { 200: s.campaignSchema },
      },
    },
    (r) => campaignPage(store, r.params.campaign),
  );
  app.post(
    '/campaigns/:campaign/placements',
    {
      schema: {
        summary: 'Add placements',
        tags,
        params: named,
        body: z.object({ placements: z.array(s.newPlacementSchema).min(1).max(1000) }),
        response: { 201: s.campaignSchema },
      },
    },
    async (r, reply) => {
      await campaignPage(store, r.params.campaign);
      await addPlacements(store, r.params.campaign, r.body.placements, 'user');
      return reply.code(201).send(await campaignPage(store, r.params.campaign));
    },
  );
  app.post(
    '/campaigns/:campaign/links',
    {
      schema: {
        summary: 'Register a tracked link or a code',
        tags,
        params: named,
        body: s.newLinkSchema,
        response: { 201: s.linkSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addLink(store, r.params.campaign, r.body, 'user')),
  );
  app.post(
    '/campaigns/:campaign/context',
    {
      schema: {
        summary: 'Write down what happened around it: a giveaway, press, hot search',
        tags,
        params: named,
        body: s.newContextSchema,
        response: { 201: s.contextSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addContext(store, r.params.campaign, r.body, 'user')),
  );
  app.delete(
    '/campaigns/:campaign/context/:event',
    {
      schema: {
        summary: 'Take back a context event',
        tags,
        params: named.extend({ event: z.string() }),
        response: { 200: z.object({ withdrawn: z.literal(true) }) },
      },
    },
    async (r) => {
      await withdrawContext(store, r.params.event, 'user');
      return { withdrawn: true as const };
    },
  );
  app.post(
    '/campaigns/:campaign/forecasts',
    {
      schema: {
        summary: 'Store a forecast of an analyst or an agency; it is never changed',
        tags,
        params: named,
        body: s.newForecastSchema,
        response: { 201: s.forecastSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addForecast(store, r.params.campaign, r.body)),
  );
  app.post(
    '/campaigns/:campaign/bands',
    {
      schema: {
        summary: 'Freeze the expected band of every placement that has none',
        tags,
        params: named,
        body: z.object({}),
        response: { 200: z.object({ stored: z.number(), kept: z.number(), thin: z.number() }) },
      },
    },
    (r) => freezeBands(store, r.params.campaign, 'touchstone'),
  );
  app.get(
    '/campaigns/:campaign/suggestions',
    {
      schema: {
        summary: 'Where the money that is not spent yet would do more',
        tags,
        params: named,
        response: { 200: s.suggestionsSchema },
      },
    },
    (r) => suggestionsOf(store, r.params.campaign),
  );
}
