/** What the authenticity pages read and change. */
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { personToJudgeSchema } from '#domain/readings/authenticity/followers/schema.ts';
import { leagueTableSchema } from '#domain/readings/authenticity/redteam/schema.ts';
import { ringGraphSchema } from '#domain/readings/authenticity/rings/schema.ts';
import {
  auditReportSchema,
  authenticityPageSchema,
  disclosureSchema,
  learnedErrorSchema,
  type MarketPrice,
  marketPriceSchema,
  measureCardSchema,
  type Review,
  readingRowsSchema,
  replySchema,
  reviewQueueSchema,
  reviewSchema,
} from '#domain/readings/authenticity/schema.ts';
import { ask } from '#web/api/client.ts';

const post = { method: 'POST' } as const;
const of = (id: string) => encodeURIComponent(id);
const anything = z.unknown();

export const authenticityQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['library', 'authenticity', accountId],
    queryFn: ({ signal }) =>
      ask(`/accounts/${of(accountId)}/authenticity`, authenticityPageSchema, { signal }),
  });

export const readingRowsQuery = (readingId: string) =>
  queryOptions({
    queryKey: ['library', 'reading-rows', readingId],
    queryFn: ({ signal }) => ask(`/readings/${of(readingId)}/rows`, readingRowsSchema, { signal }),
  });

export const reviewsQuery = (reviewed: boolean) =>
  queryOptions({
    queryKey: ['library', 'reviews', reviewed],
    queryFn: ({ signal }) => ask('/reviews', reviewQueueSchema, { query: { reviewed, limit: 200 }, signal }),
  });

/** The first answer after an import takes seconds; later ones come from the server's memory. */
export const ringsQuery = (window: number, min: number) =>
  queryOptions({
    queryKey: ['library', 'rings', window, min],
    queryFn: ({ signal }) => ask('/rings', ringGraphSchema, { query: { window, min }, signal }),
    staleTime: 600_000,
  });

export const measuresQuery = queryOptions({
  queryKey: ['library', 'measures'],
  queryFn: ({ signal }) =>
    ask('/measures', z.object({ items: z.array(measureCardSchema), learned: z.array(learnedErrorSchema) }), {
      signal,
    }),
});

export const leagueQuery = queryOptions({
  queryKey: ['red-team'],
  queryFn: ({ signal }) => ask('/red-team', leagueTableSchema, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const levelsQuery = queryOptions({
  queryKey: ['library', 'levels'],
  queryFn: ({ signal }) => ask('/audits/levels', auditReportSchema.pick({ levels: true }), { signal }),
});

export const marketPricesQuery = queryOptions({
  queryKey: ['library', 'market-prices'],
  queryFn: ({ signal }) => ask('/market-prices', z.object({ items: z.array(marketPriceSchema) }), { signal }),
});

/** Audits the named accounts, or the whole library, as a job. */
export const startAudit = (accountIds: readonly string[] | null) =>
  ask('/audits', z.object({ jobId: z.string() }), { ...post, json: { accountIds } });

export const sendReview = (readingId: string, verdict: Review['verdict'], note: string) =>
  ask(`/readings/${of(readingId)}/reviews`, reviewSchema, { ...post, json: { verdict, note } });

export const peopleQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['library', 'people', accountId],
    queryFn: ({ signal }) =>
      ask(`/accounts/${of(accountId)}/people`, z.object({ items: z.array(personToJudgeSchema) }), { signal }),
  });
export const judgePerson = (actor: string, automated: boolean | null) =>
  ask('/people/judged', anything, { ...post, json: { actor, automated } });

export const sendReply = (
  accountId: string,
  said: { measure: string | null; text: string; saidBy: string; saidOn: string },
) => ask(`/accounts/${of(accountId)}/replies`, replySchema, { ...post, json: said });
export const withdrawReply = (replyId: string) =>
  ask(`/replies/${of(replyId)}`, anything, { method: 'DELETE' });

export const sendDisclosure = (accountId: string, said: { text: string; disclosedOn: string }) =>
  ask(`/accounts/${of(accountId)}/disclosures`, disclosureSchema, { ...post, json: said });

export const addMarketPrice = (price: Omit<MarketPrice, 'priceId'>) =>
  ask('/market-prices', marketPriceSchema, { ...post, json: price });
export const removeMarketPrice = (priceId: string) =>
  ask(`/market-prices/${of(priceId)}`, anything, { method: 'DELETE' });
