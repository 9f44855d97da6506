/** The HTTP application over one open store. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { missing } from '#basis/error.ts';
import { forecastRoutes } from '#domain/assets/forecasts/routes.ts';
import { inhouseRoutes } from '#domain/assets/inhouse/routes.ts';
import { liftRoutes } from '#domain/assets/lift/routes.ts';
import { memberRoutes } from '#domain/assets/members/routes.ts';
import { orderRoutes } from '#domain/assets/orders/routes.ts';
import { rateRoutes } from '#domain/assets/rates/routes.ts';
import { relationRoutes } from '#domain/assets/relations/routes.ts';
import { rightRoutes } from '#domain/assets/rights/routes.ts';
import { hostedRoutes } from '#domain/assets/surveys/hosted-routes.ts';
import { surveyRoutes } from '#domain/assets/surveys/routes.ts';
import { workspaceRoutes } from '#domain/assets/workspaces/routes.ts';
import { allocationRoutes } from '#domain/decisions/allocation/routes.ts';
import { campaignRoutes } from '#domain/decisions/campaigns/routes.ts';
import { planRoutes, sharedPlanRoute } from '#domain/decisions/mix/plan/routes.ts';
import { makePlan, type PlanJob } from '#domain/decisions/mix/plan/service.ts';
import { monitorRoutes } from '#domain/decisions/monitor/routes.ts';
import { refreshWatches } from '#domain/decisions/monitor/service.ts';
import { shortLinks } from '#domain/decisions/redirects/follow.ts';
import { redirectRoutes } from '#domain/decisions/redirects/routes.ts';
import type { FileToImport } from '#domain/facts/imports/import-file.ts';
import { drainPushes, PUSH_LIMIT, retryFailedPushes } from '#domain/facts/imports/push.ts';
import { importRoutes } from '#domain/facts/imports/routes.ts';
import { type ImportOptions, jobSchema } from '#domain/facts/imports/schema.ts';
import { cleanName, clearOldUploads, runImport } from '#domain/facts/imports/service.ts';
import { libraryRoutes } from '#domain/facts/library/routes.ts';
import { listRoutes } from '#domain/facts/lists/routes.ts';
import { applyJoins } from '#domain/facts/people/joins.ts';
import { peopleRoutes } from '#domain/facts/people/routes.ts';
import { drainTouches } from '#domain/facts/touches/drain.ts';
import { refreshSketches } from '#domain/readings/audience/overlap/sketches.ts';
import { audienceRoutes } from '#domain/readings/audience/routes.ts';
import { authenticityRoutes } from '#domain/readings/authenticity/routes.ts';
import { type AuditRequest, auditAccounts } from '#domain/readings/authenticity/service.ts';
import { cascadeRoutes } from '#domain/readings/cascade/routes.ts';
import { rivalRoutes } from '#domain/readings/market/rivals/routes.ts';
import { marketRoutes } from '#domain/readings/market/routes.ts';
import { valueRoutes } from '#domain/readings/value/routes.ts';
import { refreshVoice } from '#domain/readings/voice/pipeline/refresh.ts';
import { voiceRoutes } from '#domain/readings/voice/routes.ts';
import { trainingSchema, trainVoice } from '#domain/readings/voice/train.ts';
import { bundleRoutes } from '#domain/telling/bundle/routes.ts';
import { evidenceRoutes } from '#domain/telling/evidence/routes.ts';
import { outcomeRoutes } from '#domain/telling/outcome/routes.ts';
import { reportRoutes, shareRoute } from '#domain/telling/reports/routes.ts';
import { makeReport, type ReportJob } from '#domain/telling/reports/service.ts';
import type { Store } from '#store/open-store.ts';
import { guard, holdsLocalKey, mayBeAsked } from './access.ts';
import { type JobRunner, jobOf, jobRunner } from './job-runner.ts';
import { liveUpdates } from './live.ts';
import { provinceMap } from './map.ts';
import { sendProblem } from './problems.ts';
import { status, statusSchema } from './status.ts';

const WEB = fileURLToPath(new URL('../../dist/web/', import.meta.url));
export const API = '/api/v1';

export interface ServerParts {
  app: FastifyInstance;
  runner: JobRunner;
}

/** What a caller may ask of the server before it is told to wait. */
export interface ServerLimits {
  requestsPerMinute: number;
  /** Pushed batches that may wait to be stored. */
  waitingBatches: number;
}
const LIMITS: ServerLimits = { requestsPerMinute: 20_000, waitingBatches: PUSH_LIMIT };

