/** Chanmama (蝉妈妈) Douyin author export; sales figures look back 30 days. */
import { attribute, attributes, audience, field, figure, withheld } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

const month = { windowDays: 30 } as const;

export const chanmama = mappedConnector({
  touchstoneMapping: 1,
  id: 'chanmama',
  version: 1,
  vendor: 'chanmama',
  en: 'Chanmama author list',
  zh: '蝉妈妈达人列表',
  sourceClass: 'third_party',
  platform: 'douyin',
  requires: [
    ['达人id'],
    ['昵称', '达人昵称'],
    ['带货口碑', '带货方式'],
    ['主营类目', '粉丝数'],
    ['场均成交额', '视频平均成交额', '近30天视频平均成交额', '近30天直播场均成交额'],
  ],
  columns: [
    field('达人id', 'account.vendorId'),
    field('昵称|达人昵称', 'account.name'),
    field('抖音号', 'account.handle'),
    attribute('主营类目', 'main_category'),
    attributes('达人类型', 'category'),
    attribute('达人性别|性别', 'gender'),
    attribute('达人年龄', 'age_band'),
    attribute('达人省市|达人地区', 'region'),
    attributes('带货方式', 'selling_mode'),
    figure('带货口碑', 'reputation_index'),
    figure('粉丝数', 'follower_count'),
    audience('粉丝性别', 'gender', { unit: 'percent' }),
    audience('粉丝年龄', 'age', { unit: 'percent' }),
    audience('粉丝省市|粉丝地区|粉丝省份', 'province', { unit: 'percent' }),
    figure('视频数|近30天视频数', 'video_count', month),
    figure('视频平均成交额|近30天视频平均成交额', 'video_sale_mean', month),
    figure('视频销量|近30天视频销量', 'sold_count', { ...month, format: 'video' }),
    figure('直播数|近30天直播数|直播场次', 'live_count', month),
    figure('场均成交额|直播场均成交额|近30天场均成交额', 'live_sale_mean', month),
    figure('直播销量|近30天直播销量', 'sold_count', { ...month, format: 'live' }),
    figure('销量|近30天销量', 'sold_count', month),
    figure('场观|场均场观|直播场观', 'live_viewer_mean', month),
    figure('停留|平均停留|直播停留|平均停留时长', 'live_stay_seconds', month),
    withheld('联系方式|微信|手机|电话|邮箱'),
  ],
});
