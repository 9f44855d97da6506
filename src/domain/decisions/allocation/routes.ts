/** HTTP of the budget split. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Store } from '#store/open-store.ts';
import { splitRequestSchema, splitSchema } from './schema.ts';
import { splitBudget } from './service.ts';

export function allocationRoutes(server: FastifyInstance, store: Store): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/allocation',
    {
      schema: {
        summary: 'A budget split over platforms and tiers, with what binds',
        tags: ['plan'],
        querystring: splitRequestSchema,
        response: { 200: splitSchema },
      },
    },
    (r) => splitBudget(store, r.query),
  );
}
