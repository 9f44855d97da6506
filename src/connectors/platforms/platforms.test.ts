import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformRow } from '#basis/platform.ts';
import { type Draft, draftSchema } from '#domain/facts/imports/schema.ts';
import type { Notes, SourceRecord } from '../contract.ts';
import { PLATFORM_CONNECTORS } from './registry.ts';

const FIXTURES = new URL('../../../fixtures/api/', import.meta.url);
const DATA = process.env['TOUCHSTONE_DATA'] ?? new URL('../../../../shared/data', import.meta.url).pathname;
const OPTIONS = {
  platform: null,
  asOf: '2024-06-01T00:00:00Z',
  dateOrder: null,
  utcOffsetMinutes: 480,
  followDesign: null,
} as const;

const recordsOf = (values: unknown[]): SourceRecord[] =>
  values.map((value, i) => ({ shape: 'json', sheet: null, row: i + 1, value }));

function load(path: string): SourceRecord[] {
  const text = readFileSync(new URL(path, FIXTURES), 'utf8');
  if (path.endsWith('.ndjson'))
    return recordsOf(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    );
  const value = JSON.parse(text) as unknown;
  return recordsOf(Array.isArray(value) ? value : [value]);
}

const connectorOf = (platform: string) => {
  const found = PLATFORM_CONNECTORS.find((c) => c.id === `${platform}-api`);
  if (!found) throw new Error(`no connector for ${platform}`);
  return found;
};

function read(platform: string, records: SourceRecord[]) {
  const told = {
    rejected: [] as string[],
    unreadable: [] as string[],
    unknown: new Map<string, string>(),
    withheld: new Set<string>(),
  };
  const notes: Notes = {
    reject: (column, value, reason, fix) => told.rejected.push(`${column}: ${value} ${reason} ${fix ?? ''}`),
    unreadable: (column, _value, reason) => told.unreadable.push(`${column}: ${reason}`),
    unknown: (column, value) => told.unknown.set(column, value),
    withheld: (column) => told.withheld.add(column),
    warn: () => {},
  };
  const drafts: Draft[] = [];
  for (const record of records) drafts.push(...connectorOf(platform).read(record, OPTIONS, notes));
  return { drafts, ...told };
}

const recognise = (records: SourceRecord[]) =>
  PLATFORM_CONNECTORS.map((connector) => ({
    id: connector.id,
    seen: connector.recognise({ fileName: 'answer.json', shape: 'json', sheet: null, headers: [], records }),
  }))
    .flatMap(({ id, seen }) => (seen ? [{ id, confidence: seen.confidence, reasons: seen.reasons }] : []))
    .sort((a, b) => b.confidence - a.confidence);

const counts = (drafts: Draft[]) => {
  const by: Record<string, number> = {};
  for (const draft of drafts) by[draft.kind] = (by[draft.kind] ?? 0) + 1;
  return by;
};
/** `metric` of the first post or account that has it. */
const figure = (drafts: Draft[], metric: string) => {
  for (const draft of drafts)
    if (draft.kind === 'post' || draft.kind === 'account')
      for (const f of draft.figures ?? []) if (f.metric === metric) return f.quantity;
  return undefined;
};

