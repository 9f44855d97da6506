/** HTTP of building a KOL of one's own. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import * as s from './schema.ts';
import { addOwn, candidates, endOwn, inhousePage, ownAccounts, simulate } from './service.ts';

export function inhouseRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['inhouse'];
  const ofBrand = z.object({ brand: z.string().optional() });
  app.get(
    '/inhouse',
    {
      schema: {
        summary: 'Own accounts with their readings, and candidates among engagers and buyers',
        tags,
        querystring: ofBrand,
        response: { 200: s.inhousePageSchema },
      },
    },
    (r) => inhousePage(store, r.query.brand),
  );
  app.post(
    '/inhouse/simulate',
    {
      schema: {
        summary: 'Build or buy: what an own account saves against buying the same reach, as a range',
        tags,
        body: s.simulateSchema,
        response: { 200: s.simulatedSchema },
      },
    },
    (r) => simulate(store, r.body),
  );
  app.get(
    '/inhouse/own',
    {
      schema: {
        summary: 'Accounts that the brand runs itself',
        tags,
        querystring: ofBrand,
        response: { 200: z.object({ items: z.array(s.ownAccountSchema) }) },
      },
    },
    async (r) => ({ items: await ownAccounts(store, r.query.brand ?? null) }),
  );
  app.post(
    '/inhouse/own',
    {
      schema: {
        summary: 'Mark a library account as run by the brand',
        tags,
        body: s.newOwnSchema,
        response: { 201: z.object({ items: z.array(s.ownAccountSchema) }) },
      },
    },
    async (r, reply) => {
      await addOwn(store, r.body, 'user');
      return reply.code(201).send({ items: await ownAccounts(store, null) });
    },
  );
  app.delete(
    '/inhouse/own/:id',
    {
      schema: {
        summary: 'No longer run by the brand; the row stays',
        tags,
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ ended: z.literal(true) }) },
      },
    },
    async (r) => {
      await endOwn(store, r.params.id, 'user');
      return { ended: true as const };
    },
  );
  app.get(
    '/inhouse/candidates',
    {
      schema: {
        summary:
          'Engagers of the brand’s posts who behave like opinion leaders; keyed hashes, creators of the library by name',
        tags,
        querystring: ofBrand.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) }),
        response: { 200: z.object({ items: z.array(s.candidateSchema) }) },
      },
    },
    async (r) => ({ items: await candidates(store, r.query) }),
  );
}
