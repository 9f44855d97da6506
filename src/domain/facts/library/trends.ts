/** Follower counts over time for many accounts at once: the sparklines of a page of the library. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import type { Trend } from './schema.ts';

/** Points of one line; more are thinned out evenly. */
const MOST = 40;

/** The last count of each day and vendor, of joined accounts under the one that is shown. */
export const followerDays = defineQuery({
  name: 'library.follower-days',
  row: z.object({ account_id: z.string(), vendor: z.string(), day: z.string(), value: z.number() }),
  sample: { ids: ['weibo:1'] },
  build: ({ ids }: { ids: readonly string[] }) => sql`
    SELECT coalesce(x.canonical_id, s.account_id) AS account_id, s.vendor, strftime(s.observed_at, '%Y-%m-%d') AS day,
      max_by(s.value, (s.observed_at, s.source_id, s.source_row)) AS value
    FROM account_snapshot s LEFT JOIN account_alias x ON x.account_id = s.account_id
    WHERE s.metric = 'follower_count' AND s.value IS NOT NULL
      AND (s.account_id IN ${list(ids)} OR s.account_id IN (SELECT account_id FROM account_alias WHERE canonical_id IN ${list(ids)}))
    GROUP BY 1, s.vendor, day ORDER BY 1, s.vendor, day LIMIT 100000`,
});

/** `points` without the middle ones that are too many; first and last stay. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  return Array.from(
    { length: most },
    (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))] as T,
  );
}

/**
 * One line an account: its vendor with the most days, since vendors count by their own rules and are never mixed.
 * Accounts seen on fewer than two days are left out.
 */
export async function followerTrends(store: Store, ids: readonly string[]): Promise<Trend[]> {
  if (ids.length === 0) return [];
  const days = await store.facts.all(followerDays, { ids });
  const trends: Trend[] = [];
  for (const [accountId, ofAccount] of Map.groupBy(days, (d) => d.account_id)) {
    const lines = [...Map.groupBy(ofAccount, (d) => d.vendor)].sort((a, b) => b[1].length - a[1].length);
    const [vendor, line] = lines[0] ?? ['', []];
    if (line.length < 2) continue;
    trends.push({
      accountId,
      vendor,
      points: thinned(line, MOST).map((d) => ({ on: d.day, value: d.value })),
    });
  }
  return trends;
}