/** File, drafts by kind, and figures that must come out of it. */
const CASES: [string, Record<string, number>, Record<string, number>][] = [
  [
    'weibo/mymblog.json',
    { account: 2, post: 3 },
    { like_count: 560, repost_count: 12, comment_count: 34, follower_count: 123456 },
  ],
  ['weibo/profile.json', { account: 1 }, { follower_count: 123456, post_count: 4567 }],
  ['weibo/comments.json', { engagement: 2, actor: 1 }, {}],
  ['weibo/reposts.json', { engagement: 1, actor: 1, account: 1, post: 1 }, { like_count: 560 }],
  ['wechat/getarticletotal.json', { post: 1 }, { read_count: 1800, share_count: 40, save_count: 12 }],
  ['wechat/app_msg_list.json', { account: 1, post: 2 }, { like_count: 654, wow_count: 321 }],
  ['wechat/publish_page.json', { post: 1 }, {}],
  ['wechat/comments.json', { engagement: 1 }, {}],
  ['xiaohongshu/feed.json', { account: 1, post: 2 }, { like_count: 12000, comment_count: 342 }],
  [
    'xiaohongshu/profile.json',
    { account: 1 },
    { follower_count: 23456, following_count: 56, received_like_save_count: 345678 },
  ],
  ['xiaohongshu/comments.json', { engagement: 2 }, {}],
  [
    'douyin/aweme_post.json',
    { account: 1, post: 2 },
    { like_count: 5432, save_count: 987, share_count: 210, view_count: 0 },
  ],
  ['douyin/profile.json', { account: 1 }, { follower_count: 345900, received_like_count: 9876543 }],
  ['douyin/comments.json', { engagement: 2, actor: 2 }, {}],
  [
    'kuaishou/photo_list.json',
    { account: 1, post: 1 },
    { like_count: 12034, view_count: 456000, comment_count: 321 },
  ],
  ['kuaishou/profile.json', { account: 1 }, { follower_count: 987000, post_count: 345 }],
  ['kuaishou/comments.json', { engagement: 2 }, {}],
  [
    'bilibili/view.json',
    { account: 1, post: 1 },
    { view_count: 123456, danmaku_count: 789, coin_count: 1234, save_count: 2345 },
  ],
  ['bilibili/vlist.json', { account: 1, post: 1 }, { comment_count: 45, danmaku_count: 12 }],
  ['bilibili/card.json', { account: 1 }, { follower_count: 56789, received_like_count: 654321 }],
  ['bilibili/replies.json', { engagement: 2 }, {}],
  ['zhihu/answers.json', { account: 1, post: 2 }, { like_count: 1520, save_count: 890, wow_count: 64 }],
  ['zhihu/people.json', { account: 1 }, { received_like_count: 65432, follower_count: 4321 }],
  ['zhihu/comments.json', { engagement: 2, actor: 1 }, {}],
  ['toutiao/feed.json', { account: 1, post: 1 }, { read_count: 34567, save_count: 90 }],
  ['toutiao/feed_app.json', { account: 1, post: 1 }, { read_count: 34567, like_count: 456 }],
  ['toutiao/profile.json', { account: 1 }, { follower_count: 87654 }],
  ['toutiao/comments.json', { engagement: 1, actor: 1 }, {}],
  [
    'tieba/thread_list.json',
    { account: 1, post: 1 },
    { comment_count: 56, view_count: 1234, like_count: 20 },
  ],
  ['tieba/posts.json', { account: 2, post: 2, engagement: 2 }, { view_count: 1300 }],
  ['tieba/profile.json', { account: 1 }, { following_count: 21 }],
  ['babytree/topic_list.json', { account: 1, post: 2 }, { view_count: 2345, comment_count: 12 }],
  ['babytree/topic.json', { account: 1, post: 1, engagement: 2 }, { view_count: 2345 }],
  ['babytree/profile.json', { account: 1 }, { follower_count: 3210 }],
  ['live/events.ndjson', { post: 1, engagement: 6, order: 1 }, { view_count: 5600 }],
  ['live/webcast.ndjson', { post: 1, engagement: 5 }, { view_count: 34567 }],
  ['live/room.json', { account: 1, post: 1 }, { like_count: 20000 }],
  ['youtube/videos.json', { account: 1, post: 1 }, { view_count: 123456, like_count: 4567 }],
  ['youtube/channels.json', { account: 1 }, { follower_count: 123000, total_view_count: 9876543 }],
  ['youtube/commentThreads.json', { engagement: 2 }, {}],
  ['instagram/business_discovery.json', { account: 1, post: 1 }, { follower_count: 54321, like_count: 1234 }],
  ['instagram/media.json', { account: 1, post: 1, engagement: 1 }, { reach_count: 8765, save_count: 210 }],
  [
    'instagram/web_post.json',
    { account: 1, post: 1, engagement: 1, actor: 1 },
    { view_count: 9999, follower_count: 54321 },
  ],
  [
    'tiktok/item_detail.json',
    { account: 1, post: 1 },
    { view_count: 78912, like_count: 1234, follower_count: 45600 },
  ],
  ['tiktok/research_videos.json', { account: 1, post: 1 }, { view_count: 78900, save_count: 90 }],
  ['tiktok/user_detail.json', { account: 1 }, { received_like_count: 789000 }],
  ['tiktok/comments.json', { engagement: 1 }, {}],
  [
    'x/tweets.json',
    { account: 2, post: 1, engagement: 2, actor: 2 },
    { view_count: 6789, quote_count: 1, save_count: 9 },
  ],
  ['x/user.json', { account: 1 }, { follower_count: 4321 }],
  ['x/classic.json', { account: 1, post: 1 }, { like_count: 145, repost_count: 12 }],
];

