import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { usage } from '#basis/error.ts';
import type { Store } from '#store/open-store.ts';
import { erasePerson, erasures } from './erase.ts';
import * as s from './schema.ts';
import { keyOf, member, memberExport, members } from './service.ts';

const tags = ['members'];

export function memberRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/members',
    {
      schema: {
        summary: 'People on lists, in frames and asked by surveys',
        tags,
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(500).default(50),
          offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
        }),
        response: { 200: s.membersSchema },
      },
    },
    (r) => members(store, r.query),
  );
  // By POST, so that an id stands in no address and no log of one.
  app.post(
    '/members/find',
    {
      schema: {
        summary: 'One person, by id (hashed at once) or key, with a timeline',
        tags,
        body: s.whoSchema,
        response: { 200: s.memberSchema },
      },
    },
    (r) => member(store, keyOf(store, r.body), 'user'),
  );
  app.post(
    '/members/export',
    { schema: { summary: 'Everything kept of one person', tags, body: s.whoSchema } },
    async (r, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="member.json"')
        .send(JSON.stringify(await memberExport(store, keyOf(store, r.body)), null, 2)),
  );
  app.post(
    '/members/erase',
    {
      schema: {
        summary: 'Erase one person from every store and file of this home, and look everywhere afterwards',
        tags,
        body: z.object({ who: s.whoSchema, confirm: z.string() }),
        response: { 200: s.receiptSchema },
      },
    },
    (r) => {
      if (r.body.confirm !== 'erase')
        throw usage('not-confirmed', 'Erasing cannot be undone.', 'Send {"confirm": "erase"}.');
      const rawId = 'id' in r.body.who ? r.body.who.id : null;
      return erasePerson(store, { key: keyOf(store, r.body.who), rawId }, 'user');
    },
  );
  app.get(
    '/members/erasures',
    {
      schema: {
        summary: 'Receipts of erasures',
        tags,
        response: { 200: z.object({ items: z.array(s.receiptSchema) }) },
      },
    },
    async () => ({ items: await erasures(store) }),
  );
}
