/** What the budget split reads. */
import { queryOptions } from '@tanstack/react-query';
import { splitSchema } from '#domain/decisions/allocation/schema.ts';
import { ask, type QueryValue } from '#web/api/client.ts';

export const splitQuery = (asked: Readonly<Record<string, QueryValue>>) =>
  queryOptions({
    queryKey: ['library', 'allocation', asked],
    queryFn: ({ signal }) => ask('/allocation', splitSchema, { query: asked, signal }),
    placeholderData: (previous) => previous,
  });