describe.each(CASES)('%s', (path, kinds, figures) => {
  const platform = path.split('/')[0] as string;
  const records = load(path);
  const { drafts, rejected, unreadable } = read(platform, records);

  it('yields valid drafts of the expected kinds and figures', () => {
    for (const draft of drafts) expect(draftSchema.safeParse(draft).error?.issues ?? []).toEqual([]);
    expect(counts(drafts)).toEqual(kinds);
    expect({ rejected, unreadable }).toEqual({ rejected: [], unreadable: [] });
    for (const [metric, value] of Object.entries(figures))
      expect([metric, figure(drafts, metric)?.value]).toEqual([metric, value]);
  });

  it('uses only counters the platform has', () => {
    for (const draft of drafts)
      if (draft.kind === 'post')
        for (const f of draft.figures ?? [])
          expect(Object.keys(platformRow(draft.platform).counters)).toContain(f.metric);
  });

  it('is recognised best by its own connector', () => {
    const [first, second] = recognise(records);
    expect(first?.id).toBe(`${platform}-api`);
    expect(first?.confidence).toBeGreaterThanOrEqual(0.6);
    expect(first?.reasons.length).toBeGreaterThan(0);
    if (second) expect(second.confidence).toBeLessThan((first?.confidence ?? 0) - 0.05);
  });
});

it('covers every fixture file', () => {
  const files = readdirSync(FIXTURES).flatMap((dir) =>
    readdirSync(new URL(`${dir}/`, FIXTURES)).map((file) => `${dir}/${file}`),
  );
  expect(CASES.map(([path]) => path).sort()).toEqual(files.sort());
});

