/** Counters at stated moments, and clauses held against them. Pure. */
import { type Clause, type CounterLine, type Disclosure, MOMENTS } from './schema.ts';

export interface Observation {
  post_id: string;
  seen_at: string;
  metric: string;
  value: number;
  source_id: number;
  source_row: number;
}

/** How far from its moment an observation may lie, in hours: half the way to the next moment, at most half a day. */
const REACH: Record<string, number> = { 'T+0': 0.5, 'T+1h': 0.5, 'T+1d': 6, 'T+3d': 12, 'T+7d': 12 };

/** The observation nearest to each moment; blank where none is near enough. */
export function countersAt(
  posts: readonly { post_id: string; published_at: string | null }[],
  seen: readonly Observation[],
): CounterLine[] {
  const lines: CounterLine[] = [];
  for (const post of posts) {
    const mine = seen.filter((o) => o.post_id === post.post_id);
    const metrics = [...new Set(mine.map((o) => o.metric))].sort();
    for (const [moment, hours] of MOMENTS)
      for (const metric of metrics) {
        const start = post.published_at === null ? Number.NaN : Date.parse(post.published_at);
        const off = (o: Observation) => (Date.parse(o.seen_at) - start) / 3_600_000 - hours;
        const near = mine
          .filter((o) => o.metric === metric && Math.abs(off(o)) <= (REACH[moment] ?? 0))
          .sort((a, b) => Math.abs(off(a)) - Math.abs(off(b)))[0];
        lines.push({
          postId: post.post_id,
          moment,
          metric,
          value: near?.value ?? null,
          observedAt: near?.seen_at ?? null,
          offHours: near ? Math.round(off(near) * 100) / 100 : null,
          sourceId: near?.source_id ?? null,
          row: near?.source_row ?? null,
        });
      }
  }
  return lines;
}

export interface Promised {
  accountId: string;
  postId: string | null;
  publishedAt: string | null;
  terms: readonly { quantity: string; least: number | null; withinDays: number | null; note: string }[];
}

/** A clause holds when a counter reached it in time, fails when it was seen in time and lay below, else nobody can say. */
export function clauses(promised: readonly Promised[], seen: readonly Observation[]): Clause[] {
  return promised.flatMap((p) =>
    p.terms.map((term): Clause => {
      const start = p.publishedAt === null ? Number.NaN : Date.parse(p.publishedAt);
      const end = term.withinDays === null ? Number.POSITIVE_INFINITY : start + term.withinDays * 86_400_000;
      const mine = seen.filter((o) => o.post_id === p.postId && o.metric === term.quantity);
      const inTime = mine.filter((o) => Number.isNaN(start) || Date.parse(o.seen_at) <= end);
      const most = inTime.reduce((m, o) => Math.max(m, o.value), Number.NEGATIVE_INFINITY);
      const head = {
        postId: p.postId,
        accountId: p.accountId,
        clause: term.note || term.quantity,
        need:
          term.least === null
            ? term.note
            : `${term.quantity} ≥ ${term.least}${term.withinDays === null ? '' : ` within ${term.withinDays} d`}`,
        have: inTime.length === 0 ? '—' : `${term.quantity} = ${most}`,
      };
      if (term.least === null || inTime.length === 0) return { ...head, result: 'unknown' };
      if (most >= term.least) return { ...head, result: 'pass' };
      // Below so far: it fails only when the time is over and somebody looked at the end of it.
      const over = mine.some((o) => Date.parse(o.seen_at) >= end - 86_400_000 && Number.isFinite(end));
      return { ...head, result: over ? 'fail' : 'unknown' };
    }),
  );
}

const DISCLOSING = [
  '广告',
  '合作',
  '赞助',
  '推广',
  '品牌合作',
  '#ad',
  '#sponsored',
  'paid partnership',
  'advertisement',
  '利益相关',
];

export function disclosures(
  posts: readonly {
    post_id: string;
    title: string | null;
    text: string | null;
    tag: readonly string[];
    sponsored: boolean | null;
  }[],
): Disclosure[] {
  return posts.map((p) => {
    const all = `${p.title ?? ''}\n${p.text ?? ''}\n${p.tag.map((t) => `#${t}`).join(' ')}`.toLowerCase();
    const found = DISCLOSING.filter((word) => all.includes(word.toLowerCase()));
    return {
      postId: p.post_id,
      flagged: p.sponsored,
      words: found,
      result: p.sponsored === true || found.length > 0 ? 'pass' : 'unknown',
    };
  });
}
