/** The follower lines of the loaded rows: one request for each page of the table, none for a row. */
import { useQueries } from '@tanstack/react-query';
import type { AccountCard, Trend } from '#domain/facts/library/schema.ts';
import { trendsQuery } from '#web/api/endpoints.ts';

export type Trends = ReadonlyMap<string, Trend>;

const together = (answers: readonly { data: { items: Trend[] } | undefined }[]): Trends =>
  new Map(answers.flatMap(({ data }) => data?.items ?? []).map((trend) => [trend.accountId, trend]));

export const useTrends = (pages: readonly { items: AccountCard[] }[] | undefined): Trends =>
  useQueries({
    queries: (pages ?? []).map((page) => trendsQuery(page.items.map((row) => row.accountId))),
    combine: together,
  });