describe('values', () => {
  it('keeps display strings as bounds and leaves -1 out', () => {
    const { drafts } = read('xiaohongshu', load('xiaohongshu/feed.json'));
    const posts = drafts.filter((d) => d.kind === 'post');
    const of = (i: number, metric: string) => posts[i]?.figures?.find((f) => f.metric === metric)?.quantity;
    expect(of(0, 'like_count')).toEqual({ value: 12000, low: 11500, high: 12500 });
    expect(of(0, 'save_count')).toEqual({ value: null, low: 8000, high: null });
    expect(of(0, 'share_count')).toBeUndefined();
    expect(of(1, 'like_count')).toEqual({ value: null, low: 100000, high: null });
  });

  it('reads the day of each WeChat counter', () => {
    const [post] = read('wechat', load('wechat/getarticletotal.json')).drafts;
    const reads = post?.kind === 'post' ? post.figures?.filter((f) => f.metric === 'read_count') : [];
    expect(reads?.map((f) => [f.quantity.value, f.observedAt])).toEqual([
      [1800, '2024-05-01T15:59:59.000Z'],
      [2300, '2024-05-02T15:59:59.000Z'],
    ]);
  });

  it('joins replies to their comment and room counters to their moment', () => {
    const replies = read('douyin', load('douyin/comments.json')).drafts.filter(
      (d) => d.kind === 'engagement',
    );
    expect(replies.map((d) => [d.act, d.parentKey ?? null])).toEqual([
      ['comment', null],
      ['reply', '7271000000000000001'],
    ]);
    const live = read('live', load('live/events.ndjson')).drafts;
    expect(live.map((d) => (d.kind === 'engagement' ? [d.act, d.weight ?? null] : d.kind))).toEqual([
      'post',
      ['enter', null],
      ['comment', null],
      ['like', 15],
      ['gift', 10],
      ['follow', null],
      ['order', 2],
      'order',
    ]);
    expect(figure(live, 'online_viewer_count')?.value).toBe(1200);
    expect(figure(live, 'peak_viewer_count')).toBeUndefined();
    expect(live.find((d) => d.kind === 'order')).toMatchObject({ amountMinor: 5990, currency: 'CNY' });
  });

  it('refuses ids too large to be exact', () => {
    const [tweet] = load('x/classic.json');
    const value = { ...(tweet?.shape === 'json' ? (tweet.value as object) : {}), id_str: undefined };
    const { drafts, rejected, unreadable } = read('x', recordsOf([value]));
    expect(drafts).toEqual([]);
    expect(unreadable.join()).toContain('too large');
    expect(rejected).toHaveLength(1);
  });

  it('refuses error answers and comments without their post, with a fix', () => {
    const error = read('bilibili', recordsOf([{ code: -404, message: '啥都木有', ttl: 1 }]));
    expect(error.rejected[0]).toContain('啥都木有');
    const lost = read(
      'kuaishou',
      recordsOf([{ rootComments: [{ commentId: '1', authorId: '2', authorName: 'n', content: 'c' }] }]),
    );
    expect(lost.rejected[0]).toContain('"photoId"');
  });
});

it('reads profiles in follower lists as people without names', () => {
  const person = {
    uid: '700000000001',
    sec_uid: 'MS4wLjABAAAAf',
    unique_id: 'x1',
    nickname: '某人',
    follower_count: 3,
    aweme_count: 0,
    total_favorited: 1,
    signature: '你好',
  };
  const { drafts, withheld } = read('douyin', recordsOf([{ followers: [person] }]));
  expect(drafts).toEqual([
    {
      kind: 'actor',
      platform: 'douyin',
      actor: '700000000001',
      followerCount: 3,
      postCount: 0,
      bioLength: 2,
    },
  ]);
  expect(withheld).toContain('followers[].nickname');
});

it('leaves no id of a consumer in the side store', () => {
  for (const [path] of CASES) {
    const { drafts, unknown } = read(path.split('/')[0] as string, load(path));
    const actors = drafts.flatMap((d) => (d.kind === 'engagement' || d.kind === 'actor' ? [d.actor] : []));
    for (const [column, value] of unknown)
      expect([path, column, actors.includes(value) || /MS4wLjABAAAA\w*v/.test(value)]).toEqual([
        path,
        column,
        false,
      ]);
  }
});

it('stores no name, handle or picture of a consumer', () => {
  const people = [
    '路过的青团',
    '半糖',
    '路人甲',
    '小满',
    '阿远',
    '阿禾',
    '小鱼',
    '阿虾',
    '路人丙',
    '路人丁',
    '一位读者',
    '另一位读者',
    '老李',
    '夜行',
    'yexing',
    '果果妈',
    '米粒',
    '小舟',
    '晚风',
    '@someone',
    'a.viewer',
    'b.viewer',
    'viewer.example',
    'viewerone',
    'Viewertwo',
  ];
  for (const [path] of CASES) {
    const { drafts, unknown } = read(path.split('/')[0] as string, load(path));
    const kept = JSON.stringify([
      drafts.map((d) => (d.kind === 'post' ? { ...d, text: '', mentions: [] } : d)),
      [...unknown],
    ]);
    for (const name of people) expect([path, name, kept.includes(`"${name}"`)]).toEqual([path, name, false]);
  }
});

