/** What the comment detectors ask of the facts. Comments are thinned evenly by row, so a large account costs no more. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { list, sql } from '#store/facts/sql.ts';

const accounts = { ids: ['weibo:1'] as readonly string[], asOf: '2026-01-01T00:00:00Z' };
type Accounts = typeof accounts;

/** The accounts in question and up to `most` others of their platforms, by a fixed shuffle of their ids. */
export const accountsAndPeers = defineQuery({
  name: 'authenticity.comments.accounts-and-peers',
  row: z.object({ account_id: z.string(), platform: z.string() }),
  sample: { ids: accounts.ids, most: 300 },
  build: (p: { ids: readonly string[]; most: number }) => sql`
    WITH wanted AS (SELECT DISTINCT platform FROM account_card WHERE account_id IN ${list(p.ids)}),
      talked AS (
        SELECT DISTINCT post_card.account_id, post_card.platform FROM post_card JOIN engagement USING (post_id)
        WHERE act IN ('comment', 'danmaku') AND engagement.text IS NOT NULL AND post_card.account_id IS NOT NULL
          AND post_card.platform IN (SELECT platform FROM wanted)),
      shuffled AS (
        SELECT account_id, platform, row_number() OVER (PARTITION BY platform ORDER BY md5(account_id), account_id) AS place
        FROM talked)
    SELECT account_id, platform FROM shuffled WHERE place <= ${p.most} OR account_id IN ${list(p.ids)}
    ORDER BY account_id`,
});

/** Up to `most` comments an account, without the account's own, in order of time. */
export const commentSample = defineQuery({
  name: 'authenticity.comments.sample',
  row: z.object({
    account_id: z.string(),
    post_id: z.string(),
    actor: z.string(),
    text: z.string(),
    acted_ms: z.number().nullable(),
    published_ms: z.number().nullable(),
    source_id: z.number(),
    source_row: z.number(),
    comment_count: z.number(),
  }),
  sample: { ...accounts, most: 500 },
  build: (p: Accounts & { most: number }) => sql`
    WITH own AS (SELECT DISTINCT account_id, actor_key FROM account_identifier WHERE actor_key IS NOT NULL),
      said AS (
        SELECT post_card.account_id, engagement.post_id, engagement.actor_key, engagement.text, engagement.acted_at,
          post_card.published_at, engagement.source_id, engagement.source_row,
          count(*) OVER (PARTITION BY post_card.account_id) AS comment_count,
          row_number() OVER (PARTITION BY post_card.account_id
            ORDER BY (CAST(engagement.source_row AS BIGINT) * 48271) % 2147483647, engagement.source_id, engagement.source_row) AS place
        FROM engagement JOIN post_card ON post_card.post_id = engagement.post_id
          LEFT JOIN own ON own.account_id = post_card.account_id AND own.actor_key = engagement.actor_key
        WHERE engagement.act IN ('comment', 'reply', 'danmaku') AND engagement.text IS NOT NULL AND own.actor_key IS NULL
          AND (engagement.acted_at IS NULL OR engagement.acted_at <= CAST(${p.asOf} AS TIMESTAMP))
          AND post_card.account_id IN ${list(p.ids)})
    SELECT account_id, post_id, CAST(actor_key AS VARCHAR) AS actor, text,
      CAST(date_diff('second', TIMESTAMP '1970-01-01', acted_at) AS DOUBLE) * 1000 AS acted_ms,
      CAST(date_diff('second', TIMESTAMP '1970-01-01', published_at) AS DOUBLE) * 1000 AS published_ms,
      source_id, source_row, comment_count
    FROM said WHERE place <= ${p.most} ORDER BY account_id, acted_at, source_id, source_row`,
});

