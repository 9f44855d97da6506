/** HTTP of plans: make, change, read, hand over, share. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { keptDecision, keptProof, newestVersion, planRows, planVersions } from './kept-plans.ts';
import { audienceCsv, PLAN_INPUTS, planFile, pricesCsv } from './plan-file.ts';
import * as s from './schema.ts';
import { type PlanJob, planPage } from './service.ts';
import { sharedPage } from './shared-page.ts';
import { revokeShare, sharedDecision, sharePlan } from './shares.ts';
import { planSheet } from './sheet.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const version = z.coerce.number().int().min(1).optional();
const language = z.enum(['en', 'zh']).default('en');

interface PlanServer {
  store: Store;
  addJob: (kind: string, payload: PlanJob) => Promise<string>;
}

export function planRoutes(server: FastifyInstance, { store, addJob }: PlanServer): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['plan'];
  const params = z.object({ id: z.string() });
  const queued = { 202: z.object({ jobId: z.string() }) };
  app.get(
    '/plans',
    {
      schema: {
        summary: 'Plans, newest first',
        tags,
        response: { 200: z.object({ items: z.array(s.planRowSchema) }) },
      },
    },
    async () => ({ items: await planRows(store) }),
  );
  app.post(
    '/plans',
    {
      schema: {
        summary: 'Make a plan from a brief; the job answers {planId, version}',
        tags,
        body: z.object({ brief: s.briefSchema }),
        response: queued,
      },
    },
    async (r, reply) =>
      reply
        .code(202)
        .send({ jobId: await addJob('plan', { planId: null, change: { brief: r.body.brief } }) }),
  );
  app.get(
    '/plans/:id',
    {
      schema: {
        summary: 'One version of a plan, beside the one before it or a named one',
        tags,
        params,
        querystring: z.object({ version, against: version }),
        response: { 200: s.planPageSchema },
      },
    },
    (r) => planPage(store, r.params.id, r.query),
  );
  app.post(
    '/plans/:id/versions',
    {
      schema: {
        summary: 'A new version: another brief, or a name that drops out; the old one stays',
        tags,
        params,
        querystring: z.object({ version }),
        body: s.planChangeSchema,
        response: queued,
      },
    },
    async (r, reply) => {
      await planVersions(store, r.params.id);
      const from = r.query.version === undefined ? {} : { version: r.query.version };
      return reply
        .code(202)
        .send({ jobId: await addJob('plan', { planId: r.params.id, change: r.body, ...from }) });
    },
  );
  app.get(
    '/plans/:id/file',
    {
      schema: {
        summary: 'The plan as JSON with its certificate and the inputs it was proven on',
        tags,
        params,
        querystring: z.object({ version }),
      },
    },
    async (r) => {
      const at = r.query.version ?? (await newestVersion(store, r.params.id));
      return planFile(
        await keptDecision(store, r.params.id, at),
        await keptProof(store, r.params.id, at),
        at,
      );
    },
  );
  app.get(
    '/plans/:id/inputs/:file',
    {
      schema: {
        summary: 'What the certificate was proven on: audience.csv (people by number) or prices.csv',
        tags,
        params: params.extend({ file: z.enum(Object.values(PLAN_INPUTS)) }),
        querystring: z.object({ version }),
      },
    },
    async (r, reply) => {
      const at = r.query.version ?? (await newestVersion(store, r.params.id));
      const proof = await keptProof(store, r.params.id, at);
      return reply
        .type('text/csv; charset=utf-8')
        .send(r.params.file === PLAN_INPUTS.prices ? pricesCsv(proof) : audienceCsv(proof));
    },
  );
  app.get(
    '/plans/:id/sheet',
    {
      schema: {
        summary: 'The plan as a pitch sheet (提报表), XLSX with formulas',
        tags,
        params,
        querystring: z.object({ version, language }),
      },
    },
    async (r, reply) => {
      const at = r.query.version ?? (await newestVersion(store, r.params.id));
      const decision = await keptDecision(store, r.params.id, at);
      const address = `${r.protocol}://${r.headers.host ?? 'localhost'}`;
      const bytes = await planSheet(store, decision, r.query.language, address);
      return reply
        .type(XLSX)
        .header('content-disposition', `attachment; filename="plan-${at}.xlsx"`)
        .send(bytes);
    },
  );
  app.post(
    '/plans/:id/shares',
    {
      schema: {
        summary: 'A link that shows one version and nothing else; the token is told once',
        tags,
        params,
        body: z.object({
          version: z.int().min(1).optional(),
          days: z.int().min(1).max(365).default(14),
        }),
        response: {
          200: z.object({ shareId: z.string(), path: z.string(), expiresAt: z.string() }),
        },
      },
    },
    (r) => sharePlan(store, r.params.id, r.body),
  );
  app.delete(
    '/plans/:id/shares/:share',
    {
      schema: {
        summary: 'Take a link back',
        tags,
        params: params.extend({ share: z.string() }),
        response: { 200: z.object({ revoked: z.literal(true) }) },
      },
    },
    async (r) => {
      await revokeShare(store, r.params.id, r.params.share);
      return { revoked: true as const };
    },
  );
}

/** The one page that asks for no access token: the link is the key. */
export function sharedPlanRoute(server: FastifyInstance, store: Store): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/shared/:token',
    {
      schema: {
        hide: true,
        params: z.object({ token: z.string().max(100) }),
        querystring: z.object({ lang: z.enum(['en', 'zh']).optional() }),
      },
    },
    async (r, reply) => {
      const { decision, expiresAt } = await sharedDecision(store, r.params.token);
      const lang = r.query.lang ?? (/^zh/i.test(r.headers['accept-language'] ?? '') ? 'zh' : 'en');
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .send(sharedPage(decision, lang, expiresAt));
    },
  );
}