describe('anything at all', () => {
  const records = CASES.map(([path]) => load(path)[0]).flatMap((r) => (r?.shape === 'json' ? [r.value] : []));
  const leaf = fc.oneof(
    fc.constantFrom(null, -1, '', '-', '1.2万', [], {}, true, 'NaN', Infinity),
    fc.integer(),
    fc.string(),
  );
  /** A real answer with some of its values replaced. */
  const damaged = fc
    .tuple(fc.constantFrom(...records), fc.array(fc.tuple(fc.nat(200), leaf), { maxLength: 12 }))
    .map(([value, changes]) => {
      const copy = structuredClone(value) as Record<string, unknown>;
      const slots: [Record<string, unknown>, string][] = [];
      const walk = (at: unknown): void => {
        if (typeof at !== 'object' || at === null) return;
        for (const key of Object.keys(at)) {
          slots.push([at as Record<string, unknown>, key]);
          walk((at as Record<string, unknown>)[key]);
        }
      };
      walk(copy);
      for (const [at, put] of changes) {
        const slot = slots[at % slots.length];
        if (slot) slot[0][slot[1]] = put;
      }
      return copy;
    });
  it('never throws, and keeps or refuses every record', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), damaged), (value) => {
        for (const connector of PLATFORM_CONNECTORS) {
          const sample = recordsOf([value]);
          const seen = connector.recognise({
            fileName: 'a',
            shape: 'json',
            sheet: null,
            headers: [],
            records: sample,
          });
          if (seen) expect(seen.confidence).toBeLessThanOrEqual(0.98);
          const { drafts, rejected } = read(connector.id.replace('-api', ''), sample);
          for (const draft of drafts) expect(draftSchema.safeParse(draft).error?.issues ?? []).toEqual([]);
          expect(rejected.length).toBe(drafts.length > 0 ? 0 : 1);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is not confused by a very deep value or a short generic one', () => {
    let deep: unknown = { id: 1 };
    for (let i = 0; i < 20_000; i++) deep = { data: [deep] };
    for (const value of [deep, { id: 1, text: 'hello', user: { id: 2, name: 'n' } }]) {
      const records = recordsOf([value]);
      for (const { confidence } of recognise(records)) expect(confidence).toBeLessThan(0.45);
      expect(read('weibo', records)).toMatchObject({ drafts: [], rejected: [expect.any(String)] });
    }
  });
});

describe('posts/weibo-api-posts.ndjson.gz', () => {
  const lines = gunzipSync(readFileSync(`${DATA}/posts/weibo-api-posts.ndjson.gz`))
    .toString('utf8')
    .trim()
    .split('\n');
  const records = recordsOf(lines.map((line) => JSON.parse(line) as unknown));

  it('is recognised and kept to the row', () => {
    expect(recognise(records.slice(0, 50))[0]?.id).toBe('weibo-api');
    const { drafts, rejected, unreadable, unknown } = read('weibo', records);
    expect(records).toHaveLength(4829);
    expect({ rejected, unreadable }).toEqual({ rejected: [], unreadable: [] });
    const posts = drafts.filter((d) => d.kind === 'post');
    expect(posts).toHaveLength(4829);
    expect(posts.filter((p) => p.author?.platformId && p.publishedAt)).toHaveLength(4829);
    expect(posts.filter((p) => p.figures?.length === 3)).toHaveLength(4829);
    expect(posts.filter((p) => p.region === '江西')).toHaveLength(2534);
    expect(posts.filter((p) => p.region === undefined)).toHaveLength(786);
    expect([unknown.has('_account'), unknown.has('_label')]).toEqual([true, true]);
  });
});
