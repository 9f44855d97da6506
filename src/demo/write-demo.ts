/** Writes the demo library: vendor-shaped files, pictures and the truth about what was planted. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  engagementFile,
  followerFiles,
  followerSeries,
  liveEvents,
  liveRoomFile,
  minuteSnapshots,
  postSnapshots,
  roster,
  watchedPosts,
} from './export-activity.ts';
import { cooperationSheet, orderFile, pitchSheets } from './export-campaigns.ts';
import { awemes, chanmama, feigua, xingtuKeys, xingtuPage } from './export-douyin.ts';
import { payloadFiles } from './export-payloads.ts';
import {
  mediaCrawlerComments,
  mediaCrawlerNotes,
  pugongyingDetail,
  pugongyingList,
  qiangua,
} from './export-xiaohongshu.ts';
import type { DemoFile } from './file.ts';
import { repostChains } from './repost-chains.ts';
import { makeScenario, type Scenario } from './scenario.ts';
import { summarise } from './summaries.ts';
import { makeTruth, type Truth } from './truth.ts';

export const DEMO_SEED = 'touchstone-demo';

export interface WrittenDemo {
  /** Files to import, in an order in which accounts come first. Paths are inside the folder. */
  files: Omit<DemoFile, 'content'>[];
  /** Inside the folder. */
  truthPath: string;
  counts: Truth['counts'];
}

const listed = ({ path, purpose, connectorId, options, rows }: DemoFile): WrittenDemo['files'][number] => ({
  path,
  purpose,
  connectorId,
  ...(options ? { options } : {}),
  rows,
});

/** Every importable file of a scenario, in import order. */
export function demoFiles(scenario: Scenario): DemoFile[] {
  const summaries = summarise(scenario.creators, scenario.posts);
  return [
    roster(scenario),
    pugongyingList(scenario, summaries),
    pugongyingDetail(scenario, summaries),
    qiangua(scenario, summaries),
    xingtuPage(scenario, summaries),
    xingtuKeys(scenario, summaries),
    feigua(scenario, summaries),
    chanmama(scenario),
    awemes(scenario),
    ...payloadFiles(scenario),
    mediaCrawlerNotes(scenario),
    liveRoomFile(scenario),
    ...pitchSheets(scenario, summaries),
    cooperationSheet(scenario),
    orderFile(scenario),
    followerSeries(scenario),
    postSnapshots(scenario),
    minuteSnapshots(scenario),
    ...followerFiles(scenario),
    liveEvents(scenario),
    mediaCrawlerComments(scenario),
    engagementFile(scenario),
    repostChains(scenario),
  ];
}

/**
 * Writes the demo of a seed into a folder, which is made if needed; the same seed gives the same bytes.
 * Rejects with the file system's error when the folder cannot be written.
 */
export async function writeDemo(dir: string, seed = DEMO_SEED): Promise<WrittenDemo> {
  const scenario = makeScenario(seed);
  const files = demoFiles(scenario);
  const truth = makeTruth(scenario, files, watchedPosts(scenario));
  const truthPath = 'truth.json';
  const all: [string, string | Buffer][] = [
    ...(await Promise.all(
      files.map(async (f): Promise<[string, string | Buffer]> => [f.path, await f.content]),
    )),
    ...[scenario.logo, ...scenario.pictures].map((p): [string, Buffer] => [`pictures/${p.file}`, p.bytes]),
    [truthPath, `${JSON.stringify(truth, null, 1)}\n`],
  ];
  const folders = new Set(all.map(([path]) => dirname(join(dir, path))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all(all.map(([path, content]) => writeFile(join(dir, path), content)));
  return {
    files: files.map(listed),
    truthPath,
    counts: truth.counts,
  };
}
