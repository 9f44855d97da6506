/** HTTP of reports: preview, making as a job, files, share links. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { tariffSchema } from '../outcome/schema.ts';
import * as s from './schema.ts';
import { previewHtml, reportFile, reportOf, reportsOf, sharedHtml, shareReport } from './service.ts';

const id = z.object({ id: z.string().min(1) });
const MIME: Record<s.ReportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
};

export interface ReportParts {
  store: Store;
  addJob: (kind: string, payload: unknown) => Promise<string>;
}

export function reportRoutes(server: FastifyInstance, { store, addJob }: ReportParts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['report'];
  app.get(
    '/campaigns/:id/report',
    {
      schema: {
        summary: 'The report as one model: cells and chapters',
        tags,
        params: id,
        response: { 200: s.reportModelSchema },
      },
    },
    (r) => reportOf(store, r.params.id),
  );
  app.get(
    '/campaigns/:id/report.html',
    {
      schema: {
        summary: 'The report as HTML, not kept',
        tags,
        params: id,
        querystring: s.reportRequestSchema.pick({ layer: true, language: true }),
      },
    },
    async (r, reply) =>
      reply.type(MIME.html).send(await previewHtml(store, r.params.id, r.query.language, r.query.layer)),
  );
  app.post(
    '/campaigns/:id/reports',
    {
      schema: {
        summary: 'Make the report’s files, as a job',
        tags,
        params: id,
        body: s.reportRequestSchema.extend({ tariff: tariffSchema.optional() }),
        response: { 202: z.object({ jobId: z.string() }) },
      },
    },
    async (r, reply) =>
      reply.code(202).send({ jobId: await addJob('report', { campaign: r.params.id, ...r.body }) }),
  );
  app.get(
    '/campaigns/:id/reports',
    {
      schema: {
        summary: 'Reports made of a campaign, newest first',
        tags,
        params: id,
        response: { 200: z.object({ items: z.array(s.reportMadeSchema) }) },
      },
    },
    async (r) => ({ items: await reportsOf(store, r.params.id) }),
  );
  app.get(
    '/reports/:id/:format',
    { schema: { summary: 'One file of a report', tags, params: id.extend({ format: z.enum(s.FORMATS) }) } },
    async (r, reply) => {
      const { name, bytes } = await reportFile(store, r.params.id, r.params.format);
      return reply
        .type(MIME[r.params.format])
        .header(
          'content-disposition',
          `attachment; filename="report.${r.params.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
        )
        .send(bytes);
    },
  );
  app.post(
    '/reports/:id/share',
    {
      schema: {
        summary: 'A link that opens the HTML report without an account, until it expires',
        tags,
        params: id,
        body: z.object({ days: z.number().int().min(1).max(365).default(14) }),
        response: { 201: s.shareSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await shareReport(store, r.params.id, r.body.days, 'local')),
  );
}

/** Stands outside the API: whoever has the link may read. */
export function shareRoute(server: FastifyInstance, store: Store): void {
  server
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/share/:token',
      { schema: { hide: true, params: z.object({ token: z.string().regex(/^[\w-]{43}$/) }) } },
      async (r, reply) =>
        reply
          .type(MIME.html)
          .header('cache-control', 'no-store')
          .header('x-robots-tag', 'noindex')
          .send(await sharedHtml(store, r.params.token)),
    );
}
