/** Published data nobody here wrote, read by the shipped mappings. Its folder: TOUCHSTONE_DATA, else ../shared/data. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#domain/facts/imports/schema.ts';
import { draftSchema } from '#domain/facts/imports/schema.ts';
import type { Connector } from './contract.ts';
import { listener, OPTIONS } from './fixture-files.ts';
import { openFile } from './format/open.ts';
import { recognise } from './registry.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const stated = process.env['TOUCHSTONE_DATA'];
const folder = stated ? resolve(stated) : resolve(repository, '../shared/data');
const present = existsSync(join(folder, 'posts'));

interface Case {
  file: string;
  connector: string;
  rows: number;
  drafts: Partial<Record<Draft['kind'], number>>;
  unreadable?: Record<string, number>;
  unknown?: string[];
}

const CASES: readonly Case[] = [
  {
    file: 'posts/xiaohongshu-notes.csv.gz',
    connector: 'xiaohongshu-notes-table',
    rows: 1939,
    drafts: { account: 1939, post: 1939 },
  },
  {
    file: 'posts/tiktok-videos.csv.gz',
    connector: 'tiktok-videos-table',
    rows: 36_383,
    drafts: { account: 36_383, post: 36_383 },
    unknown: ['song'],
  },
  {
    file: 'posts/youtube-channel-days.csv',
    connector: 'youtube-channel-days',
    rows: 2478,
    drafts: { account: 2478 },
  },
  {
    file: 'posts/youtube-videos.csv.gz',
    connector: 'youtube-videos-table',
    rows: 4401,
    drafts: { post: 4401 },
    unknown: ['category_id', 'snapshot_month'],
  },
  {
    file: 'coordination/co-shares.csv.gz',
    connector: 'coortweet',
    rows: 35_125,
    drafts: { engagement: 35_125 },
  },
  {
    file: 'coordination/follower-lists.csv.gz',
    connector: 'follower-list',
    rows: 45_361,
    // 94 followers have no profile any more.
    drafts: { follow: 45_361, actor: 45_267 },
  },
  {
    file: 'coordination/youtube-comment-spam.csv',
    connector: 'youtube-comment-labels',
    rows: 1586,
    drafts: { engagement: 1586 },
    unknown: ['spam'],
  },
  {
    file: 'posts/instagram-influencers.ndjson.gz',
    connector: 'instagram-profile-archive',
    rows: 782,
    drafts: { account: 782, post: 13_207 },
    unknown: ['bio_length'],
  },
  {
    file: 'cascades/weibo-events-600.ndjson.gz',
    connector: 'weibo-event-archive',
    rows: 600,
    drafts: { account: 600, post: 600, engagement: 225_263 },
    // 25 reposts are dated without a year, 17 events have no author block.
    unreadable: { 'reposts[].date': 25, 'original.user': 17 },
    unknown: [
      'original.has_url',
      'original.multi_type',
      'original.pics',
      'original.source',
      'original.user.description',
      'rumor',
    ],
  },
];

async function readWhole(path: string) {
  const file = await openFile(path);
  const sheet = file.tables[0]?.sheet ?? null;
  const found = recognise(await file.sample(sheet));
  const connector = found[0]?.connector as Connector;
  const drafts: Record<string, number> = {};
  const unreadable: Record<string, number> = {};
  const unknown = new Set<string>();
  const notes = listener();
  const counting = {
    ...notes,
    unreadable: (column: string) => void (unreadable[column] = (unreadable[column] ?? 0) + 1),
    unknown: (column: string) => void unknown.add(column),
  };
  const invalid: string[] = [];
  let rows = 0;
  let problemCount = 0;
  for await (const batch of file.records(sheet))
    for (const record of batch) {
      rows++;
      if ('problem' in record) {
        problemCount++;
        continue;
      }
      for (const draft of connector.read(record, OPTIONS, counting)) {
        drafts[draft.kind] = (drafts[draft.kind] ?? 0) + 1;
        // Every schema check costs more than the reading: the first rows and a sprinkling of the rest.
        if (rows > 200 && rows % 97 !== 0) continue;
        const read = draftSchema.safeParse(draft);
        if (!read.success) invalid.push(read.error.message);
      }
    }
  return {
    connector: connector.id,
    rows,
    problemCount,
    drafts,
    unreadable,
    unknown: [...unknown].sort(),
    rejected: notes.said.rejected,
    invalid,
  };
}

describe.runIf(present)('public data', () => {
  it.each(CASES)('reads $file to the row', async (expected) => {
    const read = await readWhole(join(folder, expected.file));
    expect(read).toMatchObject({
      connector: expected.connector,
      rows: expected.rows,
      problemCount: 0,
      drafts: expected.drafts,
      unreadable: expected.unreadable ?? {},
      unknown: expected.unknown ?? [],
      rejected: [],
      invalid: [],
    });
  });
});

it('finds the public data where TOUCHSTONE_DATA says it is', () => {
  if (!present)
    console.warn(`Public data is absent (${folder}); the shipped mappings were tried on fixtures only.`);
  expect(stated === undefined || present).toBe(true);
});
