/** Acceptance 1: a sheet with `1,327w`, `1千+`, `-`, a range and a repeated row: nothing lost, nothing invented. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf } from '#domain/facts/library/evidence.ts';
import { accountPage } from '#domain/facts/library/service.ts';
import { sql } from '#store/facts/sql.ts';
import type { FileReport } from './schema.ts';
import { problems, unknown } from './service.ts';
import { type TempLibrary, tempLibrary, textOf } from './temp-library.ts';

const HEADERS = [
  '达人信息',
  '抖音号',
  '预期CPM',
  '预期播放量',
  '互动率',
  '完播率',
  '1-20s报价',
  '星图指数',
  '粉丝数',
  '内部备注',
];
const ROWS = [
  ['甲', 'jia', '28.5', '1,327w', '4.21%', '18.9%', '¥12,000', '78.2', '1千+', '老朋友'],
  ['乙', 'yi', '-', '-', '-', '-', '-', '-', '10w-25w', ''],
  ['甲', 'jia', '28.5', '1,327w', '4.21%', '18.9%', '¥12,000', '78.2', '1千+', '老朋友'],
  ['丙', 'bing', '贵', '暂无', '0%', '—', '120000分', '0', '0', ''],
];

let library: TempLibrary;
let report: FileReport;
beforeAll(async () => {
  library = await tempLibrary();
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('达人');
  sheet.addRows([HEADERS, ...ROWS]);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  report = await library.bringOne(await library.file('sheet.xlsx', bytes));
});
afterAll(() => library.remove());

const figures = async (handle: string) => {
  const rows = await library.store.facts.rows(sql`
    SELECT metric, value, low, high, window_days, source_row FROM account_snapshot
    WHERE account_id = ${`douyin:@${handle}`} ORDER BY metric`);
  return Object.fromEntries(rows.map((r) => [textOf(r['metric']), r]));
};

describe('nothing is lost', () => {
  it('every row is kept or rejected with a reason', () => {
    expect(report).toMatchObject({
      state: 'imported',
      connector: 'xingtu-page',
      rowsRead: 4,
      rowsKept: 4,
      rowsNew: 3,
      rowsRepeated: 1,
      rowsRejected: 0,
    });
  });

  it('1,327w is 13 270 000, no more exact than it was printed', async () => {
    const { expected_view_count: play } = await figures('jia');
    expect(play).toMatchObject({ value: 13_270_000, low: 13_265_000, high: 13_275_000 });
  });

  it('1千+ is at least 1 000 and never 1 000', async () => {
    const { follower_count: followers } = await figures('jia');
    expect(followers).toMatchObject({ value: null, low: 1000, high: null });
  });

  it('a range keeps both ends and has no point', async () => {
    const { follower_count: followers } = await figures('yi');
    expect(followers).toMatchObject({ value: null, low: 100_000, high: 250_000 });
  });

  it('fen are fen and yuan are yuan', async () => {
    const rows = await library.store.facts.rows(
      sql`SELECT account_id, amount_minor, currency FROM quote ORDER BY account_id`,
    );
    expect(rows).toEqual([
      { account_id: 'douyin:@bing', amount_minor: 120_000, currency: 'CNY' },
      { account_id: 'douyin:@jia', amount_minor: 1_200_000, currency: 'CNY' },
    ]);
  });

  it('a cell that cannot be read is listed with its place, and the row is kept', async () => {
    const { items } = await problems(library.store, String(report.runId), 0, 10);
    expect(items).toMatchObject([
      { file: 'sheet.xlsx', sheet: '达人', row: 5, scope: 'cell', column: '预期CPM', value: '贵' },
    ]);
    expect(report.cellsUnreadable).toBe(1);
  });

  it('a column nobody has a place for is kept aside', async () => {
    expect(report.unknownColumns).toEqual(['内部备注']);
    const { items } = await unknown(library.store, String(report.runId));
    expect(items).toEqual([{ column: '内部备注', rows: 2, examples: ['老朋友'] }]);
  });

  it('every number opens to its cell', async () => {
    const page = await accountPage(library.store, 'douyin:@jia');
    const play = page.figures.find((f) => f.metric === 'expected_view_count');
    const evidence = await evidenceOf(library.store, play?.from.sourceId ?? 0, play?.from.row ?? 0);
    expect(evidence).toMatchObject({ fileName: 'sheet.xlsx', sheet: '达人', row: 2, vendor: 'xingtu' });
    expect(evidence.cells?.[play?.from.column ?? '']).toBe('1,327w');
  });
});

describe('nothing is invented', () => {
  it('a dash is nothing, not zero', async () => {
    expect(Object.keys(await figures('yi'))).toEqual(['follower_count']);
  });

  it('a zero is a zero', async () => {
    const found = await figures('bing');
    expect(found['follower_count']).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining(['follower_count', 'engagement_per_view_share']),
    );
    expect(Object.keys(found)).not.toContain('completion_share');
    expect(Object.keys(found)).not.toContain('expected_view_count');
  });

  it('a repeated row adds nothing', async () => {
    const counts = await library.counts();
    expect(counts['account']).toBe(3);
    const [twice] = await library.store.facts.rows(sql`
      SELECT count(*) AS n FROM (SELECT 1 FROM account_snapshot GROUP BY account_id, metric, window_days, content, format HAVING count(*) > 1)`);
    expect(twice?.['n']).toBe(0);
  });
});
