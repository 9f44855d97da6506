/** The report of a small campaign: equal numbers in every format, no number without a source, and rows that matter. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escaped } from '#basis/markup.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { sql } from '#store/facts/sql.ts';
import { CAMPAIGN, smallCampaign } from '../outcome/small-campaign.ts';
import { blocksOf } from './build-report.ts';
import { cellText } from './cell-text.ts';
import { looseHtml, requireCited, slideTexts } from './cited-output.ts';
import { reportDeck } from './deck.ts';
import { reportHtml } from './html.ts';
import { printPdf } from './print-pdf.ts';
import { citedText, requireNoDigits, uncitedDigit } from './prose.ts';
import { reportWorkbook } from './report-workbook.ts';
import { type Block, type Language, type ReportModel, SHEETS } from './schema.ts';
import { makeReport, reportFile, reportOf, reportsOf, sharedHtml, shareReport } from './service.ts';
import { refusedWording, reworded } from './wording.ts';

let library: TempLibrary;
let model: ReportModel;
beforeAll(async () => {
  library = await tempLibrary();
  for (const [name, text] of smallCampaign()) await library.bringOne(await library.file(name, text));
  model = await reportOf(library.store, CAMPAIGN);
}, 120_000);
afterAll(() => library.remove());

type TableBlock = Extract<Block, { kind: 'table' }>;
const tables = () => blocksOf(model.chapters).filter((b): b is TableBlock => b.kind === 'table');
const unescape = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** Tables of the HTML file by id, as texts. */
function htmlTables(html: string): Map<string, string[][]> {
  return new Map(
    [...html.matchAll(/<table data-table="([^"]+)">([\s\S]*?)<\/table>/g)].map((t) => [
      t[1] as string,
      [...(t[2] as string).split('<tbody>')[1]!.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map((r) =>
        [...(r[1] as string).matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((d) =>
          unescape((d[1] as string).replaceAll(/<[^>]+>/g, '')),
        ),
      ),
    ]),
  );
}

/** Tables of the slides by id: parts of one table stand on several slides. */
async function slideTables(deck: Buffer): Promise<Map<string, string[][]>> {
  const zip = await JSZip.loadAsync(deck);
  const found = new Map<string, string[][]>();
  const names = Object.keys(zip.files)
    .filter((n) => /^ppt\/slides\/slide\d+\.xml$/.test(n))
    .sort((a, b) => Number(/\d+/.exec(a)![0]) - Number(/\d+/.exec(b)![0]));
  for (const name of names) {
    const xml = await zip.file(name)!.async('string');
    for (const frame of xml.matchAll(/<p:graphicFrame>[\s\S]*?<\/p:graphicFrame>/g)) {
      const id = /name="table (\S+) \d+"/.exec(frame[0])?.[1];
      if (!id) continue;
      const rows = [...frame[0].matchAll(/<a:tr [\s\S]*?<\/a:tr>/g)].map((r) =>
        [...r[0].matchAll(/<a:tc[ >][\s\S]*?<\/a:tc>/g)].map((c) =>
          unescape([...c[0].matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((t) => t[1]).join('')),
        ),
      );
      found.set(id, [...(found.get(id) ?? []), ...rows.slice(1)]);
    }
  }
  return found;
}

/** A number as its own format shows it. */
function shown(cell: ExcelJS.Cell): string {
  const { value, numFmt } = cell;
  if (typeof value !== 'number') return typeof value === 'string' ? value : '';
  if (numFmt === '0.0%')
    return `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(value * 100)}%`;
  const prefix = /^"([^"]*)"/.exec(numFmt ?? '')?.[1] ?? '';
  const decimals = /0\.(#+)/.exec(numFmt ?? '')?.[1]?.length ?? 0;
  return `${prefix}${new Intl.NumberFormat('en', { maximumFractionDigits: decimals }).format(value)}`;
}

/** Tables of the workbook, found by their titles, intervals joined from their three columns. */
async function sheetTables(bytes: Buffer, language: Language): Promise<Map<string, string[][]>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const found = new Map<string, string[][]>();
  for (const block of tables()) {
    const sheet = book.getWorksheet(block.sheet)!;
    let head = 0;
    sheet.eachRow((row, n) => {
      if (
        row.getCell(1).value === block.title[language] &&
        sheet.getRow(n + 1).getCell(1).value === block.columns[0]![language]
      )
        head = n + 1;
    });
    expect(head, block.id).toBeGreaterThan(0);
    const heads = (sheet.getRow(head).values as unknown[]).slice(1).map(String);
    const rows: string[][] = [];
    for (let k = 0; k < block.rows.length; k++) {
      const row = sheet.getRow(head + 1 + k);
      const texts: string[] = [];
      for (let i = 0; i < heads.length; ) {
        const wide = heads[i + 1]?.startsWith(`${heads[i]} · `) ?? false;
        const [point, low, high] = [row.getCell(i + 1), row.getCell(i + 2), row.getCell(i + 3)];
        texts.push(
          wide && typeof low.value === 'number'
            ? `${shown(point)} [${shown(low)}–${shown(high)}]`
            : shown(point),
        );
        i += wide ? 3 : 1;
      }
      rows.push(texts);
    }
    found.set(block.id, rows);
  }
  return found;
}

