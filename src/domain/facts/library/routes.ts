/** HTTP of the library: search, pages, evidence, export, the dictionaries. */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { counted } from '#basis/counted.ts';
import { newId } from '#basis/id.ts';
import { METRIC_IDS, metricRow } from '#basis/metric.ts';
import { PLATFORM_IDS, platformRow } from '#basis/platform.ts';
import { correct, withdraw } from '#domain/facts/corrections/service.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import type { Store } from '#store/open-store.ts';
import { evidenceOf } from './evidence.ts';
import { EXPORT_FORMATS, EXPORT_LANGUAGES, exportLibrary } from './export.ts';
import { conditions, where } from './filter.ts';
import { overview } from './overview.ts';
import * as s from './schema.ts';
import { accountPage, accountSeries, facets, postPage, posts, searchAccounts } from './service.ts';
import { followerTrends } from './trends.ts';

const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});
const id = z.object({ id: z.string() });
const MIME = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

export function libraryRoutes(server: FastifyInstance, store: Store): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/accounts',
    {
      schema: {
        summary: 'Search the library',
        tags: ['library'],
        querystring: s.searchParametersSchema,
        response: { 200: s.searchResultSchema },
      },
    },
    (r) => searchAccounts(store, r.query),
  );
  app.get(
    '/accounts/facets',
    {
      schema: {
        summary: 'Counts of every facet',
        tags: ['library'],
        querystring: s.accountFilterSchema,
        response: { 200: s.facetsSchema },
      },
    },
    (r) => facets(store, r.query),
  );
  app.get(
    '/accounts/export',
    {
      schema: {
        summary: 'The filtered library as a file',
        tags: ['library'],
        querystring: s.accountFilterSchema.extend({
          format: z.enum(EXPORT_FORMATS).default('csv'),
          /** Of the headers of CSV and XLSX. */
          lang: z.enum(EXPORT_LANGUAGES).default('en'),
        }),
      },
    },
    async (r, reply) => {
      const { format, lang, ...filter } = r.query;
      const path = join(await store.folder('exports'), `${newId()}.${format}`);
      await exportLibrary(
        store,
        where(conditions(filter, filter.list ? await membersOf(store, filter.list) : null)),
        format,
        path,
        lang,
      );
      const stream = createReadStream(path);
      stream.on('close', () => void rm(path, { force: true }));
      return reply
        .header('content-disposition', `attachment; filename="library.${format}"`)
        .type(MIME[format])
        .send(stream);
    },
  );
  app.get(
    '/accounts/:id',
    {
      schema: {
        summary: 'One account',
        tags: ['library'],
        params: id,
        response: { 200: s.accountPageSchema },
      },
    },
    (r) => accountPage(store, r.params.id),
  );
  app.get(
    '/accounts/:id/series',
    {
      schema: {
        summary: 'Every observation of one metric',
        tags: ['library'],
        params: id,
        querystring: z.object({ metric: z.string() }),
        response: { 200: s.seriesSchema },
      },
    },
    (r) => accountSeries(store, r.params.id, r.query.metric),
  );
  app.get(
    '/accounts/:id/posts',
    {
      schema: {
        summary: 'Posts of an account',
        tags: ['library'],
        params: id,
        querystring: page,
        response: { 200: s.postListSchema },
      },
    },
    (r) => posts(store, { accountId: r.params.id }, r.query.limit, r.query.cursor),
  );
  app.post(
    '/accounts/compare',
    {
      schema: {
        summary: 'Several accounts side by side',
        tags: ['library'],
        body: z.object({ accountIds: z.array(z.string()).min(1).max(10) }),
        response: { 200: z.object({ items: z.array(s.accountPageSchema) }) },
      },
    },
    async (r) => ({
      items: await Promise.all(r.body.accountIds.map((accountId) => accountPage(store, accountId))),
    }),
  );
  app.post(
    '/accounts/trends',
    {
      schema: {
        summary: 'Followers over time of the accounts of a page',
        tags: ['library'],
        body: z.object({ accountIds: z.array(z.string()).max(500) }),
        response: { 200: z.object({ items: z.array(s.trendSchema) }) },
      },
    },
    async (r) => ({ items: await followerTrends(store, r.body.accountIds) }),
  );
  app.post(
    '/accounts/:id/corrections',
    {
      schema: {
        summary: 'A person’s correction beside the machine’s value',
        tags: ['library'],
        params: id,
        body: z.object({
          field: z.string().min(1),
          machineValue: z.string().nullable().default(null),
          humanValue: z.string().min(1),
          reason: z.string().min(1),
        }),
        response: { 201: s.correctionSchema },
      },
    },
    async (r, reply) => {
      await accountPage(store, r.params.id);
      return reply
        .code(201)
        .send(await correct(store, { subjectKind: 'account', subjectId: r.params.id, ...r.body }, 'user'));
    },
  );
  app.delete(
    '/corrections/:id',
    {
      schema: {
        summary: 'Withdraw a correction',
        tags: ['library'],
        params: id,
        response: { 200: z.object({ withdrawn: z.literal(true) }) },
      },
    },
    async (r) => {
      await withdraw(store, r.params.id, 'user');
      return { withdrawn: true as const };
    },
  );

  const postQuery = page.extend({
    q: z.string().trim().max(200).optional(),
    platform: z.enum(PLATFORM_IDS).optional(),
    accountId: z.string().optional(),
    campaign: z.string().optional(),
  });
  app.get(
    '/posts',
    {
      schema: {
        summary: 'Search posts',
        tags: ['library'],
        querystring: postQuery,
        response: { 200: s.postListSchema },
      },
    },
    (r) => {
      const { limit, cursor, ...filter } = r.query;
      return posts(store, filter, limit, cursor);
    },
  );
  app.get(
    '/posts/:id',
    { schema: { summary: 'One post', tags: ['library'], params: id, response: { 200: s.postPageSchema } } },
    (r) => postPage(store, r.params.id),
  );
  app.get(
    '/evidence/:sourceId/:row',
    {
      schema: {
        summary: 'The row behind a number',
        tags: ['library'],
        params: z.object({ sourceId: z.coerce.number().int(), row: z.coerce.number().int() }),
        response: { 200: s.evidenceSchema },
      },
    },
    (r) => evidenceOf(store, r.params.sourceId, r.params.row),
  );
  app.get(
    '/overview',
    { schema: { summary: 'What is in hand', tags: ['library'], response: { 200: s.overviewSchema } } },
    () => overview(store),
  );

  app.get(
    '/platforms',
    {
      schema: {
        summary: 'Platforms as data',
        tags: ['dictionary'],
        response: { 200: z.array(s.platformSchema) },
      },
    },
    () =>
      PLATFORM_IDS.map((platform) => {
        const row = platformRow(platform);
        return {
          id: platform,
          en: row.en,
          zh: row.zh,
          currency: row.currency,
          feedShare: row.feedShare,
          cascadeObservable: row.cascadeObservable,
          counters: Object.entries(row.counters).map(([metric, c]) => ({
            metric,
            zh: c.zh,
            means: counted(c.means),
          })),
        };
      }),
  );
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'The metric dictionary',
        tags: ['dictionary'],
        response: { 200: z.array(s.metricSchema) },
      },
    },
    () => METRIC_IDS.map((metric) => ({ id: metric, ...metricRow(metric) })),
  );
}
