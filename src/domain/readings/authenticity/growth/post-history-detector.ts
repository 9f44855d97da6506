/** Detector that sets a paid post against the account's own earlier posts. */
import { type Finding, type RowRef, type Words, word } from '#basis/reading.ts';
import type { Detector } from '../detector.ts';
import { count, groupedBy, pText, said, thin } from '../say-finding.ts';
import { HISTORY_CARD } from './cards.ts';
import {
  accountScores,
  type CampaignPost,
  campaignPost,
  type HistoryPools,
  historyPools,
  type PostAgainstHistory,
  type PostCounters,
} from './measures/campaign-post-against-history.ts';
import { metricWords } from './metric-words.ts';
import { settledPosts } from './queries.ts';

const MOST_PEERS = 500;

interface Post {
  id: string;
  publishedMs: number;
  paid: boolean;
  counters: PostCounters;
  rows: Map<string, { source_id: number; source_row: number }>;
}

export const POST_HISTORY: Detector = {
  card: HISTORY_CARD,
  async read(facts, scope) {
    const rows = await facts.all(settledPosts, { ids: scope.accountIds, asOf: scope.asOf, most: MOST_PEERS });
    const accounts = [...groupedBy(rows, (r) => r.account_id)].map(([id, list]) => ({
      id,
      platform: (list[0] as (typeof rows)[number]).platform,
      posts: [...groupedBy(list, (r) => r.post_id)].map(([postId, of]): Post => {
        const { published_ms: publishedMs, paid } = of[0] as (typeof rows)[number];
        const counters = new Map(of.map((r) => [r.metric, r.value]));
        return { id: postId, publishedMs, paid, counters, rows: new Map(of.map((r) => [r.metric, r])) };
      }),
    }));
    const ordinary = (posts: readonly Post[]) => posts.filter((p) => !p.paid).map((p) => p.counters);
    const scores = accounts.map(({ posts }) => accountScores(ordinary(posts)));
    const wanted = new Set(scope.accountIds);
    return accounts.flatMap(({ id, platform, posts }, own) => {
      const paid = wanted.has(id) ? posts.filter((p) => p.paid) : [];
      if (paid.length === 0) return [];
      const pools = historyPools(scores.filter((_, i) => i !== own && accounts[i]?.platform === platform));
      return paid.map((post) =>
        finding(scope.asOf, post, ordinary(posts.filter((p) => p.publishedMs < post.publishedMs)), pools),
      );
    });
  },
};

const UNREAD = word(
  'There are too few other counters to tell a post that travelled from one that was pushed. Weak at most.',
  '其他计数太少，无法区分作品走红与外购推高。最多判为弱。',
);
const BALANCED = word(
  'The other counters are as large as goes with it, as they are when a post travels; weak at most.',
  '其他计数同步偏高，与作品走红时一致；最多判为弱。',
);

function finding(asOf: string, post: Post, history: readonly PostCounters[], pools: HistoryPools): Finding {
  const of = {
    subject: { kind: 'post' as const, id: post.id },
    measure: HISTORY_CARD.measure,
    asOf,
    inputs: [[...post.counters], history.map((h) => [...h])],
  };
  const found = campaignPost(post.counters, history, pools);
  if ('state' in found)
    return thin(
      of,
      found,
      word('earlier posts that nobody paid for', '条更早的非合作作品'),
      word('The account’s own earlier posts say what is usual.', '账号自身更早的作品决定什么算平常。'),
    );
  const argues = found.level !== 'none';
  const by = (p: (c: CampaignPost['counters'][number]) => number) =>
    found.counters.toSorted((a, b) => p(a) - p(b))[0] as CampaignPost['counters'][number];
  const unbalanced = found.level === 'moderate' || found.level === 'strong';
  const best = unbalanced
    ? by((c) => (c.proportion && c.above.score > 0 ? c.proportion.p : 2))
    : by((c) => c.above.p);
  const [en, zh] = metricWords(best.metric);
  const value = post.counters.get(best.metric) as number;
  const earlier = history.flatMap((h) => (h.has(best.metric) ? [h.get(best.metric) as number] : []));
  const caveat: Words | null = found.alone ? UNREAD : found.balanced ? BALANCED : null;
  return said(of, {
    level: found.level,
    value: (unbalanced ? (best.proportion as PostAgainstHistory) : best.above).score,
    unit: 'spreads',
    n: best.above.history,
    pValue: found.p,
    detail: {
      counters: found.counters.map((c) => ({ ...c, value: post.counters.get(c.metric) })),
      balanced: found.balanced,
    },
    drawing: {
      kind: 'line',
      x: {
        label: word('post, oldest first', '作品（由早到晚）'),
        values: [...earlier.keys(), earlier.length].slice(-61),
      },
      y: { label: word(en, zh) },
      series: [
        { name: word('earlier posts', '更早作品'), values: [...earlier, null].slice(-61), as: 'dots' },
        {
          name: word('this post', '本作品'),
          values: [...earlier.map(() => null), value].slice(-61),
          as: 'dots',
        },
      ],
    },
    excess: argues
      ? found.counters.flatMap((c) => {
          const had = post.counters.get(c.metric) as number;
          const beyond = Math.round(had - c.above.expected);
          // Only what is out of proportion counts as added; where nothing tells, the low end is none.
          const told = unbalanced ? (c.proportion?.p ?? 1) <= 0.05 : c.above.p <= 0.05;
          return told && beyond > 0
            ? [
                {
                  act: metricWords(c.metric)[2],
                  count: beyond,
                  low: unbalanced ? Math.max(0, Math.round(had - c.above.usualHigh)) : 0,
                  high: beyond,
                },
              ]
            : [];
        })
      : [],
    caveats: argues && caveat ? [caveat] : [],
    summary: word(
      `${count(value)} ${en} where ${count(best.above.expected)} are usual for the account (${best.above.history} earlier posts)${unbalanced ? ', out of proportion to the post’s other counters' : ''}; p ${pText(found.p)} among ${count(best.above.compared)} scores.`,
      `${zh} ${count(value)}，该账号平常为 ${count(best.above.expected)}（${best.above.history} 条更早作品）${unbalanced ? '，且与本作品其他计数不成比例' : ''}；在 ${count(best.above.compared)} 个得分中 p ${pText(found.p)}。`,
    ),
    rows: argues
      ? found.counters.map((c): RowRef => {
          const row = post.rows.get(c.metric) as { source_id: number; source_row: number };
          const note = `${c.metric} ${count(post.counters.get(c.metric) as number)}`;
          return { sourceId: row.source_id, row: row.source_row, note };
        })
      : [],
  });
}
