/** Chapter 2: platforms, accounts and contents, how it spread, what went well, what next. */

import { platformRow } from '#basis/platform.ts';
import { word as w } from '#basis/reading.ts';
import { weightedPoisson } from '#numerics/stats/weighted-poisson.ts';
import type { PlacementLine } from '../outcome/schema.ts';
import { chart, prose, section, table } from './blocks.ts';
import type { Cells } from './cells.ts';
import type { Material } from './material.ts';
import type { Chapter } from './schema.ts';

const EVIDENCE = {
  none: w('none', '无'),
  weak: w('weak', '弱'),
  moderate: w('moderate', '中'),
  strong: w('strong', '强'),
  insufficient: w('insufficient', '数据不足'),
} as const;

interface Priced {
  line: PlacementLine;
  value: number;
  low: number;
  high: number;
}
/** Cost of one engagement of a post; the interval is the count's own (Poisson). */
function pricesOf(lines: readonly PlacementLine[]): Priced[] {
  return lines
    .flatMap((line): Priced[] => {
      if (line.costMinor === null || !line.engagements) return [];
      const { low, high } = weightedPoisson(line.engagements, line.engagements, 1);
      return [
        {
          line,
          value: line.costMinor / line.engagements,
          low: line.costMinor / high,
          high: line.costMinor / Math.max(low, 1e-9),
        },
      ];
    })
    .sort((a, b) => a.value - b.value);
}

