/** Readers of the three comment measures that argue: repeated texts, empty texts, hours. */
import { type Finding, insufficient, type Level, type RowRef, type Words, word } from '#basis/reading.ts';
import { clopperPearson } from '#numerics/stats/intervals.ts';
import type { Detector, Scope } from '../detector.ts';
import { findingOf } from '../finding.ts';
import { levelOf } from '../measures/combined-evidence.ts';
import { type MeasureCard } from '../schema.ts';
import { DUPLICATE, EMPTY, HOURS } from './cards.ts';
import { type AccountComments, loadComments, withPeers } from './load-comments.ts';
import { commentHours, hourNorm, LEAST_TIMED } from './measures/comment-hours.ts';
import {
  duplicateComments,
  duplicateNorm,
  LEAST_COMMENTS,
  LEAST_PEERS,
} from './measures/duplicate-comments.ts';
import { emptyComments, emptyNorm } from './measures/empty-comments.ts';
import { postWords } from './queries.ts';

/** Newest posts an account whose words are compared with the comments under them. */
const MOST_POSTS = 400;
/** Posts whose comments show an account's hours. */
const LEAST_POSTS = 3;

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const shown = (p: number): string => (p < 0.0001 ? '< 0.0001' : `= ${p.toPrecision(2)}`);
const sampled = (a: AccountComments): Words[] =>
  a.commentCount > a.texts.length
    ? [
        word(
          `An even sample of ${a.texts.length} of ${a.commentCount} comments.`,
          `从 ${a.commentCount} 条评论中均匀抽取 ${a.texts.length} 条。`,
        ),
      ]
    : [];

/** What the account's comments say of the measure, or why they cannot. */
interface Read {
  pValue: number;
  /** Where the evidence has another explanation at hand. */
  atMostWeak?: boolean;
  /** Words of the posts that were read beside the comments. */
  postWords?: readonly string[];
  caveats?: Words[];
  value: number;
  count: number;
  n: number;
  detail: Record<string, unknown>;
  summary: Words;
  rows: RowRef[];
  rowCount: number;
}

function tooThin(card: MeasureCard, scope: Scope, a: AccountComments, least: number, peers: number): Finding {
  const few = a.texts.length < least;
  return findingOf(card, scope, {
    subject: { kind: 'account', id: a.accountId },
    level: 'insufficient',
    result: insufficient(
      few
        ? word(`${least} comments with what the measure needs`, `至少 ${least} 条可用评论`)
        : word(`${LEAST_PEERS} other accounts with comments`, `至少 ${LEAST_PEERS} 个有评论的同平台账号`),
      few
        ? word(`${a.texts.length} comments`, `${a.texts.length} 条评论`)
        : word(`${peers} accounts`, `${peers} 个账号`),
      few
        ? word('A share of so few comments says little.', '评论太少，占比没有意义。')
        : word('Without peers there is no norm.', '没有同平台账号，无从比较。'),
    ),
    summary: few
      ? word(`${a.texts.length} comments are too few to read.`, `仅 ${a.texts.length} 条评论，无法判断。`)
      : word(
          `Only ${peers} accounts of the platform have comments to compare with.`,
          `同平台仅 ${peers} 个账号有评论可比。`,
        ),
    rows: [],
    columns: [a.texts, a.atMs],
  });
}

function told(card: MeasureCard, scope: Scope, a: AccountComments, read: Read): Finding {
  const reached = levelOf(read.pValue);
  const level: Level = read.atMostWeak && reached !== 'none' ? 'weak' : reached;
  const bounds = clopperPearson(read.count, read.n);
  return findingOf(card, scope, {
    subject: { kind: 'account', id: a.accountId },
    level,
    result: {
      state: 'ok',
      value: read.value,
      low: bounds.low,
      high: bounds.high,
      n: read.n,
      unit: 'share',
      detail: { pValue: read.pValue, ...read.detail },
      caveats: [...sampled(a), ...(read.caveats ?? [])],
    },
    summary: read.summary,
    rows: read.rows,
    rowCount: read.rowCount,
    columns: [a.texts, a.atMs, read.detail['peerMean'], read.postWords],
  });
}

/** Rows behind places of the sample, with a note each. */
const rowsAt = (a: AccountComments, places: readonly number[], note: (i: number) => string): RowRef[] =>
  places.slice(0, 200).map((i) => ({ ...(a.rows[i] as RowRef), note: note(i) }));

const textNote = (a: AccountComments) => (i: number) => (a.texts[i] as string).slice(0, 120);

