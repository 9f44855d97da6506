/** Counts of an account's own clean posts at given ages, as known at a moment. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

interface Asked {
  accountIds: readonly string[];
  metrics: readonly string[];
  hours: number;
  /** Posts and readings after it are not known yet. */
  before: string;
}

/** Newest first. Clean: no reading about the post is moderate or strong. The reading nearest to the age, within a seventh of it. */
export const ownCounts = defineQuery({
  name: 'campaigns.own-counts',
  row: z.object({ account_id: z.string(), metric: z.string(), post_id: z.string(), value: z.number() }),
  sample: { accountIds: ['weibo:1'], metrics: ['like_count'], hours: 24, before: '2026-01-01T00:00:00Z' },
  build: (q: Asked) => sql`
    WITH own AS (
      SELECT p.post_id, coalesce(x.canonical_id, p.account_id) AS account_id, p.published_at FROM post_card p
      LEFT JOIN account_alias x ON x.account_id = p.account_id
      WHERE coalesce(x.canonical_id, p.account_id) IN ${list(q.accountIds)} AND p.published_at < CAST(${q.before} AS TIMESTAMP)
        AND p.post_id NOT IN (SELECT subject_id FROM reading WHERE subject_kind = 'post' AND level IN ('moderate', 'strong'))
    ), aged AS (
      SELECT o.account_id, o.post_id, o.published_at, s.metric, s.value, abs(date_diff('minute', o.published_at, s.observed_at) / 60.0 - ${q.hours}) AS away
      FROM post_snapshot s JOIN own o ON o.post_id = s.post_id
      WHERE s.metric IN ${list(q.metrics)} AND s.value IS NOT NULL AND s.observed_at < CAST(${q.before} AS TIMESTAMP)
    )
    SELECT account_id, metric, post_id, CAST(min_by(value, away) AS DOUBLE) AS value FROM aged WHERE away <= ${q.hours / 7}
    GROUP BY account_id, metric, post_id, published_at ORDER BY account_id, metric, published_at DESC, post_id`,
});
