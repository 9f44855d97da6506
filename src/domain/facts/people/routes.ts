import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { duplicateSchema, joinSchema, linkSchema } from '#domain/facts/library/schema.ts';
import type { Store } from '#store/open-store.ts';
import { allDuplicates, joinAccounts } from './duplicates.ts';
import { unjoin } from './joins.ts';
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
  app.get(
    '/accounts/duplicates',
    {
      schema: {
        summary: 'Pairs of accounts that may be one, with the evidence',
        tags: ['people'],
        response: { 200: z.object({ items: z.array(duplicateSchema) }) },
      },
    },
    async () => ({ items: await allDuplicates(store) }),
  );
  app.post(
    '/accounts/joins',
    {
      schema: {
        summary: 'Say that two accounts of one platform are one; the first stays as the shown one',
        tags: ['people'],
        body: z.object({
          accountIds: z.tuple([z.string(), z.string()]),
          /** The person's own words; needed where the library holds no evidence. */
          because: z.string().max(2000).default(''),
        }),
        response: { 201: joinSchema },
      },
    },
    async (r, reply) =>
      reply.code(201).send(await joinAccounts(store, r.body.accountIds, r.body.because, 'user')),
  );
  app.post(
    '/accounts/joins/:id/undo',
    {
      schema: {
        summary: 'Undo a join, named by its id or by the account shown as another; the record stays',
        tags: ['people'],
        params: z.object({ id: z.string() }),
        body: z.object({ reason: z.string().min(1) }),
        response: { 200: joinSchema },
      },
    },
    (r) => unjoin(store, r.params.id, r.body.reason, 'user'),
  );
}
