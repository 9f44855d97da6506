/** Detectors that read follower counts over time. */
import { type Finding, type RowRef, word } from '#basis/reading.ts';
import { type ScorePool, scorePool } from '#numerics/series/rank-tail.ts';
import { medianOf } from '#numerics/series/robust.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Detector, Scope } from '../detector.ts';
import { count, dayOf, groupedBy, isoOf, pText, said, thin, thinned } from '../say-finding.ts';
import { type Drawing, type MeasureCard } from '../schema.ts';
import { BURSTS_CARD, PURGES_CARD, SMOOTH_CARD } from './cards.ts';
import { followerBursts, type Surge } from './measures/follower-bursts.ts';
import { followerPurges } from './measures/follower-purges.ts';
import { smoothGrowth } from './measures/smooth-growth.ts';
import { followerSeries, peerSeries, settledPosts } from './queries.ts';
import { seriesOf } from './series-of.ts';

const READINGS = word('follower counts over time', '个时点的粉丝数');
const TOO_FEW = word(
  'Too few readings to know what is usual for this account.',
  '读数太少，无法知道该账号平常的增长。',
);
const MOST_PEERS = 300;
/** Peers below which smoothness is judged by the Poisson floor alone. */
const LEAST_PEERS = 50;

type Reading = { account_id: string; at_ms: number; value: number; source_id: number; source_row: number } & {
  low: number | null;
  high: number | null;
};

async function readingsOf(facts: FactReader, scope: Scope): Promise<Map<string, Reading[]>> {
  const rows = await facts.all(followerSeries, { ids: scope.accountIds, asOf: scope.asOf });
  const groups = groupedBy(rows, (r) => r.account_id);
  return new Map(scope.accountIds.map((id) => [id, groups.get(id) ?? []]));
}

const inputsOf = (rows: readonly Reading[]) => rows.map((r) => [r.at_ms, r.value, r.low, r.high]);
const refOf = (row: Reading | undefined, note: string): RowRef[] =>
  row ? [{ sourceId: row.source_id, row: row.source_row, note }] : [];

const lineOf = (
  rows: readonly Reading[],
  marks: { from: number; to: number; en: string; zh: string }[],
): Drawing => {
  const at = thinned(rows.length);
  return {
    kind: 'line',
    x: { label: word('day', '日期'), values: at.map((i) => isoOf((rows[i] as Reading).at_ms)) },
    y: { label: word('followers', '粉丝数') },
    series: [
      { name: word('followers', '粉丝数'), values: at.map((i) => (rows[i] as Reading).value), as: 'line' },
    ],
    marks: marks.slice(0, 30).map((m) => ({ from: isoOf(m.from), to: isoOf(m.to), label: word(m.en, m.zh) })),
  };
};

/** A detector that reads each account's own series. */
const ofSeries = (
  card: MeasureCard,
  read: (of: Parameters<typeof said>[0], rows: Reading[]) => Finding,
): Detector => ({
  card,
  async read(facts, scope) {
    const readings = await readingsOf(facts, scope);
    return [...readings].map(([id, rows]) =>
      read(
        { subject: { kind: 'account', id }, measure: card.measure, asOf: scope.asOf, inputs: inputsOf(rows) },
        rows,
      ),
    );
  },
});

const DAY_MS = 86_400_000;
/** A post travelled when a counter passed this many times the account's middle post. */
const TRAVELLED = 8;
const LEAST_POSTS = 5;
const SURGE_DAYS = 3;

/** First days of the posts that travelled, by account. */
async function surgesOf(facts: FactReader, scope: Scope): Promise<Map<string, Surge[]>> {
  const posts = await facts.all(settledPosts, { ids: scope.accountIds, asOf: scope.asOf, most: 0 });
  const surges = new Map<string, Surge[]>();
  for (const list of groupedBy(posts, (r) => `${r.account_id}\n${r.metric}`).values()) {
    if (list.length < LEAST_POSTS) continue;
    const usual = medianOf(list.map((r) => r.value));
    const id = (list[0] as (typeof list)[number]).account_id;
    const own = list
      .filter((r) => r.value >= TRAVELLED * Math.max(1, usual))
      .map((r) => ({ fromMs: r.published_ms, toMs: r.published_ms + SURGE_DAYS * DAY_MS }));
    surges.set(id, [...(surges.get(id) ?? []), ...own]);
  }
  return surges;
}

