/** Feigua (飞瓜) Douyin author ranking. */
import { attribute, field, figure } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const feigua = mappedConnector({
  touchstoneMapping: 1,
  id: 'feigua',
  version: 1,
  vendor: 'feigua',
  en: 'Feigua author list',
  zh: '飞瓜播主列表',
  sourceClass: 'third_party',
  platform: 'douyin',
  requires: [
    ['姓名', '播主', '昵称'],
    ['抖音ID', '抖音号'],
    ['飞瓜指数', '人均UV值'],
    ['总粉丝量', '粉丝数'],
  ],
  columns: [
    field('姓名|播主|昵称', 'account.name'),
    field('抖音ID|抖音号', 'account.handle'),
    attribute('认证标识|认证', 'certification'),
    attribute('地区', 'region'),
    attribute('行业|类型', 'category'),
    figure('飞瓜指数', 'feigua_index'),
    figure('总粉丝量|粉丝数', 'follower_count'),
    figure('粉丝增量', 'follower_growth_count'),
    figure('总作品数|作品数', 'post_count'),
    figure('总点赞量', 'received_like_count'),
    figure('点赞增量', 'like_growth_count'),
    figure('人均客单价', 'basket_value'),
    figure('人均UV值|UV价值', 'value_per_visitor'),
  ],
});
