/** Chapter 1: what was meant, what ran, what came of it, and what it cost. */

import { isMetric, metricRow } from '#basis/metric.ts';
import { word as w } from '#basis/reading.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { chart, prose, section, table, tiles } from './blocks.ts';
import type { Cells } from './cells.ts';
import type { Material } from './material.ts';
import type { Chapter } from './schema.ts';

const STATES: Record<string, { en: string; zh: string }> = {
  planned: w('planned', '待发布'),
  running: w('running', '进行中'),
  finished: w('finished', '已完成'),
  cancelled: w('cancelled', '已取消'),
};
const nameOf = (metric: string) =>
  isMetric(metric) ? { en: metricRow(metric).en, zh: metricRow(metric).zh } : { en: metric, zh: metric };

/** Single forecasts that a reader sees; the workbook has all. */
const MOST_FORECASTS = 16;
type HeldForecast = Material['effect']['forecasts'][number];
/** Relative miss of a forecast; null before a result. */
const missOf = (f: HeldForecast): number | null =>
  f.actual === null ? null : Math.abs(f.value - f.actual) / Math.max(1, f.actual);

export function overviewChapter(m: Material, c: Cells): Chapter {
  const { effect: e } = m;
  const rows = e.placements.map((p) => p.from);
  const campaign = c.text('campaign', m.campaign, { from: rows });
  const brand = c.text('brand', e.brand, { from: rows });
  const from = c.text('starts-on', e.startsOn, { from: rows });
  const until = c.text('ends-on', e.endsOn, { from: rows });
  const asOf = c.text('as-of', e.asOf?.slice(0, 10) ?? null);
  const placed = c.number('placements', 'count', e.placements.length, { from: rows });
  const published = c.number('published', 'count', e.published, { from: rows });
  const cancelled = c.number('cancelled', 'count', e.cancelled, { from: rows });
  const accounts = c.number('accounts', 'count', new Set(e.placements.map((p) => p.accountId)).size, {
    from: rows,
  });
  const cost = c.estimate('cost', 'money', e.costMinor, { currency: e.currency, from: rows });
  const budget =
    e.budgetMinor === null
      ? c.text('budget', w('not stated', '未填写'))
      : c.number('budget', 'money', e.budgetMinor, { currency: e.currency });
  const seenRows = e.placements.flatMap((p) =>
    p.counters.filter((k) => k.metric === p.seenBy).map((k) => k.from),
  );
  const seen = c.number('seen', 'count', e.water.seenRaw, { from: seenRows, n: e.published });
  const kinds = [...new Set(e.placements.flatMap((p) => p.seenBy ?? []))].sort();
  const seenBy = c.text('seen-by', {
    en: kinds.map((k) => nameOf(k).en).join(' + ') || '—',
    zh: kinds.map((k) => nameOf(k).zh).join(' + ') || '—',
  });
  const engaged = c.number(
    'engaged',
    'count',
    e.placements.reduce((a, p) => a + (p.engagements ?? 0), 0),
    { from: e.placements.flatMap((p) => p.counters.map((k) => k.from)) },
  );
  const orders = c.estimate('orders', 'count', e.orders.range, { by: 'order-range' });
  const sales = c.estimate('sales', 'money', e.orders.sales, {
    currency: e.orders.currency,
    by: 'order-range',
  });
  const prior = c.estimate('sales-prior', 'count', e.orders.prior, { by: 'direct-sales-prior' });
  const people = c.number('people', 'count', m.participants.people);
  const strong = c.number('strong', 'count', e.water.strong, { by: 'combined-evidence' });
  const audited = c.number('audited', 'count', e.water.audited, { by: 'combined-evidence' });
  const strongShare = c.estimate('strong-seen-share', 'share', e.water.strongSeenShare, {
    by: 'combined-evidence',
  });
  const windowDays = c.number('order-window-days', 'count', e.orders.windowDays);

  const funnel = e.funnel.map((f, i) => [
    c.text(`funnel-${i}-step`, f.label),
    c.text(
      `funnel-${i}-counted`,
      i === 0
        ? { en: kinds.map((k) => nameOf(k).en).join(' + '), zh: kinds.map((k) => nameOf(k).zh).join(' + ') }
        : f.counted,
    ),
    c.estimate(`funnel-${i}`, 'count', f.result),
  ]);
  const costs = e.costs.map((u, i) => [
    c.text(`cost-${i}-metric`, nameOf(u.metric)),
    c.text(`cost-${i}-of`, u.denominator),
    c.estimate(`cost-${i}`, 'money', u.result, { currency: u.currency, by: 'unit-cost' }),
    c.number(`cost-${i}-sum`, 'money', u.costMinor, { currency: u.currency }),
    c.number(`cost-${i}-count`, 'count', u.count),
    c.number(`cost-${i}-placements`, 'count', u.placements),
    c.number(`cost-${i}-published`, 'count', u.published),
  ]);
  const ways = e.orders.ways.map((o) => [
    c.text(`way-${o.way}-label`, o.label),
    c.text(
      `way-${o.way}-end`,
      { named: w('named', '已注明'), possible: w('possible', '可能'), base: w('everyday', '日常') }[o.end],
    ),
    c.number(`way-${o.way}`, 'count', o.orders),
    c.number(`way-${o.way}-sales`, 'money', o.salesMinor, { currency: e.orders.currency }),
  ]);
  const water = (
    [
      ['seen', w('Seen', '看到'), e.water.seenRaw, e.water.seenMeasured, e.water.seenClean, 'true-fan-share'],
      [
        'comments',
        w('Comments', '评论'),
        e.water.commentsRaw,
        e.water.commentsMeasured,
        e.water.commentsClean,
        'empty-comments',
      ],
    ] as const
  ).map(([id, label, raw, measured, clean, by]) => [
    c.text(`water-${id}-label`, label),
    c.number(`water-${id}-raw`, 'count', raw),
    c.number(`water-${id}-measured`, 'count', measured),
    c.estimate(`water-${id}-clean`, 'count', clean, { by }),
  ]);
  const makers = [...Map.groupBy(e.forecasts, (f) => `${f.madeBy}\n${f.quantity}`).values()].map((own, i) => {
    const came = own.filter((f) => f.actual !== null);
    const judged = came.filter((f) => f.inside !== null);
    const misses = came.flatMap((f) => missOf(f) ?? []).sort((a, b) => a - b);
    return [
      c.text(`maker-${i}`, own[0]?.madeBy ?? ''),
      c.text(`maker-${i}-what`, nameOf(own[0]?.quantity ?? '')),
      c.number(`maker-${i}-stored`, 'number', own.length),
      c.number(`maker-${i}-came`, 'number', came.length),
      c.number(`maker-${i}-miss`, 'share', misses.length > 0 ? medianOf(misses) : null),
      c.number(
        `maker-${i}-inside`,
        'share',
        judged.length > 0 ? judged.filter((f) => f.inside).length / judged.length : null,
      ),
    ];
  });
  const shown = e.forecasts
    .filter((f) => f.actual !== null)
    .toSorted((a, b) => (missOf(b) ?? 0) - (missOf(a) ?? 0))
    .slice(0, MOST_FORECASTS);
  const forecasts = shown.map((f, i) => [
    c.text(`forecast-${i}-subject`, f.subject),
    c.text(`forecast-${i}-what`, nameOf(f.quantity)),
    c.text(`forecast-${i}-by`, f.madeBy),
    c.number(`forecast-${i}-hours`, 'number', f.horizonHours),
    f.low !== null && f.high !== null
      ? c.interval(`forecast-${i}`, 'count', { value: f.value, low: f.low, high: f.high })
      : c.number(`forecast-${i}`, 'count', f.value),
    c.number(`forecast-${i}-actual`, 'count', f.actual),
    c.text(
      `forecast-${i}-inside`,
      f.inside === null ? '—' : f.inside ? w('inside', '区间内') : w('outside', '区间外'),
    ),
  ]);
  const paidRows = e.placements
    .filter((p) => p.postId !== null || p.costMinor !== null)
    .map((p, i) => [
      c.text(`paid-${i}-name`, p.accountName ?? p.accountId, { from: [p.from] }),
      c.text(`paid-${i}-state`, STATES[p.state ?? ''] ?? p.state, { from: [p.from] }),
      c.number(`paid-${i}`, 'money', p.costMinor, { currency: p.currency, from: [p.from] }),
    ]);
  const content = e.content.map((v) => [
    c.text(`content-${v.id}-label`, v.label),
    c.estimate(`content-${v.id}`, 'count', v.result),
  ]);
  const emv = e.emv
    ? [
        c.text('emv-tariff', `${e.emv.tariff.name} · ${e.emv.tariff.version} · ${e.emv.tariff.source}`),
        c.number('emv-low', 'money', e.emv.low, { currency: e.emv.currency, by: 'media-value' }),
        c.number('emv-high', 'money', e.emv.high, { currency: e.emv.currency, by: 'media-value' }),
      ]
    : null;

  return {
    id: 'overview',
    title: w('Communication overview', '传播概览'),
    sections: [
      section('purpose', 1, w('Evaluation in brief', '评估概述'), [
        prose(
          'page',
          `{${campaign}} of {${brand}} ran from {${from}} to {${until}}: {${published}} posts of {${accounts}} accounts, seen {${seen}} times ({${seenBy}}), with {${engaged}} engagements and {${people}} people in hand. Orders lie between what is named and what is possible: {${orders}}.`,
          `{${brand}}「{${campaign}}」于 {${from}} 至 {${until}} 执行：{${accounts}} 个账号发布 {${published}} 篇作品，被看到 {${seen}} 次（{${seenBy}}），互动 {${engaged}} 次，已导入的参与者 {${people}} 人。订单介于已注明与可能之间：{${orders}}。`,
        ),
        prose(
          'manager',
          `Figures are as of {${asOf}}. An interval in brackets is the 95 % interval, or for orders the range from named to possible. “Insufficient” means that the rows in hand cannot say; nothing is guessed.`,
          `数据截至 {${asOf}}。方括号内为 95 % 区间；订单为从已注明到可能的范围。“数据不足”表示现有数据不足以说明，不作猜测。`,
        ),
      ]),
      section('facts', 2, w('The campaign', '活动基本信息'), [
        tiles(
          'page',
          [w('Placements', '投放数'), placed],
          [w('Published', '已发布'), published],
          [w('Cancelled', '已取消'), cancelled],
          [w('Paid', '成交金额'), cost],
          [w('Budget', '预算'), budget],
        ),
      ]),
      section('effect', 3, w('Overall effect', '整体效果'), [
        tiles(
          'page',
          [w('Seen', '看到'), seen, w('raw counters', '原始计数')],
          [w('Engagements', '互动'), engaged, w('raw counters', '原始计数')],
          [w('Orders', '订单'), orders, w('named to possible', '从已注明到可能')],
          [w('Sales', '销售额'), sales, w('named to possible', '从已注明到可能')],
          [w('Seen on accounts with strong evidence', '强证据账号的看到占比'), strongShare],
        ),
        table(
          'manager',
          'funnel',
          'Summary',
          w('Funnel by 5A', '5A 漏斗'),
          [w('Step', '环节'), w('Counted', '计数'), w('Result', '结果')],
          funnel,
        ),
        chart(
          'manager',
          'funnel-chart',
          'Summary',
          w('Funnel by 5A', '5A 漏斗'),
          'bar',
          funnel.map((r) => r[0] as string),
          [{ name: w('Result', '结果'), cells: funnel.map((r) => r[2] as string) }],
        ),
        prose(
          'manager',
          `By the sanity prior of practitioners {${prior}} direct orders would be expected of accounts of this size; it is an anecdote to be surprised by, no forecast. Unnamed orders are looked at on {${windowDays}} days.`,
          `按从业者经验，此规模账号的直接订单约为 {${prior}}；仅供对照，并非预测。未注明订单的观察期共 {${windowDays}} 天。`,
        ),
        table(
          'manager',
          'orders',
          'Summary',
          w('Orders by how they are joined', '订单归因方式并列'),
          [w('Joined', '方式'), w('Counts as', '计入'), w('Orders', '订单'), w('Sales', '销售额')],
          ways,
        ),
        table(
          'manager',
          'content-value',
          'Summary',
          w('Value of content apart from sales', '销售之外的内容价值'),
          [w('What stays', '留存'), w('Result', '结果')],
          content,
        ),
        prose(
          'page',
          `Water: {${strong}} of {${audited}} audited placements carry strong evidence; they hold {${strongShare}} of what was seen.`,
          `水分：已审查的 {${audited}} 个投放中，{${strong}} 个带有强证据，占看到总量的 {${strongShare}}。`,
        ),
        table(
          'manager',
          'water',
          'Summary',
          w('Raw and de-watered, side by side', '原始与去水分对照'),
          [
            w('Counter', '计数'),
            w('Raw', '原始'),
            w('Raw, measured accounts', '原始（可量化账号）'),
            w('De-watered', '去水分'),
          ],
          water,
        ),
        makers.length > 0
          ? table(
              'manager',
              'forecast-makers',
              'Summary',
              w('Forecast and result', '预测与结果'),
              [
                w('Made by', '预测者'),
                w('What', '指标'),
                w('Stored', '已存'),
                w('With a result', '已有结果'),
                w('Miss, median', '误差中位数'),
                w('Inside the interval', '落入区间'),
              ],
              makers,
            )
          : prose(
              'manager',
              'Forecast and result: no forecast was stored before launch, so none can be held against the result.',
              '预测与结果：启动前没有存下预测，因此无从对照。',
            ),
        forecasts.length > 0
          ? table(
              'full',
              'forecasts',
              'Summary',
              w('Forecasts that missed by most', '误差最大的预测'),
              [
                w('Of', '对象'),
                w('What', '指标'),
                w('Made by', '预测者'),
                w('Hours ahead', '提前小时'),
                w('Forecast', '预测'),
                w('Result', '结果'),
                w('Interval', '区间'),
              ],
              forecasts,
            )
          : null,
        emv
          ? prose(
              'full',
              `Media-value scenario, no earning: by the tariff {${emv[0]}} between {${emv[1]}} and {${emv[2]}}, shared among the brands that a post names.`,
              `媒介价值情景（并非收益）：按单价表 {${emv[0]}}，介于 {${emv[1]}} 与 {${emv[2]}}，同时提及多个品牌时平均分摊。`,
            )
          : null,
      ]),
      section('cost', 8, w('Cost and budget', '成本与预算核对'), [
        table(
          'manager',
          'unit-costs',
          '成本',
          w('Unit costs with what they are divided by', '单位成本及其分母'),
          [
            w('Metric', '指标'),
            w('Divided by', '分母'),
            w('Unit cost', '单位成本'),
            w('Cost', '成本'),
            w('Count', '计数'),
            w('Placements with both', '两者俱全的投放'),
            w('Published', '已发布'),
          ],
          costs,
        ),
        table(
          'full',
          'paid',
          '成本',
          w('Paid by placement', '各投放成交价'),
          [w('Account', '账号'), w('State', '状态'), w('Paid', '成交价')],
          paidRows,
        ),
      ]),
    ],
  };
}