const bursts: Detector = {
  card: BURSTS_CARD,
  async read(facts, scope) {
    const [readings, surges] = await Promise.all([readingsOf(facts, scope), surgesOf(facts, scope)]);
    return [...readings].map(([id, rows]) => burstFinding(scope.asOf, id, rows, surges.get(id) ?? []));
  },
};

function burstFinding(asOf: string, id: string, rows: Reading[], surges: readonly Surge[]): Finding {
  const of = {
    subject: { kind: 'account' as const, id },
    measure: BURSTS_CARD.measure,
    asOf,
    inputs: [inputsOf(rows), surges],
  };
  const found = followerBursts(seriesOf(rows), surges);
  if (found.state !== 'ok') return thin(of, found, READINGS, TOO_FEW);
  const withPost = found.bursts.filter((b) => b.withPost).length;
  const excess = found.bursts.reduce((sum, b) => sum + b.excess, 0);
  const most = found.bursts.toSorted((a, b) => b.excess - a.excess);
  return said(of, {
    level: found.level,
    value: found.bursts.length,
    unit: 'bursts',
    n: found.steps,
    pValue: found.p,
    detail: {
      bursts: most.slice(0, 50).map((b) => ({ ...b, on: dayOf(b.atMs) })),
      withTail: found.withTail,
      coarse: found.coarse,
      changesOn: found.changes.map((i) => dayOf((rows[i] as Reading).at_ms)),
    },
    drawing: lineOf(
      rows,
      most.map((b) => ({
        from: b.atMs - b.days * DAY_MS,
        to: b.atMs,
        en: `+${count(b.gain)}`,
        zh: `+${count(b.gain)}`,
      })),
    ),
    excess:
      found.level === 'none' || excess <= 0
        ? []
        : [
            {
              act: 'follower',
              count: Math.round(excess),
              low: Math.round(0.8 * excess),
              high: Math.round(excess),
            },
          ],
    caveats: [
      ...(found.withTail > 0
        ? [
            word(
              `${found.withTail} further jumps belong to rises of several days, as attention makes them; they are not counted.`,
              `另有 ${found.withTail} 次上涨属于持续数日的增长，符合自然关注，未计入。`,
            ),
          ]
        : []),
      ...(withPost > 0
        ? [
            word(
              `${withPost} of the jumps fall in the first days of a post that travelled; alone they are weak at most.`,
              `其中 ${withPost} 次突增出现在热门作品发布后的头几天，单凭它们最多判为弱。`,
            ),
          ]
        : []),
    ],
    summary:
      found.bursts.length === 0
        ? word(`No jump stands out among ${found.steps} steps.`, `${found.steps} 个时段中没有突出的上涨。`)
        : word(
            `${found.bursts.length} jumps of together ${count(excess)} followers beyond the usual, p ${pText(found.p)}.`,
            `${found.bursts.length} 次突增，合计超出平常 ${count(excess)} 粉丝，p ${pText(found.p)}。`,
          ),
    rows: most.flatMap((b) => refOf(rows[b.at], `${dayOf(b.atMs)} +${count(b.gain)}`)),
  });
}

const purges = ofSeries(PURGES_CARD, (of, rows) => {
  const found = followerPurges(seriesOf(rows));
  if (found.state !== 'ok') return thin(of, found, READINGS, TOO_FEW);
  const loss = found.purges.reduce((sum, p) => sum + p.loss, 0);
  return said(of, {
    level: found.level,
    value: found.purges.length,
    unit: 'purges',
    n: found.steps,
    pValue: found.p,
    detail: {
      purges: found.purges.slice(0, 50).map((p) => ({ ...p, on: dayOf(p.atMs) })),
      coarse: found.coarse,
    },
    drawing: lineOf(
      rows,
      found.purges.map((p) => ({
        from: p.atMs - p.days * DAY_MS,
        to: p.atMs,
        en: `−${count(p.loss)}`,
        zh: `−${count(p.loss)}`,
      })),
    ),
    summary:
      found.purges.length === 0
        ? word(`No loss stands out among ${found.steps} steps.`, `${found.steps} 个时段中没有突出的流失。`)
        : word(
            `${found.purges.length} losses of together ${count(loss)} followers, p ${pText(found.p)}.`,
            `${found.purges.length} 次骤减，合计 ${count(loss)} 粉丝，p ${pText(found.p)}。`,
          ),
    rows: found.purges.flatMap((p) => refOf(rows[p.at], `${dayOf(p.atMs)} −${count(p.loss)}`)),
  });
});

