import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TouchstoneError } from '#basis/error.ts';
import type { FileSample } from './contract.ts';
import { OPTIONS, readAll, readFixture } from './fixture-files.ts';
import { connectorFromMapping, guessMapping } from './generic.ts';
import { formatMappingFile, parseMappingFile } from './mapping-file.ts';
import { recognise } from './registry.ts';

const fixture = (file: string) =>
  readFixture(join(fileURLToPath(new URL('../../fixtures/exports/', import.meta.url)), file));
const table = (fileName: string, headers: string[], ...rows: string[][]): FileSample => ({
  fileName,
  shape: 'table',
  sheet: null,
  headers,
  records: rows.map((cells, i) => ({
    shape: 'table',
    sheet: null,
    row: i + 2,
    cells: Object.fromEntries(headers.map((h, c) => [h, cells[c] ?? ''])),
  })),
});
const column = (guess: ReturnType<typeof guessMapping>, header: string) =>
  guess.columns.find((c) => c.header === header);

describe('guessMapping', () => {
  it('shows what units do to the numbers', () => {
    const guess = guessMapping(
      table(
        '达人.csv',
        ['昵称', '粉丝量/w', '互动率', '图文报价(分)', '完播率', '获赞'],
        ['甲', '13.2', '5.4', '320000', '1230', '1.2万'],
        ['乙', '5', '12', '180000', '4410', '3千+'],
      ),
    );
    expect(guess.columns.map((c) => [c.header, c.unitNote])).toEqual([
      ['昵称', null],
      ['粉丝量/w', 'w = 10,000'],
      ['互动率', 'numbers are per cent'],
      ['图文报价(分)', 'fen → yuan'],
      ['完播率', '×100 → %'],
      ['获赞', '万 = 10,000; 千 = 1,000; “+” is kept as “at least”'],
    ]);
    const { drafts } = readAll(
      connectorFromMapping(guess.mapping),
      table('x', [], []).records.concat(guessSample),
    );
    const [account] = drafts;
    expect(account).toMatchObject({
      kind: 'account',
      figures: [
        { metric: 'follower_count', quantity: { value: 132_000 } },
        { metric: 'engagement_unstated_share', quantity: { value: 0.054 } },
        { metric: 'completion_share', quantity: { value: 0.123 } },
        { metric: 'received_like_count', quantity: { value: 12_000 } },
      ],
      quotes: [{ format: 'image', amountMinor: { value: 320_000 } }],
    });
  });
  const guessSample = [
    {
      shape: 'table' as const,
      sheet: null,
      row: 2,
      cells: {
        昵称: '甲',
        '粉丝量/w': '13.2',
        互动率: '5.4',
        '图文报价(分)': '320000',
        完播率: '1230',
        获赞: '1.2万',
      },
    },
  ];

  it('finds the platform in links, in the file’s name, or not at all', () => {
    const headers = ['昵称', '主页', '粉丝数'];
    expect(
      guessMapping(table('list.csv', headers, ['甲', 'https://space.bilibili.com/12345', '5'])).mapping
        .platform,
    ).toBe('bilibili');
    expect(guessMapping(table('小红书达人.csv', headers, ['甲', '', '5'])).mapping.platform).toBe(
      'xiaohongshu',
    );
    expect(guessMapping(table('douyin-june.csv', headers, ['甲', '', '5'])).mapping.platform).toBe('douyin');
    expect(guessMapping(table('list.csv', headers, ['甲', '', '5'])).mapping.platform).toBeUndefined();
    const mixed = table(
      'list.csv',
      headers,
      ['甲', 'https://space.bilibili.com/12345', '5'],
      ['乙', 'https://www.zhihu.com/people/yi', '6'],
    );
    expect(guessMapping(mixed).mapping.platform).toBeUndefined();
    const { drafts } = readAll(connectorFromMapping(guessMapping(mixed).mapping), mixed.records);
    expect(drafts.map((d) => (d.kind === 'account' ? d.account.platform : null))).toEqual([
      'bilibili',
      'zhihu',
    ]);
  });

  it('reads the cells where the header says nothing', () => {
    const guess = guessMapping(
      table(
        'x.csv',
        ['标题', 'A', 'B', 'C', 'D'],
        [
          '一',
          'https://www.xiaohongshu.com/explore/664c0a1b0000000001000001',
          '2024-05-20',
          '13800000000',
          'zz',
        ],
        [
          '二',
          'https://www.xiaohongshu.com/explore/664c0a1b0000000001000002',
          '2024-05-21',
          '13800000001',
          'yy',
        ],
      ),
    );
    expect(column(guess, 'A')?.target).toEqual({ to: 'post.link' });
    expect(column(guess, 'B')?.target).toEqual({ to: 'post.publishedAt' });
    expect(column(guess, 'C')?.target).toEqual({ to: 'withheld' });
    expect(column(guess, 'D')).toMatchObject({ target: null, confidence: 0 });
    expect(column(guess, 'B')?.confidence).toBeLessThan(0.6);
  });

  it('does not believe a header its cells contradict', () => {
    const guess = guessMapping(
      table('x.csv', ['昵称', '粉丝数'], ['甲', 'many'], ['乙', 'few'], ['丙', 'some']),
    );
    expect(column(guess, '粉丝数')).toMatchObject({ target: null });
    expect(column(guess, '粉丝数')?.reason).toContain('hardly any cell is a number');
  });

  it('gives one meaning to one column only', () => {
    const guess = guessMapping(table('x.csv', ['昵称', '粉丝数', '粉丝量'], ['甲', '5', '6']));
    expect(guess.columns.map((c) => c.target !== null)).toEqual([true, true, false]);
    expect(column(guess, '粉丝量')?.reason).toContain('粉丝数 already says that');
  });

  it.each([
    ['engagement-list/engagements.csv', 'engagement'],
    ['order-list/orders.csv', 'order'],
    ['follower-list/followers.csv', 'follow'],
    ['cooperation-sheet/campaigns.csv', 'cooperation'],
    ['post-counters/readings.csv', 'post'],
    ['qiangua/bloggers.csv', 'account'],
    ['mediacrawler/wb-posts.csv', 'post'],
    ['mediacrawler/zhihu-comments.json', 'engagement'],
  ])('sees what a row of %s is about', async (file, noun) => {
    expect(guessMapping((await fixture(file)).sample).noun).toBe(noun);
  });

  it.each([
    'qiangua/bloggers.csv',
    'feigua/authors.csv',
    'upfluence/list.csv',
    'agency-pitch/pitch.csv',
    'order-list/orders.csv',
    'follower-list/followers.csv',
    'mediacrawler/bili-videos.csv',
  ])('reads %s as well as its own connector does', async (file) => {
    const { sample, all } = await fixture(file);
    const own = recognise(sample)[0]?.connector;
    const ours = readAll(connectorFromMapping(guessMapping(sample).mapping), all);
    const theirs = readAll(own ?? connectorFromMapping(guessMapping(sample).mapping), all);
    const kinds = (drafts: readonly { kind: string }[]) => drafts.map((d) => d.kind);
    expect(kinds(ours.drafts)).toEqual(kinds(theirs.drafts));
    expect(ours.said.rejected).toEqual(theirs.said.rejected);
  });

  it('makes a mapping that recognises the same file again', () => {
    const sample = table('my list.csv', ['昵称', '粉丝数', '图文报价'], ['甲', '5', '100']);
    const connector = connectorFromMapping(guessMapping(sample).mapping);
    expect(connector.id).toBe('mapping-my-list');
    expect(connector.recognise(sample)?.confidence).toBeGreaterThan(0.8);
    expect(connector.recognise(table('x.csv', ['Name', 'Price']))).toBeNull();
  });
});

