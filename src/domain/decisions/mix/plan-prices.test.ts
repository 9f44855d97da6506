/** A plan takes the newest price that holds, from files and from the quote ledger, and says which. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#basis/id.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { planningQuotes, quoteOf } from './plan/prices.ts';

let library: TempLibrary;
const key = (n: number) => `5f3c0a1b0000000003${String(n).padStart(6, '0')}`;
const idOf = (n: number) => `xiaohongshu:${key(n)}`;

/** A line of the ledger, as `assets/relations` writes it. */
async function wrote(
  n: number,
  line: { amount: number; on: string; kind?: string; until?: string; state?: string },
) {
  await library.store.state.db
    .insertInto('kol_quote')
    .values({
      quote_id: newId(),
      account_id: idOf(n),
      platform: 'xiaohongshu',
      campaign: null,
      format: 'image',
      kind: line.kind ?? 'list',
      amount_minor: line.amount,
      currency: 'CNY',
      tax_basis: 'included',
      tax_share: null,
      fee_share: null,
      rebate_share: 0.1,
      schedule: null,
      quoted_on: line.on,
      valid_until: line.until ?? null,
      quoted_by: 'agency',
      state: line.state ?? 'open',
      note: '',
      file_name: null,
      file_digest: null,
      file_row: null,
      recorded_by: 'user',
      recorded_at: '2025-01-01T00:00:00.000Z',
    })
    .execute();
}
const AFTER = '2099-01-01';
const BEFORE = '2020-01-01';

beforeAll(async () => {
  library = await tempLibrary();
  const lines = ['平台,达人昵称,主页链接,粉丝数,图文报价'];
  for (let n = 1; n <= 6; n++)
    lines.push(`小红书,达人${n},https://www.xiaohongshu.com/user/profile/${key(n)},12000,${100 * n}`);
  await library.bringOne(await library.file('quotes.csv', lines.join('\n')));
});
afterAll(() => library.remove());

it('takes the newest price that holds, and says where it stands and of which day it is', async () => {
  await wrote(1, { amount: 9000, on: AFTER });
  await wrote(2, { amount: 9000, on: BEFORE });
  await wrote(3, { amount: 9000, on: AFTER, state: 'withdrawn' });
  await wrote(4, { amount: 9000, on: '2021-01-01', until: '2021-02-01', kind: 'quoted' });
  await wrote(5, { amount: 8000, on: '2024-01-01', kind: 'quoted', until: AFTER });
  await wrote(5, { amount: 7000, on: '2023-01-01', kind: 'quoted' });
  const quotes = await planningQuotes(library.store, ['xiaohongshu']);
  const priceOf = (n: number) => {
    const found = quoteOf(quotes.get(idOf(n)) ?? [], 'any');
    return found && { amount: found.amount_minor, on: found.said_on, ledger: 'quoteId' in found.from };
  };
  expect(priceOf(1)).toEqual({ amount: 9000, on: AFTER, ledger: true });
  expect(priceOf(2)).toMatchObject({ amount: 20_000, ledger: false });
  expect(priceOf(3)).toMatchObject({ amount: 30_000, ledger: false });
  expect(priceOf(4)).toMatchObject({ amount: 40_000, ledger: false });
  // What was asked stands before a newer list price; of two asked the newer.
  expect(priceOf(5)).toEqual({ amount: 8000, on: '2024-01-01', ledger: true });
  expect(priceOf(6)).toMatchObject({ amount: 60_000, ledger: false });
  expect(quotes.get(idOf(5))?.find((q) => q.kind === 'quoted')).toMatchObject({
    validUntil: AFTER,
    rebate_share: 0.1,
  });
});

it('of one day, what a person wrote down stands before the file', async () => {
  const quotes = await planningQuotes(library.store, ['xiaohongshu']);
  const day = quoteOf(quotes.get(idOf(6)) ?? [], 'any')?.said_on as string;
  await wrote(6, { amount: 5000, on: day });
  const again = await planningQuotes(library.store, ['xiaohongshu']);
  expect(quoteOf(again.get(idOf(6)) ?? [], 'image')).toMatchObject({ amount_minor: 5000, said_on: day });
  expect(quoteOf(again.get(idOf(6)) ?? [], 'video')).toBeNull();
});
