/** What the pages of surveys and members read, and what they send. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type Member,
  memberSchema,
  membersSchema,
  type Receipt,
  receiptSchema,
  type Who,
} from '#domain/assets/members/schema.ts';
import {
  type AnswerImport,
  crossTabSchema,
  type Definition,
  importReportSchema,
  type Links,
  type LinksRequest,
  linksSchema,
  responsesSchema,
  resultsSchema,
  type Survey,
  surveySchema,
  surveySummarySchema,
  type Weighting,
} from '#domain/assets/surveys/schema.ts';
import { apiPath, ask, authorization, ProblemError } from '#web/api/client.ts';

const listSchema = z.object({ items: z.array(surveySummarySchema) });
export const surveysQuery = (campaign?: string) =>
  queryOptions({
    queryKey: ['surveys', 'list', campaign ?? ''],
    queryFn: ({ signal }) => ask('/surveys', listSchema, { query: { campaign }, signal }),
  });
export const surveyQuery = (id: string) =>
  queryOptions({
    queryKey: ['surveys', id],
    queryFn: ({ signal }) => ask(`/surveys/${id}`, surveySchema, { signal }),
  });
export const surveyResultsQuery = (id: string) =>
  queryOptions({
    queryKey: ['surveys', id, 'results'],
    queryFn: ({ signal }) => ask(`/surveys/${id}/results`, resultsSchema, { signal }),
  });
export const surveyTableQuery = (id: string, rows: string, columns: string) =>
  queryOptions({
    queryKey: ['surveys', id, 'table', rows, columns],
    queryFn: ({ signal }) =>
      ask(`/surveys/${id}/table`, crossTabSchema, { query: { rows, columns }, signal }),
    placeholderData: keepPreviousData,
  });
export const surveyResponsesQuery = (id: string, offset: number) =>
  queryOptions({
    queryKey: ['surveys', id, 'responses', offset],
    queryFn: ({ signal }) =>
      ask(`/surveys/${id}/responses`, responsesSchema, { query: { limit: 50, offset }, signal }),
    placeholderData: keepPreviousData,
  });
export const answersAddress = (id: string): string => apiPath(`/surveys/${id}/answers.csv`);

const post = <S extends z.ZodType>(path: string, schema: S, json: unknown) =>
  ask(path, schema, { method: 'POST', json });
export const beginSurvey = (request: {
  name: string;
  template: string;
  brand: string;
  campaign: string | null;
}): Promise<Survey> => post('/surveys', surveySchema, request);
export const keepDefinition = (id: string, definition: Definition): Promise<Survey> =>
  post(`/surveys/${id}/definition`, surveySchema, definition);
export const setState = (id: string, state: 'open' | 'closed', openLink?: boolean): Promise<Survey> =>
  post(`/surveys/${id}/state`, surveySchema, { state, openLink });
export const setMargins = (id: string, weighting: Weighting | null): Promise<Survey> =>
  post(`/surveys/${id}/weighting`, surveySchema, { weighting });
export const askPeople = (id: string, request: LinksRequest): Promise<Links> =>
  post(`/surveys/${id}/links`, linksSchema, request);

const uploadSchema = z.object({ uploadId: z.string() });
/** Sends a file and imports its answers. */
export async function importAnswerFile(id: string, file: File, consented: boolean): Promise<AnswerImport> {
  const { uploadId } = await ask('/uploads', uploadSchema, {
    method: 'POST',
    query: { name: file.name },
    bytes: file,
  });
  return post(`/surveys/${id}/answers`, importReportSchema, { uploadId, consented });
}

export const membersQuery = (offset: number) =>
  queryOptions({
    queryKey: ['members', offset],
    queryFn: ({ signal }) => ask('/members', membersSchema, { query: { limit: 50, offset }, signal }),
    placeholderData: keepPreviousData,
  });
const receiptsSchema = z.object({ items: z.array(receiptSchema) });
export const receiptsQuery = queryOptions({
  queryKey: ['members', 'receipts'],
  queryFn: ({ signal }) => ask('/members/erasures', receiptsSchema, { signal }),
});
export const findMember = (who: Who): Promise<Member> => post('/members/find', memberSchema, who);
export const eraseMember = (who: Who): Promise<Receipt> =>
  post('/members/erase', receiptSchema, { who, confirm: 'erase' });
/** Everything kept of one person, as a file. */
export async function memberFile(who: Who): Promise<Blob> {
  const response = await fetch(apiPath('/members/export'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify(who),
  });
  if (!response.ok)
    throw new ProblemError({
      title: '',
      status: response.status,
      detail: response.statusText,
      code: 'export',
    });
  return response.blob();
}
