/**
 * How does somebody write, whatever they write about?
 * Method: 20 rates of form over each post (lengths, signs, address, particles, calls, numbers, feeling), their means over an
 *   account's posts, each scaled by the spread over the accounts of its platform. Likeness is (1 + cosine) / 2; its interval is
 *   a percentile bootstrap over the account's posts.
 * Source: Stamatatos, JASIST 60(3), 2009 (features of style); the choice of rates is this repository's.
 * Differs: no topic words, so that a likeness is of tone and not of subject.
 * Limits: fewer than five posts are insufficient; short captions differ by platform, so it compares within a platform.
 * Verified: learned-sentiment.test.ts (halves of one account's posts are nearer than two accounts').
 */
import { rng } from '#basis/rng.ts';
import type { Interval } from '#numerics/stats/intervals.ts';
import { pictogramCount } from '#numerics/text/normalise.ts';
import { opinionsIn } from './starting-sentiment.ts';

export const STYLE_MODEL = 'style-vector@1';
export const STYLE_FEATURES = [
  'length',
  'sentence_length',
  'line_breaks',
  'exclamations',
  'questions',
  'pauses',
  'pictograms',
  'first_person',
  'second_person',
  'particles',
  'hedges',
  'calls',
  'comparisons',
  'numbers',
  'latin',
  'praise',
  'blame',
  'degrees',
  'title_question',
  'title_number',
] as const;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Rates of one post, in the order of `STYLE_FEATURES`. */
export function styleOf(title: string, body: string): Float64Array {
  const text = `${title}\n${body}`;
  const per = 100 / Math.max(20, text.length);
  const sentences = Math.max(1, count(text, /[。！？!?\n]+/gu));
  let [praise, blame] = [0, 0];
  for (const { weight } of opinionsIn(text))
    if (weight > 0) praise += weight;
    else blame -= weight;
  return Float64Array.of(
    Math.log1p(text.length),
    Math.log1p(text.length / sentences),
    per * count(body, /\n/gu),
    per * count(text, /[!！]/gu),
    per * count(text, /[?？]/gu),
    per * count(text, /…|\.{3}|~|～/gu),
    per * pictogramCount(text),
    per * count(text, /我|咱|\b(?:i|my|me|we|our)\b/giu),
    per * count(text, /你|您|姐妹|宝子|大家|\b(?:you|your|guys)\b/giu),
    per * count(text, /[啊呀呢吧啦哦哈嘛哇]/gu),
    per * count(text, /可能|大概|也许|个人|参考|看肤质|\b(?:maybe|perhaps|probably)\b/giu),
    per * count(text, /评论区|关注|点赞|收藏|链接|下单|\b(?:link|follow|comment|subscribe)\b/giu),
    per * count(text, /对比|横评|比.{1,6}更|不如|\b(?:versus|vs|than|compared)\b/giu),
    per * count(text, /\d+/gu),
    count(text, /[a-z]/giu) / Math.max(20, text.length),
    per * praise,
    per * blame,
    per * count(text, /非常|特别|超级?|真的|太|\b(?:very|really|so)\b/giu),
    Number(/[?？吗呢]|怎么|如何|为什么/u.test(title)),
    Number(/\d/u.test(title)),
  );
}

export function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(STYLE_FEATURES.length);
  for (const row of rows) row.forEach((x, k) => (mean[k] = (mean[k] as number) + x / rows.length));
  return mean;
}

export interface Scale {
  mean: Float64Array;
  spread: Float64Array;
}

/** Middle and spread of each feature over accounts. */
export function scaleOf(rows: readonly Float64Array[]): Scale {
  const mean = meanOf(rows);
  const spread = Float64Array.from(mean, (m, k) =>
    Math.sqrt(rows.reduce((s, row) => s + ((row[k] as number) - m) ** 2, 0) / Math.max(1, rows.length - 1)),
  );
  return { mean, spread };
}

const scaled = (row: Float64Array, { mean, spread }: Scale): Float64Array =>
  row.map((x, k) =>
    (spread[k] as number) > 1e-9
      ? Math.max(-4, Math.min(4, (x - (mean[k] as number)) / (spread[k] as number)))
      : 0,
  );

/** (1 + cosine of scaled features) / 2: 1 the same tone, 0.5 unrelated, 0 the opposite. */
export function styleLikeness(a: Float64Array, b: Float64Array, scale: Scale): number {
  const [x, y] = [scaled(a, scale), scaled(b, scale)];
  let [dot, xx, yy] = [0, 0, 0];
  x.forEach((v, k) => {
    const w = y[k] as number;
    dot += v * w;
    xx += v * v;
    yy += w * w;
  });
  return xx === 0 || yy === 0 ? 0.5 : (1 + dot / Math.sqrt(xx * yy)) / 2;
}

const DRAWS = 200;

/** Likeness of an account's posts to a corpus, with the interval over its posts. */
export function tonality(
  posts: readonly Float64Array[],
  corpus: Float64Array,
  scale: Scale,
  seed: string,
): Interval {
  const random = rng(seed);
  const draws = Float64Array.from({ length: DRAWS }, () =>
    styleLikeness(meanOf(posts.map(() => random.pick(posts))), corpus, scale),
  ).sort();
  const value = styleLikeness(meanOf(posts), corpus, scale);
  return {
    value,
    low: Math.min(value, draws[Math.round(0.025 * (DRAWS - 1))] as number),
    high: Math.max(value, draws[Math.round(0.975 * (DRAWS - 1))] as number),
  };
}

/** The features in which two tones differ most, by scaled distance. */
export function styleDifferences(
  a: Float64Array,
  b: Float64Array,
  scale: Scale,
): { feature: string; by: number }[] {
  const [x, y] = [scaled(a, scale), scaled(b, scale)];
  return STYLE_FEATURES.map((feature, k) => ({ feature, by: (x[k] as number) - (y[k] as number) })).sort(
    (p, q) => Math.abs(q.by) - Math.abs(p.by),
  );
}
