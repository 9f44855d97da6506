/** HTTP of audiences: overlaps, portraits, targets and longlists. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { longlistFile } from './affinity/longlist.ts';
import { addPeople, peopleLists, removePeopleList } from './affinity/people-lists.ts';
import { forgetTarget, savedTargets, saveTarget } from './affinity/saved-targets.ts';
import { companions, discover, targetFields, targetSize } from './affinity/service.ts';
import { overlapReport } from './overlap/service.ts';
import { portrait } from './portrait/service.ts';
import * as s from './schema.ts';

const MIME = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const flags = z.object({
  basis: s.basisSchema.default('engagers'),
  ringFree: z.stringbool().default(false),
});

export interface AudienceParts {
  store: Store;
  addJob: (kind: string, payload: unknown) => Promise<string>;
}

export function audienceRoutes(server: FastifyInstance, { store, addJob }: AudienceParts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const tags = ['audience'];
  app.post(
    '/audience/overlap',
    {
      schema: {
        summary: 'Overlap of accounts: pairs, and all together',
        tags,
        body: s.overlapRequestSchema,
        response: { 200: s.overlapReportSchema },
      },
    },
    (r) => overlapReport(store, r.body),
  );
  app.post(
    '/audience/sketches',
    {
      schema: {
        summary: 'Make the sketches that are missing or old, as a job',
        tags,
        response: { 202: z.object({ jobId: z.string() }) },
      },
    },
    async (_r, reply) => reply.code(202).send({ jobId: await addJob('sketches', {}) }),
  );
  app.post(
    '/audience/portrait',
    {
      schema: {
        summary: 'Portrait of an account, a list or a brand’s audience',
        tags,
        body: s.portraitRequestSchema,
        response: { 200: s.portraitSchema },
      },
    },
    (r) => portrait(store, r.body),
  );
  app.get(
    '/accounts/:id/portrait',
    {
      schema: {
        summary: 'Portrait of one account’s audience',
        tags,
        params: z.object({ id: z.string() }),
        querystring: flags,
        response: { 200: s.portraitSchema },
      },
    },
    (r) => portrait(store, { who: { kind: 'account', id: r.params.id }, ...r.query }),
  );
  app.get(
    '/accounts/:id/companions',
    {
      schema: {
        summary: 'Whom one account’s audience follows or engages with beyond the base rate',
        tags,
        params: z.object({ id: z.string() }),
        querystring: flags.pick({ basis: true }),
        response: { 200: s.discoverySchema },
      },
    },
    (r) => companions(store, r.params.id, r.query.basis),
  );
  app.get(
    '/audience/target-fields',
    {
      schema: {
        summary: 'What targets can be built from, with counts',
        tags,
        response: { 200: s.targetFieldsSchema },
      },
    },
    () => targetFields(store),
  );
  app.post(
    '/audience/target-size',
    {
      schema: {
        summary: 'How many people a target has',
        tags,
        body: z.object({ target: s.targetSchema, basis: s.basisSchema.default('engagers') }),
        response: { 200: s.targetSizeSchema },
      },
    },
    (r) => targetSize(store, r.body),
  );
  const gone = z.object({ deleted: z.literal(true) });
  app.get(
    '/audience/targets',
    {
      schema: {
        summary: 'Targets that are kept, with how many accounts have a share of each',
        tags,
        response: { 200: z.object({ items: z.array(s.savedTargetSchema) }) },
      },
    },
    async () => ({ items: await savedTargets(store) }),
  );
  app.post(
    '/audience/targets',
    {
      schema: {
        summary:
          'Keep a target: its share in the audience of every account is measured and stored as readings',
        tags,
        body: z.object({ target: s.targetSchema, basis: s.basisSchema.default('engagers') }),
        response: { 200: s.savedTargetSchema },
      },
    },
    (r) => saveTarget(store, r.body),
  );
  app.delete(
    '/audience/targets/:key',
    {
      schema: {
        summary: 'Forget a kept target',
        tags,
        params: z.object({ key: z.string() }),
        response: { 200: gone },
      },
    },
    async (r) => {
      await forgetTarget(store, r.params.key);
      return { deleted: true as const };
    },
  );
  app.get(
    '/audience/people-lists',
    {
      schema: {
        summary: 'Lists of people as keyed hashes: survey members, buyers, club members',
        tags,
        response: { 200: z.object({ items: z.array(s.peopleListSchema) }) },
      },
    },
    async () => ({ items: await peopleLists(store) }),
  );
  app.post(
    '/audience/people-lists',
    {
      // A million ids of 20 digits.
      bodyLimit: 32 * 1024 * 1024,
      schema: {
        summary: 'Make a list of people, or add to it; ids are hashed at once and not kept',
        tags,
        body: s.peopleListRequestSchema,
        response: { 200: s.peopleListSchema },
      },
    },
    (r) => addPeople(store, r.body),
  );
  app.delete(
    '/audience/people-lists/:id',
    {
      schema: {
        summary: 'Delete a list of people',
        tags,
        params: z.object({ id: z.string() }),
        response: { 200: gone },
      },
    },
    async (r) => {
      await removePeopleList(store, r.params.id);
      return { deleted: true as const };
    },
  );
  app.post(
    '/audience/discoveries',
    {
      schema: {
        summary: 'Whom a target follows or engages with beyond the base rate, gate by gate',
        tags,
        body: s.discoveryRequestSchema,
        response: { 200: s.discoverySchema },
      },
    },
    (r) => discover(store, r.body),
  );
  app.post(
    '/audience/discoveries/longlist',
    {
      schema: {
        summary: 'The longlist as a file, with a reason for every account that was dropped',
        tags,
        querystring: z.object({
          format: z.enum(['xlsx', 'csv']).default('xlsx'),
          language: z.enum(['en', 'zh']).default('en'),
        }),
        body: s.discoveryRequestSchema,
      },
    },
    async (r, reply) => {
      const { format, language } = r.query;
      const file = await longlistFile(await discover(store, r.body), format, language);
      return reply
        .type(MIME[format])
        .header('content-disposition', `attachment; filename="longlist.${format}"`)
        .send(file);
    },
  );
}
