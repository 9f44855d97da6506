/** HTTP of the voice room. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { dashboardNameSchema, dashboardSchema, dashboardSettingsSchema } from './dashboards/schema.ts';
import { dashboard, saveDashboard } from './dashboards/service.ts';
import { checksOf, checksSummary } from './desk/checks.ts';
import { correctText, rowsById, rowsOf, rowsToCheck } from './desk/service.ts';
import { hotAnswerSchema, hotQuerySchema } from './hot/schema.ts';
import { hotContent } from './hot/service.ts';
import {
  consentBodySchema,
  invitationRequestSchema,
  invitationSchema,
  inviteesSchema,
} from './invite/schema.ts';
import { invitation, invitations, invitees, makeInvitation, recordConsent } from './invite/service.ts';
import { remembered } from './remembered.ts';
import * as s from './schema.ts';
import { marketVoice, reputation, voiceStatus } from './service.ts';
import { keepLabels, labelsOf } from './settings.ts';
import { contentSchema } from './style/schema.ts';
import { contentOf } from './style/service.ts';
import { trainingSchema } from './train.ts';
import * as w from './words/schema.ts';
import {
  anglesAnswer,
  graphAnswer,
  keywordsAnswer,
  newWordsAnswer,
  tagsAnswer,
  topicsAnswer,
} from './words/service.ts';

export interface VoiceParts {
  store: Store;
  addJob: (kind: string, payload: unknown, dedupeKey?: string) => Promise<string>;
}

const tags = ['voice'];
const jobSchema = z.object({ jobId: z.string() });
const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
const id = z.object({ id: z.string() });

export function voiceRoutes(server: FastifyInstance, { store, addJob }: VoiceParts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const doc = (summary: string) => ({ summary, tags });
  app.get(
    '/voice/status',
    { schema: { ...doc('What is read of texts, and what waits'), response: { 200: s.statusSchema } } },
    () => voiceStatus(store),
  );
  app.post(
    '/voice/read',
    { schema: { ...doc('Read texts that were not read (a job)'), response: { 202: jobSchema } } },
    async (_r, reply) => reply.code(202).send({ jobId: await addJob('voice', {}, 'voice') }),
  );
  app.post(
    '/voice/train',
    {
      schema: {
        ...doc('Learn a sentiment model from corrections and labelled rows, or from texts alone (a job)'),
        body: trainingSchema,
        response: { 202: jobSchema },
      },
    },
    async (r, reply) => reply.code(202).send({ jobId: await addJob('voice-train', r.body) }),
  );
  app.get(
    '/voice/market',
    {
      schema: {
        ...doc('How something is spoken of'),
        querystring: s.scopeSchema,
        response: { 200: s.marketVoiceSchema },
      },
    },
    (r) => remembered(store, ['market', r.query], () => marketVoice(store, r.query)),
  );
  app.get(
    '/voice/reputation',
    {
      schema: {
        ...doc('Brands against each other: share of voice, feeling, weeks, alerts'),
        querystring: z.object({
          windowDays: z.coerce.number().int().min(7).max(3650).default(180),
          brand: z.string().optional(),
        }),
        response: { 200: s.reputationSchema },
      },
    },
    (r) => {
      const { windowDays, brand } = r.query;
      return remembered(store, ['reputation', windowDays, brand], () =>
        reputation(store, windowDays, brand === undefined ? [] : [brand]),
      );
    },
  );
  app.get(
    '/voice/rows',
    {
      schema: {
        ...doc('Texts with what the model and what people say of them'),
        querystring: s.rowFilterSchema.extend(pageSchema.shape),
        response: { 200: s.rowsSchema },
      },
    },
    (r) => {
      const { limit, offset, ...filter } = r.query;
      return rowsOf(store, filter, { limit, offset });
    },
  );
  app.get(
    '/voice/desk',
    {
      schema: {
        ...doc('Rows to check, drawn at random'),
        querystring: s.rowFilterSchema.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) }),
        response: { 200: s.rowsSchema.extend({ checks: s.checksSchema }) },
      },
    },
    async (r) => {
      const { limit, ...filter } = r.query;
      return {
        ...(await rowsToCheck(store, filter, limit)),
        checks: checksSummary(store, await checksOf(store)),
      };
    },
  );
  app.post(
    '/voice/texts/:id/corrections',
    {
      schema: {
        ...doc('What a person says of a text; the model’s label stays beside it'),
        params: id,
        body: s.correctionBodySchema,
        response: { 200: s.textRowSchema },
      },
    },
    (r) => correctText(store, r.params.id, r.body, 'user'),
  );
  app.get(
    '/voice/texts/:id',
    {
      schema: {
        ...doc('One text'),
        params: id,
        response: { 200: z.object({ items: z.array(s.textRowSchema) }) },
      },
    },
    async (r) => ({ items: await rowsById(store, [r.params.id]) }),
  );
  app.get(
    '/voice/labels',
    { schema: { ...doc('The label system'), response: { 200: s.labelsAnswerSchema } } },
    () => labelsOf(store),
  );
  app.post(
    '/voice/labels',
    {
      schema: {
        ...doc('Keep a label system; null goes back to the shipped one. Texts are read again.'),
        body: z.object({ labels: s.labelsSchema.nullable() }),
        response: { 202: s.labelsAnswerSchema.extend(jobSchema.shape) },
      },
    },
    async (r, reply) => {
      await keepLabels(store, r.body.labels, 'user');
      return reply.code(202).send({ ...(await labelsOf(store)), jobId: await addJob('voice', {}, 'voice') });
    },
  );
  app.get(
    '/voice/hot',
    { schema: { ...doc('What takes off'), querystring: hotQuerySchema, response: { 200: hotAnswerSchema } } },
    (r) => hotContent(store, r.query),
  );
  app.get(
    '/voice/words',
    {
      schema: {
        ...doc('New words'),
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
        response: { 200: w.newWordsAnswerSchema },
      },
    },
    (r) => newWordsAnswer(store, r.query.limit),
  );
  app.get(
    '/voice/topics',
    { schema: { ...doc('Hot topics'), response: { 200: w.topicsAnswerSchema } } },
    () => topicsAnswer(store),
  );
  app.get(
    '/voice/keywords',
    {
      schema: {
        ...doc('Keywords of a group against the rest'),
        querystring: w.groupQuerySchema,
        response: { 200: w.keywordsAnswerSchema },
      },
    },
    (r) => keywordsAnswer(store, r.query),
  );
  app.get(
    '/voice/angles',
    {
      schema: {
        ...doc('Angles with their rows, and central ideas'),
        querystring: w.groupQuerySchema,
        response: { 200: w.anglesAnswerSchema },
      },
    },
    (r) => anglesAnswer(store, r.query),
  );
  app.get(
    '/voice/graph',
    {
      schema: {
        ...doc('Brand, product, aspect'),
        querystring: s.scopeSchema,
        response: { 200: w.graphAnswerSchema },
      },
    },
    (r) => graphAnswer(store, r.query),
  );
  app.get(
    '/voice/tags',
    {
      schema: {
        ...doc('Tags that stand together, and who uses them'),
        querystring: z.object({ tag: z.string().trim().min(1).max(100).optional() }),
        response: { 200: w.tagsAnswerSchema },
      },
    },
    (r) => tagsAnswer(store, r.query.tag),
  );
  app.get(
    '/accounts/:id/content',
    {
      schema: {
        ...doc('How an account writes and is spoken to'),
        params: id,
        response: { 200: contentSchema },
      },
    },
    (r) => contentOf(store, r.params.id),
  );
  app.get(
    '/voice/dashboards/:id',
    {
      schema: {
        ...doc('One of the five dashboards'),
        params: z.object({ id: dashboardNameSchema }),
        response: { 200: dashboardSchema },
      },
    },
    (r) => dashboard(store, r.params.id),
  );
  app.post(
    '/voice/dashboards/:id',
    {
      schema: {
        ...doc('Save whom a dashboard is about'),
        params: z.object({ id: dashboardNameSchema }),
        body: dashboardSettingsSchema,
        response: { 200: dashboardSchema },
      },
    },
    async (r) => {
      await saveDashboard(store, r.params.id, r.body);
      return dashboard(store, r.params.id);
    },
  );
  inviteRoutes(server, store);
}

function inviteRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/voice/invitations',
    {
      schema: {
        summary: 'Frames of consumers to invite',
        tags,
        response: { 200: z.object({ items: z.array(invitationSchema) }) },
      },
    },
    async () => ({ items: await invitations(store) }),
  );
  app.post(
    '/voice/invitations',
    {
      schema: {
        summary: 'Draw a frame from speakers of keywords',
        tags,
        body: invitationRequestSchema,
        response: { 201: invitationSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await makeInvitation(store, r.body, 'user')),
  );
  app.get(
    '/voice/invitations/:id',
    { schema: { summary: 'One frame', tags, params: id, response: { 200: invitationSchema } } },
    (r) => invitation(store, r.params.id),
  );
  app.get(
    '/voice/invitations/:id/people',
    {
      schema: {
        summary: 'Keyed hashes of a frame, with consent',
        tags,
        params: id,
        querystring: pageSchema,
        response: { 200: inviteesSchema },
      },
    },
    (r) => invitees(store, r.params.id, r.query),
  );
  app.post(
    '/voice/invitations/:id/consent',
    {
      schema: {
        summary: 'Add to the consent log',
        tags,
        params: id,
        body: consentBodySchema,
        response: { 200: invitationSchema },
      },
    },
    (r) => recordConsent(store, r.params.id, r.body, 'user'),
  );
}
