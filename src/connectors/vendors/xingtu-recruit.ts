/** Xingtu (星图) recruit sheet: authors who applied to a task. The row describes the day of the application. */
import { attribute, attributes, field, figure, quote, withheld } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const xingtuRecruit = mappedConnector({
  touchstoneMapping: 1,
  id: 'xingtu-recruit',
  version: 1,
  vendor: 'xingtu',
  en: 'Xingtu recruit sheet',
  zh: '星图招募报名表',
  sourceClass: 'platform',
  platform: 'douyin',
  requires: [
    ['达人昵称'],
    ['作者ID', '作者id', '达人ID'],
    ['报名状态'],
    ['报名时间'],
    ['推荐理由', '合作优势', '创作思路'],
  ],
  columns: [
    field('作者ID|达人ID', 'account.vendorId'),
    field('达人昵称', 'account.name'),
    field('抖音号', 'account.handle'),
    field('报名时间', 'observedAt'),
    attribute('达人等级', 'level'),
    attribute('主推类目', 'main_category'),
    attribute('城市', 'region'),
    attributes('内容标签', 'tag'),
    attribute('报名状态', 'state'),
    attribute('推荐理由|合作优势|创作思路', 'reason'),
    figure('粉丝数', 'follower_count'),
    figure('带货GMV|GMV', 'gmv'),
    quote('报价', 'other', { kind: 'quoted' }),
    figure('预期CPM', 'cpm_per_view'),
    figure('预期播放量', 'expected_view_count'),
    figure('完播率', 'completion_share', { unit: 'percent' }),
    figure('互动率', 'engagement_per_view_share', { unit: 'percent' }),
    withheld('微信号|微信|联系方式|手机号|电话'),
  ],
});
