import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { linkSchema } from '#domain/facts/library/schema.ts';
import type { Store } from '#store/open-store.ts';
import { linkAccounts, undoLink } from './service.ts';

export function peopleRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/people/links',
    {
      schema: {
        summary: 'Say that accounts belong to one person, with the evidence',
        tags: ['people'],
        body: z.object({
          accountIds: z.array(z.string()).min(2).max(50),
          evidence: z.array(z.object({ kind: z.string().min(1), text: z.string() })).min(1),
        }),
        response: { 201: z.object({ links: z.array(linkSchema) }) },
      },
    },
    async (r, reply) =>
      reply.code(201).send({ links: await linkAccounts(store, r.body.accountIds, r.body.evidence, 'user') }),
  );
  app.post(
    '/people/links/:id/undo',
    {
      schema: {
        summary: 'Undo a link; the record stays',
        tags: ['people'],
        params: z.object({ id: z.string() }),
        body: z.object({ reason: z.string().min(1) }),
        response: { 200: linkSchema },
      },
    },
    (r) => undoLink(store, r.params.id, r.body.reason, 'user'),
  );
}
