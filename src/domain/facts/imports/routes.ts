/** HTTP of imports: upload, preview, import as a job, accounting, undo, push. */

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refused, usage } from '#basis/error.ts';
import { CONNECTORS } from '#connectors/registry.ts';
import type { Store } from '#store/open-store.ts';
import { auditLines } from '#store/state/audit.ts';
import { previewFile } from './preview.ts';
import { acceptPush } from './push.ts';
import * as s from './schema.ts';
import { locate, problems, receiveUpload, runDetail, runs, undoRun, unknown } from './service.ts';

export interface ImportDoors {
  store: Store;
  /** Queues work; resolves to the job's id. */
  addJob: (kind: 'import' | 'push', payload: unknown, dedupeKey?: string) => Promise<string>;
  /** The caller is on this machine and holds the key of its home folder. */
  isLocal: (request: FastifyRequest) => boolean;
  /** Pushed batches that may wait to be stored. */
  waitingBatches: number;
}

const id = z.object({ id: z.string() });
const paged = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});

export function importRoutes(server: FastifyInstance, doors: ImportDoors): void {
  const { store, addJob, isLocal } = doors;
  const app = server.withTypeProvider<ZodTypeProvider>();
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );

  app.get(
    '/connectors',
    { schema: { summary: 'Connectors', tags: ['imports'], response: { 200: z.array(s.connectorSchema) } } },
    () =>
      CONNECTORS.map((c) => ({
        id: c.id,
        version: c.version,
        vendor: c.vendor,
        en: c.en,
        zh: c.zh,
        sourceClass: c.sourceClass,
        platforms: [...c.platforms],
      })),
  );
  app.post(
    '/uploads',
    {
      bodyLimit: 64 * 2 ** 30,
      schema: {
        summary: 'Send one file',
        tags: ['imports'],
        querystring: z.object({ name: z.string().min(1) }),
        response: { 201: s.uploadSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await receiveUpload(store, r.query.name, bodyStream(r.body))),
  );
  app.post(
    '/imports/preview',
    {
      schema: {
        summary: 'Look at files before storing them',
        tags: ['imports'],
        body: s.importRequestSchema,
        response: { 200: z.object({ files: z.array(s.previewSchema) }) },
      },
    },
    async (r) => {
      const { files, ...options } = r.body;
      const located = await locate(store, files, isLocal(r));
      return { files: await Promise.all(located.map((file) => previewFile(store, file, options))) };
    },
  );
  app.post(
    '/imports',
    {
      schema: {
        summary: 'Import files as a job',
        tags: ['imports'],
        body: s.importRequestSchema,
        response: { 202: z.object({ jobId: z.string() }) },
      },
    },
    async (r, reply) => {
      const { files, ...options } = r.body;
      const located = await locate(store, files, isLocal(r));
      return reply.code(202).send({ jobId: await addJob('import', { files: located, options }) });
    },
  );
  app.get(
    '/imports',
    {
      schema: {
        summary: 'Imports, newest first',
        tags: ['imports'],
        querystring: paged,
        response: { 200: z.object({ items: z.array(s.runSchema), nextCursor: z.string().nullable() }) },
      },
    },
    (r) => runs(store, r.query.cursor ?? null, r.query.limit),
  );
  app.get(
    '/imports/:id',
    {
      schema: {
        summary: 'One import and its account',
        tags: ['imports'],
        params: id,
        response: { 200: z.object({ run: s.runSchema, report: s.fileReportSchema }) },
      },
    },
    (r) => runDetail(store, r.params.id),
  );
  app.get(
    '/imports/:id/problems',
    {
      schema: {
        summary: 'Rejected rows and unreadable cells',
        tags: ['imports'],
        params: id,
        querystring: paged,
        response: {
          200: z.object({
            items: z.array(s.problemSchema),
            total: z.number(),
            nextCursor: z.string().nullable(),
          }),
        },
      },
    },
    async (r) => {
      const offset = Number(r.query.cursor ?? 0);
      if (!Number.isSafeInteger(offset) || offset < 0)
        throw usage(
          'bad-cursor',
          'The page cursor is not one this server gave.',
          'Start from the first page.',
        );
      const found = await problems(store, r.params.id, offset, r.query.limit);
      const end = offset + found.items.length;
      return { ...found, nextCursor: end < found.total ? String(end) : null };
    },
  );
  const unknownSchema = z.object({
    items: z.array(z.object({ column: z.string(), rows: z.number(), examples: z.array(z.string()) })),
  });
  app.get(
    '/imports/:id/unknown',
    {
      schema: {
        summary: 'Columns nobody has a place for',
        tags: ['imports'],
        params: id,
        response: { 200: unknownSchema },
      },
    },
    (r) => unknown(store, r.params.id),
  );
  app.get(
    '/unknown-columns',
    {
      schema: {
        summary: 'Unknown columns of all imports',
        tags: ['imports'],
        response: { 200: unknownSchema },
      },
    },
    () => unknown(store, null),
  );
  app.delete(
    '/imports/:id',
    {
      schema: {
        summary: 'Take back an import',
        tags: ['imports'],
        params: id,
        response: { 200: z.object({ facts: z.number(), importAgain: z.array(z.string()) }) },
      },
    },
    (r) => undoRun(store, r.params.id, 'user'),
  );

  app.post(
    '/push/:connector',
    {
      bodyLimit: 32 * 2 ** 20,
      schema: {
        summary: 'Push a batch of records (JSON array or NDJSON) with an Idempotency-Key',
        tags: ['imports'],
        params: z.object({ connector: z.string() }),
        headers: z.object({ 'idempotency-key': z.string().min(1).max(200) }),
        response: { 202: s.pushReceiptSchema },
      },
    },
    async (r, reply) => {
      const receipt = await acceptPush(
        store,
        r.params.connector,
        r.headers['idempotency-key'],
        recordsOf(r.body),
        doors.waitingBatches,
      );
      await addJob('push', {}, 'push');
      return reply.code(202).send(receipt);
    },
  );
  app.get(
    '/audit',
    {
      schema: {
        summary: 'The audit log, newest first',
        tags: ['system'],
        querystring: paged,
        response: { 200: z.object({ items: z.array(s.auditLineSchema) }) },
      },
    },
    async (r) => ({
      items: await auditPage(store, r.query.limit),
    }),
  );
}

function bodyStream(body: unknown): Readable {
  if (body instanceof Readable) return body;
  throw usage('bad-upload', 'An upload is the bytes of one file.', 'Send them as application/octet-stream.');
}

async function auditPage(store: Store, limit: number) {
  const rows = await auditLines(store.state, limit);
  return rows.map((r) => ({
    at: r.at,
    who: r.who,
    act: r.act,
    subjectKind: r.subject_kind,
    subjectId: r.subject_id,
    detail: JSON.parse(r.detail) as unknown,
  }));
}

function recordsOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body === 'string')
    return body
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line, i) => {
        try {
          return JSON.parse(line) as unknown;
        } catch {
          throw refused(
            'bad-json',
            `Line ${i + 1} of the batch is not JSON.`,
            { row: i + 1, value: line.slice(0, 200) },
            'Send one JSON value a line.',
          );
        }
      });
  throw refused(
    'bad-batch',
    'A batch is a JSON array or NDJSON text.',
    undefined,
    'Send application/json with an array, or application/x-ndjson.',
  );
}
