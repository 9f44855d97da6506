/** What is the same for every reading of this chamber's measures. */
import { word } from '#basis/reading.ts';
import { type MeasureCard } from '../schema.ts';

const lookalikes = [
  word(
    'People who only look on: no picture, no posts, few followers',
    '只看不发的普通用户：无头像、无作品、粉丝少',
  ),
  word(
    'Followers bought by a rival, or drawn by a platform’s own promotion',
    '竞争对手代买，或平台推广带来的粉丝',
  ),
  word('A campaign that brought many new members to the platform', '为平台拉新的活动带来大量新用户'),
];
const wouldChange = [
  word('Labelled followers of this account, at least 100', '本账号至少 100 个已标注的粉丝'),
  word('A model trained on labelled rows of this platform', '用本平台标注数据训练的模型'),
  word('A random sample or the full list instead of its newest part', '随机样本或完整列表，而非最新一段'),
];

export const TRUE_FANS_CARD: MeasureCard = {
  measure: 'true-fan-share@1',
  chamber: 'followers',
  route: 'machine',
  title: word('True-fan share', '真粉比例'),
  question: word('Which share of the listed followers are people?', '列表中的粉丝有多大比例是真人？'),
  innocent: lookalikes,
  wouldChange,
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word(
      '300 lists of 600 invented followers, 15 % of them automated: none reached moderate, 4 % weak. Counted on the simulator only; real lists unlike it widen the interval instead',
      '300 份各含 600 名模拟粉丝、其中 15% 非真人的列表：无一达到中等，4% 达到弱。仅在模拟数据上测得；与模拟不符的真实列表会使区间变宽',
    ),
    command: 'npm run bench -- true-share',
  },
  method: 'true-fan-share',
};

export const FAN_CLASSES_CARD: MeasureCard = {
  measure: 'follower-quality@1',
  chamber: 'followers',
  route: 'either',
  title: word('Follower quality', '粉丝质量'),
  question: word(
    'How many followers are real, mass followers, influencers, suspicious, inactive?',
    '真实粉丝、批量关注者、达人、可疑账号、不活跃账号各占多少？',
  ),
  innocent: lookalikes,
  wouldChange,
  falseAlarm: null,
  method: 'follower-quality',
};

export const COMMENTERS_CARD: MeasureCard = {
  measure: 'commenter-reality@1',
  chamber: 'followers',
  route: 'machine',
  title: word('Reality of those who engage', '互动者真实性'),
  question: word(
    'Which share of those who engage with the posts are people?',
    '与作品互动的账号有多大比例是真人？',
  ),
  innocent: [...lookalikes, word('A giveaway that asks for a comment', '以评论参与的抽奖活动')],
  wouldChange: [
    word('Profiles of more of those who engage', '更多互动者的主页资料'),
    ...wouldChange.slice(0, 2),
  ],
  falseAlarm: TRUE_FANS_CARD.falseAlarm,
  method: 'commenter-reality',
};
