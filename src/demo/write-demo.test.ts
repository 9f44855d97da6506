/** The demo is the same for a seed, holds what it promises, and what was planted can be found in its files. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OF_MS, DEMO_AS_OF } from './frame.ts';
import { countersAt } from './posts.ts';
import { makeScenario } from './scenario.ts';
import type { Truth } from './truth.ts';
import { DEMO_SEED, type WrittenDemo, writeDemo } from './write-demo.ts';

let dir: string;
let demo: WrittenDemo;
let truth: Truth;
const folders: string[] = [];

async function writeTo(seed: string): Promise<{ dir: string; demo: WrittenDemo }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-demo-'));
  folders.push(folder);
  return { dir: folder, demo: await writeDemo(folder, seed) };
}

/** One hash over every path and every byte of a folder. */
async function digest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
  for (const path of paths.sort()) {
    hash.update(path.slice(folder.length));
    hash.update(await readFile(path));
  }
  return hash.digest('hex');
}

const linesOf = async (path: string): Promise<string[]> =>
  (await readFile(join(dir, path), 'utf8'))
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\n');
/** Rows of a CSV whose cells hold no line ends; quoted cells are opened. */
const rowsOf = async (path: string): Promise<string[][]> =>
  (await linesOf(path))
    .slice(1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        (m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? '',
      ),
    );

