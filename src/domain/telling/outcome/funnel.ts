/** The 5A steps of a campaign: what was counted for each. */
import { word } from '#basis/reading.ts';
import { SEEN } from '#domain/facts/posts/schema.ts';
import { counted, thin } from './estimate.ts';
import { sumOf } from './placement-line.ts';
import type { Effect, Estimate, PlacementLine } from './schema.ts';

export function funnel(lines: readonly PlacementLine[], range: Estimate): Effect['funnel'] {
  const published = lines.filter((l) => l.postId !== null);
  const step = (metrics: readonly string[]): Estimate => {
    const values = published.map((l) => sumOf(l.counters, metrics)).filter((v) => v !== null);
    return values.length === 0
      ? thin(
          word('this counter of a post', '作品的该计数'),
          word('none', '无'),
          word('No source gives it.', '没有来源提供。'),
        )
      : counted(
          values.reduce((a, v) => a + v, 0),
          values.length,
        );
  };
  const seen = published.map((l) => l.seen).filter((v) => v !== null);
  const kinds = [...new Set(published.flatMap((l) => l.seenBy ?? []))].sort().join(' + ');
  return [
    {
      step: 'attention',
      label: word('Attention', '认知'),
      counted: word(kinds || 'exposures', kinds || '曝光'),
      result:
        seen.length === 0
          ? step(SEEN)
          : counted(
              seen.reduce((a, v) => a + v, 0),
              seen.length,
            ),
    },
    {
      step: 'appeal',
      label: word('Appeal', '吸引'),
      counted: word('likes and saves', '点赞与收藏'),
      result: step(['like_count', 'save_count', 'wow_count', 'coin_count']),
    },
    {
      step: 'action',
      label: word('Action', '行动'),
      counted: word('reposts and shares', '转发与分享'),
      result: step(['repost_count', 'share_count']),
    },
    {
      step: 'advocacy',
      label: word('Advocacy', '拥护'),
      counted: word('comments', '评论'),
      result: step(['comment_count', 'danmaku_count']),
    },
    {
      step: 'activation',
      label: word('Activation', '转化'),
      counted: word('orders, from named to possible', '订单，从注明到可能'),
      result: range,
    },
  ];
}
