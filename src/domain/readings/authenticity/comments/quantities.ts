/** Readers of what is described and accuses nobody: returning commenters, the creator's replies, warmth. */
import { type Finding, insufficient, type RowRef, type Words, word } from '#basis/reading.ts';
import type { Interval } from '#numerics/stats/intervals.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Detector, Scope } from '../detector.ts';
import { findingOf } from '../finding.ts';
import { type MeasureCard } from '../schema.ts';
import { REPLIES, RETURNING, WARMTH } from './cards.ts';
import { type AccountComments, loadComments, withPeers } from './load-comments.ts';
import { creatorReplies, LEAST_ANSWERABLE } from './measures/creator-replies.ts';
import { LEAST_COMMENTERS, LEAST_POSTS, returningCommenters } from './measures/returning-commenters.ts';
import { warmth } from './measures/warmth.ts';
import { commenterTotals } from './queries.ts';

type Totals = Awaited<ReturnType<typeof totalsOf>> extends Map<string, infer T> ? T : never;

/** Fewer comments make no conversation. */
const LEAST_TALK = 30;
const CHUNK = 200;
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

async function totalsOf(facts: FactReader, scope: Scope) {
  const rows = [];
  for (let from = 0; from < scope.accountIds.length; from += CHUNK)
    rows.push(
      ...(await facts.all(commenterTotals, {
        ids: scope.accountIds.slice(from, from + CHUNK),
        asOf: scope.asOf,
      })),
    );
  return new Map(rows.map((row) => [row.account_id, row]));
}

interface Quantity {
  interval: Interval;
  n: number;
  unit: string;
  detail: Record<string, unknown>;
  caveats: Words[];
  summary: Words;
  rows: RowRef[];
}

const described = (card: MeasureCard, scope: Scope, id: string, columns: unknown, q: Quantity): Finding =>
  findingOf(card, scope, {
    subject: { kind: 'account', id },
    level: 'none',
    result: {
      state: 'ok',
      ...q.interval,
      n: q.n,
      unit: q.unit,
      detail: q.detail,
      caveats: q.caveats,
    },
    summary: q.summary,
    rows: q.rows,
    columns,
  });

const thin = (
  card: MeasureCard,
  scope: Scope,
  id: string,
  columns: unknown,
  need: Words,
  have: Words,
  why: Words,
): Finding =>
  findingOf(card, scope, {
    subject: { kind: 'account', id },
    level: 'insufficient',
    result: insufficient(need, have, why),
    summary: why,
    rows: [],
    columns,
  });

const partial = word(
  'Counted over the comments that were imported, not over all there are.',
  '按已导入的评论统计，不代表全部评论。',
);

/** Sampled rows of people who stand on at least two posts, the most frequent first. */
function returningRows(a: AccountComments): RowRef[] {
  const posts = new Map<string, Set<string>>();
  a.actors.forEach((actor, i) => {
    const of = posts.get(actor) ?? new Set();
    posts.set(actor, of.add(a.postIds[i] as string));
  });
  const size = (i: number) => posts.get(a.actors[i] as string)?.size ?? 0;
  return a.rows
    .map((row, i) => ({ row, i }))
    .filter(({ i }) => size(i) >= 2)
    .sort((x, y) => size(y.i) - size(x.i) || x.i - y.i)
    .slice(0, 100)
    .map(({ row, i }) => ({ ...row, note: `${size(i)} posts: ${(a.texts[i] as string).slice(0, 80)}` }));
}

export const returningDetector: Detector = {
  card: RETURNING,
  async read(facts, scope) {
    const totals = await totalsOf(facts, scope);
    const findings: Finding[] = [];
    for (const [a] of withPeers(await loadComments(facts, scope), scope)) {
      const t = totals.get(a.accountId);
      const read =
        t &&
        returningCommenters({
          commenterCount: t.commenter_count,
          returningCount: t.returning_count,
          postCount: t.post_count,
          commentCount: t.comment_count,
          topTenCount: t.top_ten_count,
        });
      if (!t || !read) {
        findings.push(
          thin(
            RETURNING,
            scope,
            a.accountId,
            t ?? null,
            word(
              `${LEAST_COMMENTERS} commenters on ${LEAST_POSTS} posts`,
              `${LEAST_POSTS} 条内容、${LEAST_COMMENTERS} 位评论者`,
            ),
            word(
              `${t?.commenter_count ?? 0} on ${t?.post_count ?? 0}`,
              `${t?.post_count ?? 0} 条内容、${t?.commenter_count ?? 0} 位`,
            ),
            word('Too few commenters to see who returns.', '评论者太少，看不出谁会回来。'),
          ),
        );
        continue;
      }
      findings.push(
        described(RETURNING, scope, a.accountId, t, {
          interval: read.share,
          n: t.commenter_count,
          unit: 'share',
          detail: {
            returningCount: t.returning_count,
            commenterCount: t.commenter_count,
            postCount: t.post_count,
            topTenShare: read.topTenShare,
            commentsPerCommenter: read.commentsPerCommenter,
          },
          caveats: [partial],
          summary: word(
            `${percent(read.share.value)} of ${t.commenter_count} commenters return on another of ${t.post_count} posts; the ten most frequent write ${percent(read.topTenShare)} of the comments.`,
            `${t.commenter_count} 位评论者中 ${percent(read.share.value)} 在 ${t.post_count} 条内容里再次出现；最活跃的十人贡献 ${percent(read.topTenShare)} 的评论。`,
          ),
          rows: returningRows(a),
        }),
      );
    }
    return findings;
  },
};

