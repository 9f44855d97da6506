/** HTTP of lift. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { measureLift, places, planLift } from './service.ts';

export function liftRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['lift'];
  app.get(
    '/lift/places',
    { schema: { summary: 'Places and products of the orders', tags, response: { 200: s.placesSchema } } },
    () => places(store),
  );
  app.post(
    '/lift/plan',
    {
      schema: {
        summary: 'Could an effect be told? Tried on the past of the orders by place',
        tags,
        body: s.planRequestSchema,
        response: { 200: s.liftPlanSchema },
      },
    },
    (r) => planLift(store, r.body),
  );
  app.post(
    '/lift/measure',
    {
      schema: {
        summary:
          'What a campaign changed in some places, against the others; relative to each place’s own mean',
        tags,
        body: s.measureRequestSchema,
        response: { 200: s.liftSchema },
      },
    },
    (r) => measureLift(store, r.body),
  );
}
