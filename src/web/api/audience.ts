/** What the audience pages read. Reading is asked by POST where the question is a file of its own. */
import { queryOptions } from '@tanstack/react-query';
import {
  type DiscoveryRequest,
  discoverySchema,
  type OverlapRequest,
  overlapReportSchema,
  type PortraitRequest,
  portraitSchema,
  type Target,
  targetFieldsSchema,
  targetSizeSchema,
} from '#domain/readings/audience/schema.ts';
import { apiPath, ask, authorization } from '#web/api/client.ts';

const post = { method: 'POST' } as const;

export const targetFieldsQuery = queryOptions({
  queryKey: ['library', 'target-fields'],
  queryFn: ({ signal }) => ask('/audience/target-fields', targetFieldsSchema, { signal }),
});

type Basis = DiscoveryRequest['basis'];
/** How many people a target finds; asks nothing without a target. */
export const targetSizeQuery = (target: Target | null, basis: Basis) =>
  queryOptions({
    queryKey: ['library', 'target-size', target, basis],
    queryFn: ({ signal }) =>
      ask('/audience/target-size', targetSizeSchema, { ...post, json: { target, basis }, signal }),
    enabled: target !== null,
    placeholderData: (previous) => (target ? previous : undefined),
  });

export const discoveryQuery = (request: Omit<DiscoveryRequest, 'limit'> | null) =>
  queryOptions({
    queryKey: ['library', 'discovery', request],
    queryFn: ({ signal }) =>
      ask('/audience/discoveries', discoverySchema, { ...post, json: request, signal }),
    enabled: request !== null,
    placeholderData: (previous) => (request ? previous : undefined),
    staleTime: 300_000,
  });

export const portraitQuery = (request: PortraitRequest) =>
  queryOptions({
    queryKey: ['library', 'portrait', request],
    queryFn: ({ signal }) => ask('/audience/portrait', portraitSchema, { ...post, json: request, signal }),
  });

type Overlap = Pick<OverlapRequest, 'accountIds' | 'basis' | 'ringFree'>;
export const overlapQuery = (request: Overlap) =>
  queryOptions({
    queryKey: ['library', 'overlap', request],
    queryFn: ({ signal }) =>
      ask('/audience/overlap', overlapReportSchema, { ...post, json: request, signal }),
    enabled: request.accountIds.length > 0,
    placeholderData: (previous) => previous,
    staleTime: 300_000,
  });

/** The longlist as a file: who stays, who was dropped at which gate, and why. */
export async function longlist(
  request: Omit<DiscoveryRequest, 'limit'>,
  format: 'xlsx' | 'csv',
  language: 'en' | 'zh',
): Promise<Blob> {
  const response = await fetch(apiPath('/audience/discoveries/longlist', { format, language }), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.blob();
}
