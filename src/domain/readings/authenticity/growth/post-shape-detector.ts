/** Detector that reads the curves of single posts. */
import { type Finding, word } from '#basis/reading.ts';
import { type ScorePool, scorePool } from '#numerics/series/rank-tail.ts';
import type { TooThin } from '#numerics/series/too-thin.ts';
import type { Detector } from '../detector.ts';
import { levelOf } from '../measures/combined-evidence.ts';
import { count, groupedBy, isoOf, pText, said, thin, thinned } from '../say-finding.ts';
import { SHAPE_CARD } from './cards.ts';
import { type PostCurveShape, postCurveShape, type Shape } from './measures/post-curve-shape.ts';
import { metricWords } from './metric-words.ts';
import { postCurves } from './queries.ts';
import { seriesOf } from './series-of.ts';

const MOST_PEERS = 500;
/** Curves or scores to rank among below which nothing is ranked. */
const LEAST_POOL = 99;

const SHAPE_WORDS: Record<Shape, readonly [en: string, zh: string]> = {
  'rocket-after-plateau': ['a rocket after a plateau', '平台期后突然拉升'],
  'late-second-burst': ['a late second burst that stops at once', '后期二次突增且骤停'],
  'early-jump-then-flat': ['an early jump, then flat', '早期猛增后停滞'],
  'too-smooth': ['growth more even than arrivals can be', '增长过于均匀'],
};

export const POST_SHAPE: Detector = {
  card: SHAPE_CARD,
  async read(facts, scope) {
    const rows = await facts.all(postCurves, { ids: scope.accountIds, asOf: scope.asOf, most: MOST_PEERS });
    const wanted = new Set(scope.accountIds);
    const curves = [...groupedBy(rows, (r) => `${r.post_id}\n${r.metric}`).values()].map((list) => {
      const first = list[0] as (typeof rows)[number];
      const series = {
        ...seriesOf(list),
        ...(first.published_ms === null ? {} : { publishedAtMs: first.published_ms }),
      };
      return { list, first, series, alone: postCurveShape(series) };
    });
    const poolWithout = (postId: string, metric: string): ScorePool | undefined => {
      const others = curves.flatMap((c) =>
        c.first.metric === metric && c.first.post_id !== postId && c.alone.state === 'ok'
          ? [c.alone.burstScore]
          : [],
      );
      return others.length >= LEAST_POOL ? scorePool(others) : undefined;
    };
    const own = curves.filter((c) => wanted.has(c.first.account_id));
    return [...groupedBy(own, (c) => c.first.post_id)].map(([postId, ofPost]) =>
      shapeFinding(
        scope.asOf,
        postId,
        ofPost.map(({ list, first, series }) => ({
          rows: list,
          metric: first.metric,
          found: postCurveShape(series, poolWithout(postId, first.metric)),
        })),
      ),
    );
  },
};

interface ReadCurve {
  rows: readonly { at_ms: number; value: number; source_id: number; source_row: number }[];
  metric: string;
  found: PostCurveShape | TooThin;
}

function shapeFinding(asOf: string, postId: string, curves: readonly ReadCurve[]): Finding {
  const of = {
    subject: { kind: 'post' as const, id: postId },
    measure: SHAPE_CARD.measure,
    asOf,
    inputs: curves.map((c) => [c.metric, c.rows.map((r) => [r.at_ms, r.value])]),
  };
  const read = curves.flatMap((c) => (c.found.state === 'ok' ? [{ ...c, found: c.found }] : []));
  const best = read.toSorted((a, b) => a.found.p - b.found.p)[0];
  if (!best)
    return thin(
      of,
      (curves[0] as ReadCurve).found as TooThin,
      word('readings, or gain between them', '次读数或读数间增量'),
      word('A curve needs 30 readings and a gain of 100.', '曲线至少需要 30 次读数、增量 100。'),
    );
  const p = Math.min(1, best.found.p * read.length);
  const { found, rows, metric } = best;
  const level = levelOf(p);
  const shape = level === 'none' ? null : found.shape;
  const [en, zh, act] = metricWords(metric);
  const inside = rows.filter(
    (r) => r.at_ms >= (found.fromMs ?? 0) && r.at_ms <= (found.toMs ?? Number.POSITIVE_INFINITY),
  );
  const at = thinned(rows.length);
  return said(of, {
    level,
    value: found.burstScore,
    unit: 'score',
    n: found.readings,
    pValue: p,
    detail: {
      metric,
      shape,
      pByShape: found.pByShape,
      gain: found.gain,
      overdispersion: found.overdispersion,
      compared: found.compared,
      counters: read.map((c) => ({ metric: c.metric, p: c.found.p })),
    },
    drawing: {
      kind: 'line',
      x: {
        label: word('time', '时间'),
        values: at.map((i) => isoOf((rows[i] as (typeof rows)[number]).at_ms)),
      },
      y: { label: word(en, zh) },
      series: [
        { name: word(en, zh), values: at.map((i) => (rows[i] as (typeof rows)[number]).value), as: 'line' },
      ],
      marks:
        shape && found.fromMs !== null && found.toMs !== null
          ? [{ from: isoOf(found.fromMs), to: isoOf(found.toMs), label: word(...SHAPE_WORDS[shape]) }]
          : [],
    },
    excess:
      shape && found.excess > 0 ? [{ act, count: found.excess, low: 0, high: Math.round(found.gain) }] : [],
    caveats:
      found.compared === 0 && found.burstScore > 0
        ? [
            word(
              'There are too few curves of other posts to rank this burst among, so it is weak at most.',
              '可供比较的其他作品曲线太少，突发最多判为弱。',
            ),
          ]
        : [],
    summary: shape
      ? word(
          `${en[0]?.toUpperCase()}${en.slice(1)} show ${SHAPE_WORDS[shape][0]} over ${found.readings} readings, p ${pText(p)}.`,
          `${found.readings} 次读数的${zh}呈现${SHAPE_WORDS[shape][1]}，p ${pText(p)}。`,
        )
      : word(
          `${found.readings} readings of ${en} show no unusual shape.`,
          `${found.readings} 次${zh}读数未见异常形态。`,
        ),
    rows: shape
      ? inside.map((r) => ({
          sourceId: r.source_id,
          row: r.source_row,
          note: `${isoOf(r.at_ms)} ${count(r.value)}`,
        }))
      : [],
  });
}