/** Commenters of each account, over everything imported, and the comments that the account answered. */
export const commenterTotals = defineQuery({
  name: 'authenticity.comments.commenter-totals',
  row: z.object({
    account_id: z.string(),
    commenter_count: z.number(),
    returning_count: z.number(),
    post_count: z.number(),
    comment_count: z.number(),
    top_ten_count: z.number(),
    answerable_count: z.number(),
    answered_count: z.number(),
  }),
  sample: accounts,
  build: (p: Accounts) => sql`
    WITH own AS (SELECT DISTINCT account_id, actor_key FROM account_identifier WHERE actor_key IS NOT NULL),
      said AS (
        SELECT post_card.account_id, engagement.post_id, engagement.actor_key, engagement.engagement_key, engagement.parent_key,
          own.actor_key IS NOT NULL AS by_creator
        FROM engagement JOIN post_card ON post_card.post_id = engagement.post_id
          LEFT JOIN own ON own.account_id = post_card.account_id AND own.actor_key = engagement.actor_key
        WHERE engagement.act IN ('comment', 'reply', 'danmaku')
          AND (engagement.acted_at IS NULL OR engagement.acted_at <= CAST(${p.asOf} AS TIMESTAMP))
          AND post_card.account_id IN ${list(p.ids)}),
      people AS (
        SELECT account_id, actor_key, count(*) AS n, count(DISTINCT post_id) AS posts,
          row_number() OVER (PARTITION BY account_id ORDER BY count(*) DESC, actor_key) AS place
        FROM said WHERE NOT by_creator GROUP BY account_id, actor_key),
      linked AS (SELECT DISTINCT post_id FROM said WHERE parent_key IS NOT NULL),
      answers AS (SELECT DISTINCT post_id, parent_key FROM said WHERE by_creator AND parent_key IS NOT NULL),
      answerable AS (
        SELECT said.account_id, count(*) AS answerable_count, count(answers.parent_key) AS answered_count
        FROM said JOIN linked ON linked.post_id = said.post_id
          LEFT JOIN answers ON answers.post_id = said.post_id AND answers.parent_key = said.engagement_key
        WHERE NOT said.by_creator AND said.engagement_key IS NOT NULL GROUP BY said.account_id),
      posts AS (SELECT account_id, count(DISTINCT post_id) AS post_count FROM said WHERE NOT by_creator GROUP BY account_id)
    SELECT people.account_id, count(*) AS commenter_count, count(*) FILTER (WHERE people.posts >= 2) AS returning_count,
      any_value(posts.post_count) AS post_count, CAST(sum(people.n) AS BIGINT) AS comment_count,
      CAST(sum(CASE WHEN people.place <= 10 THEN people.n ELSE 0 END) AS BIGINT) AS top_ten_count,
      coalesce(any_value(answerable.answerable_count), 0) AS answerable_count,
      coalesce(any_value(answerable.answered_count), 0) AS answered_count
    FROM people JOIN posts ON posts.account_id = people.account_id
      LEFT JOIN answerable ON answerable.account_id = people.account_id
    GROUP BY people.account_id ORDER BY people.account_id`,
});

/** The posts' words, newest first, at most `most` an account. */
export const postWords = defineQuery({
  name: 'authenticity.comments.post-words',
  row: z.object({
    account_id: z.string(),
    post_id: z.string(),
    words: z.string(),
    tags: z.array(z.string()),
    paid: z.boolean(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { ...accounts, most: 400 },
  build: (p: Accounts & { most: number }) => sql`
    WITH cooperated AS (SELECT DISTINCT post_id FROM cooperation WHERE post_id IS NOT NULL)
    SELECT c.account_id, c.post_id, concat(coalesce(c.title, ''), ' ', coalesce(c.text, '')) AS words, c.tag AS tags,
      coalesce(c.sponsored, FALSE) OR k.post_id IS NOT NULL AS paid, c.source_id, c.source_row
    FROM post_card c LEFT JOIN cooperated k ON k.post_id = c.post_id
    WHERE c.account_id IN ${list(p.ids)} AND (c.text IS NOT NULL OR c.title IS NOT NULL)
      AND (c.published_at IS NULL OR c.published_at <= CAST(${p.asOf} AS TIMESTAMP))
    QUALIFY row_number() OVER (PARTITION BY c.account_id ORDER BY c.published_at DESC, c.post_id) <= ${p.most}
    ORDER BY c.account_id, c.post_id`,
});
