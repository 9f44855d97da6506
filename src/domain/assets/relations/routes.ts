/** HTTP of working relations: KOLs, contacts, log, marks, gifts, deliverables, quotes, documents. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addMark, currentMarks } from '#domain/facts/lists/marks.ts';
import { markSchema, newMarkSchema } from '#domain/facts/lists/schema.ts';
import type { Store } from '#store/open-store.ts';
import { knownAccount } from './circle.ts';
import { addContact, contactsOf, eraseContact } from './contacts.ts';
import { keepDocument, readDocument } from './documents.ts';
import { appendLog } from './log.ts';
import { importQuotes } from './quote-file.ts';
import { addQuote, decideQuote, quotesOf } from './quotes.ts';
import * as s from './schema.ts';
import { kolLines, kolRecord } from './service.ts';
import { addDeliverable, addGift, addStep } from './work.ts';

const who = 'user';
const id = z.object({ id: z.string().min(1) });
/** Base64 of the largest document, and what stands around it. */
const BODY_LIMIT = 44 * 2 ** 20;

export function relationRoutes(server: FastifyInstance, store: Store): void {
  kolRoutes(server, store);
  quoteRoutes(server, store);
}

function kolRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['relations'];
  app.get(
    '/kols',
    { schema: { summary: 'Everybody we worked with', tags, response: { 200: s.kolListSchema } } },
    () => kolLines(store),
  );
  app.get(
    '/kols/:id',
    {
      schema: {
        summary: 'The record of one KOL, under any of its accounts; contacts are only counted',
        tags,
        params: id,
        response: { 200: s.kolRecordSchema },
      },
    },
    (r) => kolRecord(store, r.params.id),
  );
  app.get(
    '/kols/:id/contacts',
    {
      schema: {
        summary: 'Contacts, and who saw them; the look is written to the audit log',
        tags,
        params: id,
        querystring: z.object({ export: z.stringbool().default(false) }),
        response: { 200: s.contactsSchema },
      },
    },
    (r) => contactsOf(store, r.params.id, who, r.query.export ? 'contacts-exported' : 'contacts-seen'),
  );
  app.post(
    '/kols/:id/contacts',
    {
      schema: {
        summary: 'Add a contact',
        tags,
        params: id,
        body: s.newContactSchema,
        response: { 201: s.contactSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addContact(store, r.params.id, r.body, who)),
  );
  app.delete(
    '/contacts/:id',
    {
      schema: {
        summary: 'Erase a contact for good',
        tags,
        params: id,
        response: { 200: z.object({ erased: z.literal(true) }) },
      },
    },
    async (r) => {
      await eraseContact(store, r.params.id, who);
      return { erased: true as const };
    },
  );
  app.post(
    '/kols/:id/log',
    {
      schema: {
        summary: 'Append a line to the contact log; there is no way to change or remove one',
        tags,
        params: id,
        body: s.newLogSchema,
        response: { 201: s.logEntrySchema },
      },
    },
    async (r, reply) => reply.code(201).send(await appendLog(store, r.params.id, r.body, who)),
  );
  app.get(
    '/marks',
    {
      schema: {
        summary: 'White, grey and black list as it stands, by account',
        tags,
        response: { 200: z.object({ items: z.array(markSchema) }) },
      },
    },
    async () => ({
      items: [...(await currentMarks(store))].map(([accountId, mark]) => ({ ...mark, accountId })),
    }),
  );
  app.post(
    '/kols/:id/marks',
    {
      schema: {
        summary: 'Put on the white, grey or black list, or take off, with the reason',
        tags,
        params: id,
        body: newMarkSchema,
        response: { 201: markSchema },
      },
    },
    async (r, reply) => {
      const { account_id } = await knownAccount(store, r.params.id);
      return reply.code(201).send(await addMark(store, account_id, r.body, who));
    },
  );
  app.post(
    '/kols/:id/gifts',
    {
      schema: {
        summary: 'Write down a gift',
        tags,
        params: id,
        body: s.newGiftSchema,
        response: { 201: s.giftSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addGift(store, r.params.id, r.body, who)),
  );
  app.post(
    '/kols/:id/deliverables',
    {
      schema: {
        summary: 'Add a promised piece of content',
        tags,
        params: id,
        body: s.newDeliverableSchema,
        response: { 201: s.deliverableSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addDeliverable(store, r.params.id, r.body, who)),
  );
  app.post(
    '/deliverables/:id/steps',
    {
      schema: {
        summary: 'Append a step: draft, changes asked, approved, delivered',
        tags,
        params: id,
        body: s.newStepSchema,
        response: { 201: s.deliverableSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addStep(store, r.params.id, r.body, who)),
  );
  app.post(
    '/documents',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Keep a document under its SHA-256',
        tags,
        body: s.sentFileSchema,
        response: { 201: s.documentSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await keepDocument(store, r.body, who)),
  );
  app.get(
    '/documents/:id',
    { schema: { summary: 'A kept document, checked against its SHA-256', tags, params: id } },
    async (r, reply) => {
      const { document, bytes } = await readDocument(store, r.params.id);
      return reply
        .type('application/octet-stream')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(document.fileName)}`,
        )
        .send(bytes);
    },
  );
}

function quoteRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['quotes'];
  app.get(
    '/quotes',
    {
      schema: {
        summary: 'The quote ledger, newest first',
        tags,
        querystring: z.object({
          accountId: z.string().optional(),
          state: z.enum(s.QUOTE_STATES).optional(),
          campaign: z.string().optional(),
          on: s.day.optional(),
        }),
        response: { 200: z.object({ items: z.array(s.keptQuoteSchema) }) },
      },
    },
    async (r) => ({ items: await quotesOf(store, r.query) }),
  );
  app.post(
    '/quotes',
    {
      schema: {
        summary: 'Add a quote; refused without currency and tax basis',
        tags,
        body: s.newQuoteSchema,
        response: { 201: s.keptQuoteSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await addQuote(store, r.body, who)),
  );
  app.post(
    '/quotes/import',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Read a quote sheet into the ledger; rows that do not say enough are listed',
        tags,
        body: s.quoteFileSchema,
        response: { 200: s.quoteFileReportSchema },
      },
    },
    (r) => importQuotes(store, r.body, who),
  );
  app.post(
    '/quotes/:id/state',
    {
      schema: {
        summary: 'What became of an offer',
        tags,
        params: id,
        body: z.object({ state: z.enum(s.QUOTE_STATES) }),
        response: { 200: s.keptQuoteSchema },
      },
    },
    (r) => decideQuote(store, r.params.id, r.body.state, who),
  );
}
