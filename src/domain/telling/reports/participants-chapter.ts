/** Chapter 3: what they said, and who took part. */
import { word as w } from '#basis/reading.ts';
import { chart, prose, section, table, tiles } from './blocks.ts';
import type { Cells } from './cells.ts';
import type { Material } from './material.ts';
import type { Block, Chapter } from './schema.ts';

const DAYS = [
  w('Monday', '周一'),
  w('Tuesday', '周二'),
  w('Wednesday', '周三'),
  w('Thursday', '周四'),
  w('Friday', '周五'),
  w('Saturday', '周六'),
  w('Sunday', '周日'),
];

export function participantsChapter(m: Material, c: Cells): Chapter {
  const { participants: p, effect: e } = m;
  const comments = c.number('comments', 'count', m.commentCount);
  const meaningful = c.estimate('comments-clean', 'count', e.water.commentsClean, { by: 'empty-comments' });
  const raw = c.number('comments-counted', 'count', e.water.commentsRaw);
  const ringFree = c.estimate('ring-free', 'share', p.ringFree, { by: 'ring-readings' });
  const returning = c.estimate('returning', 'share', p.returning);
  const fresh = c.estimate('new-to-brand', 'share', p.newToBrand);
  const bought = c.estimate('bought', 'share', p.bought);
  const feelingBy = { by: 'corrected-share' };
  const feelings = (
    [
      ['positive', w('positive', '正面')],
      ['neutral', w('neutral', '中性')],
      ['negative', w('negative', '负面')],
    ] as const
  ).map(([id, name]) => [
    c.text(`feeling-${id}-name`, name),
    c.estimate(`feeling-${id}`, 'share', p.feeling[id], feelingBy),
  ]);
  const read = c.number('feeling-texts', 'count', p.feeling.texts);
  const wrong = c.estimate('feeling-error', 'share', p.feeling.error, feelingBy);
  const blocks: (Block | null)[] = [];
  for (const panel of p.panels) {
    if (panel.state !== 'ok') continue;
    const base = new Map(
      p.base.filter((b) => b.dimension === panel.dimension).map((b) => [b.segment, b.share]),
    );
    const rows = panel.segments
      .slice(0, 40)
      .map((s, i) => [
        c.text(`${panel.dimension}-${i}-label`, s.label),
        s.low !== null && s.high !== null
          ? c.interval(
              `${panel.dimension}-${i}`,
              'share',
              { value: s.value, low: s.low, high: s.high },
              { n: panel.n },
            )
          : c.number(`${panel.dimension}-${i}`, 'share', s.value, { n: panel.n }),
        c.number(`${panel.dimension}-${i}-n`, 'count', s.n),
        c.number(`${panel.dimension}-${i}-base`, 'share', base.get(s.segment) ?? null),
      ]);
    const most = rows.slice(0, 10);
    blocks.push(
      chart(
        'manager',
        `${panel.dimension}-chart`,
        '受众',
        panel.title,
        panel.dimension === 'province' ? 'bar' : 'column',
        most.map((r) => r[0] as string),
        [
          { name: w('Participants', '参与者'), cells: most.map((r) => r[1] as string) },
          { name: w('Library', '全库'), cells: most.map((r) => r[3] as string) },
        ],
      ),
      table(
        'full',
        panel.dimension,
        '受众',
        panel.title,
        [w('Segment', '人群'), w('Share', '占比'), w('People', '人数'), w('Library', '全库占比')],
        rows,
      ),
    );
  }
  const dayRows = DAYS.map((label, day) => [
    c.text(`day-${day}-label`, label),
    c.number(
      `day-${day}`,
      'count',
      p.hours.cells.filter((h) => h.day === day).reduce((a, h) => a + h.acts, 0),
    ),
  ]);
  const byHour = Array.from({ length: 24 }, (_, hour) => [
    c.text(`hour-${hour}-label`, `${String(hour).padStart(2, '0')}:00`),
    c.number(
      `hour-${hour}`,
      'count',
      p.hours.cells.filter((h) => h.hour === hour).reduce((a, h) => a + h.acts, 0),
    ),
  ]);
  return {
    id: 'participants',
    title: w('Participating users', '参与用户分析'),
    sections: [
      section('voice', 6, w('Comments', '评论与舆情'), [
        prose(
          'manager',
          `{${comments}} comments are in hand, of {${raw}} that the counters show. Comments that say something, by the audit of each account: {${meaningful}}.`,
          `计数显示评论 {${raw}} 条，已导入 {${comments}} 条。按各账号审查，言之有物的评论为 {${meaningful}}。`,
        ),
        prose(
          'page',
          `Of {${read}} comments and reposts with words that were read, positive: {${feelings[0]?.[1]}}, negative: {${feelings[2]?.[1]}}. Shares are corrected for reading errors, {${wrong}} of them.`,
          `已判读评论与带文字的转发 {${read}} 条：正面 {${feelings[0]?.[1]}}，负面 {${feelings[2]?.[1]}}。占比已按判读误差修正（误判占 {${wrong}}）。`,
        ),
        table(
          'manager',
          'feeling',
          '评论',
          w('How comments speak', '评论情感'),
          [w('Feeling', '情感'), w('Share', '占比')],
          feelings,
        ),
      ]),
      section('audience', 7, w('Who took part', '受众'), [
        tiles(
          'page',
          [w('People in hand', '已导入的参与者'), 'people'],
          [w('New to the brand', '品牌新客'), fresh],
          [w('Returning', '回流参与者'), returning],
          [w('Outside rings', '非互助圈'), ringFree],
          [w('Bought afterwards', '随后购买'), bought],
        ),
        ...blocks,
        chart(
          'manager',
          'hours-chart',
          '受众',
          w('Acts by hour', '分时互动'),
          'line',
          byHour.map((r) => r[0] as string),
          [{ name: w('Acts', '互动'), cells: byHour.map((r) => r[1] as string) }],
        ),
        table(
          'full',
          'hours',
          '受众',
          w('Acts by hour', '分时互动'),
          [w('Hour', '时段'), w('Acts', '互动')],
          byHour,
        ),
        table(
          'full',
          'days',
          '受众',
          w('Acts by weekday', '分日互动'),
          [w('Day', '星期'), w('Acts', '互动')],
          dayRows,
        ),
      ]),
    ],
  };
}
