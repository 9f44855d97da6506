/** Ten in, three out; the lively small account; assumptions that can be edited; imports that touch few accounts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { keepFindings, readingOf } from '#store/readings/keep-readings.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { valueBase } from './base.ts';
import { DEFAULT_MAP, DEFAULT_WEIGHTS } from './presets.ts';
import {
  peerTiersSchema,
  shortlistRequestSchema,
  shortlistSchema,
  valuePageSchema,
  valueQuerySchema,
} from './schema.ts';
import { ranking, valuePage } from './service.ts';
import { saveSetting, valueSettings } from './settings.ts';
import { shortlist } from './shortlist.ts';
import { agencyCheck } from './watch/agency.ts';
import { board, looked } from './watch/board.ts';
import { agencyCheckSchema, boardSchema } from './watch/schema.ts';

const HEADER =
  '平台,达人昵称,主页链接,粉丝数,图文报价,互动中位数,阅读中位数,点赞中位数,评论中位数,分享中位数';
const key = (n: number) => `5f3c0a1b0000000002${String(n).padStart(6, '0')}`;
const idOf = (n: number) => `xiaohongshu:${key(n)}`;
interface Creator {
  n: number;
  followers: number;
  price?: number;
  read: number;
  like: number;
  comment: number;
  share: number;
}
const row = (c: Creator) =>
  [
    '小红书',
    `达人${c.n}`,
    `https://www.xiaohongshu.com/user/profile/${key(c.n)}`,
    c.followers,
    c.price ?? 3000,
    c.like + c.comment + c.share,
    c.read,
    c.like,
    c.comment,
    c.share,
  ].join(',');
const csv = (list: readonly Creator[]) => [HEADER, ...list.map(row)].join('\n');

/** Thirty peers of 20,000 followers whose figures rise together. */
const PEERS: Creator[] = Array.from({ length: 30 }, (_, i) => ({
  n: i + 1,
  followers: 20_000 + 100 * i,
  read: 1000 + 100 * i,
  like: 100 + 10 * i,
  comment: 10 + i,
  share: 5 + i,
}));
/** Ten candidates: five are seen and liked, five are talked about and passed on. */
const CANDIDATES: Creator[] = Array.from({ length: 10 }, (_, i) => {
  const seen = i < 5;
  return {
    n: 101 + i,
    followers: 30_000,
    read: seen ? 3900 - 120 * i : 1400 + 60 * i,
    like: seen ? 390 - 12 * i : 140 + 6 * i,
    comment: seen ? 13 + i : 55 - 3 * (i - 5),
    share: seen ? 8 + i : 50 - 3 * (i - 5),
  };
});
const LIVELY: Creator = {
  n: 201,
  followers: 10_240,
  price: 500,
  read: 5000,
  like: 800,
  comment: 90,
  share: 60,
};
const DULL: Creator = {
  n: 202,
  followers: 503_000,
  price: 16_700,
  read: 1100,
  like: 60,
  comment: 4,
  share: 2,
};
const LARGE: Creator[] = Array.from({ length: 12 }, (_, i) => ({
  n: 301 + i,
  followers: 520_000 + 1000 * i,
  price: 20_000,
  read: 20_000 + 900 * i,
  like: 3000 + 100 * i,
  comment: 200 + 10 * i,
  share: 100 + 10 * i,
}));

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
  const all = [...PEERS, ...CANDIDATES, LIVELY, DULL, ...LARGE];
  await library.bring([await library.file('creators.csv', csv(all))], { asOf: '2025-06-01T00:00:00Z' });
});
afterAll(() => library.remove());

const ask = (goal: string, more: object = {}) =>
  shortlist(
    library.store,
    shortlistRequestSchema.parse({ candidates: CANDIDATES.map((c) => idOf(c.n)), pick: 3, goal, ...more }),
  );