export function analysisChapter(m: Material, c: Cells): Chapter {
  const { effect: e, spread: s } = m;
  const published = e.placements.filter((p) => p.postId !== null);
  const priced = pricesOf(published);
  const priceOf = new Map(priced.map((p) => [p.line.postId, p]));
  const alone = new Map(s.accounts.map((a) => [a.accountId, a]));
  const platforms = [...new Set(published.map((p) => p.platform))].sort();
  const platformRows = platforms.map((id) => {
    const mine = published.filter((p) => p.platform === id);
    const from = mine.flatMap((p) => p.counters.map((k) => k.from));
    return [
      c.text(`platform-${id}-name`, { en: platformRow(id).en, zh: platformRow(id).zh }),
      c.number(`platform-${id}-posts`, 'count', mine.length, { from: mine.map((p) => p.from) }),
      c.number(
        `platform-${id}-seen`,
        'count',
        mine.reduce((a, p) => a + (p.seen ?? 0), 0),
        { from },
      ),
      c.number(
        `platform-${id}-engaged`,
        'count',
        mine.reduce((a, p) => a + (p.engagements ?? 0), 0),
        { from },
      ),
      c.number(
        `platform-${id}-cost`,
        'money',
        mine.some((p) => p.costMinor !== null) ? mine.reduce((a, p) => a + (p.costMinor ?? 0), 0) : null,
        { currency: e.currency, from: mine.map((p) => p.from) },
      ),
    ];
  });
  const kols = e.placements.map((p, i) => {
    const price = priceOf.get(p.postId ?? '');
    return [
      c.text(`kol-${i}-name`, p.accountName ?? p.accountId, { from: [p.from] }),
      c.text(`kol-${i}-platform`, { en: platformRow(p.platform).en, zh: platformRow(p.platform).zh }),
      c.number(`kol-${i}-followers`, 'count', p.followers),
      c.number(`kol-${i}-seen`, 'count', p.seen, { from: p.counters.map((k) => k.from) }),
      c.estimate(`kol-${i}-clean`, 'count', p.seenClean, { by: 'true-fan-share' }),
      c.number(`kol-${i}-engaged`, 'count', p.engagements, { from: p.counters.map((k) => k.from) }),
      c.number(`kol-${i}-cost`, 'money', p.costMinor, { currency: p.currency, from: [p.from] }),
      price
        ? c.interval(`kol-${i}-cpe`, 'money', price, {
            currency: p.currency,
            by: 'unit-cost',
            from: [p.from],
          })
        : c.number(`kol-${i}-cpe`, 'money', null),
      c.estimate(`kol-${i}-alone`, 'count', ofAlone(alone.get(p.accountId)?.alone), {
        by: 'spread-contribution',
      }),
      c.text(
        `kol-${i}-evidence`,
        EVIDENCE[(p.evidence ?? 'insufficient') as keyof typeof EVIDENCE] ?? p.evidence,
      ),
    ];
  });
  const posts = s.posts.map((p, i) => [
    c.text(`post-${i}-title`, p.title ?? p.postId),
    c.text(`post-${i}-account`, p.accountName ?? p.accountId),
    c.text(`post-${i}-at`, p.publishedAt?.slice(0, 10) ?? null),
    c.number(`post-${i}-people`, 'count', p.people),
    c.interval(`post-${i}-alone`, 'count', p.alone, { n: p.alone.n, by: 'spread-contribution' }),
    p.shape
      ? c.number(`post-${i}-depth`, 'count', p.shape.depth, { by: 'cascade-shape' })
      : c.text(
          `post-${i}-depth`,
          p.observable ? w('insufficient', '数据不足') : w('not observable', '该平台无法观测'),
        ),
    p.shape?.structuralVirality != null
      ? c.number(`post-${i}-virality`, 'number', p.shape.structuralVirality, { by: 'cascade-shape' })
      : c.text(
          `post-${i}-virality`,
          p.observable ? w('insufficient', '数据不足') : w('not observable', '该平台无法观测'),
        ),
    c.estimate(`post-${i}-outside`, 'share', p.circle, { by: 'circle-share' }),
  ]);
  const observed = s.posts.filter((p) => p.shape);
  const deepest = observed.reduce<(typeof observed)[number] | null>(
    (best, p) => (best === null || (p.shape?.depth ?? 0) > (best.shape?.depth ?? 0) ? p : best),
    null,
  );
  const trees = c.number('trees', 'count', observed.length);
  const deepCells = deepest && {
    name: c.text('deepest-name', deepest.accountName ?? deepest.postId),
    size: c.number('deepest-size', 'count', deepest.shape?.size ?? null, { by: 'cascade-shape' }),
    depth: c.number('deepest-depth', 'count', deepest.shape?.depth ?? null, { by: 'cascade-shape' }),
    virality: c.number('deepest-virality', 'number', deepest.shape?.structuralVirality ?? null, {
      by: 'cascade-shape',
    }),
  };
  const verdicts = verdictsOf(m, priced).map(({ line, verdict, why }, i) => [
    c.text(`next-${i}-name`, line.accountName ?? line.accountId, { from: [line.from] }),
    c.text(`next-${i}-verdict`, verdict),
    c.text(`next-${i}-why`, why),
  ]);
  const top = s.posts.slice(0, 10).map((_, i) => i);
  const best = priced[0];
  const worst = priced.at(-1);
  const bestCells = best && {
    name: c.text('best-name', best.line.accountName ?? best.line.accountId, { from: [best.line.from] }),
    cpe: c.interval('best-cpe', 'money', best, {
      currency: best.line.currency,
      by: 'unit-cost',
      from: [best.line.from],
    }),
  };
  const worstCells = worst && {
    name: c.text('worst-name', worst.line.accountName ?? worst.line.accountId, { from: [worst.line.from] }),
    cpe: c.interval('worst-cpe', 'money', worst, {
      currency: worst.line.currency,
      by: 'unit-cost',
      from: [worst.line.from],
    }),
  };
  const outsideAny = posts.length > 0;
  return {
    id: 'analysis',
    title: w('Communication analysis', '传播分析'),
    sections: [
      section('accounts', 4, w('Platforms and accounts', '平台与达人明细及排名'), [
        table(
          'manager',
          'platforms',
          'KOL明细',
          w('Platforms', '平台'),
          [
            w('Platform', '平台'),
            w('Posts', '作品'),
            w('Seen', '看到'),
            w('Engagements', '互动'),
            w('Paid', '成交金额'),
          ],
          platformRows,
        ),
        chart(
          'manager',
          'platforms-chart',
          'KOL明细',
          w('Engagements by platform', '各平台互动'),
          'column',
          platformRows.map((r) => r[0] as string),
          [{ name: w('Engagements', '互动'), cells: platformRows.map((r) => r[3] as string) }],
        ),
        table(
          'full',
          'kols',
          'KOL明细',
          w('Accounts', '达人明细'),
          [
            w('Account', '账号'),
            w('Platform', '平台'),
            w('Followers', '粉丝'),
            w('Seen', '看到'),
            w('Seen, de-watered', '看到（去水分）'),
            w('Engagements', '互动'),
            w('Paid', '成交价'),
            w('Cost per engagement', '互动单价'),
            w('People alone', '独有参与者'),
            w('Evidence', '证据'),
          ],
          kols,
        ),
      ]),
      section('contents', 5, w('Contents and key nodes', '优质内容与关键节点'), [
        prose(
          'manager',
          deepCells
            ? `A repost tree can be drawn for {${trees}} posts. The deepest is by {${deepCells.name}}: {${deepCells.size}} acts, {${deepCells.depth}} generations, structural virality {${deepCells.virality}}. Key contents are ranked by the people who took part in nothing else; neighbours whose intervals overlap cannot be told apart.`
            : `A repost tree can be drawn for {${trees}} posts: the other platforms do not show who passed a post on from whom. Key contents are ranked by the people who took part in nothing else; neighbours whose intervals overlap cannot be told apart.`,
          deepCells
            ? `可绘出转发树的作品有 {${trees}} 篇。最深的一篇来自 {${deepCells.name}}：{${deepCells.size}} 次互动，{${deepCells.depth}} 层，结构传播度 {${deepCells.virality}}。关键内容按独有参与者排序；区间重叠的相邻名次无法区分。`
            : `可绘出转发树的作品有 {${trees}} 篇：其余平台不显示作品由谁转给谁。关键内容按独有参与者排序；区间重叠的相邻名次无法区分。`,
        ),
        outsideAny
          ? chart(
              'manager',
              'alone-chart',
              '内容明细',
              w('People alone, by content', '各内容的独有参与者'),
              'bar',
              top.map((i) => `post-${i}-account`),
              [{ name: w('People alone', '独有参与者'), cells: top.map((i) => `post-${i}-alone`) }],
            )
          : null,
        table(
          'full',
          'posts',
          '内容明细',
          w('Contents', '内容明细'),
          [
            w('Post', '作品'),
            w('Account', '账号'),
            w('Published', '发布'),
            w('People', '参与者'),
            w('People alone', '独有参与者'),
            w('Depth', '深度'),
            w('Structural virality', '结构传播度'),
            w('Outside the circle', '圈外占比'),
          ],
          posts,
        ),
      ]),
      section('lessons', 9, w('What went well, what did not', '做得好与不好'), [
        bestCells && worstCells
          ? prose(
              'page',
              `The cheapest engagement came from {${bestCells.name}} at {${bestCells.cpe}}, the dearest from {${worstCells.name}} at {${worstCells.cpe}}.`,
              `互动单价最低的是 {${bestCells.name}}（{${bestCells.cpe}}），最高的是 {${worstCells.name}}（{${worstCells.cpe}}）。`,
            )
          : prose(
              'page',
              'No placement has both a price and engagements yet, so none can be called cheap or dear.',
              '尚无投放同时具备价格与互动，因此无法判断贵贱。',
            ),
      ]),
      section('next', 10, w('Next time', '下期建议'), [
        table(
          'manager',
          'next',
          'Summary',
          w('Repeat, refine, remove, test', '复投、优化、移除、测试'),
          [w('Account', '账号'), w('Suggestion', '建议'), w('Because', '理由')],
          verdicts,
        ),
      ]),
    ],
  };
}

