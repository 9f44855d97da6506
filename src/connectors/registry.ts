/** Every connector the program has, and which of them fits a file. */
import type { Connector, FileSample, Recognition } from './contract.ts';
import { PLATFORM_CONNECTORS } from './platforms/registry.ts';
import { isMapped } from './read-mapped.ts';
import { agencyPitch } from './vendors/agency-pitch.ts';
import { chanmama } from './vendors/chanmama.ts';
import { cooperationSheet } from './vendors/cooperation-sheet.ts';
import { coortweet } from './vendors/coortweet.ts';
import { engagementList } from './vendors/engagement-list.ts';
import { feigua } from './vendors/feigua.ts';
import { followerList } from './vendors/follower-list.ts';
import { hypeauditor } from './vendors/hypeauditor.ts';
import { instagramProfileArchive } from './vendors/instagram-profile-archive.ts';
import { mediacrawlerConnectors } from './vendors/mediacrawler.ts';
import { modashAudience } from './vendors/modash-audience.ts';
import { orderList } from './vendors/order-list.ts';
import { outcomeSetConnectors } from './vendors/outcome-sets.ts';
import { postCounters } from './vendors/post-counters.ts';
import { publicSetConnectors } from './vendors/public-sets.ts';
import { pugongyingDetail } from './vendors/pugongying-detail.ts';
import { pugongyingList } from './vendors/pugongying-list.ts';
import { qiangua } from './vendors/qiangua.ts';
import { shopOrderConnectors } from './vendors/shop-orders.ts';
import { touchLog } from './vendors/touch-log.ts';
import { upfluence } from './vendors/upfluence.ts';
import { weiboEventArchive } from './vendors/weibo-event-archive.ts';
import { xingtuApi } from './vendors/xingtu-api.ts';
import { xingtuPage } from './vendors/xingtu-page.ts';
import { xingtuPostReport } from './vendors/xingtu-post-report.ts';
import { xingtuRecruit } from './vendors/xingtu-recruit.ts';

export const VENDOR_CONNECTORS: readonly Connector[] = [
  pugongyingList,
  pugongyingDetail,
  xingtuPage,
  xingtuApi,
  xingtuRecruit,
  xingtuPostReport,
  qiangua,
  feigua,
  chanmama,
  modashAudience,
  hypeauditor,
  upfluence,
  ...mediacrawlerConnectors,
  coortweet,
  agencyPitch,
  cooperationSheet,
  ...shopOrderConnectors,
  touchLog,
  orderList,
  followerList,
  engagementList,
  postCounters,
  ...publicSetConnectors,
  ...outcomeSetConnectors,
  instagramProfileArchive,
  weiboEventArchive,
];

export const CONNECTORS: readonly Connector[] = [...VENDOR_CONNECTORS, ...PLATFORM_CONNECTORS];

const byId = new Map(CONNECTORS.map((connector) => [connector.id, connector]));

/** The connector of an id, or undefined. */
export const connectorById = (id: string): Connector | undefined => byId.get(id);

/** Below this a match is not offered: the file goes to the generic mapper. */
const LEAST_CONFIDENCE = 0.6;

export interface Candidate {
  connector: Connector;
  recognition: Recognition;
}

/** How many columns a layout insists on: of two equally good matches the more demanding one says more. */
const demands = (connector: Connector): number =>
  isMapped(connector) ? connector.mapping.requires.length : 3;

/** The connectors that fit a file, best first; empty when none is sure enough. */
export function recognise(sample: FileSample): Candidate[] {
  const found: Candidate[] = [];
  for (const connector of CONNECTORS) {
    const recognition = connector.recognise(sample);
    if (recognition && recognition.confidence >= LEAST_CONFIDENCE) found.push({ connector, recognition });
  }
  return found.sort(
    (a, b) =>
      b.recognition.confidence - a.recognition.confidence ||
      demands(b.connector) - demands(a.connector) ||
      a.connector.id.localeCompare(b.connector.id),
  );
}
