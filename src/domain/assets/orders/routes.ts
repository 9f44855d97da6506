/** HTTP of orders. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { attribution, orderPaths, orders } from './service.ts';

const named = z.object({ campaign: z.string().min(1) });
const limit = z.coerce.number().int().min(1).max(1000).default(100);

export function orderRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['outcome'];
  app.get(
    '/orders',
    {
      schema: {
        summary: 'Orders, newest first: raw, not sold, marked and net',
        tags,
        querystring: z.object({ campaign: z.string().min(1).optional(), limit }),
        response: { 200: s.ordersSchema },
      },
    },
    (r) => orders(store, r.query.campaign ?? null, r.query.limit),
  );
  app.get(
    '/campaigns/:campaign/paths',
    {
      schema: {
        summary: 'Ways of people to an order: accounts in the order of their last step',
        tags,
        params: named,
        querystring: z.object({ limit }),
        response: { 200: s.pathsSchema },
      },
    },
    (r) => orderPaths(store, r.params.campaign, r.query.limit),
  );
  app.get(
    '/campaigns/:campaign/attribution',
    {
      schema: {
        summary: 'Orders shared among accounts by last touch, Shapley and removal effect, side by side',
        tags,
        params: named,
        response: { 200: s.attributionSchema },
      },
    },
    (r) => attribution(store, r.params.campaign),
  );
}
