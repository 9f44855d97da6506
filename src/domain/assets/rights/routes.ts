/** HTTP of the rights ledger. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { day } from '../relations/schema.ts';
import { expiryCalendar, LANGUAGES, rightsCsv } from './files-out.ts';
import * as s from './schema.ts';
import { addRight, endRight, logUse, mayRepublish, rightsOf, usesOf } from './service.ts';

const who = 'user';
const filter = z.object({
  on: day.optional(),
  withinDays: z.coerce.number().int().min(0).max(3650).optional(),
  accountId: z.string().optional(),
  campaign: z.string().optional(),
  postId: z.string().optional(),
});

export function rightRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['rights'];
  app.get(
    '/rights',
    {
      schema: {
        summary: 'The rights ledger on a day, the next to end first',
        tags,
        querystring: filter,
        response: { 200: s.rightListSchema },
      },
    },
    (r) => rightsOf(store, r.query),
  );
  app.post(
    '/rights',
    {
      schema: {
        summary: 'Add a right; what is not known stays null',
        tags,
        body: s.newRightSchema,
        response: { 201: s.rightSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addRight(store, r.body, who)),
  );
  app.post(
    '/rights/:id/end',
    {
      schema: {
        summary: 'End a right before its day, with the reason',
        tags,
        params: z.object({ id: z.string() }),
        body: z.object({ on: day, reason: z.string().trim().min(3).max(1000) }),
        response: { 200: s.rightSchema },
      },
    },
    (r) => endRight(store, r.params.id, r.body, who),
  );
  app.get(
    '/rights/today',
    {
      schema: {
        summary: 'What may be shown again, by territory, channel, edit and day',
        tags,
        querystring: s.askSchema.extend({ accountId: z.string().optional() }),
        response: { 200: s.todaySchema },
      },
    },
    (r) => {
      const { accountId, ...ask } = r.query;
      return mayRepublish(store, ask, accountId);
    },
  );
  app.get(
    '/rights/calendar.ics',
    {
      schema: {
        summary: 'Expiries as a calendar file (RFC 5545)',
        tags,
        querystring: filter.extend({ lang: z.enum(LANGUAGES).default('en') }),
      },
    },
    async (r, reply) => {
      const { lang, ...of } = r.query;
      const { items } = await rightsOf(store, of);
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rights-expiring.ics"')
        .send(expiryCalendar(items, lang, new Date()));
    },
  );
  app.get(
    '/rights/ledger.csv',
    { schema: { summary: 'The ledger as a table', tags, querystring: filter } },
    async (r, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rights-expiring.csv"')
        .send(rightsCsv((await rightsOf(store, r.query)).items)),
  );
  app.get(
    '/rights/uses',
    {
      schema: {
        summary: 'Where content was used again',
        tags,
        querystring: z.object({ rightId: z.string().optional(), accountId: z.string().optional() }),
        response: { 200: z.object({ items: z.array(s.useSchema) }) },
      },
    },
    async (r) => ({ items: await usesOf(store, r.query) }),
  );
  app.post(
    '/rights/uses',
    {
      schema: {
        summary: 'Write down a use, with what the ledger says of it',
        tags,
        body: s.newUseSchema,
        response: { 201: s.useSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await logUse(store, r.body, who)),
  );
}