describe('ten in, three out', () => {
  it('the picks change with the goal, and the text says why', async () => {
    const fresh = shortlistSchema.parse(await ask('new-brand'));
    const known = shortlistSchema.parse(await ask('known-brand'));
    const ids = (s: typeof fresh) => s.picks.map((p) => p.accountId);
    expect([ids(fresh).length, ids(known).length]).toEqual([3, 3]);
    expect(ids(fresh)).not.toEqual(ids(known));
    expect(ids(fresh)).toContain(idOf(101));
    expect(ids(known)).toContain(idOf(106));
    expect(known.otherGoals.find((g) => g.goal === 'new-brand')?.picks).toEqual(ids(fresh));
    expect(fresh.why.en).toContain('being seen and liked weighs most');
    expect(known.why.en).toContain('forwarding, comments and activation weigh most');
    expect(known.why.zh).toContain('转发、评论与转化最重要');
    const orders = await Promise.all(
      ['new-brand', 'known-brand'].map(async (goal) =>
        (await ranking(library.store, { goal, limit: 100 })).items.map((i) => i.accountId),
      ),
    );
    expect(orders[0]).not.toEqual(orders[1]);
  });

  it('gives the three largest contributions of each pick, and a reason for each of the seven others', async () => {
    const found = await ask('known-brand');
    for (const pick of found.picks) {
      const page = found.candidates.find((c) => c.accountId === pick.accountId);
      const largest = page?.total.parts
        .map((p) => p.points)
        .toSorted((a, b) => b - a)
        .slice(0, 3);
      expect(pick.reasons.map((r) => r.points)).toEqual(largest);
      expect(pick.instead?.loss).toBeGreaterThanOrEqual(0);
      for (const reason of pick.reasons) expect(pick.words.en).toContain(reason.name.en);
    }
    expect(found.rejected).toHaveLength(7);
    for (const r of found.rejected) {
      expect(r.why).toBe('outranked');
      expect(r.needs).toBeGreaterThan(0);
      expect(r.words.zh).toContain('即可入选');
    }
  });

  it('points of the parts add up to the score, and the scores are kept as readings', async () => {
    const found = await ask('known-brand');
    for (const { total } of found.candidates)
      expect(total.result.state === 'ok' && total.result.value).toBeCloseTo(
        total.parts.reduce((s, p) => s + p.points, 0),
        6,
      );
    const stored = (await library.store.facts.all(readingsAbout, { kind: 'account', ids: [idOf(101)] })).map(
      readingOf,
    );
    expect(stored.map((r) => r.measure)).toEqual([
      'value-communication@1',
      'value-conversion@1',
      'value-fan@1',
      'value-total@1',
    ]);
    expect(found.readingIds).toContain(stored[3]?.readingId);
  });

  it('resolves links and names, and lists what it cannot', async () => {
    const link = `https://www.xiaohongshu.com/user/profile/${key(101)}`;
    const found = await ask('known-brand', { candidates: [link, '达人102', '没有这个人'], pick: 1 });
    expect(found.candidates.map((c) => c.accountId)).toEqual([idOf(101), idOf(102)]);
    expect(found.unknown.map((u) => u.given)).toEqual(['没有这个人']);
  });
});

it('a lively account of 10,000 outranks a dull one of 500,000 under every goal', async () => {
  for (const goal of ['new-brand', 'known-brand', 'custom']) {
    const pages = await Promise.all([LIVELY, DULL].map((c) => valuePage(library.store, idOf(c.n), { goal })));
    const [small, large] = pages.map((p) => valuePageSchema.parse(p));
    expect(small?.followers).toBeLessThan((large?.followers ?? 0) / 40);
    expect(small?.rank?.place).toBeLessThan(large?.rank?.place ?? 0);
    expect(small?.values.fan.result.state === 'ok' && small.values.fan.result.value).toBeGreaterThan(80);
  }
});

