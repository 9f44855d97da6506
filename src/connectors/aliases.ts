/**
 * The dictionary of the generic mapper: what headers mean in tables from anywhere, by what a row of the table
 * is about. Earlier entries win. A data table.
 */
import { attribute, attributes, audience, field, figure, quote, withheld } from './columns.ts';
import type { ColumnRule } from './mapping.ts';
import { agencyPitch } from './vendors/agency-pitch.ts';
import { cooperationSheet } from './vendors/cooperation-sheet.ts';
import { engagementList } from './vendors/engagement-list.ts';
import { followerList } from './vendors/follower-list.ts';
import { commentColumns, noteColumns } from './vendors/mediacrawler-columns.ts';
import { orderList } from './vendors/order-list.ts';
import { postCounters } from './vendors/post-counters.ts';
import { qiangua } from './vendors/qiangua.ts';

/** What one row of a table is about. */
export type Noun = 'account' | 'post' | 'engagement' | 'follow' | 'order' | 'cooperation';

/** Personal data wherever it stands. */
const personal: ColumnRule[] = [
  withheld('微信号|微信|联系方式|联系人|手机号|手机|电话|邮箱|地址|收货人|身份证|WeChat|WeChat ID'),
  withheld('email|e-mail|email address|phone|phone number|mobile|tel|address|contact|contact person'),
];

