/** Files go in as a user's would; the detectors find what was planted in them and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#basis/reading.ts';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { drawingSchema } from '../schema.ts';
import { GROWTH_DETECTORS } from './detectors.ts';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
const AS_OF = '2024-12-31T00:00:00Z';
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const id = (account: number) => String(6_000_000_001 + account);

/** Thirty honest accounts; 0 bought in jumps, 1 by drip. */
function followerSeries(): string {
  const random = rng('story/series');
  const rows = ['platform,account_id,date,followers'];
  for (let a = 0; a < 30; a++) {
    let followers = 20_000 + 1000 * a;
    for (let d = 0; d < 150; d++) {
      rows.push(`weibo,${id(a)},${isoDay(START + d * DAY)},${followers}`);
      followers +=
        a === 1 ? Math.round(400 + 4 * random.normal()) : random.poisson(30 * random.logNormal(0.9, 0.5));
      if (a === 0 && [40, 80, 120].includes(d)) followers += 3000;
    }
  }
  return rows.join('\n');
}

/** Account 0 has a batch at places 200–319, registered within nine days; account 2 has none. */
function followerLists(): string {
  const random = rng('story/lists');
  const rows = ['account,position_newest_first,follower,created_at,followers,friends,statuses,default_image'];
  for (const a of [0, 2])
    for (let i = 0; i < 600; i++) {
      const bought = a === 0 && i >= 200 && i < 320;
      const joined = START - DAY * (bought ? 300 - (i % 9) : 100 + 1500 * random.next());
      rows.push(`${id(a)},${i},${5_000_000_000 + 1000 * a + i},${stamp(joined)},12,200,5,False`);
    }
  return rows.join('\n');
}

/** Twelve ordinary accounts of 25 posts. Account 0 has bought thirty times the likes for a campaign; account 1's went round. */
function posts(): string {
  const random = rng('story/posts');
  const rows = ['平台,作品ID,账号ID,发布时间,采集时间,项目,阅读量,点赞数,评论数,转发数'];
  for (let a = 0; a < 12; a++)
    for (let p = 0; p < 25; p++) {
      const at = START + p * 5 * DAY;
      const paid = a < 2 && p === 24;
      const seen = random.logNormal(10_000, 0.4) * (paid && a === 1 ? 30 : 1);
      const part = (share: number) => Math.round(seen * share * random.logNormal(1, 0.2));
      const likes = part(0.05) * (paid && a === 0 ? 30 : 1);
      rows.push(
        `微博,${5_200_000_000_000_000 + 100 * a + p},${id(a)},${stamp(at)},${stamp(at + 10 * DAY)},${paid ? '春季' : ''},${Math.round(seen)},${likes},${part(0.004)},${part(0.003)}`,
      );
    }
  return rows.join('\n');
}

/** One post that is counted every ten minutes for ten hours, by a metronome. */
function minutes(): string {
  const rows = ['平台,作品ID,账号ID,发布时间,采集时间,点赞数'];
  for (let i = 1; i <= 60; i++)
    rows.push(
      `微博,5200000000009999,${id(3)},${stamp(START)},${stamp(START + i * 600_000)},${i * 50 + (i % 2)}`,
    );
  return rows.join('\n');
}

describe('a library with planted growth', () => {
  let library: TempLibrary;
  const findings: Finding[] = [];
  beforeAll(async () => {
    library = await tempLibrary();
    const bring = async (name: string, content: string) =>
      expect(
        (await library.bringOne(await library.file(name, content), { platform: 'weibo', asOf: AS_OF })).state,
      ).toBe('imported');
    await bring('series.csv', followerSeries());
    await bring('followers.csv', followerLists());
    await bring('posts.csv', posts());
    await bring('minutes.csv', minutes());
    const accountIds = Array.from({ length: 30 }, (_, a) => `weibo:${id(a)}`);
    for (const detector of GROWTH_DETECTORS)
      findings.push(...(await detector.read(library.store.facts, { accountIds, asOf: AS_OF })));
  }, 60_000);
  afterAll(() => library.remove());

  const of = (measure: string) => findings.filter((f) => f.measure === measure);
  const arguing = (measure: string) =>
    of(measure)
      .filter((f) => f.level === 'moderate' || f.level === 'strong')
      .map((f) => f.subject.id);

  it('finds each planted case by its detector', () => {
    expect(arguing('follower-bursts@1')).toEqual([`weibo:${id(0)}`]);
    expect(arguing('smooth-growth@1')).toEqual([`weibo:${id(1)}`]);
    expect(arguing('join-date-bands@1')).toEqual([`weibo:${id(0)}`]);
    expect(arguing('campaign-post-against-history@1')).toEqual(['weibo:5200000000000024']);
    const travelled = of('campaign-post-against-history@1').find((f) => f.subject.id.endsWith('0124'));
    expect(travelled?.level).toBe('weak');
    expect(travelled?.result.state === 'ok' && travelled.result.detail['balanced']).toBe(true);
    expect(arguing('post-curve-shape@1')).toEqual(['weibo:5200000000009999']);
    expect(arguing('follower-purges@1')).toEqual([]);
  });
  it('opens to rows, draws itself, and stays small', () => {
    for (const f of findings) {
      if (f.result.state !== 'ok') continue;
      expect(JSON.stringify(f.result.detail).length).toBeLessThan(50_000);
      expect(drawingSchema.safeParse(f.result.detail['drawing']).success).toBe(true);
      if (f.level === 'moderate' || f.level === 'strong') expect(f.rows.length).toBeGreaterThan(0);
    }
    const band = of('join-date-bands@1').find((f) => f.subject.id === `weibo:${id(0)}`);
    expect(band?.rows.every((r) => r.row >= 200 && r.row <= 325)).toBe(true);
  });
  it('says insufficient where there is nothing to read', () => {
    expect(of('join-date-bands@1').filter((f) => f.level === 'insufficient')).toHaveLength(28);
    expect(of('join-date-bands@1')).toHaveLength(30);
  });
});
