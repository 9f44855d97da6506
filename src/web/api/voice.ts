/** What the voice pages read, and what they send. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { type DashboardName, dashboardSchema } from '#domain/readings/voice/dashboards/schema.ts';
import { hotAnswerSchema } from '#domain/readings/voice/hot/schema.ts';
import { invitationSchema, inviteesSchema } from '#domain/readings/voice/invite/schema.ts';
import {
  checksSchema,
  type Labels,
  labelsAnswerSchema,
  marketVoiceSchema,
  type RowFilter,
  reputationSchema,
  rowsSchema,
  type Scope,
  statusSchema,
  textRowSchema,
} from '#domain/readings/voice/schema.ts';
import { contentSchema } from '#domain/readings/voice/style/schema.ts';
import {
  anglesAnswerSchema,
  keywordsAnswerSchema,
  newWordsAnswerSchema,
  tagsAnswerSchema,
  topicsAnswerSchema,
} from '#domain/readings/voice/words/schema.ts';
import { ask, type QueryValue } from '#web/api/client.ts';

type Query = Readonly<Record<string, QueryValue>>;
/** Keys under `library` are asked again when an import or a job changes the library. */
const get = <S extends z.ZodType>(path: string, schema: S, query: Query = {}) =>
  queryOptions({
    queryKey: ['library', 'voice', path, query],
    queryFn: ({ signal }) => ask(path, schema, { query, signal }),
    placeholderData: keepPreviousData,
  });

export const voiceStatusQuery = get('/voice/status', statusSchema);
export const marketVoiceQuery = (scope: Scope) => get('/voice/market', marketVoiceSchema, { ...scope });
export const reputationQuery = (windowDays: number) =>
  get('/voice/reputation', reputationSchema, { windowDays });
export const voiceRowsQuery = (filter: RowFilter, offset: number, drawn: boolean) =>
  drawn
    ? get('/voice/desk', rowsSchema.extend({ checks: checksSchema.optional() }), { ...filter, limit: 20 })
    : get('/voice/rows', rowsSchema.extend({ checks: checksSchema.optional() }), {
        ...filter,
        limit: 50,
        offset,
      });
export const anglesQuery = (filter: RowFilter) => get('/voice/angles', anglesAnswerSchema, { ...filter });
export const newWordsQuery = get('/voice/words', newWordsAnswerSchema, { limit: 100 });
export const topicsQuery = get('/voice/topics', topicsAnswerSchema);
export const keywordsQuery = (filter: RowFilter) =>
  get('/voice/keywords', keywordsAnswerSchema, { ...filter });
export const tagsQuery = (tag: string | undefined) => get('/voice/tags', tagsAnswerSchema, { tag });
export const hotQuery = (query: Query) => get('/voice/hot', hotAnswerSchema, query);
export const dashboardQuery = (name: DashboardName) => get(`/voice/dashboards/${name}`, dashboardSchema);
export const labelsQuery = get('/voice/labels', labelsAnswerSchema);
export const invitationsQuery = get('/voice/invitations', z.object({ items: z.array(invitationSchema) }));
export const contentQuery = (accountId: string) =>
  get(`/accounts/${encodeURIComponent(accountId)}/content`, contentSchema);

export const sendCorrection = (textId: string, value: string, drawn: boolean) =>
  ask(`/voice/texts/${encodeURIComponent(textId)}/corrections`, textRowSchema, {
    method: 'POST',
    json: { field: 'feeling', value, drawn },
  });
const job = z.object({ jobId: z.string() });
export const sendLabels = (labels: Labels | null) =>
  ask('/voice/labels', job, { method: 'POST', json: { labels } });
export const sendTraining = () => ask('/voice/train', job, { method: 'POST', json: { rows: [] } });
export const saveDashboard = (name: DashboardName, json: unknown) =>
  ask(`/voice/dashboards/${name}`, dashboardSchema, { method: 'POST', json });
export const inviteesQuery = (invitationId: string) =>
  get(`/voice/invitations/${encodeURIComponent(invitationId)}/people`, inviteesSchema);
export const sendConsent = (invitationId: string, json: unknown) =>
  ask(`/voice/invitations/${encodeURIComponent(invitationId)}/consent`, invitationSchema, {
    method: 'POST',
    json,
  });
export const sendInvitation = (json: unknown) =>
  ask('/voice/invitations', invitationSchema, { method: 'POST', json });
