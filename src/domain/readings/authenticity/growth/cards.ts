/** What is the same for every reading of this chamber's measures. */
import { word } from '#basis/reading.ts';
import { type MeasureCard } from '../schema.ts';

const viral = word('A post that travelled, press, a hot search', '作品爆火、媒体报道或上热搜');
const giveaway = word('A giveaway or a joint promotion', '抽奖或联合活动');
const vendorGap = word('The vendor changed how it counts, or interpolates', '数据商更改口径或做了插值');
const denser = word('Readings of every day or hour around the moment', '该时点前后按日或按小时的读数');
const context = word('A dated event that explains it', '能解释该变化的有日期的事件');

export const BURSTS_CARD: MeasureCard = {
  measure: 'follower-bursts@1',
  chamber: 'growth',
  route: 'machine',
  title: word('Follower bursts', '粉丝突增'),
  question: word(
    'Did followers jump without the tail that attention leaves?',
    '粉丝是否突然大增，却没有正常关注会留下的余热？',
  ),
  innocent: [viral, giveaway, word('A move of fans from another platform', '其他平台粉丝集中迁入')],
  wouldChange: [denser, context],
  falseAlarm: {
    declared: 0.01,
    measured: 0.0045,
    basis: word(
      '448 ordinary accounts, likes per post as the counter (2 alarms); 300 simulated clean accounts: none; 1,500 with a viral post, giveaway, press, a hot search or a take-off: 1 (npx touchstone redteam --cases 100 --detector follower-bursts)',
      '448 个普通账号，以逐条点赞为计数（2 次告警）；300 个模拟正常账号：0 次；1500 个爆款、抽奖、报道、热搜或新号起量账号：1 次（npx touchstone redteam --cases 100 --detector follower-bursts）',
    ),
    command: 'npm run bench -- curves',
  },
  method: 'follower-bursts',
};

export const PURGES_CARD: MeasureCard = {
  measure: 'follower-purges@1',
  chamber: 'growth',
  route: 'machine',
  title: word('Follower purges', '粉丝骤减'),
  question: word('Did followers vanish in batches?', '粉丝是否成批消失？'),
  innocent: [
    word('A clean-up of the whole platform', '平台统一清理'),
    word('A scandal or a change of subject', '负面事件或内容转型'),
    vendorGap,
  ],
  wouldChange: [
    denser,
    word('The same days of other accounts on the platform', '同平台其他账号在同一天的变化'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word(
      '448 ordinary accounts, likes per post as the counter: none; simulated honest growth: see the method page',
      '448 个普通账号，以逐条点赞为计数：0 次；模拟的正常增长见方法页',
    ),
    command: 'npm run bench -- curves',
  },
  method: 'follower-purges',
};

export const SMOOTH_CARD: MeasureCard = {
  measure: 'smooth-growth@1',
  chamber: 'growth',
  route: 'machine',
  title: word('Growth too smooth', '增长过于平滑'),
  question: word(
    'Does the counter grow more evenly than independent people could make it?',
    '计数的增长是否比相互独立的人所能造成的还要均匀？',
  ),
  innocent: [vendorGap, word('A counter that the platform updates in equal steps', '平台按固定步长刷新计数')],
  wouldChange: [word('Readings from another source', '另一来源的读数'), denser],
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word('446 ordinary accounts, likes per post: none', '446 个普通账号的逐条点赞：0 次'),
    command: 'npm run bench -- curves',
  },
  method: 'smooth-growth',
};

export const SHAPE_CARD: MeasureCard = {
  measure: 'post-curve-shape@1',
  chamber: 'growth',
  route: 'machine',
  title: word('Shape of a post’s curve', '作品曲线形态'),
  question: word(
    'Does a post’s counter take a shape that attention does not take?',
    '作品计数曲线是否呈现自然关注不会有的形态？',
  ),
  innocent: [
    viral,
    word('A repost by a large account', '大号转发'),
    word('A paid push by the platform', '平台付费投流'),
  ],
  wouldChange: [context, word('Views beside likes, minute by minute', '逐分钟的浏览与点赞对照')],
  falseAlarm: {
    declared: 0.01,
    measured: null,
    basis: word(
      'Bursts are ranked among curves of other posts; alone they are weak at most. Published news curves: see the method page',
      '突发按其他作品曲线排名；没有可比曲线时最多为弱。已发表的新闻曲线结果见方法页',
    ),
    command: 'npm run bench -- curves',
  },
  method: 'post-curve-shape',
};

export const HISTORY_CARD: MeasureCard = {
  measure: 'campaign-post-against-history@1',
  chamber: 'growth',
  route: 'either',
  title: word('Campaign post against own history', '合作作品与自身历史对比'),
  question: word(
    'Is a paid post far above what the account’s earlier posts got, and out of proportion to what else it got?',
    '合作作品是否远高于该账号以往作品，且各项计数不成比例？',
  ),
  innocent: [
    word(
      'A better post, or a better subject: all counters rise together, weak at most',
      '作品或选题本身更好：各项计数同步上升，最多判为弱',
    ),
    word('A subject that people like or save without commenting', '题材本身偏点赞或收藏、少评论'),
    word('A declared paid push of the post', '已申报的付费投流'),
    giveaway,
  ],
  wouldChange: [word('The push budget and its dates', '投流预算与时间'), context],
  falseAlarm: {
    declared: 0.01,
    measured: 0.0083,
    basis: word(
      '240 simulated clean accounts: 2; 1,200 with a viral post, giveaway, press, a hot search or a meme: none',
      '240 个模拟正常账号：2 次；1200 个爆款、抽奖、报道、热搜或玩梗：0 次',
    ),
    command: 'npx touchstone redteam --cases 400 --detector campaign-post-against-history',
  },
  method: 'campaign-post-against-history',
};

export const BANDS_CARD: MeasureCard = {
  measure: 'join-date-bands@1',
  chamber: 'growth',
  route: 'machine',
  title: word('Join-date bands among followers', '粉丝注册日期成带'),
  question: word(
    'Were followers who came one after another also registered in the same few days?',
    '先后关注的粉丝是否也在同几天内注册？',
  ),
  innocent: [
    word(
      'A platform’s welcome list that shows the account to new members (then those around are new too: weak at most)',
      '平台向新用户推荐该账号（前后粉丝同样很新，最多判为弱）',
    ),
    word('A campaign that brought new members to the platform', '为平台拉新的活动'),
  ],
  wouldChange: [
    word('The full list instead of its newest part', '完整粉丝列表而非最新一段'),
    word('Profiles of the followers in the band', '带内粉丝的主页资料'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word(
      '90 simulated clean lists, 90 with a wave of new users, 90 of accounts shown to new users: none; shuffled lists of a published follower list: see the method page',
      '90 份模拟正常名单、90 份新用户潮、90 份被推荐给新用户的账号：均为 0 次；已发表粉丝列表的随机打乱见方法页',
    ),
    command: 'npx touchstone redteam --cases 200 --detector join-date-bands',
  },
  method: 'join-date-bands',
};