describe('what is shown of a page', () => {
  it('a stage nobody has figures for is insufficient, with need and have', async () => {
    const page = await valuePage(library.store, idOf(101), {});
    expect(page.stages.map((s) => s.result.state)).toEqual(['ok', 'ok', 'ok', 'ok', 'insufficient']);
    expect(page.map.map).toBe(DEFAULT_MAP.map);
    expect(page.total.missing.map((m) => m.part)).toContain('stage5');
    expect(page.total.missing.map((m) => m.part)).toContain('reading:tonality');
  });

  it('22 per million and 10 % are editable assumptions wherever they are used', async () => {
    const before = await valuePage(library.store, idOf(202), {});
    expect(before.costPerPerson.assumptions).toMatchObject([
      { name: 'feed_share', value: 0.1, editable: true },
    ]);
    expect(before.expectedSales.assumptions).toMatchObject([
      { name: 'sales_per_million', value: 22, editable: true },
    ]);
    const sales = (p: typeof before) =>
      p.expectedSales.result.state === 'ok' ? p.expectedSales.result.value : 0;
    expect(sales(before)).toBeCloseTo(0.503 * 22, 9);
    await saveSetting(library.store, 'weights', {
      ...DEFAULT_WEIGHTS,
      salesPerMillion: 11,
      feedShare: { xiaohongshu: 0.05 },
    });
    const after = await valuePage(library.store, idOf(202), {});
    expect(sales(after)).toBeCloseTo(sales(before) / 2, 9);
    expect(after.costPerPerson.assumptions[0]?.value).toBe(0.05);
    const { why } = await ask('known-brand', { keep: false });
    expect(why.en).toContain('Assumed: 5 % of followers');
    expect(why.en).toContain('Assumed: 11 direct sales per million');
    await saveSetting(library.store, 'weights', null);
    expect((await valueSettings(library.store)).edited.weights).toBe(false);
  });

  it('another map is named, and its stages are its own', async () => {
    const page = await valuePage(library.store, idOf(101), { map: 'kotler-5a' });
    expect(page.map.name.en).toBe('Kotler 5A');
    expect(page.stages.map((s) => s.stage)).toEqual(['aware', 'appeal', 'ask', 'act', 'advocate']);
    await expect(valuePage(library.store, idOf(101), { map: 'nowhere' })).rejects.toThrow('There is no map');
  });
});

it('a stored true-fan share becomes a part, gives the cost per true person, and may close a gate', async () => {
  const share = (n: number, value: number, low: number, high: number) => ({
    subject: { kind: 'account' as const, id: idOf(n) },
    measure: 'true-fan-share@1',
    asOf: '2025-06-01T00:00:00.000Z',
    inputDigest: `test-${n}`,
    level: 'none' as const,
    result: { state: 'ok' as const, value, low, high, n: 500, unit: 'share', detail: {}, caveats: [] },
    summary: { en: 'true fans', zh: '真粉' },
    rowCount: 0,
    rows: [],
  });
  const before = await valuePage(library.store, idOf(201), {});
  expect(before.costPerPerson.result.state).toBe('insufficient');
  await keepFindings(library.store, [share(201, 0.9, 0.85, 0.95), share(202, 0.15, 0.1, 0.2)]);
  const lively = await valuePage(library.store, idOf(201), {});
  expect(lively.total.parts.find((p) => p.part === 'reading:true-fan-share')?.score).toBeCloseTo(90, 9);
  expect(lively.costPerPerson.result).toMatchObject({ value: 50_000 / (10_240 * 0.1 * 0.9), n: 500 });
  const found = await ask('known-brand', { candidates: [idOf(201), idOf(202)], pick: 1, keep: false });
  expect(found.picks.map((p) => p.accountId)).toEqual([idOf(201)]);
  expect(found.rejected).toMatchObject([{ accountId: idOf(202), why: 'gate' }]);
  expect(found.rejected[0]?.words.en).toContain('True-fan share at most 20 %');
});

