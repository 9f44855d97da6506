/** What one row of a table is about, from its headers alone. */
import { type Told, told } from '#basis/told.ts';
import type { Noun } from './aliases.ts';
import { headerName } from './values.ts';

const has = (present: ReadonlySet<string>, words: string): boolean =>
  words.split('|').some((word) => present.has(headerName(word)));

/** Path steps under which plain words such as `title` or `id` speak of a post or of an account. */
const POST_STEP =
  /(?:^|\.)(?:note|note_card|post|video|item|aweme|media|article|status|tweet|photo|thread)(?:_?(?:info|data|detail))?$/i;
const ACCOUNT_STEP =
  /(?:^|\.)(?:user|author|owner|account|profile|user_profile|creator|channel|user_info|kol|influencer)$/i;

/** What the step before the last word of a JSON path speaks of; null when it does not tell. */
export function stepSpeaksOf(path: string): 'post' | 'account' | null {
  const parent = path.split('.').slice(0, -1).join('.');
  if (ACCOUNT_STEP.test(parent)) return 'account';
  return POST_STEP.test(parent) ? 'post' : null;
}

const ORDER = '订单号|订单编号|order_id|order_no|orderid';
const SALE =
  'amount|paid_amount|sku|sku_id|buyer|buyer_id|quantity|qty|实付金额|订单金额|成交金额|下单时间|付款时间|商品ID|买家ID';
const FOLLOWER = 'follower|follower_id|粉丝ID|fan_id';
const FOLLOWED = 'account|account_id|账号|账号ID|kol_id|position|position_newest_first|followed_at';
const WORDS = 'text|comment|content|内容|评论|message';
const WHERE = 'video|post|item|article|room|post_id|video_id|note_id';
const COUNTERS =
  'n_plays|plays|views|view_count|likes|like_count|n_likes|comments|liked_count|comments_count|comment_count|shared_count|点赞数|播放量|阅读量';
const POST =
  'note_id|noteid|post_id|postid|video_id|aweme_id|item_id|media_id|content_id|tweet_id|status_id|bvid|笔记ID|作品ID|视频ID|帖子ID|笔记链接|作品链接|视频链接|发布链接|note_url|post_url|permalink|标题|笔记标题|作品标题|视频标题|title|caption|full_text|正文|文案|笔记内容';
const ACT =
  'comment_id|评论ID|评论内容|互动类型|行为类型|parent_comment_id|父评论id|评论者|commenter|弹幕内容|actor|actor_id|reviewer';
const COOPERATION = '合作价格|成交价|执行价|实际费用|合作金额|合作状态|执行状态|合作品牌名|项目名称|campaign';
const PERSON =
  'user_id|uid|user|用户ID|用户|author|author_id|actor|actor_id|commenter|评论者|user_link|creator_hash';

/** Comments name a post too, so acts are looked for before posts. */
export function guessNoun(headers: readonly string[]): { noun: Noun; reason: Told } {
  const present = new Set(
    headers.flatMap((header) => {
      if (!header.includes('.')) return [headerName(header)];
      return stepSpeaksOf(header) === 'post' ? [headerName(header.split('.').at(-1) ?? '')] : [];
    }),
  );
  if (has(present, ORDER) && has(present, SALE))
    return { noun: 'order', reason: told`a column holds an order number` };
  if (has(present, FOLLOWER) && has(present, FOLLOWED))
    return { noun: 'follow', reason: told`a column names a follower` };
  if (has(present, ACT) && has(present, PERSON))
    return { noun: 'engagement', reason: told`columns name a person and an act` };
  if (has(present, WORDS) && has(present, PERSON) && has(present, WHERE) && !has(present, COUNTERS))
    return { noun: 'engagement', reason: told`columns name a person, a post and words` };
  if (headers.length <= 4 && has(present, PERSON) && has(present, WHERE))
    return { noun: 'engagement', reason: told`the columns pair a person with a post` };
  if (has(present, COOPERATION) && has(present, '品牌|brand|项目|项目名称|活动|campaign|合作品牌'))
    return { noun: 'cooperation', reason: told`columns name a brand or campaign and its terms` };
  if (has(present, POST) || (has(present, 'id') && has(present, COUNTERS)))
    return { noun: 'post', reason: told`a column names a post` };
  return { noun: 'account', reason: told`no column names a post, person or order` };
}
