/** HTTP of authenticity: audits, cards and their rows, reviews, replies, declarations, market prices. */
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { Store } from '#store/open-store.ts';
import { judgedPeople, judgePerson } from './followers/label-desk.ts';
import { judgedPersonSchema, personToJudgeSchema } from './followers/schema.ts';
import { leagueTableSchema } from './redteam/schema.ts';
import { ringGraphSchema, ringOptionsSchema } from './rings/schema.ts';
import {
  addMarketPrice,
  disclose,
  learnedErrors,
  marketPrices,
  removeMarketPrice,
  reply,
  review,
  withdrawReply,
} from './said-by-people.ts';
import * as s from './schema.ts';
import {
  authenticityPage,
  CARDS,
  levelsByMeasure,
  libraryRings,
  ownModel,
  readingRows,
  reviewQueue,
  sampledPeople,
} from './service.ts';

/** Made by `touchstone redteam -o docs`. */
const LEAGUE = new URL('../../../../docs/league-table.json', import.meta.url);
const id = z.object({ id: z.string() });
const done = z.object({ done: z.literal(true) });
const text = z.string().trim().min(1).max(10_000);
const who = 'local';
const priceBody = s.marketPriceSchema
  .omit({ priceId: true })
  .extend({ platform: z.enum([...PLATFORM_IDS, 'any']), source: text })
  .refine((p) => p.lowMinor <= p.highMinor, { message: 'lowMinor must not exceed highMinor' });

export interface AuthenticityParts {
  store: Store;
  addJob: (kind: string, payload: unknown) => Promise<string>;
}

export function authenticityRoutes(server: FastifyInstance, { store, addJob }: AuthenticityParts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['authenticity'];
  app.post(
    '/audits',
    {
      schema: {
        summary: 'Audit accounts as a job: all of the library, or those named',
        tags,
        body: z.object({
          accountIds: z.array(z.string()).min(1).max(200_000).nullable().default(null),
          asOf: z.iso.datetime().optional(),
        }),
        response: { 202: z.object({ jobId: z.string() }) },
      },
    },
    async (r, res) => {
      return res.code(202).send({ jobId: await addJob('audit', r.body) });
    },
  );
  app.get(
    '/audits/levels',
    {
      schema: {
        summary: 'Accounts at each level, by measure',
        tags,
        response: { 200: s.auditReportSchema.pick({ levels: true }) },
      },
    },
    async () => ({ levels: await levelsByMeasure(store) }),
  );
  app.get(
    '/measures',
    {
      schema: {
        summary: 'Cards of all measures: question, innocent explanations, false-alarm share',
        tags,
        response: {
          200: z.object({ items: z.array(s.measureCardSchema), learned: z.array(s.learnedErrorSchema) }),
        },
      },
    },
    async () => ({ items: [...CARDS], learned: await learnedErrors(store) }),
  );
  app.get(
    '/red-team',
    {
      schema: {
        summary: 'The league table of the detectors as it was last made',
        tags,
        response: { 200: leagueTableSchema },
      },
    },
    async () => leagueTableSchema.parse(JSON.parse(await readFile(LEAGUE, 'utf8'))),
  );
  app.get(
    '/rings',
    {
      schema: {
        summary: 'Rings of the library: who engages with whom, who acts together',
        tags,
        querystring: ringOptionsSchema,
        response: { 200: ringGraphSchema },
      },
    },
    (r) => libraryRings(store, r.query),
  );
  app.get(
    '/accounts/:id/authenticity',
    {
      schema: {
        summary: 'The cards of one account',
        tags,
        params: id,
        response: { 200: s.authenticityPageSchema },
      },
    },
    (r) => authenticityPage(store, r.params.id),
  );
  app.get(
    '/accounts/:id/people',
    {
      schema: {
        summary: 'Sampled followers of an account for an analyst to judge',
        tags,
        params: id,
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(40) }),
        response: { 200: z.object({ items: z.array(personToJudgeSchema) }) },
      },
    },
    async (r) => ({ items: await sampledPeople(store, r.params.id, r.query.limit) }),
  );
  app.get(
    '/people/judged',
    {
      schema: {
        summary: 'Profiles of everybody who was judged, for training',
        tags,
        response: { 200: z.object({ items: z.array(judgedPersonSchema) }) },
      },
    },
    async () => ({ items: await judgedPeople(store) }),
  );
  app.post(
    '/people/judged',
    {
      schema: {
        summary: 'Say that a person is automated, or is not; null takes it back',
        tags,
        body: z.object({
          actor: z.string().regex(/^\d{1,20}$/),
          automated: z.boolean().nullable(),
        }),
        response: { 200: done },
      },
    },
    async (r) => {
      await judgePerson(store, r.body.actor, r.body.automated, ownModel(store), who);
      return { done: true as const };
    },
  );
  app.get(
    '/readings/:id/rows',
    {
      schema: {
        summary: 'The rows behind a reading',
        tags,
        params: id,
        response: { 200: s.readingRowsSchema },
      },
    },
    (r) => readingRows(store, r.params.id),
  );
  app.get(
    '/reviews',
    {
      schema: {
        summary: 'Readings that wait for an analyst, or those already judged',
        tags,
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(500).default(50),
          reviewed: z.stringbool().default(false),
        }),
        response: { 200: s.reviewQueueSchema },
      },
    },
    (r) => reviewQueue(store, r.query),
  );
  app.post(
    '/readings/:id/reviews',
    {
      schema: {
        summary: 'Confirm or reject a reading',
        tags,
        params: id,
        body: z.object({ verdict: z.enum(s.VERDICTS), note: z.string().max(10_000).default('') }),
        response: { 201: s.reviewSchema },
      },
    },
    async (r, res) => res.code(201).send(await review(store, r.params.id, r.body, who)),
  );
  app.post(
    '/accounts/:id/replies',
    {
      schema: {
        summary: 'Record the creator’s reply',
        tags,
        params: id,
        body: z.object({
          measure: z.string().nullable().default(null),
          text,
          saidBy: text,
          saidOn: z.iso.date(),
        }),
        response: { 201: s.replySchema },
      },
    },
    async (r, res) => res.code(201).send(await reply(store, r.params.id, r.body, who)),
  );
  app.delete(
    '/replies/:id',
    { schema: { summary: 'Withdraw a reply', tags, params: id, response: { 200: done } } },
    async (r) => {
      await withdrawReply(store, r.params.id, who);
      return { done: true as const };
    },
  );
  app.post(
    '/accounts/:id/disclosures',
    {
      schema: {
        summary: 'Record a declared use of programs',
        tags,
        params: id,
        body: z.object({ postId: z.string().nullable().default(null), text, disclosedOn: z.iso.date() }),
        response: { 201: s.disclosureSchema },
      },
    },
    async (r, res) => res.code(201).send(await disclose(store, r.params.id, r.body, who)),
  );
  app.get(
    '/market-prices',
    {
      schema: {
        summary: 'What bought acts cost, by day',
        tags,
        response: { 200: z.object({ items: z.array(s.marketPriceSchema) }) },
      },
    },
    async () => ({ items: await marketPrices(store) }),
  );
  app.post(
    '/market-prices',
    { schema: { summary: 'Add a price', tags, body: priceBody, response: { 201: s.marketPriceSchema } } },
    async (r, res) => res.code(201).send(await addMarketPrice(store, r.body, who)),
  );
  app.delete(
    '/market-prices/:id',
    { schema: { summary: 'Remove a price', tags, params: id, response: { 200: done } } },
    async (r) => {
      await removeMarketPrice(store, r.params.id, who);
      return { done: true as const };
    },
  );
}
