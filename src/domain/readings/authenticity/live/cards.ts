/** Data table: what the live-room measures ask, what else could explain them, how often they err. */
import { word } from '#basis/reading.ts';
import { type MeasureCard } from '../schema.ts';

const simulated = (measured: number | null) => ({
  declared: 0.01,
  measured,
  basis: word(
    'Simulated rooms: Poisson, waves of mood, people in groups. No public event stream with known truth exists.',
    '模拟直播间：泊松、情绪波动、结伴进场。尚无真相已知的公开事件流。',
  ),
  command: 'npx vitest run --project unit src/domain/readings/authenticity/live',
});

export const REGULARITY: MeasureCard = {
  measure: 'event-regularity@1',
  chamber: 'live',
  route: 'machine',
  title: word('Pace of the events', '事件节奏'),
  question: word(
    'Do a room’s events come at a clock’s pace?',
    '直播间的进场、点赞、评论是否像定时器一样均匀？',
  ),
  innocent: [
    word('The recorder asked the platform at fixed times.', '记录工具按固定间隔抓取。'),
    word('The room’s own assistant posts a reminder every so many seconds.', '直播间助手定时发提醒。'),
  ],
  wouldChange: [word('How the stream was recorded; a second recording.', '事件流的记录方式；另一份记录。')],
  falseAlarm: simulated(null),
  method: 'event-regularity',
};

export const NAMES: MeasureCard = {
  measure: 'name-reuse@1',
  chamber: 'live',
  route: 'machine',
  title: word('The same people in the same order', '同一批人按同一顺序出现'),
  question: word(
    'Do the same ids, or the same lines, come again in the same order?',
    '是否有同一批账号或同一串话术按相同顺序反复出现？',
  ),
  innocent: [word('Friends who go from room to room together.', '结伴逛直播间的朋友。')],
  wouldChange: [word('Streams of more rooms of this and other hosts.', '本主播与其他主播更多场次的事件流。')],
  falseAlarm: simulated(null),
  method: 'name-reuse',
};

export const MIX: MeasureCard = {
  measure: 'event-mix-repetition@1',
  chamber: 'live',
  route: 'machine',
  title: word('Repeating order of events', '事件序列重复'),
  question: word(
    'Does the order of event kinds repeat like a script?',
    '事件类型的先后顺序是否像剧本一样循环？',
  ),
  innocent: [
    word(
      'A game or a lottery that asks everybody for the same steps.',
      '要求所有人按同样步骤参与的游戏或抽奖。',
    ),
  ],
  wouldChange: [word('The rules of a game held in the room.', '直播间活动的规则。')],
  falseAlarm: simulated(null),
  method: 'event-mix-repetition',
};

export const VIEWERS: MeasureCard = {
  measure: 'viewers-against-orders@1',
  chamber: 'live',
  route: 'either',
  title: word('Viewers against orders and comments', '观看人数与订单、评论'),
  question: word(
    'Do a room’s viewers buy and talk as often as those of other hosts’ rooms?',
    '观众的下单与评论是否与其他主播的直播间相称？',
  ),
  innocent: [
    word(
      'A room without goods, an expensive product, or paid traffic of the platform.',
      '不带货、高客单价，或平台付费投流。',
    ),
    word('Orders placed after the room closed.', '下播后才成交的订单。'),
    word(
      'A giveaway that asks for comments: many comments alone are weak at most.',
      '引导评论的抽奖：仅评论多，最多判为弱。',
    ),
  ],
  wouldChange: [
    word('Orders by room from the shop’s own books; paid traffic.', '店铺后台按场次的订单；投流记录。'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word(
      '60 simulated clean rooms, 60 with giveaways, 60 busy selling rooms: none',
      '60 场模拟正常直播、60 场抽奖、60 场高转化带货：均为 0 次',
    ),
    command: 'npx touchstone redteam --cases 100 --detector viewers-against-orders',
  },
  method: 'viewers-against-orders',
};
