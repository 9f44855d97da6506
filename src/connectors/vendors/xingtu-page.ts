/** Xingtu (星图) market page saved as a table. Its engagement share is engagements per view. */
import { attribute, attributes, field, figure, quote } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

const percent = { unit: 'percent' } as const;

export const xingtuPage = mappedConnector({
  touchstoneMapping: 1,
  id: 'xingtu-page',
  version: 1,
  vendor: 'xingtu',
  en: 'Xingtu market page',
  zh: '星图达人广场页面表',
  sourceClass: 'platform',
  platform: 'douyin',
  requires: [
    ['达人信息', '达人昵称', '昵称'],
    ['预期CPM'],
    ['预期播放量'],
    ['1-20s报价', '21-60s报价', '60s+报价', '1-20s视频报价', '1-20秒报价', '21-60秒报价', '60秒以上报价'],
    ['爆文率', '星图指数'],
  ],
  columns: [
    field('达人信息|达人昵称|昵称', 'account.name'),
    field('抖音号', 'account.handle'),
    field('达人ID|星图ID|star_id', 'account.vendorId'),
    field('达人主页|主页链接|星图链接', 'account.link'),
    attributes('达人类型|内容主题|内容标签', 'category'),
    attribute('地区|城市|所在地', 'region'),
    figure('粉丝数|粉丝量', 'follower_count'),
    figure('预期CPM', 'cpm_per_view'),
    figure('预期播放量', 'expected_view_count'),
    figure('互动率', 'engagement_per_view_share', percent),
    figure('完播率', 'completion_share', percent),
    figure('爆文率', 'viral_post_share', percent),
    quote('1-20s报价|1-20秒报价|1-20s视频报价', 'video_1_20s'),
    quote('21-60s报价|20-60s报价|21-60秒报价|21-60s视频报价', 'video_20_60s'),
    quote('60s+报价|60s以上报价|60秒以上报价|60s+视频报价', 'video_60s'),
    figure('星图指数', 'xingtu_index'),
  ],
});