const account: ColumnRule[] = [
  field('platform|平台|发布平台|所属平台|渠道|channel type|network|site', 'platform'),
  field(
    '昵称|达人昵称|博主昵称|账号名称|达人|姓名|账号|账号昵称|KOL|KOL名称|红人|红人名称|主播|UP主|作者|作者昵称|创作者|公众号',
    'account.name',
  ),
  field(
    'Influencer name|Influencer|Name|Account|Nickname|Display name|Full name|Creator|Creator name|KOL name|Author|Author name|Screen name|Channel title|Channel name',
    'account.name',
  ),
  field(
    'Username|Handle|Screen name|User name|@|小红书号|小红书id|red id|抖音号|快手号|B站号|微信号ID|unique_id|账号ID号',
    'account.handle',
  ),
  field(
    'user_id|userid|uid|account_id|author_id|channel_id|作者ID|账号ID|平台ID|用户ID|sec_uid|mid|UID|owner_id|open_id',
    'account.platformId',
  ),
  field('star_id|达人ID|博主ID|kol_id|influencer_id', 'account.vendorId'),
  field(
    '主页|主页链接|达人主页|博主主页|账号链接|个人主页|小红书主页|抖音主页|蒲公英链接|星图链接|链接|Homepage|Profile|Profile URL|Profile link|Link|URL|Account link|Channel URL',
    'account.link',
  ),
  field(
    '采集时间|抓取时间|数据更新时间|更新时间|统计日期|数据日期|日期|快照时间|observed_at|captured_at|crawled_at|updated_at|as_of|date|snapshot|snapshot_date|snapshot_utc|date_utc|fetched_at',
    'observedAt',
  ),
  figure(
    '粉丝数|粉丝量|粉丝数量|总粉丝量|粉丝|总粉丝数|全网粉丝|订阅数|fans|followers|follower count|follower_count|followers_count|fans_count|fans_num|fansnum|subscribers|subscriber_count|n_followers|numberFollowers|#followers|num_followers|userFollowerCount|community size',
    'follower_count',
  ),
  figure(
    '关注数|following|following_count|follows|friends|friends_count|numberFollowing|#follows|#following|userFollowingCount',
    'following_count',
  ),
  figure(
    '作品数|笔记数|发布数|视频总数|发文数|微博数|总作品数|posts|post_count|posts_count|media_count|statuses|statuses_count|videos|video_total|numberPosts|notes|#posts|num_posts|userMediaCount',
    'post_count',
  ),
  figure(
    '获赞|获赞数|总点赞量|总获赞|total likes|likes received|total_favorited|n_total_likes|heart_count',
    'received_like_count',
  ),
  figure('获赞与收藏|赞藏|赞藏数|赞藏总数|interaction', 'received_like_save_count'),
  figure('总播放量|累计播放|total views|channel views|total_view_count', 'total_view_count'),
  figure('粉丝增量|涨粉|涨粉数|净增粉丝|follower growth|fans increment', 'follower_growth_count'),
  figure(
    '粉丝增长率|涨粉率|粉丝变化幅度|粉丝量变化幅度|follower growth rate|growth rate',
    'follower_growth_share',
  ),
  figure('活跃粉丝占比|活粉率|活跃粉丝率|active follower share|active followers %', 'active_follower_share'),
  figure('互动率|平均互动率|engagement rate|er|eng. rate|engagement_rate', 'engagement_unstated_share'),
  figure('完播率|completion rate|video completion rate', 'completion_share'),
  figure('爆文率|hit rate', 'viral_post_share'),
  figure('爆文数|爆款数', 'viral_post_count'),
  figure('粉丝真实度|真粉率|audience quality|authentic followers', 'vendor_authentic_share'),
  figure('曝光中位数|median impressions', 'exposure_median'),
  figure('阅读中位数|median reads', 'read_median'),
  figure('播放中位数|播放量中位数|median views', 'view_median'),
  figure('互动中位数|互动量中位数|median engagement|median engagements', 'engagement_median'),
  figure('点赞中位数|median likes', 'like_median'),
  figure('收藏中位数|median saves', 'save_median'),
  figure('评论中位数|median comments', 'comment_median'),
  figure('平均互动|平均互动量|篇均互动|average engagement|avg engagement|avg engagements', 'engagement_mean'),
  figure('平均点赞|平均点赞数|篇均点赞|average likes|avg likes', 'like_mean'),
  figure('平均收藏|篇均收藏|average saves|avg saves', 'save_mean'),
  figure('平均评论|篇均评论|average comments|avg comments', 'comment_mean'),
  figure('平均播放|平均播放量|篇均播放|平均阅读|average views|avg views|avg_play', 'view_mean'),
  figure('预期播放量|预估播放量|预估播放|expected views', 'expected_view_count'),
  figure('预估曝光|预估曝光量|expected impressions|expected exposure', 'expected_exposure_count'),
  figure('预期CPM|CPM|平均CPM', 'cpm_unstated'),
  figure('CPE|互动单价|cost per engagement', 'cost_per_engagement'),
  figure('CPV|阅读单价|cost per read', 'cost_per_read'),
  figure('GMV|带货GMV|销售额|成交额', 'gmv'),
  figure('GPM', 'gpm'),
  figure('客单价|人均客单价', 'basket_value'),
  quote(
    '图文报价|图文笔记一口价|蒲公英图文价格|合作报价-图文|图文价格|图文|图文笔记报价|picture price|image price|price image|photo price|price per post|post price|rate per post',
    'image',
  ),
  quote(
    '视频报价|视频笔记一口价|蒲公英视频价格|合作报价-视频|视频价格|视频笔记报价|短视频报价|video price|price video|price per video|rate per video',
    'video',
  ),
  quote('直播报价|直播价格|坑位费|live price', 'live'),
  quote('文章报价|头条报价|首条报价|原创文章报价|article price', 'article'),
  quote('转发报价|转发价格|直发报价|repost price', 'repost'),
  quote('story price|price per story|rate per story', 'story'),
  quote('最低报价|最低价|lowest price|合作报价-最低', 'lowest'),
  quote('1-20s报价|1-20秒|1-20s视频报价|price_1_20', 'video_1_20s'),
  quote('21-60s报价|20-60s报价|21-60秒|price_20_60', 'video_20_60s'),
  quote('60s+报价|60s以上报价|60秒以上|price_60', 'video_60s'),
  quote('报价|价格|刊例价|刊例|一口价|裸价|合作报价|price|rate|quote|cost|fee', 'other'),
  field('返点比例|返佣比例|返点|返点率|rebate|rebate rate|commission', 'quote.rebate'),
  field('平台服务费|服务费|platform fee|service fee', 'quote.fee'),
  field('档期|可合作档期|发布档期|schedule|availability', 'quote.schedule'),
  field('是否含税|含税|tax included', 'quote.tax'),
  attribute('MCN|机构|签约机构|所属机构|MCN机构|agency|management|MCN name', 'agency'),
  attribute('性别|达人性别|博主性别|gender|sex', 'gender'),
  attribute(
    '地区|地域|城市|省份|所在地|地理位置|达人所在地|IP属地|ip_location|location|city|country|region|province',
    'region',
  ),
  attribute('简介|个人简介|账号简介|签名|bio|description|signature|about', 'bio'),
  attribute('等级|达人等级|博主等级|账号等级|量级|tier|level|grade', 'level'),
  attribute('认证|认证信息|认证标识|认证类型|certification|verified reason', 'certification'),
  attribute(
    '注册时间|入驻时间|账号创建时间|created_at|account_created|registered_at|joined_at',
    'created_at',
  ),
  attribute('是否认证|verified|is_verified', 'verified'),
  attributes(
    '类目|内容类目|达人类型|博主类型|账号类型|垂类|领域|行业|分类|赛道|category|categories|niche|topic|topics|vertical',
    'category',
  ),
  attributes('标签|内容标签|达人标签|人设|账号标签|tags|labels|keywords', 'tag'),
  attributes(
    '合作品牌|历史合作品牌|合作过的品牌|brands|past brands|brand collaborations',
    'cooperated_brand',
  ),
  attribute('二询状态|合作状态|状态|status|state|stage', 'state'),
  attribute(
    '推荐理由|备注|合作优势|reason|recommendation|notes text|remark|remarks|comment for brand',
    'reason',
  ),
  attribute('头像|头像链接|avatar|picture|profile picture', 'avatar'),
  attribute('语言|language', 'language'),
  audience('粉丝性别|性别分布|男女比例|粉丝男女比例|audience gender', 'gender'),
  audience('粉丝年龄|年龄分布|粉丝年龄分布|audience age', 'age'),
  audience('粉丝城市|城市分布|audience city', 'city'),
  audience('粉丝省份|省份分布|粉丝地域|粉丝地域分布', 'province'),
  audience('audience country|audience countries|粉丝国家', 'country'),
  audience('女粉占比|女性粉丝占比|女性占比|female share|% female', 'gender', { segment: '女' }),
  audience('男粉占比|男性粉丝占比|男性占比|male share|% male', 'gender', { segment: '男' }),
];

