/** HTTP of the register of short links. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { addRedirect, redirects, withdrawRedirect } from './service.ts';

export function redirectRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['campaigns'];
  app.get(
    '/redirects',
    {
      schema: {
        summary: 'Short links with their visits, newest first',
        tags,
        querystring: z.object({ campaign: z.string().optional() }),
        response: { 200: z.object({ items: z.array(s.redirectSchema) }) },
      },
    },
    async (r) => ({ items: await redirects(store, { campaign: r.query.campaign }) }),
  );
  app.post(
    '/redirects',
    {
      schema: {
        summary: 'Register a short link that counts its visits',
        tags,
        body: s.newRedirectSchema,
        response: { 201: s.redirectSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addRedirect(store, r.body, 'user')),
  );
  app.delete(
    '/redirects/:code',
    {
      schema: {
        summary: 'Withdraw a short link: it leads nowhere from now on',
        tags,
        params: z.object({ code: z.string().min(1) }),
        response: { 204: z.null() },
      },
    },
    async (r, reply) => {
      await withdrawRedirect(store, r.params.code, 'user');
      return reply.code(204).send(null);
    },
  );
}
