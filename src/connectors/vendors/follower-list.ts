/** A follower list of one or more accounts, with how it was drawn where a column says so, and what profiles show. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import { field } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const followerList = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'follower-list',
    version: 2,
    vendor: 'follower-list',
    en: 'Follower list',
    zh: '粉丝列表',
    sourceClass: 'third_party',
    requires: [
      ['account', 'account_id', '账号', '账号ID', 'kol_id'],
      ['follower', 'follower_id', '粉丝ID', '粉丝', 'fan_id'],
      ['position_newest_first', 'position', '序号', '关注顺序', 'created_at', '注册时间', 'joined_at'],
    ],
    columns: [
      field('platform|平台', 'platform'),
      field('account|account_id|账号|账号ID|kol_id', 'account.platformId'),
      field('follower|follower_id|粉丝ID|粉丝|fan_id', 'follow.follower'),
      field('position_newest_first|position|序号|关注顺序', 'follow.position'),
      field('design|list_design|sampling|抽样方式|名单类型', 'follow.design'),
      field('observed_at|采集时间', 'observedAt'),
      field('created_at|joined_at|注册时间', 'actor.joinedAt'),
      field('followers|follower_count|粉丝数', 'actor.followerCount'),
      field('friends|following|following_count|关注数', 'actor.followingCount'),
      field('statuses|posts|post_count|作品数', 'actor.postCount'),
      field('default_image|default_profile_image|默认头像', 'actor.defaultPicture'),
      field('has_picture|有头像', 'actor.hasPicture'),
      field('bio_length|简介长度', 'actor.bioLength'),
      field('private|is_private|私密账号', 'actor.isPrivate'),
      field('verified|认证', 'actor.verified'),
      field('gender|性别', 'actor.gender'),
      field('age|年龄段', 'actor.ageBand'),
      field('region|地区|ip_location', 'actor.region'),
    ],
  },
  PLATFORM_IDS,
);