const post: ColumnRule[] = [
  field(
    'note_id|noteid|笔记ID|笔记编号|作品ID|视频ID|帖子ID|文章ID|微博ID|动态ID|post_id|postid|video_id|aweme_id|item_id|media_id|tweet_id|status_id|article_id|bvid|aid|photo_id|shortcode|id',
    'post.key',
  ),
  field(
    '作品链接|笔记链接|视频链接|发布链接|文章链接|帖子链接|内容链接|链接|post_url|post_link|note_url|video_url|permalink|share_url|url|link',
    'post.link',
  ),
  field(
    '标题|作品标题|笔记标题|视频标题|文章标题|内容标题|title|post title|video title|headline',
    'post.title',
  ),
  field(
    '正文|内容|文案|笔记内容|作品描述|描述|text|content|caption|description|desc|message|body|full_text',
    'post.text',
  ),
  field(
    '发布时间|发布日期|发表时间|发布于|上线时间|create_time|created_at|created_time|publish_time|published_at|publish_date|posted_at|taken_at|status_published|pubdate|timestamp|time|date',
    'post.publishedAt',
  ),
  field(
    '类型|笔记类型|作品类型|内容形式|合作形式|type|format|media_type|post_type|content_type',
    'post.format',
  ),
  field('话题|标签|话题标签|hashtags|tags|topics|tag_list', 'post.tags'),
  field('提及|mentions|@用户', 'post.mentions'),
  field('时长|视频时长|duration|video_length|length|length_seconds|duration_iso8601', 'post.durationSeconds'),
  field(
    '是否商单|是否合作|是否广告|商业笔记|is_ad|is_sponsored|sponsored|paid partnership',
    'post.sponsored',
  ),
  field(
    '图片|图片链接|封面|封面链接|image|images|image_url|image_list|cover|cover_url|thumbnail',
    'post.image',
  ),
  field('项目|活动|campaign', 'post.campaign'),
  figure('曝光|曝光量|曝光数|展现|展现量|impressions|impression|exposures|exposure_count', 'exposure_count'),
  figure('覆盖|触达|触达人数|reach|reach_count', 'reach_count'),
  figure('阅读|阅读量|阅读数|小眼睛|reads|read_count|read_num', 'read_count'),
  figure(
    '播放|播放量|播放数|观看|观看量|浏览量|plays|views|view_count|play_count|n_plays|viewcount|video_play_count',
    'view_count',
  ),
  figure(
    '点赞|点赞数|点赞量|赞|赞数|likes|like_count|liked_count|digg_count|n_likes|likecount|num_likes|attitudes_count|voteup_count|favorite_count',
    'like_count',
  ),
  figure(
    '评论|评论数|评论量|comments|comment_count|comments_count|n_comments|reply_count|num_comments|replies|commentcount',
    'comment_count',
  ),
  figure('分享|分享数|分享量|shares|share_count|n_shares|num_shares|sharecount', 'share_count'),
  figure('转发|转发数|转发量|reposts|reposts_count|repost_count|retweets|retweet_count', 'repost_count'),
  figure(
    '收藏|收藏数|收藏量|saves|save_count|collected_count|collect_count|favorites|stars|bookmarks',
    'save_count',
  ),
  figure('在看|在看数|wow_count', 'wow_count'),
  figure('投币|投币数|coins|coin_count', 'coin_count'),
  figure('弹幕|弹幕数|danmaku|danmaku_count', 'danmaku_count'),
  figure(
    '互动|互动量|互动数|总互动|engagement|engagements|engagement_count|interactions',
    'engagement_count',
  ),
  figure('点击|点击量|clicks|click_count', 'click_count'),
  figure('投流|投流费|投流费用|投放费用|ad spend|boost', 'ad_spend'),
];

