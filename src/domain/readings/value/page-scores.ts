/** The stages, sub-scores and total of one account, with every part. */
import { METRICS } from '#basis/metric.ts';
import { insufficient, type Result, type Words } from '#basis/reading.ts';
import type { ValueBase } from './base.ts';
import type { Accounts } from './measures/peer-percentile.ts';
import { emptyScores, type Plan, scoreInto } from './measures/value-score.ts';
import { PART_NAMES } from './presets.ts';
import { type PathMap, type Score, type StageIndex, VALUES, type ValuePage, type Weights } from './schema.ts';

interface Question {
  base: ValueBase;
  accounts: Accounts;
  map: PathMap;
  plan: Plan;
  weights: Weights;
}

const none = (x: number): number | null => (Number.isNaN(x) ? null : x);

export function partName(key: string, map: PathMap): Words {
  if (/^stage[1-5]$/.test(key)) return map.stages[Number(key.slice(5)) - 1]?.name ?? { en: key, zh: key };
  const metric = METRICS[key as keyof typeof METRICS] as { en: string; zh: string } | undefined;
  return PART_NAMES[key] ?? (metric ? { en: metric.en, zh: metric.zh } : { en: key, zh: key });
}

function stageOf(q: Question, place: number, s: number, raw: number, index: number): StageIndex {
  const { peers } = q.base;
  const stage = q.map.stages[s] as PathMap['stages'][number];
  const metrics: StageIndex['metrics'] = Object.entries(stage.metrics).map(([column, weight]) => {
    const interval = peers.interval(place, column);
    return {
      metric: column as StageIndex['metrics'][number]['metric'],
      figure: none(q.accounts.columns[column]?.[place] ?? Number.NaN),
      index: none(peers.percentile(place, column)),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      n: peers.having(place, column),
      weight,
    };
  });
  const used = metrics.filter((m) => m.index !== null && m.weight > 0);
  const weighed = q.plan.stages[s]?.weighedBy != null && raw !== index;
  const factor = weighed && raw > 0 ? index / raw : 1;
  const mean = (bound: 'low' | 'high') =>
    (factor * used.reduce((sum, m) => sum + m.weight * (m[bound] as number), 0)) /
    used.reduce((sum, m) => sum + m.weight, 0);
  const most = Math.max(0, ...metrics.filter((m) => m.figure !== null).map((m) => m.n));
  const own = metrics.some((m) => m.figure !== null);
  const least = q.weights.leastPeers;
  const result: Result = Number.isNaN(index)
    ? insufficient(
        {
          en: `a figure of its own and ${least} peers that have it`,
          zh: `自身有该指标，且至少 ${least} 个同类账号也有`,
        },
        own
          ? {
              en: `${most} peers with that figure`,
              zh: `有该指标的同类账号 ${most} 个`,
            }
          : { en: 'none of the figures of this stage', zh: '没有该阶段的任何指标' },
        { en: 'A percentile among so few would be chance.', zh: '同类太少，百分位无意义。' },
      )
    : {
        state: 'ok',
        value: index,
        low: mean('low'),
        high: mean('high'),
        n: Math.min(...used.map((m) => m.n)),
        unit: 'percentile',
        detail: { map: q.map.map },
        caveats: [],
      };
  return { stage: stage.stage, name: stage.name, result, raw: weighed ? none(raw) : null, metrics };
}

/** Half-width of a part's score from the finite number of peers; 0 for stored readings, whose own interval is on their card. */
function halfWidth(q: Question, place: number, part: Plan['parts'][number], stages: StageIndex[]): number {
  if (part.stage >= 0) {
    const r = stages[part.stage]?.result;
    return r?.state === 'ok' ? ((r.high ?? r.value) - (r.low ?? r.value)) / 2 : 0;
  }
  const interval = part.column === null ? null : q.base.peers.interval(place, part.column);
  return interval ? (interval.high - interval.low) / 2 : 0;
}

/** Everything a page says of scores. Points of the parts add up to the score. */
export function scoresOf(q: Question, place: number): Pick<ValuePage, 'stages' | 'values' | 'total'> {
  const out = emptyScores(q.plan);
  scoreInto(out, place, q.plan, q.accounts, q.base.peers);
  const stages = q.map.stages.map((_, s) =>
    stageOf(q, place, s, out.raw[s] as number, out.stages[s] as number),
  );
  const group = q.base.peers.groupOf(place);
  const score = (value: number, coverage: number, only: number | null): Score => {
    const listed = q.plan.parts
      .map((part, i) => ({ part, score: out.parts[i] as number }))
      .filter(({ part }) => only === null || part.value === only);
    const all = listed.reduce((sum, { part }) => sum + part.weight, 0) || 1;
    const present = listed.filter((p) => !Number.isNaN(p.score));
    const held = present.reduce((sum, { part }) => sum + part.weight, 0) || 1;
    const half = Math.sqrt(
      present.reduce(
        (sum, { part }) => sum + ((part.weight / held) * halfWidth(q, place, part, stages)) ** 2,
        0,
      ),
    );
    const percent = (share: number) => `${Math.round(100 * share)} %`;
    return {
      result: Number.isNaN(value)
        ? insufficient(
            {
              en: `parts with ${percent(q.weights.leastCoverage)} of the weight`,
              zh: `有数据的权重达到 ${percent(q.weights.leastCoverage)}`,
            },
            { en: `${percent(coverage)} of the weight has data`, zh: `有数据的权重为 ${percent(coverage)}` },
            { en: 'A score of so few parts would be another score.', zh: '缺项过多，得分不可比。' },
          )
        : {
            state: 'ok',
            value,
            low: Math.max(0, value - half),
            high: Math.min(100, value + half),
            n: group?.n ?? 0,
            unit: 'score',
            detail: { map: q.map.map, weights: q.weights.weights },
            caveats: [
              {
                en: 'The interval covers the finite number of peers, parts taken as independent.',
                zh: '区间只反映同类数量有限，各部分视为独立。',
              },
            ],
          },
      parts: present
        .map(({ part, score: points }) => ({
          part: part.key,
          name: partName(part.key, q.map),
          value: VALUES[part.value] as (typeof VALUES)[number],
          weight: part.weight / held,
          score: points,
          points: (part.weight / held) * points,
        }))
        .sort((a, b) => b.points - a.points),
      missing: listed
        .filter((p) => Number.isNaN(p.score) && p.part.weight > 0)
        .map(({ part }) => ({ part: part.key, name: partName(part.key, q.map), weight: part.weight / all })),
      coverage,
    };
  };
  const value = (v: number) => score(out.values[v] as number, out.coverage[v] as number, v);
  return {
    stages,
    values: { communication: value(0), fan: value(1), conversion: value(2) },
    total: score(out.total, out.coverage[VALUES.length] as number, null),
  };
}
