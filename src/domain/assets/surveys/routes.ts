import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { locate } from '#domain/facts/imports/service.ts';
import type { Store } from '#store/open-store.ts';
import { answersCsv } from './export-answers.ts';
import { importAnswers } from './import-answers.ts';
import {
  changeSurvey,
  makeSurvey,
  setSurveyState,
  setWeighting,
  surveyNamed,
  surveys,
} from './kept-surveys.ts';
import { makeLinks } from './links.ts';
import { responses, results, surveyTable } from './results.ts';
import * as s from './schema.ts';
import { survey } from './service.ts';

const tags = ['surveys'];
const id = z.object({ id: z.string() });

export function surveyRoutes(
  server: FastifyInstance,
  { store, isLocal }: { store: Store; isLocal: (request: FastifyRequest) => boolean },
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const of = (named: string) => surveyNamed(store, named);
  app.get(
    '/surveys',
    {
      schema: {
        summary: 'Surveys, newest first',
        tags,
        querystring: z.object({ campaign: z.string().optional() }),
        response: { 200: z.object({ items: z.array(s.surveySummarySchema) }) },
      },
    },
    async (r) => ({ items: await surveys(store, r.query.campaign) }),
  );
  app.post(
    '/surveys',
    {
      schema: { summary: 'Begin a survey', tags, body: s.newSurveySchema, response: { 201: s.surveySchema } },
    },
    async (r, reply) => reply.code(201).send(await survey(store, await makeSurvey(store, r.body, 'user'))),
  );
  app.get(
    '/surveys/:id',
    { schema: { summary: 'One survey, by id or name', tags, params: id, response: { 200: s.surveySchema } } },
    async (r) => survey(store, await of(r.params.id)),
  );
  app.post(
    '/surveys/:id/definition',
    {
      schema: {
        summary: 'Change the questions of a draft',
        tags,
        params: id,
        body: s.definitionSchema,
        response: { 200: s.surveySchema },
      },
    },
    async (r) => {
      const surveyId = await of(r.params.id);
      await changeSurvey(store, surveyId, r.body, 'user');
      return survey(store, surveyId);
    },
  );
  app.post(
    '/surveys/:id/state',
    {
      schema: {
        summary: 'Open or close; with or without a link that anybody may answer',
        tags,
        params: id,
        body: z.object({ state: z.enum(['open', 'closed']), openLink: z.boolean().optional() }),
        response: { 200: s.surveySchema },
      },
    },
    async (r) => {
      const surveyId = await of(r.params.id);
      await setSurveyState(store, surveyId, r.body, 'user');
      return survey(store, surveyId);
    },
  );
  app.post(
    '/surveys/:id/links',
    {
      schema: {
        summary: 'Personal links for a frame, a list or ids; told once',
        tags,
        params: id,
        body: s.linksRequestSchema,
        response: { 201: s.linksSchema },
      },
    },
    async (r, reply) => reply.code(201).send(await makeLinks(store, await of(r.params.id), r.body, 'user')),
  );
  app.post(
    '/surveys/:id/answers',
    {
      schema: {
        summary: 'Import answers from a file: LimeSurvey, Formbricks or any table',
        tags,
        params: id,
        body: s.importOptionsSchema.extend({
          uploadId: z.string().optional(),
          path: z.string().optional(),
        }),
        response: { 200: s.importReportSchema },
      },
    },
    async (r) => {
      const { uploadId, path, ...options } = r.body;
      const [file] = await locate(
        store,
        [{ ...(uploadId === undefined ? {} : { uploadId }), ...(path === undefined ? {} : { path }) }],
        isLocal(r),
      );
      return importAnswers(
        store,
        await of(r.params.id),
        file as { path: string; fileName: string },
        options,
        'user',
      );
    },
  );
  app.post(
    '/surveys/:id/weighting',
    {
      schema: {
        summary: 'Margins to weigh to, or none',
        tags,
        params: id,
        body: z.object({ weighting: s.weightingSchema.nullable() }),
        response: { 200: s.surveySchema },
      },
    },
    async (r) => {
      const surveyId = await of(r.params.id);
      await setWeighting(store, surveyId, r.body.weighting, 'user');
      return survey(store, surveyId);
    },
  );
  app.get(
    '/surveys/:id/results',
    {
      schema: {
        summary: 'Each question over all people',
        tags,
        params: id,
        response: { 200: s.resultsSchema },
      },
    },
    async (r) => results(store, await of(r.params.id)),
  );
  app.get(
    '/surveys/:id/table',
    {
      schema: {
        summary: 'One question by another, with intervals and a test',
        tags,
        params: id,
        querystring: s.tableQuerySchema,
        response: { 200: s.crossTabSchema },
      },
    },
    async (r) => surveyTable(store, await of(r.params.id), r.query),
  );
  app.get(
    '/surveys/:id/responses',
    {
      schema: {
        summary: 'Answers a row a person',
        tags,
        params: id,
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(500).default(50),
          offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
        }),
        response: { 200: s.responsesSchema },
      },
    },
    async (r) => responses(store, await of(r.params.id), r.query),
  );
  app.get(
    '/surveys/:id/answers.csv',
    { schema: { summary: 'All answers with weights, as CSV', tags, params: id } },
    async (r, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="answers.csv"')
        .send(await answersCsv(store, await of(r.params.id))),
  );
}
