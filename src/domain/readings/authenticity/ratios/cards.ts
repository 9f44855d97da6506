/** What is the same for every reading of this chamber's measures. */
import { word } from '#basis/reading.ts';
import { type MeasureCard } from '../schema.ts';

const push = word('A declared paid push of some posts', '部分作品有已申报的投流');
const subject = word(
  'Subjects that people like without commenting, or save without liking',
  '题材本身偏点赞少评论，或偏收藏',
);
const library = word('More posts of comparable accounts in the library', '库中更多可比账号的作品');
const disclosed = word('Push budgets and their posts', '投流预算及对应作品');

const ratio = (
  measure: string,
  acts: readonly [string, string],
  base: readonly [string, string],
): MeasureCard => ({
  measure,
  chamber: 'ratios',
  route: 'machine',
  title: word(`${acts[0]} against ${base[0]}`, `${acts[1]}与${base[1]}之比`),
  question: word(
    `Do the account’s posts get the ${acts[0]} that posts with as many ${base[0]} usually get?`,
    `该账号作品的${acts[1]}是否与相同${base[1]}的作品相当？`,
  ),
  innocent: [subject, push, word('An audience of another age or habit', '受众年龄或习惯不同')],
  wouldChange: [library, disclosed],
  falseAlarm: {
    declared: 0.01,
    measured: measure === 'comment-like-ratio@1' ? 0.0033 : null,
    basis: word(
      'Rank among the other accounts; comments against likes of 599 ordinary accounts: 2 alarms',
      '在其他账号中排名；599 个普通账号的评论与点赞之比：2 次告警',
    ),
    command: 'npm run bench -- curves',
  },
  method: 'ratio-consistency',
});

export const RATIO_CARDS = {
  likesPerView: ratio('like-view-ratio@1', ['likes', '点赞'], ['views', '浏览']),
  commentsPerLike: ratio('comment-like-ratio@1', ['comments', '评论'], ['likes', '点赞']),
  savesPerLike: ratio('save-like-ratio@1', ['saves', '收藏'], ['likes', '点赞']),
  sharesPerView: ratio('share-view-ratio@1', ['shares', '分享'], ['views', '浏览']),
} as const;

export const TRAFFIC_CARD: MeasureCard = {
  measure: 'traffic-without-consequence@1',
  chamber: 'ratios',
  route: 'machine',
  title: word('Traffic without consequence', '有流量无转化'),
  question: word(
    'Are views far above peers while comments, saves, followers and orders stay far below?',
    '浏览远高于同类，而评论、收藏、涨粉、订单是否远低于同类？',
  ),
  innocent: [
    word('Reach bought by a brand on purpose', '品牌有意购买曝光'),
    word('A platform that recommends widely to people who only watch', '平台广泛推荐给只看不互动的人'),
  ],
  wouldChange: [disclosed, library, word('Orders by link or code', '按链接或口令的订单')],
  falseAlarm: {
    declared: 0.01,
    measured: null,
    basis: word('Rank among the other accounts: at most 1 in 100', '在其他账号中排名：至多百分之一'),
    command: 'npx vitest run src/domain/readings/authenticity/ratios',
  },
  method: 'traffic-without-consequence',
};

export const SALES_CARD: MeasureCard = {
  measure: 'altered-sales@1',
  chamber: 'ratios',
  route: 'either',
  title: word('Altered sales', '订单异常'),
  question: word('Do the orders look placed rather than bought?', '订单更像刷单而非真实购买吗？'),
  innocent: [
    word('A bundle at one price, a countdown minute in a live room', '统一价套装、直播间倒计时秒杀'),
    word('Goods that are often returned, such as clothing', '服饰等退货率本就较高的品类'),
    word(
      'Office or group purchases; people who order two sizes and send one back',
      '企业或团体采购；同时买两个尺码再退一个的人',
    ),
  ],
  wouldChange: [
    word('Returns up to a month later', '一个月后的退货数据'),
    word('The promotion calendar', '促销日历'),
    word(
      'Hashed buyer ids, which tell promotions from pools of buyers',
      '哈希后的买家标识，可区分促销与固定买家池',
    ),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word(
      '150 simulated clean accounts: none; 150 with a flash sale: none; 150 that sell clothing with many returns: 1',
      '150 个模拟正常账号：0 次；150 个有限时秒杀：0 次；150 个退货率高的服饰账号：1 次',
    ),
    command: 'npx touchstone redteam --cases 50 --detector altered-sales',
  },
  method: 'altered-sales',
};

export const REVIEWS_CARD: MeasureCard = {
  measure: 'review-bursts@1',
  chamber: 'ratios',
  route: 'people',
  title: word('Review bursts', '评价突增'),
  question: word('Did reviews come in bursts, and kinder ones?', '评价是否集中涌入且更偏好评？'),
  innocent: [
    word('Deliveries after a sales day', '大促后集中收货'),
    word('The shop asked its buyers to review', '商家邀请买家评价'),
  ],
  wouldChange: [
    word('Delivery dates', '发货与签收日期'),
    word('A later export of the same reviews', '同一批评价的后续导出'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: null,
    basis: word('Simulated steady reviews: see the method page', '模拟的平稳评价：见方法页'),
    command: 'npx vitest run src/domain/readings/authenticity/ratios',
  },
  method: 'review-bursts',
};
