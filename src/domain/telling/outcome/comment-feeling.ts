/** How comments under a campaign's posts speak: shares corrected for the model's error, as the voice room reckons them. */
import { word } from '#basis/reading.ts';
import { checksOf, checksSummary } from '#domain/readings/voice/desk/checks.ts';
import { noCounts } from '#domain/readings/voice/measures/corrected-share.ts';
import { feelingsOf } from '#domain/readings/voice/service.ts';
import type { Store } from '#store/open-store.ts';
import { ranged, thin } from './estimate.ts';
import * as q from './queries.ts';
import type { CommentFeeling, Estimate } from './schema.ts';

const UNREAD = thin(
  word('comments that were read', '已判读的评论'),
  word('none', '无'),
  word('Comments are read after an import that brings them.', '导入评论后会自动判读。'),
);

export async function commentFeeling(store: Store, posts: readonly string[]): Promise<CommentFeeling> {
  const checked = await checksOf(store);
  const [said, labelled] = await Promise.all([
    store.facts.first(q.commentFeelings, { posts }),
    checked.human.size === 0
      ? []
      : store.facts.all(q.commentsLabelled, { posts, ids: [...checked.human.keys()] }),
  ]);
  const { model } = checksSummary(store, checked);
  const feelings = feelingsOf(said ?? noCounts(), noCounts(), labelled, checked);
  const estimate = (of: { value: number; low: number; high: number }): Estimate =>
    feelings.n === 0 ? UNREAD : ranged(of.value, of.low, of.high, feelings.n);
  return {
    texts: feelings.n,
    positive: estimate(feelings.share.positive),
    neutral: estimate(feelings.share.neutral),
    negative: estimate(feelings.share.negative),
    error: estimate(feelings.error),
    checkedHere: feelings.checkedHere,
    model,
  };
}
