/** How every account writes, and how near its tone is to the posts that name the own brand. */
import { z } from 'zod';
import type { FactReader } from '#store/facts/fact-store.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import { meanOf, type Scale, scaleOf, styleOf, tonality } from '../measures/style-vector.ts';

export interface AccountStyle {
  accountId: string;
  platform: string;
  posts: number;
  feature: number[];
  /** Likeness to the posts of others that name the brand; null where there is too little. */
  tone: { value: number; low: number; high: number; n: number; brandPosts: number } | null;
  /** Newest rows of the account's posts. */
  rows: { sourceId: number; row: number }[];
}

export const LEAST_POSTS = 5;
const MOST_POSTS_EACH = 40;
const MOST_POSTS = 200_000;

export const styledPosts = defineQuery({
  name: 'voice.styled-posts',
  row: z.object({
    account_id: z.string(),
    platform: z.string(),
    title: z.string(),
    body: z.string(),
    names_own: z.boolean(),
    source_id: z.number(),
    source_row: z.number(),
  }),
  sample: { own: '澄屿', each: 40, most: 10 },
  build: (q: { own: string; each: number; most: number }) => sql`
    SELECT p.account_id, p.platform, coalesce(p.title, '') AS title, coalesce(p.text, '') AS body, m.text_id IS NOT NULL AS names_own, p.source_id, p.source_row
    FROM post_card p LEFT JOIN (SELECT DISTINCT text_id FROM voice_mention WHERE entity_kind = 'brand' AND entity = ${q.own}) m ON m.text_id = concat('p:', p.post_id)
    WHERE p.account_id IS NOT NULL AND length(concat(coalesce(p.title, ''), coalesce(p.text, ''))) >= 12
    QUALIFY row_number() OVER (PARTITION BY p.account_id ORDER BY p.published_at DESC NULLS LAST, p.post_id) <= ${q.each}
    ORDER BY p.account_id, p.published_at DESC NULLS LAST, p.post_id LIMIT ${q.most}`,
});

export async function stylesOf(facts: FactReader, own: string | null): Promise<AccountStyle[]> {
  const posts = (
    await facts.all(styledPosts, { own: own ?? '', each: MOST_POSTS_EACH, most: MOST_POSTS })
  ).map((p) => ({ ...p, style: styleOf(p.title, p.body) }));
  const accounts = [...Map.groupBy(posts, (p) => p.account_id)].filter(
    ([, list]) => list.length >= LEAST_POSTS,
  );
  const scales = new Map<string, Scale>(
    [...Map.groupBy(accounts, ([, list]) => list[0]?.platform as string)].map(([platform, list]) => [
      platform,
      scaleOf(list.map(([, own]) => meanOf(own.map((p) => p.style)))),
    ]),
  );
  const brandPosts = posts.filter((p) => p.names_own);
  return accounts.map(([accountId, list]) => {
    const platform = list[0]?.platform as string;
    // Its own posts on the brand would make an account like itself, and they were briefed.
    const corpus = brandPosts.filter((p) => p.platform === platform && p.account_id !== accountId);
    const free = list.filter((p) => !p.names_own);
    const tone =
      corpus.length >= LEAST_POSTS && free.length >= LEAST_POSTS
        ? {
            ...tonality(
              free.map((p) => p.style),
              meanOf(corpus.map((p) => p.style)),
              scales.get(platform) as Scale,
              accountId,
            ),
            n: free.length,
            brandPosts: corpus.length,
          }
        : null;
    return {
      accountId,
      platform,
      posts: list.length,
      feature: [...meanOf(list.map((p) => p.style))],
      tone,
      rows: free.slice(0, 20).map((p) => ({ sourceId: p.source_id, row: p.source_row })),
    };
  });
}
