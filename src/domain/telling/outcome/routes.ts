/** HTTP of outcomes. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { campaignSpreadSchema } from '#domain/readings/cascade/schema.ts';
import { campaignSpread } from '#domain/readings/cascade/service.ts';
import type { Store } from '#store/open-store.ts';
import { effect } from './effect.ts';
import { outcomeFrame } from './frame.ts';
import { orderRowsOf } from './order-ways.ts';
import { participants } from './participants.ts';
import * as s from './schema.ts';

const id = z.object({ id: z.string().min(1) });

export function outcomeRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['outcome'];
  app.post(
    '/campaigns/:id/participants',
    {
      schema: {
        summary: 'Who took part: portrait beside the library, returning, new, ring-free, places, hours',
        tags,
        params: id,
        body: s.participantsRequestSchema,
        response: { 200: s.participantsSchema },
      },
    },
    (r) => participants(store, r.params.id, r.body.target),
  );
  app.get(
    '/campaigns/:id/spread',
    {
      schema: {
        summary: 'Contents and accounts of a campaign by the people that no other brought',
        tags: ['spread'],
        params: id,
        response: { 200: campaignSpreadSchema },
      },
    },
    async (r) => campaignSpread(store, await outcomeFrame(store, r.params.id)),
  );
  app.get(
    '/campaigns/:id/effect',
    {
      schema: {
        summary: 'Funnel, unit costs, orders as a range, raw and de-watered, forecast and result',
        tags,
        params: id,
        response: { 200: s.effectSchema },
      },
    },
    (r) => effect(store, r.params.id),
  );
  app.get(
    '/campaigns/:id/orders',
    {
      schema: {
        summary: 'Single orders of one way, newest first, with their rows',
        tags,
        params: id,
        querystring: z.object({
          way: z.enum(s.ORDER_WAYS),
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: s.orderRowsSchema },
      },
    },
    (r) => orderRowsOf(store, r.params.id, r.query),
  );
  app.post(
    '/campaigns/:id/effect',
    {
      schema: {
        summary: 'The same with a media-value scenario by a tariff of your own',
        tags,
        params: id,
        body: z.object({ tariff: s.tariffSchema }),
        response: { 200: s.effectSchema },
      },
    },
    (r) => effect(store, r.params.id, r.body.tariff),
  );
}