it('an import reads the accounts it touched again, and the figures equal those of a fresh read', async () => {
  const question = {
    windowDays: 180,
    leastPosts: 3,
    leastPeers: 10,
    readings: ['true-fan-share'],
    tiers: null,
  };
  const { facts } = library.store;
  await valueBase(facts, question);
  const news = [{ ...PEERS[0], like: 9999 } as Creator, { ...LIVELY, n: 203 }];
  await library.bring([await library.file('news.csv', csv(news))], { asOf: '2025-06-02T00:00:00Z' });
  const grown = await valueBase(facts, question);
  expect(grown.loaded).toBe(2);
  const whole = await valueBase(facts, { ...question, leastPosts: 4 });
  expect(whole.loaded).toBe('all');
  expect([...grown.ids].sort()).toEqual(whole.ids);
  for (const id of whole.ids)
    for (const column of ['followers', 'like_count', 'engagement_per_follower'])
      expect(grown.accounts.columns[column]?.[grown.placeOf.get(id) as number]).toBe(
        whole.accounts.columns[column]?.[whole.placeOf.get(id) as number],
      );
  expect(grown.accounts.columns['like_count']?.[grown.placeOf.get(idOf(1)) as number]).toBe(9999);
});

it('cut-offs of your own make the peer groups, and null goes back to the bands of the library', async () => {
  const before = await valuePage(library.store, idOf(1), {});
  const band = (tier: string, from: number) => ({ tier, name: { en: tier, zh: tier }, from });
  await saveSetting(
    library.store,
    'tiers',
    peerTiersSchema.parse({
      tiers: 'ours',
      name: { en: 'ours', zh: '自定' },
      source: 'agency handbook',
      platforms: { xiaohongshu: [band('small', 0), band('middle', 25_000), band('large', 500_000)] },
    }),
  );
  const own = valuePageSchema.parse(await valuePage(library.store, idOf(1), {}));
  expect(own.peers).toMatchObject({ tiers: ['small'], scheme: { en: 'ours' }, widened: false });
  expect(own.peers?.n).toBeLessThan(before.peers?.n ?? 0);
  const dull = await valuePage(library.store, idOf(202), {});
  expect(dull.peers).toMatchObject({ tiers: ['large'], n: 13 });
  expect((await valueSettings(library.store)).tiers?.tiers).toBe('ours');
  await saveSetting(library.store, 'tiers', null);
  expect((await valuePage(library.store, idOf(1), {})).peers).toEqual(before.peers);
});

it('weights in the question make a goal of their own, and change the scores', async () => {
  const plain = await valuePage(library.store, idOf(101), { goal: 'custom' });
  const seen = await valuePage(library.store, idOf(101), { weigh: '5,0,0,0,0;1,0,0' });
  expect(seen.goal).toMatchObject({ goal: 'custom', path: [5, 0, 0, 0, 0] });
  expect(seen.goal.why.zh).toContain('5 : 0 : 0 : 0 : 0');
  const value = (p: typeof plain) => (p.total.result.state === 'ok' ? p.total.result.value : Number.NaN);
  expect(value(seen)).toBeGreaterThan(value(plain));
  expect(valueQuerySchema.safeParse({ weigh: '1,2;3' }).success).toBe(false);
  expect(valueQuerySchema.safeParse({ weigh: '1,1,1,1,1;0,0,0' }).success).toBe(false);
});

