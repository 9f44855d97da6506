/** What the plan pages read and change. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type Brief,
  type PlanChange,
  type PlanMade,
  planMadeSchema,
  planPageSchema,
  planRowSchema,
} from '#domain/decisions/mix/plan/schema.ts';
import { jobSchema } from '#domain/facts/imports/schema.ts';
import { apiPath, ask, authorization, ProblemError } from '#web/api/client.ts';

const of = (id: string) => encodeURIComponent(id);
const post = { method: 'POST' } as const;
const queued = z.object({ jobId: z.string() });

export const plansQuery = queryOptions({
  queryKey: ['library', 'plans'],
  queryFn: ({ signal }) => ask('/plans', z.object({ items: z.array(planRowSchema) }), { signal }),
});

export const planQuery = (planId: string, version: number | undefined, against: number | undefined) =>
  queryOptions({
    queryKey: ['library', 'plan', planId, version ?? 'newest', against ?? 'before'],
    queryFn: ({ signal }) =>
      ask(`/plans/${of(planId)}`, planPageSchema, { query: { version, against }, signal }),
    placeholderData: (previous) => (previous?.planId === planId ? previous : undefined),
  });

const PAUSE_MS = 250;
/** Waits for the job; throws what it failed with. */
async function made(jobId: string): Promise<PlanMade> {
  for (;;) {
    const job = await ask(`/jobs/${jobId}`, jobSchema);
    if (job.state === 'done') return planMadeSchema.parse(job.result);
    if (job.state === 'failed' || job.state === 'cancelled')
      throw new ProblemError({
        title: '',
        status: 422,
        detail: job.error?.message ?? job.state,
        code: job.error?.code ?? job.state,
        fix: job.error?.fix ?? null,
      });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

export const makePlan = async (brief: Brief): Promise<PlanMade> =>
  made((await ask('/plans', queued, { ...post, json: { brief } })).jobId);

export const changePlan = async (planId: string, version: number, change: PlanChange): Promise<PlanMade> =>
  made(
    (await ask(`/plans/${of(planId)}/versions`, queued, { ...post, query: { version }, json: change })).jobId,
  );

export const sharePlan = (planId: string, version: number, days: number) =>
  ask(
    `/plans/${of(planId)}/shares`,
    z.object({ shareId: z.string(), path: z.string(), expiresAt: z.string() }),
    { ...post, json: { version, days } },
  );
export const revokeShare = (planId: string, shareId: string) =>
  ask(`/plans/${of(planId)}/shares/${of(shareId)}`, z.unknown(), { method: 'DELETE' });

/** One of the files that a plan is handed over in. */
export async function planFileOf(
  planId: string,
  version: number,
  what: 'sheet' | 'file' | 'inputs/audience.csv' | 'inputs/prices.csv',
  language: 'en' | 'zh',
): Promise<Blob> {
  const response = await fetch(
    apiPath(`/plans/${of(planId)}/${what}`, what === 'sheet' ? { version, language } : { version }),
    { headers: authorization() },
  );
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.blob();
}