/** Norms are made once a platform. */
function perPlatform<N>(make: (accounts: AccountComments[]) => N): (accounts: AccountComments[]) => N {
  const made = new Map<string, N>();
  return (accounts) => {
    const platform = accounts[0]?.platform ?? '';
    if (!made.has(platform)) made.set(platform, make(accounts));
    return made.get(platform) as N;
  };
}

/** Places by post, most first: where on the account the comments stand. */
function byPost(
  a: AccountComments,
  places: readonly number[],
): { postId: string; count: number; of: number }[] {
  const posts = new Map<string, { postId: string; count: number; of: number }>();
  for (const postId of a.postIds) {
    const post = posts.get(postId) ?? { postId, count: 0, of: 0 };
    post.of++;
    posts.set(postId, post);
  }
  for (const i of places) (posts.get(a.postIds[i] as string) as { count: number }).count++;
  return [...posts.values()]
    .filter((p) => p.count > 0)
    .sort((x, y) => y.count - x.count || (x.postId < y.postId ? -1 : 1))
    .slice(0, 20);
}

const enoughTexts = (accounts: AccountComments[]) =>
  accounts.filter((x) => x.texts.length >= LEAST_COMMENTS).length;

export const duplicateDetector: Detector = {
  card: DUPLICATE,
  async read(facts, scope) {
    const findings: Finding[] = [];
    const posts = await facts.all(postWords, { ids: scope.accountIds, asOf: scope.asOf, most: MOST_POSTS });
    const words = new Map(posts.map((p) => [p.post_id, `${p.words} ${p.tags.join(' ')}`]));
    const norms = perPlatform((all) => duplicateNorm(all.map((x) => x.texts)));
    for (const [a, peers] of withPeers(await loadComments(facts, scope), scope)) {
      const norm = norms(peers);
      if (a.texts.length < LEAST_COMMENTS || !norm.shares) {
        findings.push(tooThin(DUPLICATE, scope, a, LEAST_COMMENTS, enoughTexts(peers)));
        continue;
      }
      const under = a.postIds.map((id) => words.get(id) ?? '');
      const d = duplicateComments(a.texts, norm, under);
      const heavy = d.templates.filter((t) => t.weight >= 0.25);
      const places = heavy.flatMap((t) => t.members);
      const unexcused = heavy.filter((t) => t.excuse === null).flatMap((t) => t.members);
      const onePost = new Set(unexcused.map((i) => a.postIds[i])).size <= 1;
      const excused = places.length - unexcused.length;
      findings.push(
        told(DUPLICATE, scope, a, {
          pValue: d.pValue as number,
          atMostWeak: onePost || d.level === 'weak',
          postWords: under,
          caveats: [
            ...(onePost && unexcused.length > 0
              ? [
                  word(
                    'All under one post: perhaps a quotation of it, or what a giveaway asked for. Weak at most.',
                    '全部出现在同一条内容下：可能是引用原文，或抽奖要求的文字。最多判为弱。',
                  ),
                ]
              : []),
            ...(excused > 0
              ? [
                  word(
                    `${excused} of the repeated comments are short phrases, words of the post, or answers to its call; alone they are weak at most.`,
                    `重复评论中有 ${excused} 条为短语、引用原文或应内容号召所写，单凭它们最多判为弱。`,
                  ),
                ]
              : []),
          ],
          value: d.templateShare,
          count: d.templateCount,
          n: d.commentCount,
          detail: {
            peerMean: d.peerMean,
            peers: norm.shares.groups,
            templates: d.templates.slice(0, 20).map((t) => ({
              text: t.text.slice(0, 120),
              count: t.count,
              weight: t.weight,
              excuse: t.excuse,
            })),
            posts: byPost(a, places),
          },
          summary: word(
            `${percent(d.templateShare)} of ${d.commentCount} comments repeat a text that others do not use (peers ${percent(d.peerMean as number)}; p ${shown(d.pValue as number)}).`,
            `${d.commentCount} 条评论中有 ${percent(d.templateShare)} 重复他处少见的文字（同平台 ${percent(d.peerMean as number)}；p ${shown(d.pValue as number)}）。`,
          ),
          rows: rowsAt(a, places, textNote(a)),
          rowCount: places.length,
        }),
      );
    }
    return findings;
  },
};

