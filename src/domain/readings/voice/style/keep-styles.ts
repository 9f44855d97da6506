/**
 * Keeps how accounts write, and stores two readings of each that the value room can weigh by: `brand-tonality` and
 * `comment-sentiment`.
 */
import { digestOf } from '#basis/id.ts';
import { type Finding, insufficient } from '#basis/reading.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import { join, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { keepFindings } from '#store/readings/keep-readings.ts';
import { checksOf } from '../desk/checks.ts';
import { correctedShares } from '../measures/corrected-share.ts';
import { STYLE_MODEL } from '../measures/style-vector.ts';
import { stylesInThread } from '../pipeline/in-voice-thread.ts';
import type { AccountStyle } from '../pipeline/styles-of.ts';
import { commentFeelingsByAccount } from '../queries.ts';
import type { Labels } from '../schema.ts';

export const TONALITY = 'brand-tonality@1';
export const COMMENT_SENTIMENT = 'comment-sentiment@1';
/** Comments with a feeling below which nothing is said. */
const LEAST_COMMENTS = 20;
const percent = (x: number): string => `${Math.round(100 * x)} %`;

function toneFinding(style: AccountStyle, own: string, asOf: string): Finding {
  const { tone, accountId } = style;
  const base = {
    subject: { kind: 'account' as const, id: accountId },
    measure: TONALITY,
    asOf,
    inputDigest: digestOf([STYLE_MODEL, own, style.feature, tone]),
    rowCount: style.posts,
    rows: style.rows,
  };
  return tone
    ? {
        ...base,
        level: 'none',
        result: {
          state: 'ok',
          value: tone.value,
          low: tone.low,
          high: tone.high,
          n: tone.n,
          unit: 'share',
          detail: { brand: own, brandPosts: tone.brandPosts, model: STYLE_MODEL },
          caveats: [{ en: 'Tone of writing, not of subject.', zh: '只看文字语气，不看题材。' }],
        },
        summary: {
          en: `Its tone is ${percent(tone.value)} like that of ${tone.brandPosts} posts that name ${own}.`,
          zh: `语气与提及${own}的 ${tone.brandPosts} 篇作品相近度 ${percent(tone.value)}。`,
        },
      }
    : {
        ...base,
        level: 'insufficient',
        result: insufficient(
          {
            en: '5 posts of its own and 5 of others that name the brand',
            zh: '本账号 5 篇、他人提及品牌的 5 篇作品',
          },
          { en: `${style.posts} posts`, zh: `${style.posts} 篇作品` },
          { en: 'A tone needs several posts.', zh: '判断语气需要多篇作品。' },
        ),
        summary: { en: 'Too few posts to compare tones.', zh: '作品太少，无法比较语气。' },
      };
}

async function commentFindings(store: Store, asOf: string): Promise<Finding[]> {
  const rows = await store.facts.all(commentFeelingsByAccount, {});
  const { confusion, basis } = await checksOf(store);
  return rows.map((r) => {
    const n = r.positive + r.negative;
    const base = {
      subject: { kind: 'account' as const, id: r.account_id },
      measure: COMMENT_SENTIMENT,
      asOf,
      inputDigest: digestOf([r, confusion]),
      rowCount: r.texts,
      rows:
        r.source_id === null || r.source_row === null ? [] : [{ sourceId: r.source_id, row: r.source_row }],
    };
    if (n < LEAST_COMMENTS)
      return {
        ...base,
        level: 'insufficient' as const,
        result: insufficient(
          { en: `${LEAST_COMMENTS} comments with a feeling`, zh: `${LEAST_COMMENTS} 条带情绪的评论` },
          { en: `${n}`, zh: `${n} 条` },
          { en: 'So few would change with every comment.', zh: '太少，多一条就会变。' },
        ),
        summary: { en: 'Too few comments show a feeling.', zh: '带情绪的评论太少。' },
      };
    const { share } = correctedShares(
      { positive: r.positive, neutral: 0, negative: r.negative },
      [],
      confusion,
    );
    const felt = share.positive.value + share.negative.value;
    const of = (x: number) => Math.min(1, x / Math.max(felt, 1e-9));
    return {
      ...base,
      level: 'none' as const,
      result: {
        state: 'ok' as const,
        value: of(share.positive.value),
        low: of(share.positive.low),
        high: of(share.positive.high),
        n,
        unit: 'share',
        detail: { positive: r.positive, negative: r.negative, texts: r.texts, errorFrom: basis },
        caveats: [
          {
            en: 'Of comments that show a feeling; corrected for the classifier’s error.',
            zh: '仅就带情绪的评论而言，已按分类器误差校正。',
          },
        ],
      },
      summary: {
        en: `${percent(of(share.positive.value))} of the ${n} comments with a feeling are positive.`,
        zh: `${n} 条带情绪的评论中 ${percent(of(share.positive.value))} 为正面。`,
      },
    };
  });
}

export async function keepStyles(store: Store, labels: Labels, signal?: AbortSignal): Promise<void> {
  const styles = await stylesInThread(store.facts, { kind: 'styles', own: labels.own }, { signal });
  await store.facts.transaction(async (w) => {
    await w.run(sql`DELETE FROM voice_style`);
    for (let i = 0; i < styles.length; i += 200)
      await w.run(
        sql`INSERT INTO voice_style VALUES ${join(
          styles.slice(i, i + 200).map(
            (s) =>
              sql`(${s.accountId}, ${s.platform}, ${s.posts}, [${join(
                s.feature.map((f) => sql`${f}`),
                ', ',
              )}]::DOUBLE[], ${STYLE_MODEL})`,
          ),
          ', ',
        )}`,
      );
  });
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at;
  if (!asOf) return;
  const { own } = labels;
  await keepFindings(store, [
    ...(own === null ? [] : styles.map((s) => toneFinding(s, own, asOf))),
    ...(await commentFindings(store, asOf)),
  ]);
}
