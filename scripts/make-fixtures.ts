/** Writes the XLSX fixtures under fixtures/exports: `node scripts/make-fixtures.ts`. All names are invented. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';

const folder = fileURLToPath(new URL('../fixtures/exports/', import.meta.url));
const WRITTEN = new Date(Date.UTC(2024, 5, 30));

type Cell = string | number | Date | null;

async function write(file: string, sheetName: string, rows: readonly Cell[][]): Promise<void> {
  const book = new ExcelJS.Workbook();
  book.creator = 'fixtures';
  book.created = WRITTEN;
  book.modified = WRITTEN;
  const sheet = book.addWorksheet(sheetName);
  for (const row of rows) sheet.addRow(row);
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  await book.xlsx.writeFile(join(folder, file));
}

const csv = (file: string): string[][] => parse(readFileSync(join(folder, file), 'utf8'), { bom: true });

await write('pugongying-list/bloggers.xlsx', '博主列表', csv('pugongying-list/bloggers.csv'));
await write('xingtu-page/market.xlsx', '达人广场', csv('xingtu-page/market.csv'));
await write('mediacrawler/xhs-notes.xlsx', 'Contents', csv('mediacrawler/xhs-notes.csv'));
// Numbers, a true date and a percentage as Excel keeps them.
await write('agency-pitch/pitch.xlsx', '提报表', [
  [
    '平台',
    '达人昵称',
    '粉丝数（万）',
    '主页链接',
    '合作形式',
    '图文报价',
    '视频报价',
    '返点比例',
    '档期',
    '报价日期',
    'CPM',
    '是否含税',
    '联系方式',
  ],
  [
    '小红书',
    '青禾的小厨房',
    13.2,
    'https://www.xiaohongshu.com/user/profile/5f3c0a1b0000000001002a3b',
    '图文',
    3200,
    4800,
    0.2,
    '6月中旬',
    new Date(Date.UTC(2024, 5, 1)),
    35.5,
    '不含税',
    'qinghe_wx',
  ],
  [
    '抖音',
    '木木修手机',
    '321.5万',
    'https://www.douyin.com/user/MS4wLjABAAAAinvented01',
    '视频',
    null,
    '1.2万-1.8万',
    '10%',
    '-',
    new Date(Date.UTC(2024, 5, 2)),
    '-',
    '含税',
    null,
  ],
]);
