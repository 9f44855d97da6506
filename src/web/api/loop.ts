/** What the scoreboard, the in-house page and the brands page read and change. */
import { queryOptions } from '@tanstack/react-query';
import {
  type AssumptionAct,
  assumptionsPageSchema,
  forecastLineSchema,
  scoreboardSchema,
} from '#domain/assets/forecasts/schema.ts';
import { inhousePageSchema, type Simulate, simulatedSchema } from '#domain/assets/inhouse/schema.ts';
import { brandsPageSchema, groupViewSchema } from '#domain/assets/workspaces/schema.ts';
import type { LearnedName } from '#domain/decisions/mix/plan/schema.ts';
import { ask } from '#web/api/client.ts';

const post = { method: 'POST' } as const;

export const scoreboardQuery = (campaign: string | undefined, brand: string | undefined) =>
  queryOptions({
    queryKey: ['library', 'scoreboard', campaign ?? '', brand ?? ''],
    queryFn: ({ signal }) => ask('/scoreboard', scoreboardSchema, { query: { campaign, brand }, signal }),
    placeholderData: (previous) => previous,
  });

export const assumptionsQuery = queryOptions({
  queryKey: ['library', 'assumptions'],
  queryFn: ({ signal }) => ask('/assumptions', assumptionsPageSchema, { signal }),
});

export const decideAssumption = (name: LearnedName, json: AssumptionAct) =>
  ask(`/assumptions/${name}`, assumptionsPageSchema, { ...post, json });

export const overrideForecast = (id: string, json: { value: number; why: string; who: string }) =>
  ask(`/forecasts/${id}/override`, forecastLineSchema, { ...post, json });

export const inhouseQuery = (brand: string | undefined) =>
  queryOptions({
    queryKey: ['library', 'inhouse', brand ?? ''],
    queryFn: ({ signal }) => ask('/inhouse', inhousePageSchema, { query: { brand }, signal }),
    placeholderData: (previous) => previous,
  });

export const simulateQuery = (asked: Simulate) =>
  queryOptions({
    queryKey: ['library', 'simulate', asked],
    queryFn: ({ signal }) => ask('/inhouse/simulate', simulatedSchema, { ...post, json: asked, signal }),
    placeholderData: (previous) => previous,
  });

export const brandsQuery = queryOptions({
  queryKey: ['brands'],
  queryFn: ({ signal }) => ask('/brands', brandsPageSchema, { signal }),
});

/** Every look is written down, so it is asked for once a visit. */
export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ['brands', 'group', id],
    queryFn: ({ signal }) => ask(`/groups/${encodeURIComponent(id)}/view`, groupViewSchema, { signal }),
    staleTime: 60_000,
  });

export const makeBrand = (json: { name: string; organisation: string; words: string[] }) =>
  ask('/brands', brandsPageSchema, { ...post, json });
export const grantHistory = (json: { brandId: string; workspaceId: string; purpose: string }) =>
  ask('/grants', brandsPageSchema, { ...post, json });
export const revokeGrant = (id: string) => ask(`/grants/${id}`, brandsPageSchema, { method: 'DELETE' });