export async function buildApp(
  store: Store,
  localKey: string,
  version: string,
  limits: ServerLimits = LIMITS,
): Promise<ServerParts> {
  const { config } = store;
  // The runner comes later; nothing is drained before it does.
  const started: { runner?: JobRunner } = {};
  const links = await shortLinks(
    store,
    async () => started.runner?.add('touches', {}, 'touches'),
    (host) => mayBeAsked(config, host),
  );
  const app = Fastify({
    serverFactory: (handler) =>
      createServer((request, response) => {
        if (!links.take(request, response)) handler(request, response);
      }),
    logger: { level: 'warn', stream: process.stderr },
    bodyLimit: 32 * 2 ** 20,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => {
    if (typeof error === 'object' && error !== null && 'retryAfter' in error)
      reply.header('retry-after', String(error.retryAfter));
    return sendProblem(error, request, reply);
  });
  guard(app, config, localKey);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => holdsLocalKey(request, localKey),
  });
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { 1: 3 } },
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Touchstone',
        version,
        description: 'Figures carry value, bounds, unit, window, denominator, source and as-of.',
      },
    },
    transform: jsonSchemaTransform,
  });

  const live = liveUpdates();
  const runner = jobRunner(store, live, {
    import: async (payload, job) => {
      const { files, options } = payload as { files: FileToImport[]; options: ImportOptions };
      const report = await runImport(store, options, files, job.jobId, job.progress, job.signal);
      await refreshWatches(store);
      await store.jobs.add('voice', {}, 'voice');
      return report;
    },
    voice: (_payload, job) => refreshVoice(store, job.progress, job.signal),
    'voice-train': (payload, job) =>
      trainVoice(store, trainingSchema.parse(payload).rows, job.progress, job.signal),
    audit: (payload, job) => auditAccounts(store, payload as AuditRequest, job.progress, job.signal),
    report: (payload, job) => makeReport(store, payload as ReportJob, job.progress, job.signal),
    plan: (payload, job) => makePlan(store, payload as PlanJob, job.progress, job.signal),
    touches: async (_payload, job) => ({ stored: await drainTouches(store, job.signal) }),
    sketches: async () => ({ made: await refreshSketches(store) }),
    push: async (_payload, job) => ({
      // Not only at the end: under a steady stream there is none.
      stored: await drainPushes(store, job.signal, () => refreshWatches(store)),
    }),
  });
  started.runner = runner;
  app.addHook('onClose', async () => {
    await links.close();
    await runner.stop();
  });

  await app.register(
    async (api) => {
      libraryRoutes(api, store);
      listRoutes(api, store);
      peopleRoutes(api, store);
      importRoutes(api, {
        store,
        addJob: (kind, payload, key) => runner.add(kind, payload, key),
        isLocal: (request) => holdsLocalKey(request, localKey),
        waitingBatches: limits.waitingBatches,
      });
      audienceRoutes(api, { store, addJob: (kind, payload) => runner.add(kind, payload) });
      authenticityRoutes(api, { store, addJob: (kind, payload) => runner.add(kind, payload) });
      marketRoutes(api, store);
      rateRoutes(api, store);
      rivalRoutes(api, store);
      allocationRoutes(api, store);
      valueRoutes(api, store);
      campaignRoutes(api, store);
      redirectRoutes(api, store);
      monitorRoutes(api, store);
      cascadeRoutes(api, store);
      voiceRoutes(api, { store, addJob: (kind, payload, key) => runner.add(kind, payload, key) });
      relationRoutes(api, store);
      rightRoutes(api, store);
      bundleRoutes(api, store);
      orderRoutes(api, store);
      liftRoutes(api, store);
      outcomeRoutes(api, store);
      evidenceRoutes(api, store);
      forecastRoutes(api, store);
      inhouseRoutes(api, store);
      workspaceRoutes(api, store);
      reportRoutes(api, { store, addJob: (kind, payload) => runner.add(kind, payload) });
      planRoutes(api, { store, addJob: (kind, payload) => runner.add(kind, payload) });
      surveyRoutes(api, { store, isLocal: (request) => holdsLocalKey(request, localKey) });
      memberRoutes(api, store);
      const typed = api.withTypeProvider<ZodTypeProvider>();
      const id = z.object({ id: z.string() });
      typed.get(
        '/jobs',
        {
          schema: {
            summary: 'Recent jobs',
            tags: ['system'],
            response: { 200: z.object({ items: z.array(jobSchema) }) },
          },
        },
        async () => ({
          items: (await store.jobs.recent(50)).map(jobOf),
        }),
      );
      typed.get(
        '/jobs/:id',
        { schema: { summary: 'One job', tags: ['system'], params: id, response: { 200: jobSchema } } },
        async (r) => {
          const row = await store.jobs.get(r.params.id);
          if (!row) throw missing('no-job', `There is no job ${r.params.id}.`);
          return jobOf(row);
        },
      );
      typed.post(
        '/jobs/:id/cancel',
        {
          schema: {
            summary: 'Ask a job to stop',
            tags: ['system'],
            params: id,
            response: { 202: z.object({ asked: z.literal(true) }) },
          },
        },
        async (r, reply) => {
          if (!(await store.jobs.get(r.params.id)))
            throw missing('no-job', `There is no job ${r.params.id}.`);
          await runner.cancel(r.params.id);
          return reply.code(202).send({ asked: true as const });
        },
      );
      typed.get(
        '/events',
        { schema: { summary: 'Live updates (server-sent events)', tags: ['system'] } },
        (_r, reply) => live.attach(reply),
      );
      typed.get(
        '/map/provinces',
        {
          schema: {
            summary: 'Province outlines for maps',
            tags: ['system'],
            response: { 200: z.record(z.string(), z.unknown()) },
          },
        },
        () => provinceMap(config),
      );
      typed.get(
        '/status',
        {
          schema: { summary: 'The server and its stores', tags: ['system'], response: { 200: statusSchema } },
        },
        () => status(store, version),
      );
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    },
    { prefix: API },
  );
  app.get('/health', { schema: { hide: true } }, () => ({ ok: true, version }));
  shareRoute(app, store);
  sharedPlanRoute(app, store);
  await hostedRoutes(app, store);
  await serveWeb(app);
  await clearOldUploads(store);
  await applyJoins(store);
  await retryFailedPushes(store);
  await store.jobs.add('push', {}, 'push');
  await store.jobs.add('touches', {}, 'touches');
  return { app, runner };
}

/** The built web app; any page address gets its index. */
async function serveWeb(app: FastifyInstance): Promise<void> {
  if (!existsSync(WEB)) {
    app.get('/', { schema: { hide: true } }, (_r, reply) =>
      reply
        .type('text/plain')
        .send('The web app is not built. Run `npm install` (it builds it) or `npx vite build`.\n'),
    );
    app.setNotFoundHandler(nothingThere);
    return;
  }
  await app.register(fastifyStatic, {
    root: `${WEB}files`,
    prefix: '/files/',
    // One route for all: one a file is five hundred to set up at each start.
    decorateReply: false,
    immutable: true,
    // Compressed once, when the web app is built.
    preCompressed: true,
    maxAge: '365d',
    index: false,
  });
  const index = await readFile(`${WEB}index.html`, 'utf8');
  const page = (_request: unknown, reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(index);
  app.get('/', { schema: { hide: true } }, page);
  app.setNotFoundHandler((request, reply) => {
    if (
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      !cleanName(request.url.split('?')[0] ?? '').includes('.js')
    )
      return page(request, reply);
    return nothingThere(request, reply);
  });
}

const nothingThere = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(
    missing('no-route', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`),
    request,
    reply,
  );
