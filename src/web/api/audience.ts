/** What the audience pages read. Reading is asked by POST where the question is a file of its own. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type DiscoveryRequest,
  discoverySchema,
  type OverlapRequest,
  overlapReportSchema,
  type PeopleListRequest,
  type PortraitRequest,
  peopleListSchema,
  portraitSchema,
  savedTargetSchema,
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

const targetsSchema = z.object({ items: z.array(savedTargetSchema) });
export const savedTargetsQuery = queryOptions({
  queryKey: ['library', 'saved-targets'],
  queryFn: ({ signal }) => ask('/audience/targets', targetsSchema, { signal }),
});
const goneSchema = z.object({ deleted: z.literal(true) });
export const forgetTarget = (key: string) =>
  ask(`/audience/targets/${key}`, goneSchema, { method: 'DELETE' });

const peopleListsSchema = z.object({ items: z.array(peopleListSchema) });
export const peopleListsQuery = queryOptions({
  queryKey: ['library', 'people-lists'],
  queryFn: ({ signal }) => ask('/audience/people-lists', peopleListsSchema, { signal }),
});
export const addPeople = (request: PeopleListRequest) =>
  ask('/audience/people-lists', peopleListSchema, { ...post, json: request });

type Basis = DiscoveryRequest['basis'];
/** Measures the target's share in every audience and keeps its name. */
export const keepTarget = (target: Target, basis: Basis) =>
  ask('/audience/targets', savedTargetSchema, { ...post, json: { target, basis } });

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