const answeredOf = (t: Totals | undefined) =>
  t && creatorReplies(t.answered_count, t.answerable_count)
    ? { count: t.answered_count, n: t.answerable_count }
    : null;

export const repliesDetector: Detector = {
  card: REPLIES,
  async read(facts, scope) {
    const totals = await totalsOf(facts, scope);
    return scope.accountIds.map((id) => {
      const t = totals.get(id);
      const share = t ? creatorReplies(t.answered_count, t.answerable_count) : null;
      if (!t || !share)
        return thin(
          REPLIES,
          scope,
          id,
          t ?? null,
          word(
            `${LEAST_ANSWERABLE} comments on posts whose replies name their comment`,
            `${LEAST_ANSWERABLE} 条评论，且回复标明所回复的评论`,
          ),
          word(`${t?.answerable_count ?? 0}`, `${t?.answerable_count ?? 0} 条`),
          word('The files do not link replies to comments.', '文件未给出回复与评论的对应关系。'),
        );
      return described(REPLIES, scope, id, t, {
        interval: share,
        n: t.answerable_count,
        unit: 'share',
        detail: { answeredCount: t.answered_count, answerableCount: t.answerable_count },
        caveats: [partial],
        summary: word(
          `The creator answers ${percent(share.value)} of ${t.answerable_count} comments.`,
          `达人回复了 ${t.answerable_count} 条评论中的 ${percent(share.value)}。`,
        ),
        rows: [],
      });
    });
  },
};

export const warmthDetector: Detector = {
  card: WARMTH,
  async read(facts, scope) {
    const totals = await totalsOf(facts, scope);
    const findings: Finding[] = [];
    for (const [a] of withPeers(await loadComments(facts, scope), scope)) {
      const t = totals.get(a.accountId);
      const returning =
        t && t.commenter_count >= LEAST_COMMENTERS && t.post_count >= LEAST_POSTS
          ? { count: t.returning_count, n: t.commenter_count }
          : null;
      const read = a.texts.length < LEAST_TALK ? null : warmth(a.texts, answeredOf(t), returning);
      if (!read) {
        findings.push(
          thin(
            WARMTH,
            scope,
            a.accountId,
            a.texts,
            word(`${LEAST_TALK} comments`, `${LEAST_TALK} 条评论`),
            word(`${a.texts.length}`, `${a.texts.length} 条`),
            word('Too few comments for a conversation.', '评论太少，谈不上交流。'),
          ),
        );
        continue;
      }
      const missing = [
        ...(read.parts.answered
          ? []
          : [
              word(
                'Replies are not linked in the files and left out of the score.',
                '文件未关联回复，该项不计入。',
              ),
            ]),
        ...(read.parts.returning
          ? []
          : [word('Too few commenters to count returns; left out.', '评论者太少，回头率不计入。')]),
      ];
      findings.push(
        described(WARMTH, scope, a.accountId, [a.texts, t ?? null], {
          interval: { value: read.score, low: read.low, high: read.high },
          n: a.texts.length,
          unit: 'points of 100',
          detail: { parts: read.parts },
          caveats: [partial, ...missing],
          summary: word(
            `Warmth ${read.score.toFixed(0)} of 100 (${read.low.toFixed(0)}–${read.high.toFixed(0)}) over ${a.texts.length} comments: ${percent(read.parts.long.count / read.parts.long.n)} long, ${percent(read.parts.asking.count / read.parts.asking.n)} ask.`,
            `互动温度 ${read.score.toFixed(0)}/100（${read.low.toFixed(0)}–${read.high.toFixed(0)}），共 ${a.texts.length} 条评论：长评 ${percent(read.parts.long.count / read.parts.long.n)}，提问 ${percent(read.parts.asking.count / read.parts.asking.n)}。`,
          ),
          rows: read.members
            .slice(0, 40)
            .map((i) => ({ ...(a.rows[i] as RowRef), note: (a.texts[i] as string).slice(0, 120) })),
        }),
      );
    }
    return findings;
  },
};