beforeAll(async () => {
  ({ dir, demo } = await writeTo(DEMO_SEED));
  truth = JSON.parse(await readFile(join(dir, demo.truthPath), 'utf8')) as Truth;
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe('the demo as a whole', () => {
  it('is the same bytes for the same seed and other bytes for another', async () => {
    const first = await digest(dir);
    expect(await digest((await writeTo(DEMO_SEED)).dir)).toBe(first);
    expect(await digest((await writeTo('another seed')).dir)).not.toBe(first);
  });

  it('holds the promised numbers', () => {
    const { counts } = demo;
    expect(counts.creators).toBe(300);
    expect(Object.keys(counts.creatorsByPlatform)).toHaveLength(9);
    expect(counts.consumers).toBe(60_000);
    expect(counts.posts).toBeGreaterThan(7000);
    expect(counts.posts).toBeLessThan(9500);
    expect(counts.engagements).toBeGreaterThan(220_000);
    expect(counts.engagements).toBeLessThan(400_000);
    expect(truth.campaigns.map((c) => c.state)).toEqual(['已结束', '已结束', '进行中']);
    expect(truth.asOf).toBe(DEMO_AS_OF);
  });

  it('counts the rows of every text file as they are', async () => {
    for (const file of demo.files) {
      if (file.path.endsWith('.xlsx')) continue;
      const lines = await linesOf(file.path);
      const rows = file.path.endsWith('.ndjson') ? lines.length : lines.length - 1;
      expect([file.path, rows]).toEqual([file.path, file.rows]);
    }
  });

  it('writes workbooks that another reader opens', async () => {
    const books = demo.files.filter((f) => f.path.endsWith('.xlsx'));
    expect(books.length).toBeGreaterThanOrEqual(3);
    for (const file of books) {
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(join(dir, file.path));
      const sheet = book.worksheets[0];
      expect(sheet?.rowCount).toBe(file.rows + 1);
      expect(sheet?.getCell('A1').text).toMatch(/昵称|达人信息|Platform/);
    }
  });

  it('keeps everything inside the twelve months', async () => {
    const last = Date.parse(DEMO_AS_OF);
    const events = await rowsOf('activity/engagements.csv');
    let [low, high] = [Number.POSITIVE_INFINITY, 0];
    for (const row of events) {
      const at = Date.parse(`${row[4]?.replace(' ', 'T')}+08:00`);
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    expect(low).toBeGreaterThan(last - 366 * 86_400_000);
    expect(high).toBeLessThanOrEqual(last);
  });
});

describe('the scenario', () => {
  it('has no more sampled acts of a kind on a post than its counters show', () => {
    const scenario = makeScenario(DEMO_SEED);
    const { engagements: e, posts } = scenario;
    const counts = posts.map(() => [0, 0, 0, 0]);
    for (let i = 0; i < e.count; i++) {
      const own = counts[e.post[i] as number] as number[];
      const kind = e.kind[i] as number;
      own[kind] = (own[kind] as number) + 1;
    }
    const over = posts.filter((post) => {
      const c = countersAt(post, AS_OF_MS);
      const shown = [c.likes, c.comments, c.saves, c.shares];
      return counts[post.index]?.some((n, kind) => n > (shown[kind] as number));
    });
    expect(over.map((p) => [p.creator.role, p.key, counts[p.index], countersAt(p, AS_OF_MS)])).toEqual([]);
  });
});

describe('what was planted', () => {
  const lists = async (path: string) => {
    const byAccount = new Map<string, string[][]>();
    for (const row of await rowsOf(path)) {
      const own = byAccount.get(row[0] as string);
      if (own) own.push(row);
      else byAccount.set(row[0] as string, [row]);
    }
    return byAccount;
  };

  it('three accounts share exactly 40 % of their followers, pair by pair', async () => {
    const full = await lists('activity/followers-xiaohongshu-full.csv');
    const sets = truth.sharedAudience.accounts.map((a) => new Set(full.get(a.id)?.map((r) => r[2])));
    expect(sets.map((s) => s.size)).toEqual([5000, 5000, 5000]);
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const shared = [...(sets[i] ?? [])].filter((id) => sets[j]?.has(id)).length;
      expect(shared / 5000).toBe(0.4);
    }
    expect(truth.sharedAudience.share).toBe(0.4);
    expect(truth.sharedAudience.accounts.every((a) => a.followers === 5000)).toBe(true);
  });

  it('bought batches stand in their bands, registered together', async () => {
    for (const account of truth.boughtJagged) {
      const list = (await lists(`activity/followers-${account.platform}-newest.csv`)).get(account.id) ?? [];
      expect(list).toHaveLength(account.listRows);
      expect(list.filter((r) => Number(r[6]) <= 2 && Number(r[4]) <= 4)).toHaveLength(account.boughtInList);
      for (const band of account.bands)
        for (const row of list.slice(band.fromPosition, band.toPosition + 1)) {
          const day = (row[3] as string).slice(0, 10);
          expect(day >= band.joinedFrom && day <= band.joinedTo).toBe(true);
        }
    }
  });

  it('the jagged series jumps and the smoothed one hardly varies', async () => {
    const steps = new Map<string, number[]>();
    let before: string[] = [];
    for (const row of await rowsOf('activity/follower-series.csv')) {
      const day = 86_400_000;
      if (before[1] === row[1] && Date.parse(row[2] as string) - Date.parse(before[2] as string) === day) {
        const own = steps.get(row[1] as string) ?? [];
        own.push(Number(row[3]) - Number(before[3]));
        steps.set(row[1] as string, own);
      }
      before = row;
    }
    const variation = (id: string) => {
      const own = steps.get(id) ?? [];
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      return Math.sqrt(own.reduce((a, b) => a + (b - mean) ** 2, 0) / own.length) / Math.abs(mean);
    };
    for (const account of truth.boughtSmoothed) expect(variation(account.id)).toBeLessThan(0.02);
    for (const account of truth.boughtJagged) {
      const own = (steps.get(account.id) ?? []).toSorted((a, b) => a - b);
      expect(own.at(-1)).toBeGreaterThan(account.followers * 0.045);
    }
    const bought = new Set([...truth.boughtSmoothed, ...truth.boughtJagged].map((a) => a.id));
    const honest = [...steps.keys()].filter((id) => !bought.has(id)).map(variation);
    expect(honest.length).toBeGreaterThan(20);
    expect(Math.min(...honest)).toBeGreaterThan(0.2);
  });

  it('the ring engages with its own within a quarter of an hour, and its pair counts are in the file', async () => {
    const ids = truth.ring.members.map((m) => m.id);
    expect(ids).toHaveLength(14);
    const author = new Map<string, string>();
    const published = new Map<string, number>();
    for (const line of await linesOf('weibo/posts.ndjson')) {
      const post = JSON.parse(line) as {
        idstr: string;
        created_at: string;
        user: { idstr: string };
      };
      author.set(post.idstr, post.user.idstr);
      const [, month, day, time, zone, year] = post.created_at.split(' ');
      published.set(post.idstr, Date.parse(`${day} ${month} ${year} ${time} ${zone}`));
    }
    const counted = ids.map(() => ids.map(() => 0));
    for (const [platform, post = '', actor = '', , at = ''] of await rowsOf('activity/engagements.csv')) {
      if (platform !== 'weibo' || !ids.includes(actor)) continue;
      const delay = Date.parse(`${at.replace(' ', 'T')}+08:00`) - (published.get(post) ?? Number.NaN);
      expect(delay > 0 && delay < 16 * 60_000).toBe(true);
      const row = counted[ids.indexOf(actor)] as number[];
      const to = ids.indexOf(author.get(post) ?? '');
      expect(to).toBeGreaterThanOrEqual(0);
      row[to] = (row[to] as number) + 1;
    }
    expect(counted).toEqual(truth.ring.acts);
    for (const [i, row] of counted.entries())
      for (const [j, acts] of row.entries()) expect(i === j ? acts === 0 : acts > 5).toBe(true);
  });

  it('the scripted room is regular, repeats names and sells nothing', async () => {
    const events = (await linesOf('live/live-events.ndjson')).map(
      (line) =>
        JSON.parse(line) as { room_id: string; event: string; user_id: string; nickname: string; ts: number },
    );
    for (const room of truth.liveRooms) {
      const own = events.filter((e) => e.room_id === room.roomId);
      expect(own).toHaveLength(room.events);
      const gaps = own.slice(1).map((e, i) => e.ts - (own[i]?.ts as number));
      const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
      const variation = Math.sqrt(gaps.reduce((a, b) => a + (b - mean) ** 2, 0) / gaps.length) / mean;
      const users = new Set(own.map((e) => e.user_id)).size;
      const names = new Set(own.map((e) => e.nickname)).size;
      expect(variation < 0.05).toBe(room.scripted);
      expect(users / names > 5).toBe(room.scripted);
      expect(own.filter((e) => e.event === 'order')).toHaveLength(room.orders);
      expect(room.orders === 0).toBe(room.scripted);
    }
  });

  it('the small account has livelier followers than the large one', () => {
    const [quiet, dull] = truth.audienceQuality;
    expect([quiet?.role, dull?.role]).toEqual(['quiet-small', 'dull-large']);
    expect(quiet?.trueFanShare).toBeGreaterThan(0.9);
    expect(dull?.trueFanShare).toBeLessThan(0.2);
    expect(quiet?.distinctEngagers).toBeGreaterThan(5 * (dull?.distinctEngagers ?? 0));
    expect(dull?.followers).toBeGreaterThan(40 * (quiet?.followers ?? 0));
  });

  it('orders add up to the truth by code', async () => {
    const orders = await rowsOf('campaigns/orders.csv');
    expect(orders).toHaveLength(demo.counts.orders);
    for (const campaign of truth.campaigns) {
      const own = orders.filter((r) => r[8] === campaign.name);
      expect(own).toHaveLength(campaign.ordersWithCode);
      expect(own.reduce((sum, r) => sum + Math.round(Number(r[6]) * 100), 0)).toBe(
        Math.round(campaign.orderYuanWithCode * 100),
      );
      expect(campaign.orders).toBeGreaterThan(campaign.ordersWithCode);
    }
  });

  it('pictures are named by their hash and the logo stands where the truth says', async () => {
    expect(truth.logo.pictures.filter((p) => p.hasLogo)).toHaveLength(24);
    for (const picture of truth.logo.pictures) {
      const bytes = await readFile(join(dir, picture.file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(picture.sha256);
      expect(picture.box !== null).toBe(picture.hasLogo);
    }
    const notes = await readFile(join(dir, 'xiaohongshu/mediacrawler-notes.csv'), 'utf8');
    const weibo = await readFile(join(dir, 'weibo/posts.ndjson'), 'utf8');
    for (const picture of truth.logo.pictures)
      if (picture.postKey)
        expect((picture.platform === 'weibo' ? weibo : notes).includes(picture.file)).toBe(true);
    expect(truth.logo.pictures.filter((p) => p.hasLogo && p.postKey)).toHaveLength(24);
  });

  it('equal nicknames occur once as one person and once as two', async () => {
    const roster = await rowsOf('agency/roster.csv');
    const names = roster.map((r) => r[3] as string);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    expect(new Set(twice)).toEqual(
      new Set([truth.samePerson[0]?.[0]?.name, truth.sameNameOnly[0]?.[0]?.name]),
    );
    expect(twice).toHaveLength(2);
  });

  it('brand mentions are in the words of the posts', async () => {
    const words = [
      ...(await rowsOf('xiaohongshu/mediacrawler-notes.csv')).map((r) => `${r[2]}${r[3]}`),
      ...(await Promise.all(
        demo.files.filter((f) => /posts\.ndjson$|awemes\.ndjson$/.test(f.path)).map((f) => linesOf(f.path)),
      ).then((files) => files.flat())),
    ];
    for (const { brand, posts, sponsored } of truth.brandPosts) {
      // Live rooms show titles only, which name no brand.
      const named = words.filter((text) => text.includes(brand)).length;
      expect(named).toBeLessThanOrEqual(posts);
      expect(named).toBeGreaterThan(posts * 0.9);
      expect(sponsored > 0).toBe(brand === truth.brands.own);
    }
  });

  it('prices and counts come in the forms people type', async () => {
    const prices = (await rowsOf('agency/roster.csv')).flatMap((r) => [r[12] ?? '', r[13] ?? '']);
    for (const form of [/^\d+$/, /^¥[\d,]+$/, /^[\d.]+w$/, /^-$/, /^\d+w?-\d+w?$/, /^[15]千\+$/, /^暂无$/])
      expect([String(form), prices.some((price) => form.test(price))]).toEqual([String(form), true]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(dir, 'douyin/xingtu-page.xlsx'));
    const plays: string[] = [];
    book.worksheets[0]?.eachRow((row) => plays.push(row.getCell(4).text));
    expect(plays.some((text) => /^\d,\d{3}w$/.test(text))).toBe(true);
  });

  it('minute counters never fall and have no gap', async () => {
    expect(truth.minutePosts).toHaveLength(5);
    const rows = await rowsOf('activity/post-minutes.csv');
    for (const post of truth.minutePosts) {
      const own = rows.filter((r) => r[1] === post.postKey);
      expect(own.length).toBeGreaterThan(60);
      for (const [i, row] of own.entries()) {
        const earlier = own[i - 1];
        if (!earlier) continue;
        expect(Date.parse(row[2] as string) - Date.parse(earlier[2] as string)).toBe(60_000);
        expect(Number(row[5])).toBeGreaterThanOrEqual(Number(earlier[5]));
      }
    }
  });
});
