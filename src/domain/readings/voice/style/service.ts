/** The content of an account: how it feels, how it writes, who writes alike, how near it is to the brand. */
import { z } from 'zod';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { meanOf, scaleOf, styleDifferences, styleLikeness } from '../measures/style-vector.ts';
import { remembered } from '../remembered.ts';
import { marketVoice } from '../service.ts';
import { labelsOf } from '../settings.ts';
import type { Content } from './schema.ts';

export const stylesAround = defineQuery({
  name: 'voice.styles-around',
  row: z.object({
    account_id: z.string(),
    name: z.string().nullable(),
    posts: z.number(),
    feature: z.array(z.number()),
  }),
  sample: { accountId: 'weibo:1' },
  build: (q: { accountId: string }) => sql`
    SELECT s.account_id, c.name, s.posts, s.feature FROM voice_style s LEFT JOIN account_card c ON c.account_id = s.account_id
    WHERE s.platform = (SELECT platform FROM voice_style WHERE account_id = ${q.accountId}) ORDER BY s.account_id`,
});

export const tagsOfAccount = defineQuery({
  name: 'voice.tags-of-account',
  row: z.object({ tag: z.string(), posts: z.number() }),
  sample: { accountId: 'weibo:1' },
  build: (q: { accountId: string }) => sql`
    SELECT tag, count(*) AS posts FROM (SELECT unnest(tag) AS tag FROM post_card WHERE account_id = ${q.accountId}) t GROUP BY tag ORDER BY posts DESC, tag LIMIT 20`,
});

const NEAREST = 8;

export const contentOf = (store: Store, accountId: string): Promise<Content> =>
  remembered(store, ['content', accountId], async () => {
    const [voice, styles, tags, readings, { labels }] = await Promise.all([
      marketVoice(store, { accountId }),
      store.facts.all(stylesAround, { accountId }),
      store.facts.all(tagsOfAccount, { accountId }),
      store.facts.all(readingsAbout, { kind: 'account', ids: [accountId] }),
      labelsOf(store),
    ]);
    const vectors = styles.map((s) => ({ ...s, vector: Float64Array.from(s.feature) }));
    const self = vectors.find((s) => s.account_id === accountId);
    const scale = scaleOf(vectors.map((s) => s.vector));
    const stored = (measure: string) => {
      const row = readings.find((r) => r.measure.startsWith(`${measure}@`));
      return row ? readingOf(row).result : null;
    };
    return {
      accountId,
      asOf: voice.asOf,
      posts: voice.posts.n,
      feelings: { posts: voice.posts, interactions: voice.interactions },
      style:
        self && vectors.length >= 3
          ? styleDifferences(self.vector, meanOf(vectors.map((s) => s.vector)), scale).slice(0, 8)
          : [],
      nearest: self
        ? vectors
            .filter((s) => s !== self)
            .map((s) => ({
              accountId: s.account_id,
              name: s.name,
              likeness: styleLikeness(self.vector, s.vector, scale),
              posts: s.posts,
            }))
            .sort((a, b) => b.likeness - a.likeness || (a.accountId < b.accountId ? -1 : 1))
            .slice(0, NEAREST)
        : [],
      own: labels.own,
      tonality: stored('brand-tonality'),
      commentSentiment: stored('comment-sentiment'),
      adLoad: stored('junk-ad-load'),
      tags,
    };
  });