describe('every format', () => {
  for (const language of ['en', 'zh'] as const)
    it(`holds the same numbers, cell by cell, ${language}`, async () => {
      const html = htmlTables(reportHtml(model, language, 'full'));
      const slides = await slideTables(await reportDeck(model, language, 'full'));
      const sheets = await sheetTables(await reportWorkbook(model, language), language);
      expect(html.size).toBeGreaterThan(12);
      expect([...html.keys()].sort()).toEqual([...slides.keys()].sort());
      expect([...html.keys()].sort()).toEqual([...sheets.keys()].sort());
      let cells = 0;
      for (const [id, rows] of html) {
        expect(slides.get(id), id).toEqual(rows);
        expect(sheets.get(id), id).toEqual(rows);
        cells += rows.flat().length;
      }
      expect(cells).toBeGreaterThan(300);
    });

  it('has three chapters by their names, the ten usual sections under them, and ten sheets', async () => {
    expect(model.chapters.slice(0, 3).map((c) => c.title)).toEqual([
      { en: 'Communication overview', zh: '传播概览' },
      { en: 'Communication analysis', zh: '传播分析' },
      { en: 'Participating users', zh: '参与用户分析' },
    ]);
    expect(
      model.chapters
        .slice(0, 3)
        .flatMap((c) => c.sections.map((s) => s.place))
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await reportWorkbook(model, 'zh')) as never);
    expect(book.worksheets.map((s) => s.name)).toEqual([...SHEETS]);
  });

  it('carries charts that office programs draw, with the cells’ own values', async () => {
    const zip = await JSZip.loadAsync(await reportWorkbook(model, 'zh'));
    const charts = blocksOf(model.chapters).filter((b) => b.kind === 'chart');
    const parts = Object.keys(zip.files).filter((n) => /^xl\/charts\/.+\.xml$/.test(n));
    expect(parts).toHaveLength(charts.length);
    const funnel = await zip.file('xl/charts/touchstone1.xml')!.async('string');
    expect(funnel).toContain(`<c:v>${model.cells['funnel-1']!.value}</c:v>`);
    const deck = await JSZip.loadAsync(await reportDeck(model, 'zh', 'full'));
    expect(Object.keys(deck.files).filter((n) => /^ppt\/charts\/chart\d+\.xml$/.test(n))).toHaveLength(
      charts.length,
    );
  });

  it('gets shorter by layer', () => {
    const length = (layer: 'page' | 'manager' | 'full') => reportHtml(model, 'en', layer).length;
    expect(length('page')).toBeLessThan(length('manager'));
    expect(length('manager')).toBeLessThan(length('full'));
  });

  it('prints as a PDF', async () => {
    const bytes = await printPdf(reportHtml(model, 'zh', 'page'), null);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(10_000);
  }, 120_000);
});

describe('a number without a source', () => {
  it('fails in a template, a title and an unknown citation', () => {
    expect(() => citedText('There were 12 posts.', model.cells, 'en')).toThrow(/“12” without a source/);
    expect(() => citedText('共 {nobody} 篇', model.cells, 'zh')).toThrow(/no cell/);
    expect(() => requireNoDigits({ en: 'Top 3', zh: '前三' })).toThrow(/without a source/);
    expect(citedText('Seen {seen} times, 5A', model.cells, 'en')).toBe(
      `Seen ${cellText(model.cells['seen']!, 'en')} times, 5A`,
    );
  });

  it('fails in the finished file, too', async () => {
    const html = reportHtml(model, 'en', 'full');
    await requireCited(Buffer.from(html), 'html', model, 'en');
    await expect(
      requireCited(Buffer.from(html.replace('</main>', '<p>about 40 more</p></main>')), 'html', model, 'en'),
    ).rejects.toThrow(/“40”/);
    expect(uncitedDigit(looseHtml(html))).toBeNull();
    expect(looseHtml(`<p>${escaped("the reader's")}</p>`).trim()).toBe("the reader's");
    const deck = await reportDeck(model, 'en', 'full');
    await requireCited(deck, 'pptx', model, 'en');
    expect((await slideTexts(deck)).length).toBeGreaterThan(100);
    const other = structuredClone(model);
    for (const block of blocksOf(other.chapters))
      if (block.kind === 'prose') block.text = { en: 'Some 77777 of them.', zh: '约 77777 个。' };
    await expect(requireCited(await reportDeck(other, 'en', 'full'), 'pptx', model, 'en')).rejects.toThrow(
      /“77777”/,
    );
  });
});

