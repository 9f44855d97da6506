/** What the campaign's spread, participants, effect and report pages read. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { Target } from '#domain/readings/audience/schema.ts';
import { campaignSpreadSchema, postSpreadSchema } from '#domain/readings/cascade/schema.ts';
import {
  effectSchema,
  type OrderWay,
  orderRowsSchema,
  participantsSchema,
} from '#domain/telling/outcome/schema.ts';
import {
  type Language,
  type Layer,
  type ReportFormat,
  reportMadeSchema,
  shareSchema,
} from '#domain/telling/reports/schema.ts';
import { apiPath, ask, authorization } from '#web/api/client.ts';

const ROWS_AT_ONCE = 20;
const of = (campaign: string, part: string) => `/campaigns/${encodeURIComponent(campaign)}/${part}`;

export const campaignSpreadQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'campaign-spread', campaign],
    queryFn: ({ signal }) => ask(of(campaign, 'spread'), campaignSpreadSchema, { signal }),
  });

export const postSpreadQuery = (postId: string) =>
  queryOptions({
    queryKey: ['library', 'post-spread', postId],
    queryFn: ({ signal }) => ask(`/posts/${encodeURIComponent(postId)}/spread`, postSpreadSchema, { signal }),
  });

export const participantsQuery = (campaign: string, target: Target | null = null) =>
  queryOptions({
    queryKey: ['library', 'participants', campaign, target],
    queryFn: ({ signal }) =>
      ask(of(campaign, 'participants'), participantsSchema, {
        method: 'POST',
        json: target === null ? {} : { target },
        signal,
      }),
    placeholderData: (previous) => previous,
  });

export const orderRowsQuery = (campaign: string, way: OrderWay, offset: number) =>
  queryOptions({
    queryKey: ['library', 'campaign-orders', campaign, way, offset],
    queryFn: ({ signal }) =>
      ask(of(campaign, 'orders'), orderRowsSchema, { query: { way, offset, limit: ROWS_AT_ONCE }, signal }),
    placeholderData: (previous) => previous,
  });

export const effectQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'effect', campaign],
    queryFn: ({ signal }) => ask(of(campaign, 'effect'), effectSchema, { signal }),
  });

export const reportsQuery = (campaign: string) =>
  queryOptions({
    queryKey: ['library', 'reports', campaign],
    queryFn: ({ signal }) =>
      ask(of(campaign, 'reports'), z.object({ items: z.array(reportMadeSchema) }), { signal }),
  });

/** The preview is the very HTML of the file. */
export const previewQuery = (campaign: string, language: Language, layer: Layer) =>
  queryOptions({
    queryKey: ['library', 'report-preview', campaign, language, layer],
    queryFn: async ({ signal }) => {
      const response = await fetch(apiPath(of(campaign, 'report.html'), { language, layer }), {
        headers: authorization(),
        signal,
      });
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      return response.text();
    },
    placeholderData: (previous) => previous,
  });

export const makeReport = (
  campaign: string,
  json: { formats: ReportFormat[]; layer: Layer; language: Language },
) => ask(of(campaign, 'reports'), z.object({ jobId: z.string() }), { method: 'POST', json });

export async function reportBlob(reportId: string, format: ReportFormat): Promise<Blob> {
  const response = await fetch(apiPath(`/reports/${reportId}/${format}`), { headers: authorization() });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.blob();
}

export const shareReport = (reportId: string, days: number) =>
  ask(`/reports/${reportId}/share`, shareSchema, { method: 'POST', json: { days } });

export async function evidencePack(id: string): Promise<Blob> {
  const response = await fetch(apiPath('/evidence-packs'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify({ id, captures: [] }),
  });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.blob();
}
