/** HTTP of prices: standards, rows behind a cell, the negotiation card, cost curves, paid lift. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { negotiationCard } from './card.ts';
import { costCurves, paidLifts } from './outcomes.ts';
import * as s from './schema.ts';
import { normRows, norms } from './service.ts';

export function rateRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['prices'];
  app.get(
    '/norms',
    {
      schema: {
        summary: 'Cost standards of a platform by tier and format, blank below the gate',
        tags,
        querystring: s.normQuerySchema,
        response: { 200: s.normsSchema },
      },
    },
    (r) => norms(store, r.query),
  );
  app.get(
    '/norms/rows',
    {
      schema: {
        summary: 'The prices or posts behind a cell, dearest first, at most 500',
        tags,
        querystring: s.cellQuerySchema,
        response: { 200: s.normRowsSchema },
      },
    },
    (r) => normRows(store, r.query),
  );
  app.get(
    '/norms/card/:accountId',
    {
      schema: {
        summary:
          'Negotiation card: standard, fair price, ceiling of the plan, history, the question about bots',
        tags,
        params: z.object({ accountId: z.string().min(1) }),
        querystring: s.cardQuerySchema,
        response: { 200: s.cardSchema },
      },
    },
    (r) => negotiationCard(store, r.params.accountId, r.query),
  );
  app.get(
    '/norms/curves',
    {
      schema: {
        summary: 'What more money behind posts brought, with its elasticity, by a property of the posts',
        tags,
        querystring: s.curveQuerySchema,
        response: { 200: s.curvesSchema },
      },
    },
    (r) => costCurves(store, r.query),
  );
  app.get(
    '/norms/lift',
    {
      schema: {
        summary: 'Paid posts against unpaid ones of the same page: plain, by regression, matched',
        tags,
        querystring: s.liftQuerySchema,
        response: { 200: s.liftSchema },
      },
    },
    (r) => paidLifts(store, r.query),
  );
}