describe('one source row less', () => {
  for (const [table, where] of [
    ['cooperation', sql`DELETE FROM cooperation WHERE post_id = 'weibo:p3'`],
    [
      'post_snapshot',
      sql`DELETE FROM post_snapshot WHERE post_id = 'weibo:p2' AND metric = 'like_count' AND observed_at = (SELECT max(observed_at) FROM post_snapshot)`,
    ],
    ['engagement', sql`DELETE FROM engagement WHERE engagement_key = 'c7'`],
    ['shop_order', sql`DELETE FROM shop_order WHERE order_key = 'n3'`],
  ] as const)
    it(`of ${table} changes the report`, async () => {
      const before = await reportOf(library.store, CAMPAIGN);
      const kept: ReportModel[] = [];
      await library.store.facts
        .transaction(async (writer) => {
          expect(await writer.run(where)).toBe(1);
          const store = { ...library.store, facts: writer as never };
          kept.push(await reportOf(store, CAMPAIGN));
          throw new Error('roll back');
        })
        .catch((error: unknown) => expect(String(error)).toContain('roll back'));
      expect(kept[0]?.digest).toBeDefined();
      expect(kept[0]?.digest).not.toBe(before.digest);
      expect((await reportOf(library.store, CAMPAIGN)).digest).toBe(before.digest);
    });
});

describe('a kept report', () => {
  it('is made whole, listed, and shared until a day', async () => {
    const made = await makeReport(
      library.store,
      { campaign: CAMPAIGN, formats: ['xlsx', 'pptx', 'html'], layer: 'manager', language: 'zh' },
      () => {},
      new AbortController().signal,
    );
    expect(made.files.map((f) => f.name)).toEqual(['结案数据.xlsx', '结案报告.pptx', '结案报告.html']);
    expect((await reportsOf(library.store, CAMPAIGN)).map((r) => r.reportId)).toEqual([made.reportId]);
    expect((await reportFile(library.store, made.reportId, 'pptx')).bytes.subarray(0, 2).toString()).toBe(
      'PK',
    );
    const share = await shareReport(library.store, made.reportId, 1, 'test');
    expect(await sharedHtml(library.store, share.token)).toContain('传播概览');
    await library.store.state.db
      .updateTable('report_share')
      .set({ expires_at: '2020-01-01T00:00:00.000Z' })
      .execute();
    await expect(sharedHtml(library.store, share.token)).rejects.toThrow(/expired/);
    await expect(sharedHtml(library.store, 'x'.repeat(43))).rejects.toThrow(/does not exist/);
  });
});

describe('another wording', () => {
  it('may move citations and words, never a figure', () => {
    expect(refusedWording('There were {A} posts of {B}.', '{B} saw {A} posts.')).toBeNull();
    expect(refusedWording('There were {A} posts.', 'There were {A} posts, 12 more.')).toBe(
      'it writes a figure',
    );
    expect(refusedWording('There were {A} posts.', 'There were many posts.')).toBe('its citations differ');
    expect(refusedWording('There were {A} posts.', 'There were {A} posts, twice as many.')).toBe(
      'it writes a number in words',
    );
    expect(refusedWording('共 {A} 篇。', '共 {A} 篇，增长三成。')).toBe('it writes a number in words');
  });

  it('takes what an endpoint answers only where it may stand', async () => {
    let n = 0;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += String(part)));
      request.on('end', () => {
        const text = (JSON.parse(body) as { messages: { content: string }[] }).messages[1]!.content;
        const answer = n++ % 2 === 0 ? `Indeed: ${text}` : `${text} That is 99 % better.`;
        response.end(JSON.stringify({ choices: [{ message: { content: answer } }] }));
      });
    }).listen(0);
    const { port } = server.address() as AddressInfo;
    const result = await reworded(model, { url: `http://127.0.0.1:${port}/v1`, model: 'm', key: '' }, 'en');
    server.close();
    expect(result.kept).toBeGreaterThan(1);
    expect(result.thrown.length).toBeGreaterThan(1);
    const html = reportHtml(result.model, 'en', 'full');
    expect(html).toContain('Indeed:');
    expect(html).not.toContain('99 %');
    await requireCited(Buffer.from(html), 'html', result.model, 'en');
  });
});
