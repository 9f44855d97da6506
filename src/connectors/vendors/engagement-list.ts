/** A plain list of who did what on which post, from any source. */
import { PLATFORM_IDS } from '#basis/platform.ts';
import { field, withheld } from '../columns.ts';
import { mappedConnector } from '../read-mapped.ts';

export const engagementList = mappedConnector(
  {
    touchstoneMapping: 1,
    id: 'engagement-list',
    version: 1,
    vendor: 'engagement-list',
    en: 'Engagement list',
    zh: '互动明细',
    sourceClass: 'third_party',
    requires: [
      ['post_id', 'post_key', 'post', '作品ID', '笔记ID', '帖子ID', '视频ID'],
      ['actor', 'actor_id', 'user_id', 'user', '用户ID', '用户'],
      ['kind', 'act', 'action', 'type', '互动类型', '行为'],
      ['at', 'time', 'timestamp', 'created_at', '时间', '互动时间'],
    ],
    columns: [
      field('platform|平台', 'platform'),
      field('post_id|post_key|post|作品ID|笔记ID|帖子ID|视频ID', 'engagement.post'),
      field('actor|actor_id|user_id|user|用户ID|用户', 'engagement.actor'),
      field('kind|act|action|type|互动类型|行为', 'engagement.act'),
      field('at|time|timestamp|created_at|时间|互动时间', 'engagement.at'),
      field('text|content|comment|内容|评论内容', 'engagement.text'),
      field('id|engagement_id|comment_id|评论ID', 'engagement.key'),
      field('parent|parent_id|父评论ID', 'engagement.parent'),
      field('region|ip_location|地区', 'engagement.region'),
      field('weight|amount|likes|点赞数', 'engagement.weight'),
      field('actor_account|actor_account_id', 'engagement.actorAccount'),
      field('gender|性别', 'actor.gender'),
      field('age|年龄段', 'actor.ageBand'),
      withheld('nickname|username|昵称|用户昵称|avatar|头像|phone|手机号|email|邮箱'),
    ],
  },
  PLATFORM_IDS,
);
