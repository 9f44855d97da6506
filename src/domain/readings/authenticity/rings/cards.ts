/** Data table: what the ring measures ask, what else could explain them, how often they err. */
import { word } from '#basis/reading.ts';
import { type MeasureCard } from '../schema.ts';

const BASIS = word(
  'Monte Carlo: share of random libraries with the same degrees that hold a group at least as large; libraries without a ring are simulated.',
  '蒙特卡洛：在保持各账号活跃度不变的随机库中，出现同样大团体的比例；并以不含互赞圈的模拟库检验。',
);

export const RECIPROCAL: MeasureCard = {
  measure: 'reciprocal-ring@1',
  chamber: 'rings',
  route: 'people',
  title: word('Circle of creators', '创作者互赞圈'),
  question: word(
    'Do creators of the library like and comment on each other in a circle, more than popularity explains?',
    '库内创作者之间是否存在超出热度所能解释的互赞互评圈？',
  ),
  innocent: [
    word('Friends, one agency, or a shared project.', '朋友、同一机构，或共同参与的项目。'),
    word('Creators of a narrow topic who read each other.', '细分领域的创作者互相关注。'),
  ],
  wouldChange: [
    word('A joint project or agency that explains the circle.', '能解释该圈子的合作项目或机构关系。'),
    word('Engagement rows of more posts and more creators.', '更多内容与更多创作者的互动明细。'),
  ],
  falseAlarm: { declared: 0.01, measured: null, basis: BASIS, command: 'npm run bench -- coordination' },
  method: 'reciprocal-ring',
};

export const CO_ENGAGEMENT: MeasureCard = {
  measure: 'co-engagement@1',
  chamber: 'rings',
  route: 'either',
  title: word('People who act within the same minute', '同一分钟内共同互动的人群'),
  question: word(
    'Do the same people act on this account’s posts within a minute of each other, again and again?',
    '是否有同一批人反复在一分钟之内先后互动该账号的内容？',
  ),
  innocent: [
    word(
      'A notification or a fan group that calls its members to a new post.',
      '更新提醒，或粉丝群通知成员去看新内容。',
    ),
    word('Moments of acts rounded to the minute or the hour.', '互动时间只精确到分钟或小时。'),
  ],
  wouldChange: [
    word('How the people were told of the posts.', '说明这些人如何得知内容发布。'),
    word('Moments to the second.', '精确到秒的互动时间。'),
  ],
  falseAlarm: { declared: 0.01, measured: null, basis: BASIS, command: 'npm run bench -- coordination' },
  method: 'co-engagement',
};

export const DENSE_BLOCK: MeasureCard = {
  measure: 'dense-block@1',
  chamber: 'rings',
  route: 'machine',
  title: word('A group that chooses the same posts', '选择相同内容的密集人群'),
  question: word(
    'Does a group of people act on the same chosen posts of this account, beyond being its fans?',
    '是否有一群人集中互动该账号的某几条内容，超出粉丝的正常行为？',
  ),
  innocent: [
    word(
      'A giveaway, a campaign or one topic among many of the account.',
      '抽奖、活动，或账号众多主题中的某一个。',
    ),
    word(
      'A sample of engagements that was drawn from few posts per person.',
      '互动样本按人抽取，每人只含少数内容。',
    ),
  ],
  wouldChange: [
    word('What the chosen posts have in common.', '说明这些内容的共同点。'),
    word('Complete engagement rows of the posts.', '这些内容的完整互动明细。'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: null,
    basis: word(
      'A bound over all groups of people and posts of that size; graphs without a block are simulated.',
      '对所有同等规模的人群与内容组合取上界；并以不含密集块的模拟图检验。',
    ),
    command: 'npm run bench -- blocks',
  },
  method: 'dense-block',
};
