/** Consumers who spoke of keywords, one row a person, with what profiles say of them. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { join, type Sql, sql } from '#store/facts/sql.ts';
import type { InvitationRequest } from './schema.ts';

const person = z.object({
  actor_key: z.string(),
  platform: z.string(),
  province: z.string().nullable(),
  gender: z.string().nullable(),
  age: z.string().nullable(),
  texts: z.number(),
});
type Frame = Pick<InvitationRequest, 'platform' | 'from' | 'seed'>;

/** One row a person of `said`, without creators, with what profiles say; the seed fixes the order. */
const frame = (said: Sql, seed: string): Sql => sql`
    WITH creator AS (SELECT DISTINCT actor_key FROM account_identifier WHERE actor_key IS NOT NULL),
      said AS (${said}),
      profile AS (
        SELECT a.actor_key, max_by(a.gender, a.observed_at) FILTER (WHERE a.gender IS NOT NULL) AS gender, max_by(a.age_band, a.observed_at) FILTER (WHERE a.age_band IS NOT NULL) AS age
        FROM actor a SEMI JOIN said ON said.actor_key = a.actor_key GROUP BY a.actor_key)
    SELECT CAST(said.actor_key AS VARCHAR) AS actor_key, said.platform, said.province, profile.gender, profile.age, said.texts
    FROM said ANTI JOIN creator ON creator.actor_key = said.actor_key LEFT JOIN profile ON profile.actor_key = said.actor_key
    ORDER BY md5(concat(CAST(said.actor_key AS VARCHAR), ${seed})), said.actor_key`;
const onPlatform = (column: Sql, platform: string | undefined): Sql =>
  platform === undefined ? sql`TRUE` : sql`${column} = ${platform}`;
const since = (column: Sql, from: string | undefined): Sql =>
  from === undefined ? sql`TRUE` : sql`${column} >= CAST(${from} AS TIMESTAMP)`;

export const speakers = defineQuery({
  name: 'voice.speakers',
  row: person,
  sample: { words: ['面霜'], platform: 'weibo', from: '2026-01-01', seed: 's' },
  build: (q: Frame & Pick<InvitationRequest, 'words'>) =>
    frame(
      sql`
        SELECT t.actor_key, min(t.platform) AS platform, max_by(t.province, (t.said_at, t.text_id)) FILTER (WHERE t.province IS NOT NULL) AS province, count(*) AS texts
        FROM voice_text t WHERE t.kind = 'comment' AND t.actor_key IS NOT NULL AND NOT t.by_creator
          AND (${join(
            q.words.map((w) => sql`contains(lower(t.text), ${w.toLowerCase()})`),
            ' OR ',
          )})
          AND ${onPlatform(sql`t.platform`, q.platform)} AND ${since(sql`t.said_at`, q.from)}
        GROUP BY t.actor_key`,
      q.seed,
    ),
});

/** Who acted on posts: of a campaign, or of all. */
export const engagers = defineQuery({
  name: 'voice.engagers',
  row: person,
  sample: { campaign: 'c', platform: 'weibo', from: '2026-01-01', seed: 's' },
  build: (q: Frame & Pick<InvitationRequest, 'campaign'>) =>
    frame(
      sql`
        SELECT e.actor_key, min(e.platform) AS platform, max(e.region) AS province, count(*) AS texts
        FROM engagement e ${q.campaign === undefined ? sql`` : sql`SEMI JOIN (SELECT post_id FROM post_card WHERE campaign = ${q.campaign}) c ON c.post_id = e.post_id`}
        WHERE ${onPlatform(sql`e.platform`, q.platform)} AND ${since(sql`e.acted_at`, q.from)}
        GROUP BY e.actor_key`,
      q.seed,
    ),
});

/** Who bought, and did not send it back. */
export const buyers = defineQuery({
  name: 'voice.buyers',
  row: person,
  sample: { campaign: 'c', platform: 'weibo', from: '2026-01-01', seed: 's' },
  build: (q: Frame & Pick<InvitationRequest, 'campaign'>) =>
    frame(
      sql`
        SELECT o.buyer_key AS actor_key, min(o.platform) AS platform, CAST(NULL AS VARCHAR) AS province, count(*) AS texts
        FROM shop_order o WHERE o.buyer_key IS NOT NULL AND NOT coalesce(o.returned, FALSE)
          AND ${q.campaign === undefined ? sql`TRUE` : sql`o.campaign = ${q.campaign}`}
          AND ${onPlatform(sql`o.platform`, q.platform)} AND ${since(sql`o.ordered_at`, q.from)}
        GROUP BY o.buyer_key`,
      q.seed,
    ),
});
