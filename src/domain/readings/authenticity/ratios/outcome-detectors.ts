/** Detectors of what traffic leads to: followers, orders counted, reviews. */
import { type Finding, word } from '#basis/reading.ts';
import { medianOf } from '#numerics/series/robust.ts';
import type { Detector } from '../detector.ts';
import { count, dayOf, groupedBy, pText, said, thin } from '../say-finding.ts';
import { REVIEWS_CARD, TRAFFIC_CARD } from './cards.ts';
import { reviewBursts } from './measures/review-bursts.ts';
import {
  LEAST_PEERS,
  type TrafficRead,
  trafficWithoutConsequence,
} from './measures/traffic-without-consequence.ts';
import { accountOutcomes, postRatios, reviewsOf } from './queries.ts';

const MOST_PEERS = 2000;
/** Newest posts whose middle stands for the account. */
const POSTS = 30;
const LEAST_POSTS = 5;

const middleOf = (values: readonly (number | null)[]): number => {
  const known = values.filter((v) => v !== null);
  return known.length < LEAST_POSTS ? Number.NaN : medianOf(known);
};

export const TRAFFIC: Detector = {
  card: TRAFFIC_CARD,
  async read(facts, scope) {
    const p = { ids: scope.accountIds, asOf: scope.asOf, most: MOST_PEERS };
    const [rows, outcomes] = await Promise.all([facts.all(postRatios, p), facts.all(accountOutcomes, p)]);
    const posts = groupedBy(rows, (r) => r.account_id);
    const read = outcomes.map((o) => ({ ...o, posts: (posts.get(o.account_id) ?? []).slice(-POSTS) }));
    const column = (of: (a: (typeof read)[number]) => number) => Float64Array.from(read, of);
    const found = trafficWithoutConsequence({
      group: read.map((a) => a.posts[0]?.platform ?? ''),
      followers: column((a) => a.followers ?? Number.NaN),
      views: column((a) => middleOf(a.posts.map((r) => r.views))),
      consequences: {
        comments: column((a) => middleOf(a.posts.map((r) => r.comments))),
        saves: column((a) => middleOf(a.posts.map((r) => r.saves))),
        shares: column((a) => middleOf(a.posts.map((r) => r.shares))),
        followersGained: column((a) =>
          a.followers === null || a.followers_before === null ? Number.NaN : a.followers - a.followers_before,
        ),
        orders: column((a) => a.orders ?? Number.NaN),
      },
    });
    const place = new Map(read.map((a, i) => [a.account_id, i]));
    return scope.accountIds.map((id) => {
      const i = place.get(id);
      return trafficFinding(
        scope.asOf,
        id,
        i === undefined ? null : (found[i] ?? null),
        i === undefined ? [] : (read[i]?.posts ?? []),
      );
    });
  },
};

interface SeenPost {
  post_id: string;
  views: number | null;
  comments: number | null;
  source_id: number;
  source_row: number;
}