const smooth: Detector = {
  card: SMOOTH_CARD,
  async read(facts, scope) {
    const [readings, peerRows] = await Promise.all([
      readingsOf(facts, scope),
      facts.all(peerSeries, { asOf: scope.asOf, most: MOST_PEERS }),
    ]);
    const scores = new Map<string, number>();
    for (const [id, rows] of groupedBy(peerRows, (r) => r.account_id)) {
      const read = smoothGrowth(seriesOf(rows));
      if (read.state === 'ok') scores.set(id, -read.unevenShare);
    }
    const poolWithout = (id: string): ScorePool | undefined => {
      const others = [...scores].filter(([other]) => other !== id).map(([, score]) => score);
      return others.length >= LEAST_PEERS ? scorePool(others) : undefined;
    };
    return [...readings].map(([id, rows]) => smoothFinding(scope.asOf, id, rows, poolWithout(id)));
  },
};

function smoothFinding(asOf: string, id: string, rows: Reading[], peers: ScorePool | undefined): Finding {
  const of = {
    subject: { kind: 'account' as const, id },
    measure: SMOOTH_CARD.measure,
    asOf,
    inputs: [inputsOf(rows), peers ? [...peers.sorted] : null],
  };
  const found = smoothGrowth(seriesOf(rows), peers);
  if (found.state !== 'ok')
    return thin(
      of,
      found,
      word('pairs of steps of 10 followers or more', '对粉丝变化不少于 10 的相邻时段'),
      TOO_FEW,
    );
  const { from, to } = found.stretch ?? { from: 0, to: rows.length - 1 };
  const [first, last] = [rows[from] as Reading, rows[to] as Reading];
  const { state: _, level, p, ...detail } = found;
  return said(of, {
    level,
    value: found.dispersion,
    unit: 'dispersion',
    n: found.pairs,
    pValue: p,
    detail: { ...detail, peers: peers?.sorted.length ?? 0, from: dayOf(first.at_ms), to: dayOf(last.at_ms) },
    drawing: lineOf(
      rows,
      level === 'none' ? [] : [{ from: first.at_ms, to: last.at_ms, en: 'too even', zh: '过于均匀' }],
    ),
    excess:
      level === 'moderate' || level === 'strong'
        ? [
            {
              act: 'follower',
              count: Math.max(0, last.value - first.value),
              low: 0,
              high: Math.max(0, last.value - first.value),
            },
          ]
        : [],
    caveats:
      found.equalPairs > found.pairs / 4
        ? [
            word(
              `${found.equalPairs} of ${found.pairs} pairs are exactly equal: the vendor may interpolate between readings.`,
              `${found.pairs} 对中有 ${found.equalPairs} 对完全相等：数据商可能做了插值。`,
            ),
          ]
        : [],
    summary: word(
      `Steps vary ${found.dispersion.toPrecision(2)} times as much as independent arrivals would at least (${found.pairs} pairs), p ${pText(p)}.`,
      `各时段变化是相互独立到来所应有最小波动的 ${found.dispersion.toPrecision(2)} 倍（${found.pairs} 对），p ${pText(p)}。`,
    ),
    rows:
      level === 'none'
        ? []
        : rows.slice(from, to + 1).flatMap((r) => refOf(r, `${dayOf(r.at_ms)} ${count(r.value)}`)),
  });
}

export const FOLLOWER_SERIES_DETECTORS: Detector[] = [bursts, purges, smooth];
