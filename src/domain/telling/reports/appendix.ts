/** Definitions, coverage and sources, rights; and the raw rows that travel in the workbook. */

import { isMetric, metricRow } from '#basis/metric.ts';
import { word as w } from '#basis/reading.ts';
import { section, table } from './blocks.ts';
import type { Cells } from './cells.ts';
import type { Material } from './material.ts';
import { rightsSection } from './rights-section.ts';
import type { Chapter, RawTable } from './schema.ts';

/** Rows of one raw sheet. */
const MOST_RAW = 50_000;

const COMPUTED = [
  [
    'order-range',
    w('Orders, from named to possible', '订单，从已注明到可能'),
    w(
      'low: a link, code, post or the campaign is named; high: also unnamed orders of its products after taking part or soon after a post; point: named and what exceeds the everyday rate',
      '低：订单写明链接、优惠码、作品或活动；高：再加参与之后或发布不久的同品未注明订单；点：已注明加超出日常水平的部分',
    ),
  ],
  [
    'unit-cost',
    w('Unit costs', '单位成本'),
    w(
      'sum of prices over sum of the counter, over placements that have both',
      '同时具备价格与计数的投放：价格之和除以计数之和',
    ),
  ],
  [
    'true-fan-share',
    w('Seen, de-watered', '看到（去水分）'),
    w(
      'raw counter times the share of true followers, interval times interval',
      '原始计数乘以真粉占比，区间相乘',
    ),
  ],
  [
    'empty-comments',
    w('Comments, de-watered', '评论（去水分）'),
    w('raw counter without the share of comments that say nothing', '原始计数扣除空洞评论占比'),
  ],
  [
    'corrected-share',
    w('Feeling of comments', '评论情感'),
    w(
      'share of comments by feeling, corrected for the error of the model that read them',
      '各情感评论占比，已按模型判读误差修正',
    ),
  ],
  [
    'spread-contribution',
    w('People alone', '独有参与者'),
    w('people in hand who took part in nothing else of the campaign', '已导入且只参与过这一项的人'),
  ],
  [
    'cascade-shape',
    w('Structural virality', '结构传播度'),
    w('mean distance of two acts in the repost tree', '转发树中任意两次互动的平均距离'),
  ],
  [
    'circle-share',
    w('Outside the circle', '圈外占比'),
    w(
      'participants who do not follow the author, from a full or random follower list',
      '未关注作者的参与者占比，取自完整或随机粉丝名单',
    ),
  ],
] as const;

