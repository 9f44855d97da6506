/** The library as a file: CSV, XLSX or Parquet, every figure with its bounds, source, window and as-of. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { isFormulaLike } from '#connectors/format/formula.ts';
import { type Cell, type Row } from '#store/facts/fact-store.ts';
import { type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const EXPORT_LANGUAGES = ['en', 'zh'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

/** The columns in order, with their Chinese headers. English headers are the names themselves, as in Parquet. */
const COLUMNS: Readonly<Record<string, string>> = {
  account_id: '账号标识',
  platform: '平台',
  name: '名称',
  handle: '账号',
  platform_key: '平台 ID',
  region: '地区',
  category: '类目',
  tag: '标签',
  brand: '品牌',
  agency: '机构',
  verified: '认证',
  url: '主页链接',
  tier: '量级',
  followers: '粉丝数',
  followers_low: '粉丝数下限',
  followers_high: '粉丝数上限',
  followers_source: '粉丝数来源',
  followers_as_of: '粉丝数日期',
  engagement: '互动',
  engagement_low: '互动下限',
  engagement_high: '互动上限',
  engagement_metric: '互动指标',
  engagement_window_days: '互动周期（天）',
  engagement_source: '互动来源',
  engagement_as_of: '互动日期',
  price: '报价',
  price_low: '报价下限',
  price_high: '报价上限',
  price_currency: '币种',
  price_format: '报价形式',
  price_source: '报价来源',
  price_as_of: '报价日期',
  post_count: '作品数',
  last_observed_at: '最近观测时间',
  sources: '来源',
};
const NAMES = Object.keys(COLUMNS);
const headerOf = (name: string, language: ExportLanguage): string =>
  language === 'zh' ? (COLUMNS[name] ?? name) : name;

const iso = (column: string): Sql => ({ strings: [`strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`], values: [] });

/** One row an account. Money is in whole units of its currency. */
const exported = (where: Sql): Sql => sql`
  SELECT c.account_id, c.platform, c.name, c.handle, c.platform_key, c.region, array_to_string(c.category, '; ') AS category, array_to_string(c.tag, '; ') AS tag,
    array_to_string(c.brand, '; ') AS brand, c.agency, c.verified, c.url, c.tier,
    c.follower_value AS followers, c.follower_low AS followers_low, c.follower_high AS followers_high, c.follower_vendor AS followers_source, ${iso('c.follower_at')} AS followers_as_of,
    c.engagement_value AS engagement, c.engagement_low AS engagement_low, c.engagement_high AS engagement_high, c.engagement_metric, nullif(c.engagement_window_days, 0) AS engagement_window_days,
    c.engagement_vendor AS engagement_source, ${iso('c.engagement_at')} AS engagement_as_of,
    c.price_value / 100 AS price, c.price_low / 100 AS price_low, c.price_high / 100 AS price_high, c.price_currency, c.price_format, c.price_vendor AS price_source, ${iso('c.price_at')} AS price_as_of,
    c.post_count, ${iso('c.last_observed_at')} AS last_observed_at, array_to_string(c.vendor, '; ') AS sources
  FROM account_card c WHERE ${where} ORDER BY c.follower_value DESC NULLS LAST, c.account_id`;

/** A spreadsheet must show such text, not run it: a leading apostrophe makes it text. */
export const inert = (value: string): string => (isFormulaLike(value) ? `'${value}` : value);

const csvCell = (value: Cell): string => {
  if (value === null) return '';
  const text = typeof value === 'string' ? inert(value) : JSON.stringify(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

async function writeCsv(rows: Row[], path: string, language: ExportLanguage): Promise<void> {
  const out = createWriteStream(path);
  out.write(`\ufeff${NAMES.map((n) => headerOf(n, language)).join(',')}\n`);
  for (const row of rows)
    if (!out.write(`${NAMES.map((n) => csvCell(row[n] ?? null)).join(',')}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

async function writeXlsx(rows: Row[], path: string, language: ExportLanguage): Promise<void> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true });
  const sheet = book.addWorksheet(language === 'zh' ? '达人库' : 'Library', {
    views: [{ state: 'frozen', xSplit: 3, ySplit: 1 }],
  });
  sheet.columns = NAMES.map((name) => ({
    header: headerOf(name, language),
    key: name,
    width: Math.min(40, Math.max(12, name.length + 2)),
  }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows)
    sheet
      .addRow(Object.fromEntries(NAMES.map((n) => [n, typeof row[n] === 'string' ? inert(row[n]) : row[n]])))
      .commit();
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: NAMES.length } };
  sheet.commit();
  await book.commit();
}

/** Writes the accounts that fit `where` to `path`. Headers of CSV and XLSX are in `language`; Parquet keeps the names. */
export async function exportLibrary(
  store: Store,
  where: Sql,
  format: ExportFormat,
  path: string,
  language: ExportLanguage = 'en',
): Promise<void> {
  if (format === 'parquet') {
    await store.facts.transaction((w) => w.run(sql`COPY (${exported(where)}) TO ${path} (FORMAT parquet)`));
    return;
  }
  const rows = await store.facts.rows(exported(where));
  await (format === 'csv' ? writeCsv(rows, path, language) : writeXlsx(rows, path, language));
}
