/** What each fixture must give, and the traps of each vendor. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AccountDraft, FigureDraft } from '#domain/facts/accounts/schema.ts';
import type { Draft } from '#domain/facts/imports/schema.ts';
import type { ReadOptions, SourceRecord } from '../contract.ts';
import { OPTIONS, readAll, readFixture } from '../fixture-files.ts';
import { FIXTURES } from '../fixture-table.ts';
import { connectorById } from '../registry.ts';

const exportsFolder = fileURLToPath(new URL('../../../fixtures/exports/', import.meta.url));
const files = new Map(
  await Promise.all(
    FIXTURES.map(
      async ({ file, owner }) =>
        [file, { owner, ...(await readFixture(join(exportsFolder, file))) }] as const,
    ),
  ),
);
const readFile = (file: string, options = OPTIONS) => {
  const fixture = files.get(file);
  if (!fixture) throw new Error(`no fixture ${file}`);
  return readRecords(fixture.owner, fixture.all, options);
};
function readRecords(id: string, records: readonly SourceRecord[], options: ReadOptions = OPTIONS) {
  const connector = connectorById(id);
  if (!connector) throw new Error(`no connector ${id}`);
  return readAll(connector, records, options);
}
const row = (cells: Record<string, string>): SourceRecord[] => [
  { shape: 'table', sheet: null, row: 2, cells },
];
const ofKind = <K extends Draft['kind']>(drafts: readonly Draft[], kind: K) =>
  drafts.filter((d): d is Extract<Draft, { kind: K }> => d.kind === kind);
const accounts = (file: string): AccountDraft[] => ofKind(readFile(file).drafts, 'account');
const figure = (draft: { figures?: FigureDraft[] } | undefined, column: string) =>
  draft?.figures?.find((f) => f.column === column);
const exact = (value: number) => ({ value, low: value, high: value });

describe.each(FIXTURES)('$file', (expected) => {
  it('gives its drafts and says the rest', () => {
    const { drafts, said } = readFile(expected.file);
    const kinds: Record<string, number> = {};
    for (const { kind } of drafts) kinds[kind] = (kinds[kind] ?? 0) + 1;
    const columns = (list: readonly { column: string }[]) => [...new Set(list.map((x) => x.column))].sort();
    expect({
      drafts: kinds,
      rejected: said.rejected.length,
      unreadable: columns(said.unreadable),
      unknown: columns(said.unknown),
      withheld: [...new Set(said.withheld)].sort(),
    }).toEqual({
      drafts: expected.drafts,
      rejected: expected.rejected ?? 0,
      unreadable: [...(expected.unreadable ?? [])].sort(),
      unknown: [...(expected.unknown ?? [])].sort(),
      withheld: [...(expected.withheld ?? [])].sort(),
    });
  });
});

describe('acceptance 1: a sheet with 1,327w, 1千+, -, a range and a repeated row', () => {
  it('loses nothing and invents nothing', () => {
    const [first, second, repeated] = accounts('xingtu-page/market.csv');
    expect(figure(first, '预期播放量')?.quantity).toEqual({
      value: 13_270_000,
      low: 13_265_000,
      high: 13_275_000,
    });
    expect(figure(second, '粉丝数')?.quantity).toEqual({ value: null, low: 100_000, high: 250_000 });
    expect(figure(second, '预期CPM')).toBeUndefined();
    expect(second?.account.handle).toBeUndefined();
    expect(repeated).toEqual(first);
    const [, small] = accounts('pugongying-list/bloggers.csv');
    expect(figure(small, '粉丝数')?.quantity).toEqual({ value: null, low: 1000, high: null });
    expect(small?.quotes?.map((q) => q.amountMinor)).toEqual([
      { value: null, low: 10_000_000, high: 25_000_000 },
    ]);
  });
});

describe('Pugongying', () => {
  it('takes 互动中位数 as engagements and keeps formats apart', () => {
    const [first] = accounts('pugongying-list/bloggers.csv');
    expect(figure(first, '互动中位数')).toMatchObject({ metric: 'engagement_median', quantity: exact(678) });
    expect(figure(first, '视频互动中位数')).toMatchObject({ metric: 'engagement_median', format: 'video' });
    expect(figure(first, '活跃粉丝占比%')?.quantity.value).toBe(0.456);
    expect(figure(first, '预估阅读单价')).toMatchObject({ currency: 'CNY', quantity: exact(35) });
  });

  it('reads plain numbers of the page’s own keys as per cent', () => {
    const [first] = accounts('pugongying-list/api-keys.json');
    expect(figure(first, 'fansActiveIn28dLv')).toMatchObject({ windowDays: 28, quantity: { value: 0.456 } });
    expect(first?.account).toMatchObject({
      handle: 'qinghe_kitchen',
      vendor: { name: 'pugongying', id: '5f3c0a1b0000000001002a3b' },
    });
    expect(first?.account.platformId).toBeUndefined();
  });

  it('reads window, content and format from detail headers', () => {
    const [first] = accounts('pugongying-detail/blogger-detail.csv');
    expect(figure(first, '合作-图文+视频-近90天-阅读中位数')).toMatchObject({
      metric: 'read_median',
      windowDays: 90,
      content: 'sponsored',
      format: 'all',
    });
    expect(figure(first, '日常互动中位数')).toMatchObject({
      metric: 'engagement_median',
      content: 'organic',
    });
    expect(figure(first, '预估CPM(视频)')).toMatchObject({
      metric: 'cpm_per_exposure',
      format: 'video',
      quantity: exact(5270),
    });
    const found = first?.audience?.find((a) => a.column === '日常-近30天-阅读量来源-发现');
    expect(found).toMatchObject({
      dimension: 'read_source',
      base: 'reads',
      segment: '发现',
      windowDays: 30,
      content: 'organic',
      share: { value: 0.615 },
    });
    expect(first?.audience?.filter((a) => a.dimension === 'age').map((a) => a.segment)).toEqual([
      '<18',
      '18-24',
      '25-34',
      '35-44',
      '>44',
    ]);
    expect(first?.observedAt).toBe('2024-05-19T16:00:00.000Z');
  });
});

describe('Xingtu', () => {
  it('keeps 0–1 shares, yuan prices and ranges of the market data', () => {
    const [first, second] = accounts('xingtu-api/authors.json');
    expect(figure(first, 'interact_rate_within_30d')).toMatchObject({
      metric: 'engagement_per_view_share',
      windowDays: 30,
      quantity: exact(0.0421),
    });
    expect(figure(first, 'ecom_gmv_30d_range')?.quantity).toEqual({
      value: null,
      low: 10_000_000,
      high: 25_000_000,
    });
    expect(figure(first, 'fans_increment_within_15d')?.quantity.value).toBe(-120);
    expect(figure(first, 'link_convert_index_by_industry')?.metric).toBe('xingtu_convert_industry_index');
    expect(first?.quotes?.find((q) => q.format === 'video_1_20s')?.amountMinor).toEqual(exact(1_200_000));
    // Engagements can outnumber views in print; 2.05 stays 205 %, it is not taken for 2.05 %.
    expect(figure(second, 'interact_rate_within_30d')?.quantity.value).toBe(2.05);
  });

  it('divides the report’s rates by 100 as per cent and its money by 100 as yuan', () => {
    const [first, second] = ofKind(readFile('xingtu-post-report/reports.json').drafts, 'post');
    expect(figure(first, 'creative.five_s_play_rate')).toMatchObject({
      metric: 'five_second_share',
      quantity: { value: 0.275 },
    });
    expect(figure(first, 'cost_effectiveness.price')).toMatchObject({
      metric: 'post_price',
      currency: 'CNY',
      quantity: exact(1_200_000),
    });
    expect(first?.postKey).toBe('7000000000000000011');
    expect(second?.postKey).toBe('7100000000000000023');
  });

  it('refuses an ambiguous registration date and reads it when told', () => {
    const told = readFile('xingtu-recruit/applicants.csv', { ...OPTIONS, dateOrder: 'day-first' });
    expect(told.said.rejected).toEqual([]);
    expect(told.drafts).toHaveLength(2);
    expect(readFile('xingtu-recruit/applicants.csv').said.rejected[0]).toMatchObject({
      column: '报名时间',
      value: '05/06/2024',
      reason: 'the date reads as 2024-06-05 (day first) or 2024-05-06 (month first)',
    });
  });
});

describe('other vendors', () => {
  it('takes Qiangua’s CPM per read', () => {
    const [first] = accounts('qiangua/medians.csv');
    expect(figure(first, 'CPM')).toMatchObject({ metric: 'cpm_per_read', quantity: exact(25_920) });
    expect(figure(first, '粉丝真实度')?.quantity.value).toBe(0.873);
    expect(first?.quotes?.[0]?.amountMinor).toEqual({ value: null, low: 320_000, high: 480_000 });
  });

  it('reads Feigua’s and Chanmama’s windows and money', () => {
    const [author] = accounts('feigua/authors.csv');
    expect(figure(author, '30天粉丝增量')).toMatchObject({
      metric: 'follower_growth_count',
      windowDays: 30,
      quantity: exact(4310),
    });
    expect(figure(author, '30天作品数')).toMatchObject({ metric: 'post_count', windowDays: 30 });
    expect(figure(author, '总作品数')?.windowDays).toBeUndefined();
    const [seller] = accounts('chanmama/authors.csv');
    expect(figure(seller, '停留')?.quantity).toEqual(exact(72));
    expect(figure(seller, '场均成交额')).toMatchObject({
      metric: 'live_sale_mean',
      windowDays: 30,
      quantity: { value: 5_200_000 },
    });
    expect(seller?.audience?.map((a) => a.segment)).toEqual(['男', '女', '18-23', '24-30', '广东', '江苏']);
  });

  it('keeps an agency’s fee, rebate, tax basis and schedule on its quotes', () => {
    const { drafts, said } = readFile('agency-pitch/pitch.csv');
    const [first, second, third] = ofKind(drafts, 'account');
    expect(first?.quotes?.[0]).toMatchObject({
      format: 'image',
      kind: 'quoted',
      feeShare: 0.1,
      rebateShare: 0.2,
      schedule: '6月中旬',
      taxBasis: 'included',
    });
    expect(figure(first, 'Followers(w)')?.quantity.value).toBe(132_000);
    expect(second?.account.platform).toBe('douyin');
    expect(figure(second, 'Followers(w)')?.quantity.value).toBe(3_215_000);
    expect(third?.account.platform).toBe('other');
    expect(said.warnings.some((w) => w.includes('both carry a unit') && w.includes('differ'))).toBe(true);
  });

  it('never lets a range stand for what was paid', () => {
    const { drafts, said } = readRecords(
      'cooperation-sheet',
      row({
        平台: '抖音',
        品牌: '禾味',
        达人昵称: '木木',
        合作价格: '1.2万-1.8万',
        合作状态: '执行中',
        产品: '油',
      }),
    );
    expect(ofKind(drafts, 'cooperation')[0]).not.toHaveProperty('amountMinor');
    expect(said.unreadable[0]).toMatchObject({
      column: '合作价格',
      reason: 'is a range or bound, not one amount',
    });
  });

  it('reads an order’s fen and yuan alike', () => {
    const orders = ofKind(readFile('order-list/orders.csv').drafts, 'order');
    expect(orders.map((o) => [o.orderKey, o.amountMinor, o.returned])).toEqual([
      ['D20240612001', 11_800, false],
      ['D20240612002', 5900, true],
      ['D20240612001', 11_800, false],
    ]);
  });

  it('never mixes a masked author of the crawler’s new schema with a platform id', () => {
    const [author] = accounts('mediacrawler/xhs-notes-new.json');
    expect(author?.account).toEqual({
      platform: 'xiaohongshu',
      vendor: { name: 'mediacrawler', id: 'c0ffee01' },
      name: '青**',
    });
  });

  it('keeps no name or picture of a commenter', () => {
    for (const file of [
      'xhs-comments.csv',
      'dy-comments.ndjson',
      'bili-comments.csv',
      'wb-comments.csv',
      'tieba-comments.csv',
      'zhihu-comments.json',
    ]) {
      const text = JSON.stringify(readFile(`mediacrawler/${file}`));
      expect(text, file).not.toContain('某某');
      expect(text, file).not.toContain('img.example.org');
    }
  });

  it('keeps parents of replies, and takes parent 0 as none', () => {
    const comments = ofKind(readFile('mediacrawler/xhs-comments.csv').drafts, 'engagement');
    expect(comments.map((c) => [c.engagementKey, c.parentKey, c.weight])).toEqual([
      ['c001', undefined, 4],
      ['c002', 'c001', 0],
    ]);
  });

  it('tells a co-share apart by object, account and content', () => {
    const [first] = ofKind(
      readFile('coortweet/shares.csv', { ...OPTIONS, platform: 'facebook' }).drafts,
      'engagement',
    );
    expect(first).toEqual({
      kind: 'engagement',
      platform: 'facebook',
      postKey: 'https://example.org/story-1',
      act: 'share',
      actor: 'page_a',
      engagementKey: 'post_1',
      at: '2024-06-01T00:00:00.000Z',
      actorAccount: { platform: 'facebook', platformId: 'page_a' },
    });
  });

  it('does not trust a whole number JSON cannot carry exactly', () => {
    const value: unknown = JSON.parse(
      '{"aweme_id": 7000000000000000011, "title": "x", "user_id": "1", "liked_count": 3, "share_count": 1}',
    );
    const { drafts, said } = readRecords('mediacrawler-dy-videos', [
      { shape: 'json', sheet: null, row: 1, value },
    ]);
    expect(said.unreadable.map((u) => u.column)).toEqual(['aweme_id']);
    expect(JSON.stringify(drafts)).not.toContain('70000000000000000');
  });

  it('lets a link name the platform where the layout has none', () => {
    const { drafts } = readRecords(
      'upfluence',
      row({ 'Influencer name': 'A', TikTok: 'https://www.tiktok.com/@a', Followers: '5' }),
    );
    expect(ofKind(drafts, 'account')[0]?.account.platform).toBe('tiktok');
  });
});