export function appendix(m: Material, c: Cells): Chapter {
  const metrics = [
    ...new Set([
      ...m.effect.placements.flatMap((p) => p.counters.map((k) => k.metric)),
      ...m.effect.costs.map((u) => u.metric),
    ]),
  ]
    .filter(isMetric)
    .sort();
  const definitions = [
    ...metrics.map((id) => [
      c.text(`definition-${id}-name`, { en: metricRow(id).en, zh: metricRow(id).zh }),
      c.text(`definition-${id}-counts`, metricRow(id).numerator),
      c.text(`definition-${id}-of`, metricRow(id).denominator ?? w('—', '—')),
    ]),
    ...COMPUTED.map(([id, name, counts]) => [
      c.text(`definition-${id}-name`, name),
      c.text(`definition-${id}-counts`, counts),
      c.text(`definition-${id}-of`, w('—', '—')),
    ]),
  ];
  const sources = m.sources.map((s) => [
    c.text(`source-${s.source_id}-file`, s.sheet ? `${s.file_name} · ${s.sheet}` : s.file_name),
    c.text(`source-${s.source_id}-vendor`, s.vendor),
    c.text(`source-${s.source_id}-as-of`, s.as_of.slice(0, 10)),
    c.number(`source-${s.source_id}-used`, 'count', s.rows_used),
    c.number(`source-${s.source_id}-read`, 'count', s.rows_read),
    c.number(`source-${s.source_id}-rejected`, 'count', s.rows_rejected),
    c.text(`source-${s.source_id}-digest`, s.digest.slice(0, 16)),
  ]);
  const counted = new Map<string, number>();
  for (const p of m.effect.placements)
    if (p.postId !== null)
      for (const k of p.counters) counted.set(k.metric, (counted.get(k.metric) ?? 0) + 1);
  const coverage = [...counted]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([metric, n]) => [
      c.text(
        `coverage-${metric}-name`,
        isMetric(metric) ? { en: metricRow(metric).en, zh: metricRow(metric).zh } : metric,
      ),
      c.number(`coverage-${metric}`, 'count', n),
      c.number(`coverage-${metric}-share`, 'share', m.effect.published === 0 ? null : n / m.effect.published),
    ]);
  return {
    id: 'appendix',
    title: w('Appendix', '附录'),
    sections: [
      section('definitions', 0, w('Definitions', '口径'), [
        table(
          'full',
          'definitions',
          '口径',
          w('Definitions', '口径'),
          [w('Metric', '指标'), w('Counts', '计数'), w('Divided by', '分母')],
          definitions,
        ),
      ]),
      section('coverage', 0, w('Coverage and sources', '覆盖与来源'), [
        table(
          'manager',
          'coverage',
          '来源',
          w('Posts that carry each counter', '各计数的作品覆盖'),
          [w('Counter', '计数'), w('Posts', '作品'), w('Share of published', '占已发布')],
          coverage,
        ),
        table(
          'full',
          'sources',
          '来源',
          w('Files behind the report', '报告所依据的文件'),
          [
            w('File', '文件'),
            w('Vendor', '来源'),
            w('As of', '截至'),
            w('Rows used', '所用行'),
            w('Rows read', '读取行'),
            w('Rows rejected', '拒收行'),
            w('Digest', '摘要'),
          ],
          sources,
        ),
      ]),
      rightsSection(m.rights, c),
    ],
  };
}

/** Counters minute by minute, one row a moment, and comments. */
export function rawTables(m: Material): RawTable[] {
  const metrics = [...new Set(m.history.map((h) => h.metric))].sort();
  const lines = new Map<string, (string | number | null)[]>();
  for (const h of m.history) {
    const key = `${h.post_id} ${h.seen_at}`;
    const line = lines.get(key) ?? [
      h.post_id,
      h.seen_at,
      h.source_id,
      h.source_row,
      ...metrics.map(() => null),
    ];
    line[4 + metrics.indexOf(h.metric)] = h.value;
    lines.set(key, line);
  }
  const column = (id: string) =>
    isMetric(id) ? { en: metricRow(id).en, zh: metricRow(id).zh } : { en: id, zh: id };
  return [
    {
      sheet: '分钟监测',
      columns: [
        w('Post', '作品'),
        w('Moment', '时间'),
        w('Source', '来源'),
        w('Row', '行'),
        ...metrics.map(column),
      ],
      rows: [...lines.values()].slice(0, MOST_RAW),
      rowCount: lines.size,
    },
    {
      sheet: '评论',
      columns: [
        w('Post', '作品'),
        w('Moment', '时间'),
        w('Comment', '评论'),
        w('Region', '属地'),
        w('Likes', '点赞'),
        w('Source', '来源'),
        w('Row', '行'),
      ],
      rows: m.comments.map((k) => [k.post_id, k.at, k.text, k.region, k.likes, k.source_id, k.source_row]),
      rowCount: m.commentCount,
    },
    {
      sheet: '预测',
      columns: [
        w('Of', '对象'),
        w('What', '指标'),
        w('Made by', '预测者'),
        w('Made at', '预测时间'),
        w('Hours ahead', '提前小时'),
        w('Forecast', '预测'),
        w('Low', '下限'),
        w('High', '上限'),
        w('Result', '结果'),
        w('Result at', '结果时间'),
      ],
      rows: m.effect.forecasts
        .slice(0, MOST_RAW)
        .map((f) => [
          f.subject,
          f.quantity,
          f.madeBy,
          f.madeAt,
          f.horizonHours,
          f.value,
          f.low,
          f.high,
          f.actual,
          f.actualAt,
        ]),
      rowCount: m.effect.forecasts.length,
    },
  ];
}