const ofAlone = (a: { value: number; low: number; high: number; n: number } | undefined) =>
  a
    ? ({ state: 'ok', ...a } as const)
    : ({
        state: 'insufficient',
        need: w('acts on a post', '作品上的互动'),
        have: w('none', '无'),
        why: w('People are counted from acts in hand.', '人数来自已导入的互动。'),
      } as const);

/** One suggestion an account, from its own intervals against the campaign's price of an engagement. */
function verdictsOf(m: Material, priced: readonly Priced[]) {
  const whole = m.effect.costs.find((u) => u.metric === 'cost_per_engagement')?.result;
  return priced.map((p) => {
    const { line } = p;
    if (line.evidence === 'strong')
      return {
        line,
        verdict: w('remove', '移除'),
        why: w('strong evidence against the account', '该账号带有强证据'),
      };
    if (whole?.state !== 'ok')
      return { line, verdict: w('test', '测试'), why: w('nothing to compare with', '无可比基准') };
    if (p.high < whole.value)
      return {
        line,
        verdict: w('repeat', '复投'),
        why: w('an engagement costs less than in the campaign as a whole', '互动单价低于活动整体'),
      };
    if (p.low > whole.value)
      return {
        line,
        verdict: w('refine', '优化'),
        why: w('an engagement costs more than in the campaign as a whole', '互动单价高于活动整体'),
      };
    return {
      line,
      verdict: w('test', '测试'),
      why: w('cannot be told from the campaign as a whole', '与活动整体无法区分'),
    };
  });
}
