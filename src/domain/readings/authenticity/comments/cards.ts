/** Data table: what the comment measures ask, what else could explain them, how often they err. */
import { word } from '#basis/reading.ts';
import { type MeasureCard } from '../schema.ts';

const COMMAND = 'npm run bench -- comments';
const innocentQuiet = word(
  'The sample of comments is small or was drawn from one post.',
  '评论样本较少，或只取自一条内容。',
);

export const DUPLICATE: MeasureCard = {
  measure: 'duplicate-comments@1',
  chamber: 'comments',
  route: 'machine',
  title: word('Repeated and template comments', '重复与模板评论'),
  question: word(
    'How many comments are one text over and over, where other accounts’ commenters do not write so?',
    '有多少评论是同一段文字反复出现，而其他账号的评论区并不这样写？',
  ),
  innocent: [
    word(
      'A meme, a slogan of fans, or a giveaway that asks for a fixed sentence.',
      '玩梗、粉丝口号，或要求发固定句子的抽奖活动。',
    ),
    innocentQuiet,
  ],
  wouldChange: [
    word('The campaign or giveaway that asked for the sentence.', '说明要求发送该句子的活动或抽奖。'),
    word('Comments of more posts.', '提供更多内容的评论。'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: 0,
    basis: word(
      '75 simulated clean accounts, and 75 each with a meme, a giveaway, and a giveaway that gives the sentence: none; real Weibo events, with chain letters in them: see the method page',
      '75 个模拟正常账号，以及玩梗、抽奖、抽奖指定文案各 75 个：均为 0 次；含接龙转发的真实微博事件见方法页',
    ),
    command: 'npx touchstone redteam --cases 50 --detector duplicate-comments',
  },
  method: 'duplicate-comments',
};

export const EMPTY: MeasureCard = {
  measure: 'empty-comments@1',
  chamber: 'comments',
  route: 'either',
  title: word('Comments that say nothing', '空洞评论'),
  question: word(
    'How many comments are only pictograms or praise that fits any post, beyond what peers have?',
    '只有表情或万能夸赞的评论，是否明显多于同平台账号？',
  ),
  innocent: [
    word(
      'Fans of performers and friends of a small creator write short praise.',
      '艺人粉丝、小号的朋友常写简短夸赞。',
    ),
    innocentQuiet,
  ],
  wouldChange: [
    word('Comments of more posts, or who the commenters are.', '提供更多内容的评论，或评论者的情况。'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: 0.01,
    basis: word(
      'Simulated clean accounts; real Weibo events as a reference.',
      '模拟的正常账号；另以真实微博事件作参照。',
    ),
    command: COMMAND,
  },
  method: 'empty-comments',
};

export const HOURS: MeasureCard = {
  measure: 'comment-hours@1',
  chamber: 'comments',
  route: 'machine',
  title: word('Hours of the comments', '评论时段'),
  question: word(
    'Do comments come at the hours, and at the pace after publication, that other accounts of the platform show?',
    '评论出现的时段与发布后的节奏，是否与同平台账号一致？',
  ),
  innocent: [
    word(
      'Fans in another time zone, night workers, or a fixed hour of publication.',
      '粉丝在其他时区、夜班人群，或固定时间发布。',
    ),
    word('Friends who are told of a post come within seconds.', '提前知情的好友会在数秒内评论。'),
  ],
  wouldChange: [
    word('Where the audience lives; comments over a longer time.', '受众所在地区；更长时间的评论。'),
  ],
  falseAlarm: {
    declared: 0.01,
    measured: null,
    basis: word('Simulated accounts with habits of their own.', '模拟的、作息各异的正常账号。'),
    command: COMMAND,
  },
  method: 'comment-hours',
};

const quantity = (
  measure: string,
  title: MeasureCard['title'],
  question: MeasureCard['question'],
  innocent: MeasureCard['innocent'],
  wouldChange: MeasureCard['wouldChange'],
): MeasureCard => ({
  measure: `${measure}@1`,
  chamber: 'comments',
  route: 'people',
  title,
  question,
  innocent,
  wouldChange,
  falseAlarm: null,
  method: measure,
});

export const RETURNING = quantity(
  'returning-commenters',
  word('Returning commenters', '回头评论者'),
  word('How many commenters come back on another post?', '有多少评论者在其他内容下再次评论？'),
  [
    word('A viral post brings many who come once.', '爆款内容会带来大量一次性评论者。'),
    word('A small community is a close circle by nature.', '小众社群天然是熟人圈。'),
  ],
  [word('Comments of more posts.', '提供更多内容的评论。')],
);
export const REPLIES = quantity(
  'creator-replies',
  word('Creator’s replies', '达人回复'),
  word('How many comments does the creator answer?', '达人回复了多少评论？'),
  [word('Answers in private messages or in the next post are not seen.', '私信或下一条内容里的回复看不到。')],
  [word('Comment exports that keep replies and their parents.', '保留回复及其上级的评论导出。')],
);
export const WARMTH = quantity(
  'warmth',
  word('Warmth of the conversation', '互动温度'),
  word('How much of a conversation is there under the posts?', '内容下有多少真正的交流？'),
  [word('Short comments are the custom on some platforms.', '部分平台习惯短评。')],
  [
    word(
      'Replies linked to their comments; comments of more posts.',
      '回复与评论的对应关系；更多内容的评论。',
    ),
  ],
);
export const JUNK_ADS = quantity(
  'junk-ad-load',
  word('Low-quality advertising', '劣质广告占比'),
  word(
    'How many posts are advertising with contacts, outside links and price calls?',
    '有多少内容带联系方式、站外链接或低价引流？',
  ),
  [
    word(
      'A shop or a service provider has contacts and prices in its posts.',
      '商家或服务者的内容本来就带联系方式与价格。',
    ),
  ],
  [word('More posts with their full text.', '更多带全文的内容。')],
);
export const DISCLOSURE = quantity(
  'disclosure-label',
  word('Disclosure of paid posts', '商业合作标识'),
  word('Do posts known to be paid say so?', '已知的商业内容是否标明广告或合作？'),
  [
    word('The platform draws its own label beside the text.', '平台可能在正文之外展示标识。'),
    word('The brand, not the creator, may be responsible for the label.', '标识义务可能在品牌方而非达人。'),
  ],
  [
    word(
      'A screenshot of the post with its label; the contract’s clause.',
      '带标识的内容截图；合同中的标识条款。',
    ),
  ],
);
