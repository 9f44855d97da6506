/** A quote sheet: what is said is kept once, what is not said is listed, personal columns stay out. */
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { importQuotes } from './quote-file.ts';
import { quotesOf } from './quotes.ts';
import { quoteFileReportSchema, quoteFileSchema } from './schema.ts';

let library: TempLibrary;
const ACCOUNTS = `平台,项目,品牌,账号ID,达人昵称,合作状态,开始日期,产品
微博,春季,禾味,1000000001,甲,已发布,2025-03-01,水
微博,春季,禾味,1000000002,乙,已发布,2025-03-01,水
微博,春季,禾味,1000000003,乙,已发布,2025-03-01,水
`;
const SHEET = `平台,达人昵称,账号ID,平台裸价（图文）,视频报价,图文刊例价,返点比例,平台服务费,档期,是否含税,报价日期,微信号,推荐理由
微博,甲,,¥1200,"¥3,000",¥1500,15%,10%,11月上旬,否,2025-05-01,wx_1,好
微博,乙,,¥900,,,,,,是,2025-05-01,wx_2,
微博,乙,1000000002,¥900,,,,,,是,2025-05-01,wx_2,
微博,甲,,¥800,,,,,,,2025-05-01,wx_3,
微博,丙,,¥700,,,,,,是,2025-05-01,,
微博,甲,,,,,,,,是,2025-05-01,,
微博,甲,,700,,,,,,是,2025-05-01,,
微博,甲,,10w-25w,,,,,,是,2025-05-01,,
`;
const sent = (bytes: string | Uint8Array, more: object = {}) =>
  quoteFileSchema.parse({
    name: '报价单.csv',
    base64: Buffer.from(bytes as string).toString('base64'),
    ...more,
  });
beforeAll(async () => {
  library = await tempLibrary();
  await library.bring([await library.file('accounts.csv', ACCOUNTS)]);
});
afterAll(() => library.remove());

describe('a quote sheet', () => {
  it('is kept row by row; every row that does not say enough is listed with why', async () => {
    const report = quoteFileReportSchema.parse(await importQuotes(library.store, sent(SHEET), 'user'));
    expect(report).toMatchObject({
      rowsRead: 8,
      rowsKept: 2,
      quotesAdded: 4,
      quotesKnown: 0,
      withheld: ['微信号'],
      unread: ['推荐理由'],
    });
    expect(report.rejected.map((r) => [r.row, r.reason])).toEqual([
      [3, '2 accounts of the library answer to this name'],
      [5, 'the quote does not say whether tax is included'],
      [6, 'the library holds no such account'],
      [7, 'the row holds no price'],
      [8, 'the quote does not say its currency'],
      [9, 'is not one amount'],
    ]);
    const kept = await quotesOf(library.store);
    expect(
      kept
        .map((q) => [
          q.accountId,
          q.format,
          q.kind,
          q.amountMinor,
          q.taxBasis,
          q.rebateShare,
          q.feeShare,
          q.file?.row,
        ])
        .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      ['weibo:1000000001', 'image', 'list', 150_000, 'excluded', 0.15, 0.1, 2],
      ['weibo:1000000001', 'image', 'quoted', 120_000, 'excluded', 0.15, 0.1, 2],
      ['weibo:1000000001', 'video', 'quoted', 300_000, 'excluded', 0.15, 0.1, 2],
      ['weibo:1000000002', 'image', 'quoted', 90_000, 'included', null, null, 4],
    ]);
    expect(JSON.stringify(kept)).not.toContain('wx_1');
  });

  it('changes nothing when it comes again, and keeps more when the sender says what it leaves open', async () => {
    const again = await importQuotes(
      library.store,
      sent(SHEET, { currency: 'CNY', taxBasis: 'excluded' }),
      'user',
    );
    expect([again.quotesAdded, again.quotesKnown]).toEqual([2, 4]);
    expect(
      (await importQuotes(library.store, sent(SHEET, { currency: 'CNY', taxBasis: 'excluded' }), 'user'))
        .quotesAdded,
    ).toBe(0);
  });

  it('is read from a workbook, one price a row with its kind', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('报价');
    sheet.addRow([
      'account_id',
      'platform',
      'format',
      'kind',
      'amount',
      'currency',
      'tax basis',
      'tax rate',
      'valid until',
    ]);
    sheet.addRow(['1000000003', 'weibo', 'video', 'paid', 2500, 'CNY', 'included', '6%', '2025-12-31']);
    const other = book.addWorksheet('补充');
    other.addRow(['account_id', 'platform', 'format', 'kind', 'amount', 'currency', 'tax basis']);
    other.addRow(['1000000002', 'weibo', 'video', 'paid', 1800, 'CNY', 'included']);
    sheet.addRow(['1000000003', 'weibo', 'video', 'guess', 2500, 'CNY', 'included', '', '']);
    const report = await importQuotes(
      library.store,
      sent(new Uint8Array(await book.xlsx.writeBuffer()), { name: 'quotes.xlsx' }),
      'user',
    );
    expect([report.quotesAdded, report.rejected[0]?.reason]).toEqual([2, 'is not a kind of price']);
    expect((await quotesOf(library.store, { accountId: 'weibo:1000000003' }))[0]).toMatchObject({
      kind: 'paid',
      format: 'video',
      amountMinor: 250_000,
      taxShare: 0.06,
      state: 'accepted',
      validUntil: '2025-12-31',
    });
  });

  it('is refused when it holds no price', async () => {
    await expect(importQuotes(library.store, sent('平台,达人昵称\n微博,甲\n'), 'user')).rejects.toMatchObject(
      { code: 'no-quotes', kind: 'refused' },
    );
  });
});