describe('mapping files', () => {
  const { mapping } = guessMapping(table('my list.csv', ['昵称', '粉丝数', '图文报价'], ['甲', '5', '100']));

  it('come back as they were saved, as YAML or JSON', () => {
    expect(parseMappingFile(formatMappingFile(mapping))).toEqual(mapping);
    expect(parseMappingFile(JSON.stringify(mapping))).toEqual(mapping);
  });

  const complaint = (text: string): TouchstoneError => {
    try {
      parseMappingFile(text);
    } catch (thrown) {
      if (thrown instanceof TouchstoneError) return thrown;
      throw thrown;
    }
    throw new Error('was accepted');
  };

  it('name the field that is wrong', () => {
    const wrong = structuredClone(mapping) as { columns: { target: unknown }[]; platform?: string };
    wrong.columns[1] = { ...wrong.columns[1], target: { to: 'figure', metric: 'followers' } };
    expect(complaint(JSON.stringify(wrong))).toMatchObject({
      kind: 'refused',
      code: 'mapping-invalid',
      place: { column: 'columns.1.target' },
    });
    expect(complaint(JSON.stringify(wrong)).message).toContain('metric');
    expect(complaint(JSON.stringify({ ...mapping, platform: 'myspace' })).message).toContain('platform');
    expect(complaint(formatMappingFile({ ...mapping, columns: [] })).message).toContain('columns');
  });

  it('refuse what is no mapping at all', () => {
    expect(complaint('{ "a": ').code).toBe('mapping-unreadable');
    expect(complaint('hello').code).toBe('mapping-invalid');
    expect(complaint('').code).toBe('mapping-invalid');
    expect(
      complaint(
        'a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c]',
      ).code,
    ).toMatch(/mapping-/);
    expect(complaint(' '.repeat(1_000_001)).code).toBe('mapping-too-large');
  });

  it('read with the options of the person who imports', () => {
    const sample = table(
      'x.csv',
      ['标题', '发布时间', '点赞数', '作品链接'],
      ['一', '03/04/2024', '5', 'https://www.xiaohongshu.com/explore/664c0a1b0000000001000001'],
    );
    const connector = connectorFromMapping(guessMapping(sample).mapping);
    expect(readAll(connector, sample.records).said.rejected).toHaveLength(1);
    expect(
      readAll(connector, sample.records, { ...OPTIONS, dateOrder: 'month-first', utcOffsetMinutes: 0 })
        .drafts,
    ).toMatchObject([{ kind: 'post', publishedAt: '2024-03-04T00:00:00.000Z' }]);
  });
});
