/** Pugongying (蒲公英) blogger list as browser plugins save it: Chinese headers or the page's own keys. */
import { attribute, attributes, field, figure, quote } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

const percent = { unit: 'percent' } as const;

export const pugongyingList = mappedConnector({
  touchstoneMapping: 1,
  id: 'pugongying-list',
  version: 1,
  vendor: 'pugongying',
  en: 'Pugongying blogger list',
  zh: '蒲公英博主列表',
  sourceClass: 'platform',
  platform: 'xiaohongshu',
  requires: [
    ['小红书昵称', '昵称', '博主昵称', 'name', 'nickName'],
    ['图文阅读中位数', 'pictureClickMidNum', '优效模式', 'platformExposure', '是否低活跃', 'lowActive'],
    ['阅读中位数', 'clickMidNum'],
    ['蒲公英图文价格', 'picturePrice', '蒲公英视频价格', 'videoPrice'],
  ],
  columns: [
    field('小红书昵称|昵称|博主昵称|name|nickName', 'account.name'),
    field('小红书id|小红书号|redId', 'account.handle'),
    field('userId|达人ID|博主ID', 'account.vendorId'),
    field('主页链接|小红书主页|homeLink', 'account.link'),
    field('蒲公英链接|蒲公英主页|pgyLink', 'account.link'),
    attribute('等级|博主等级|currentLevel', 'level'),
    figure('粉丝数|粉丝量|fansNum|fansCount', 'follower_count'),
    attribute('优效模式|platformExposure', 'promoted_mode'),
    attribute('是否低活跃|lowActive', 'low_active'),
    attributes('内容类目|contentTags.taxonomy1Tag|contentTags', 'category'),
    attributes('账号人设|personalTags', 'persona'),
    attributes('内容特征|featureTags', 'tag'),
    attribute('地区|location', 'region'),
    attribute('博主性别|性别|gender', 'gender'),
    // Percentages arrive as plain numbers: 12.3 is 12.3 %.
    figure('粉丝量变化幅度|fans30GrowthRate', 'follower_growth_share', { ...percent, windowDays: 30 }),
    figure('活跃粉丝占比|fansActiveIn28dLv', 'active_follower_share', { ...percent, windowDays: 28 }),
    figure('互动粉丝占比|fansEngageNum30dLv', 'engaged_follower_share', { ...percent, windowDays: 30 }),
    figure('阅读中位数|clickMidNum', 'read_median'),
    figure('互动中位数|interMidNum|mEngagementNum', 'engagement_median'),
    figure('千赞笔记比例|thousandLikePercent|thousandLikePercent30', 'thousand_like_share', percent),
    figure('百赞笔记比例|hundredLikePercent|hundredLikePercent30', 'hundred_like_share', percent),
    figure('图文阅读中位数|pictureClickMidNum', 'read_median', { format: 'image' }),
    figure('视频阅读中位数|videoClickMidNum', 'read_median', { format: 'video' }),
    figure('图文互动中位数|pictureInterMidNum', 'engagement_median', { format: 'image' }),
    figure('视频互动中位数|videoInterMidNum', 'engagement_median', { format: 'video' }),
    figure('预估阅读单价|预估阅读单价（图文）|图文预估阅读单价|pictureReadCost', 'cost_per_read', {
      format: 'image',
    }),
    figure('预估阅读单价（视频）|视频预估阅读单价|videoReadCost', 'cost_per_read', { format: 'video' }),
    figure('视频完播率|videoFinishRate', 'completion_share', { ...percent, format: 'video' }),
    quote('蒲公英图文价格|图文笔记一口价|picturePrice', 'image'),
    quote('蒲公英视频价格|视频笔记一口价|videoPrice', 'video'),
  ],
});
