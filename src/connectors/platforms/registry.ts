/** Every connector of a platform's own API answers. */
import type { Connector } from '../contract.ts';
import { babytreeApi } from './babytree.ts';
import { bilibiliApi } from './bilibili.ts';
import { douyinApi } from './douyin.ts';
import { instagramApi } from './instagram.ts';
import { kuaishouApi } from './kuaishou.ts';
import { liveApi } from './live.ts';
import { tiebaApi } from './tieba.ts';
import { tiktokApi } from './tiktok.ts';
import { toutiaoApi } from './toutiao.ts';
import { wechatApi } from './wechat.ts';
import { weiboApi } from './weibo.ts';
import { xApi } from './x.ts';
import { xiaohongshuApi } from './xiaohongshu.ts';
import { youtubeApi } from './youtube.ts';
import { zhihuApi } from './zhihu.ts';

export const PLATFORM_CONNECTORS: readonly Connector[] = [
  weiboApi,
  wechatApi,
  xiaohongshuApi,
  douyinApi,
  kuaishouApi,
  bilibiliApi,
  zhihuApi,
  toutiaoApi,
  tiebaApi,
  babytreeApi,
  liveApi,
  youtubeApi,
  instagramApi,
  tiktokApi,
  xApi,
];