export const emptyDetector: Detector = {
  card: EMPTY,
  async read(facts, scope) {
    const findings: Finding[] = [];
    const norms = perPlatform((all) => emptyNorm(all.map((x) => x.texts)));
    for (const [a, peers] of withPeers(await loadComments(facts, scope), scope)) {
      const norm = norms(peers);
      if (a.texts.length < LEAST_COMMENTS || !norm.empty) {
        findings.push(tooThin(EMPTY, scope, a, LEAST_COMMENTS, enoughTexts(peers)));
        continue;
      }
      const e = emptyComments(a.texts, norm);
      findings.push(
        told(EMPTY, scope, a, {
          pValue: e.pValue as number,
          value: e.emptyShare,
          count: e.members.length,
          n: e.commentCount,
          detail: {
            peerMean: e.peerMean,
            peers: norm.empty.groups,
            pictogramOnlyCount: e.pictogramOnlyCount,
            praiseCount: e.praiseCount,
            shortShare: e.shortShare,
            peerShortShare: norm.short?.mean ?? null,
            entropyBits: e.entropyBits,
            phrases: e.phrases.slice(0, 20),
            posts: byPost(a, e.members),
          },
          summary: word(
            `${percent(e.emptyShare)} of ${e.commentCount} comments are pictograms or praise that fits any post (peers ${percent(e.peerMean as number)}; p ${shown(e.pValue as number)}).`,
            `${e.commentCount} 条评论中有 ${percent(e.emptyShare)} 只有表情或万能夸赞（同平台 ${percent(e.peerMean as number)}；p ${shown(e.pValue as number)}）。`,
          ),
          rows: rowsAt(a, e.members, textNote(a)),
          rowCount: e.members.length,
        }),
      );
    }
    return findings;
  },
};

/** Moments of the comments that have one. */
const timed = (a: AccountComments) => {
  const known = a.atMs.map((_, i) => i).filter((i) => Number.isFinite(a.atMs[i]));
  return {
    known,
    atMs: known.map((i) => a.atMs[i] as number),
    publishedMs: known.map((i) => a.publishedMs[i] as number),
  };
};

export const hoursDetector: Detector = {
  card: HOURS,
  async read(facts, scope) {
    const findings: Finding[] = [];
    const norms = perPlatform((all) => hourNorm(all.map(timed)));
    for (const [a, peers] of withPeers(await loadComments(facts, scope), scope)) {
      const norm = norms(peers);
      const moments = timed(a);
      const posts = new Set(moments.known.map((i) => a.postIds[i])).size;
      if (moments.known.length < LEAST_TIMED || posts < LEAST_POSTS || !norm) {
        // The hours of one post are its hour of publication.
        const usable = posts < LEAST_POSTS ? [] : moments.known;
        const readable = { ...a, texts: usable.map((i) => a.texts[i] as string) };
        const able = peers.filter((x) => timed(x).known.length >= LEAST_TIMED).length;
        findings.push(tooThin(HOURS, scope, readable, LEAST_TIMED, able));
        continue;
      }
      const h = commentHours(moments, norm);
      const early = moments.known.filter((i) => {
        const after = (a.atMs[i] as number) - (a.publishedMs[i] as number);
        return after >= 0 && after <= 10_000;
      });
      findings.push(
        told(HOURS, scope, a, {
          pValue: h.pValue as number,
          value: h.publishedCount === 0 ? 0 : h.earlyCount / h.publishedCount,
          count: h.earlyCount,
          n: Math.max(1, h.publishedCount),
          detail: {
            utcHours: h.hourCounts,
            peerHourShares: Array.from(norm.hourShare),
            peers: norm.peers,
            meanHourUtc: h.meanHour,
            concentration: h.concentration,
            pShape: h.pShape,
            pEven: h.pEven,
            pEarly: h.pEarly,
          },
          summary: word(
            `Hours of ${h.commentCount} comments against ${norm.peers} accounts: shape p ${shown(h.pShape as number)}, evenness p ${shown(h.pEven as number)}; ${percent(h.publishedCount === 0 ? 0 : h.earlyCount / h.publishedCount)} within 10 s.`,
            `${h.commentCount} 条评论的时段对比 ${norm.peers} 个账号：分布 p ${shown(h.pShape as number)}，过于均匀 p ${shown(h.pEven as number)}；10 秒内占 ${percent(h.publishedCount === 0 ? 0 : h.earlyCount / h.publishedCount)}。`,
          ),
          rows: rowsAt(a, early, (i) => new Date(a.atMs[i] as number).toISOString()),
          rowCount: early.length,
        }),
      );
    }
    return findings;
  },
};
