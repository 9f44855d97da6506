/** HTTP of spreads: one post's tree. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { postSpread } from './service.ts';

const id = z.object({ id: z.string().min(1) });

export function cascadeRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['spread'];
  app.get(
    '/posts/:id/spread',
    {
      schema: {
        summary: 'How a post spread: tree, form, speed, key acts and accounts',
        tags,
        params: id,
        response: { 200: s.postSpreadSchema },
      },
    },
    (r) => postSpread(store, r.params.id),
  );
}