it('the cost of one true person of a target divides by the stored share, both with bounds', async () => {
  const key = '0123abcd';
  await keepFindings(library.store, [
    {
      subject: { kind: 'account', id: idOf(201) },
      measure: `target-share-${key}@1`,
      asOf: '2025-06-01T00:00:00Z',
      inputDigest: 'd',
      level: 'none',
      result: {
        state: 'ok',
        value: 0.25,
        low: 0.2,
        high: 0.3,
        n: 400,
        unit: 'share',
        detail: { target: 'women' },
        caveats: [],
      },
      summary: { en: 's', zh: 's' },
      rowCount: 0,
      rows: [],
    },
  ]);
  const page = valuePageSchema.parse(await valuePage(library.store, idOf(201), { target: key }));
  const [whole, part] = [page.costPerPerson.result, page.costPerTarget?.result];
  if (whole.state !== 'ok' || part?.state !== 'ok') throw new Error('insufficient');
  expect(page.costPerTarget).toMatchObject({ key, name: 'women' });
  expect(part.value).toBeCloseTo(whole.value / 0.25, 6);
  expect(part.low).toBeCloseTo((whole.low as number) / 0.3, 6);
  expect(part.high).toBeCloseTo((whole.high as number) / 0.2, 6);
  expect(page.costPerTarget?.assumptions[0]).toMatchObject({
    name: 'feed_share',
    value: 0.1,
    editable: true,
  });
  const other = await valuePage(library.store, idOf(1), { target: key });
  expect(other.costPerTarget?.result.state).toBe('insufficient');
});

describe('an agency list against the library', () => {
  it('says what it costs by hand, and how much better the library has for the same places', async () => {
    const found = agencyCheckSchema.parse(
      await agencyCheck(library.store, {
        candidates: [idOf(1), idOf(202), 'nobody-knows-him'],
        goal: 'known-brand',
      }),
    );
    expect(found.unknown.map((u) => u.given)).toEqual(['nobody-knows-him']);
    expect(found.time.byHandMinutes).toBe(60);
    expect(found.time.assumption).toMatchObject({ name: 'hand_minutes', value: 20, editable: true });
    expect(found.time.ms).toBeLessThan(60_000);
    const [poor] = found.items;
    expect(poor).toMatchObject({ accountId: idOf(1) });
    // The best of thirty peers that rise together is far above the last of them.
    expect(poor?.instead?.total).toBeGreaterThan(poor?.total ?? 100);
    expect(found.items.find((i) => i.accountId === idOf(202))?.gates.length).toBe(1);
    expect(found.quality.listShut).toBe(1);
    expect(found.quality.difference.state).toBe('insufficient');
  });

  it('gives the difference an interval when the list is long enough, and no account twice', async () => {
    const list = PEERS.slice(0, 12).map((c) => idOf(c.n));
    const found = await agencyCheck(library.store, { candidates: list, goal: 'known-brand' });
    const instead = found.items.flatMap((i) => (i.instead ? [i.instead.accountId] : []));
    expect(new Set(instead).size).toBe(instead.length);
    expect(instead.some((id) => list.includes(id))).toBe(false);
    if (found.quality.difference.state !== 'ok') throw new Error('insufficient');
    expect(found.quality.difference.low).toBeGreaterThan(0);
    expect(found.quality.difference.caveats[0]?.en).toContain('chosen by score');
  });
});

it('a board says what changed since the last look, and nothing right after it', async () => {
  const ids = [idOf(5), idOf(201)];
  const first = boardSchema.parse(await board(library.store, { listId: 'l', name: 'mine', ids }));
  expect(first).toMatchObject({ lookedAt: null, changed: 0 });
  await looked(library.store, { listId: 'l', name: 'mine', ids });
  expect((await board(library.store, { listId: 'l', name: 'mine', ids })).changed).toBe(0);
  await library.bring(
    [await library.file('later.csv', csv([{ ...LIVELY, followers: 12_000, price: 900 }]))],
    { asOf: '2025-06-20T00:00:00Z' },
  );
  const next = boardSchema.parse(await board(library.store, { listId: 'l', name: 'mine', ids }));
  const lively = next.items.find((i) => i.accountId === idOf(201));
  expect(lively?.followers).toMatchObject({ now: 12_000, before: 10_240 });
  expect(lively?.price).toMatchObject({ now: 90_000, before: 50_000 });
  expect(lively?.series.length).toBeGreaterThan(1);
  expect(lively?.changed).toContain('followers');
  expect(next.changed).toBeGreaterThan(0);
});