const engagement: ColumnRule[] = [
  field(
    'post_id|note_id|video_id|aweme_id|item_id|object_id|content_id|video|post|作品ID|笔记ID|视频ID|帖子ID|room_id|直播间ID|article_id|product_id|item',
    'engagement.post',
  ),
  field(
    'user_id|uid|actor|actor_id|user|author|commenter|commenter_id|author_id|用户ID|用户|评论者|评论者ID|member_id|reviewer',
    'engagement.actor',
  ),
  field('comment_id|评论ID|cid|rpid|mid|id|engagement_id', 'engagement.key'),
  field('comment|content|text|评论|评论内容|内容|message|review|弹幕|弹幕内容|body', 'engagement.text'),
  field(
    'time|at|created_at|create_time|timestamp|date|评论时间|时间|发布时间|互动时间|ctime',
    'engagement.at',
  ),
  field('parent_id|parent_comment_id|reply_to|父评论ID|回复ID|parent', 'engagement.parent'),
  field('act|kind|action|type|event|互动类型|行为|行为类型|事件', 'engagement.act'),
  field('likes|like_count|点赞|点赞数|weight|gift_value|礼物价值', 'engagement.weight'),
  field('ip_location|IP属地|地区|region', 'engagement.region'),
  withheld('nickname|昵称|用户昵称|用户名|username|user_name|avatar|头像|评论者昵称'),
];

/** Rules by noun, most telling first. */
export const ALIASES: Readonly<Record<Noun, readonly ColumnRule[]>> = {
  account: [...personal, ...account, ...qiangua.mapping.columns, ...agencyPitch.mapping.columns],
  post: [...personal, ...post, ...postCounters.mapping.columns, ...noteColumns, ...account],
  engagement: [...personal, ...engagement, ...engagementList.mapping.columns, ...commentColumns],
  follow: [...personal, ...followerList.mapping.columns],
  order: [...personal, ...orderList.mapping.columns],
  cooperation: [...personal, ...cooperationSheet.mapping.columns, ...account],
};