function trafficFinding(
  asOf: string,
  id: string,
  found: TrafficRead | null,
  posts: readonly SeenPost[],
): Finding {
  const of = {
    subject: { kind: 'account' as const, id },
    measure: TRAFFIC_CARD.measure,
    asOf,
    inputs: [found, posts.length],
  };
  if (!found)
    return thin(
      of,
      { state: 'insufficient', need: LEAST_POSTS, have: posts.filter((p) => p.views !== null).length },
      word(
        `posts with views (and two consequences, and ${LEAST_PEERS} accounts to rank among)`,
        `条有浏览数的作品（并需两种转化数据和 ${LEAST_PEERS} 个可比账号）`,
      ),
      word(
        'Without views and what followed there is nothing to set side by side.',
        '缺少浏览数或后续数据，无从对照。',
      ),
    );
  const { level, ...detail } = found;
  const names = Object.entries(found.consequenceAway);
  return said(of, {
    level,
    value: found.score,
    unit: 'spreads',
    n: posts.length,
    pValue: found.p,
    detail,
    drawing: {
      kind: 'bars',
      y: { label: word('spreads from usual', '与常模之差（离散度）') },
      labels: [word('views', '浏览'), ...names.map(([name]) => CONSEQUENCE_WORDS[name] ?? word(name, name))],
      series: [{ name: word('account', '账号'), values: [found.viewsAway, ...names.map(([, v]) => v)] }],
    },
    summary: word(
      `Views stand ${found.viewsAway.toFixed(1)} spreads from what peers with as many followers get; what follows stands ${names.map(([n, v]) => `${n} ${v.toFixed(1)}`).join(', ')}; p ${pText(found.p)} among ${found.compared} accounts.`,
      `浏览与同等粉丝账号相差 ${found.viewsAway.toFixed(1)} 个离散度；后续：${names.map(([n, v]) => `${CONSEQUENCE_WORDS[n]?.zh ?? n} ${v.toFixed(1)}`).join('，')}；在 ${found.compared} 个账号中 p ${pText(found.p)}。`,
    ),
    rows:
      level === 'none'
        ? []
        : posts.map((r) => ({
            sourceId: r.source_id,
            row: r.source_row,
            note: `${count(r.views ?? 0)} views, ${count(r.comments ?? 0)} comments`,
          })),
  });
}

const CONSEQUENCE_WORDS: Record<string, ReturnType<typeof word>> = {
  comments: word('comments', '评论'),
  saves: word('saves', '收藏'),
  shares: word('shares', '分享'),
  followersGained: word('followers gained', '涨粉'),
  orders: word('orders', '订单'),
};

export const REVIEWS: Detector = {
  card: REVIEWS_CARD,
  async read(facts, scope) {
    const rows = await facts.all(reviewsOf, { ids: scope.accountIds, asOf: scope.asOf });
    const byAccount = groupedBy(rows, (r) => r.account_id);
    return scope.accountIds.map((id) => {
      const own = byAccount.get(id) ?? [];
      const of = {
        subject: { kind: 'account' as const, id },
        measure: REVIEWS_CARD.measure,
        asOf: scope.asOf,
        inputs: own.map((r) => [r.acted_ms, r.rating]),
      };
      const found = reviewBursts(
        Float64Array.from(own, (r) => r.acted_ms),
        Float64Array.from(own, (r) => r.rating ?? Number.NaN),
      );
      if (found.state !== 'ok')
        return thin(
          of,
          found,
          word('dated reviews, over 30 days', '条有日期的评价，跨度 30 天'),
          word('Bursts are told from the days around them.', '突增须与前后日子相比。'),
        );
      const inBurst = own.filter((r) =>
        found.days.some((d) => r.acted_ms >= d.atMs && r.acted_ms < d.atMs + 86_400_000),
      );
      return said(of, {
        level: found.level,
        value: found.days.length,
        unit: 'days',
        n: found.reviews,
        pValue: found.p,
        detail: { days: found.days.map((d) => ({ on: dayOf(d.atMs), count: d.count })), pBest: found.pBest },
        drawing: {
          kind: 'line',
          x: { label: word('day', '日期'), values: found.perDay.slice(-400).map((d) => dayOf(d.atMs)) },
          y: { label: word('reviews', '评价') },
          series: [
            {
              name: word('reviews', '评价'),
              values: found.perDay.slice(-400).map((d) => d.count),
              as: 'bars',
            },
          ],
        },
        summary: word(
          `${found.days.length} burst days hold ${inBurst.length} of ${found.reviews} reviews, p ${pText(found.p)}.`,
          `${found.days.length} 个突增日含 ${found.reviews} 条评价中的 ${inBurst.length} 条，p ${pText(found.p)}。`,
        ),
        rows: inBurst.map((r) => ({ sourceId: r.source_id, row: r.source_row, note: dayOf(r.acted_ms) })),
      });
    });
  },
};
