/** Standards from imported sheets: blank below the gate (acceptance 11), wider cells by name, the negotiation card. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { addQuote } from '#domain/assets/relations/quotes.ts';
import { newQuoteSchema } from '#domain/assets/relations/schema.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { disclose } from '#domain/readings/authenticity/said-by-people.ts';
import { negotiationCard } from './card.ts';
import { LEAST_CREATORS } from './measures/cost-norm.ts';
import { cardSchema, normsSchema } from './schema.ts';
import { normRows, norms } from './service.ts';

const key = (n: number) => `5f3c0a1b0000000003${String(n).padStart(6, '0')}`;
const idOf = (n: number) => `xiaohongshu:${key(n)}`;

describe('prices of a library', () => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
    const random = rng('sheet');
    const lines = ['平台,达人昵称,主页链接,粉丝数,图文报价,视频报价,内容类目'];
    // Thirty micro creators quote pictures, seven of them videos too: one short of the gate.
    for (let n = 1; n <= 30; n++) {
      const followers = Math.round(12_000 * Math.exp(random.next()));
      const price = Math.round(0.05 * followers * random.logNormal(1, 0.3));
      lines.push(
        `小红书,达人${n},https://www.xiaohongshu.com/user/profile/${key(n)},${followers},${price},${n <= LEAST_CREATORS - 1 ? 2 * price : ''},${n % 2 ? '护肤' : '美食'}`,
      );
    }
    await library.bringOne(await library.file('quotes.csv', lines.join('\n')));
    await library.bringOne(
      await library.file(
        'done.csv',
        `平台,主页链接,昵称,项目,品牌,合作价格,开始日期\n小红书,https://www.xiaohongshu.com/user/profile/${key(1)},达人1,春季,山茶,400,2024-05-01`,
      ),
    );
  });
  afterAll(() => library.remove());

  it('shows a standard with n and interval, and leaves a cell below the gate blank with its wider cell named', async () => {
    const found = normsSchema.parse(await norms(library.store, {}));
    expect(found).toMatchObject({
      platform: 'xiaohongshu',
      metric: 'quoted_price',
      basis: 'asked',
      currency: 'CNY',
    });
    const cell = (tier: string, format: string) =>
      found.cells.find((c) => c.tier === tier && c.format === format);
    const full = cell('micro', 'image');
    expect(full?.norm).toMatchObject({ state: 'ok', n: 30, rows: 30 });
    if (full?.norm.state !== 'ok') throw new Error('a full cell is blank');
    expect(full.norm.low).toBeLessThanOrEqual(full.norm.value);
    expect(full.wider).toBeNull();
    const thin = cell('micro', 'video');
    expect(thin?.norm).toMatchObject({
      state: 'insufficient',
      need: { en: `${LEAST_CREATORS} creators` },
      have: { en: `${LEAST_CREATORS - 1} creators` },
    });
    expect(thin?.wider).toMatchObject({ level: 'tier', norm: { state: 'ok', n: 30 } });
    expect(thin?.dots).toHaveLength(LEAST_CREATORS - 1);
    expect(cell('mega', 'video')?.norm).toMatchObject({ state: 'insufficient', have: { en: '0 creators' } });
  });

  it('opens a cell to its quotes, with the row each came from', async () => {
    const rows = await normRows(library.store, { tier: 'micro', format: 'video' });
    expect(rows.total).toBe(LEAST_CREATORS - 1);
    expect(rows.items[0]).toMatchObject({ kind: 'list', from: { row: expect.any(Number) as number } });
    const one = await normRows(library.store, { category: '护肤', format: 'image' });
    expect(one.total).toBe(15);
  });

  it('counts what people wrote into the quote ledger, the newest first, and leaves withdrawn words out', async () => {
    await addQuote(
      library.store,
      newQuoteSchema.parse({
        accountId: idOf(20),
        format: 'image',
        amountMinor: 1_234_500,
        currency: 'CNY',
        taxBasis: 'included',
        quotedOn: '2024-07-15',
      }),
      'user',
    );
    const card = await negotiationCard(library.store, idOf(20), {});
    expect(card).toMatchObject({ format: 'image', askedMinor: 1_234_500 });
    expect(card.history[0]).toMatchObject({ kind: 'quoted', taxBasis: 'included', from: null });
    const rows = await normRows(library.store, { tier: 'micro', format: 'image' });
    expect(rows.total).toBe(30);
    expect(rows.items[0]).toMatchObject({ accountId: idOf(20), value: 1_234_500 });
  });

  it('puts standard, fair price, history and the question about bots on one card', async () => {
    await disclose(
      library.store,
      idOf(1),
      { postId: null, text: '不使用任何程序', disclosedOn: '2024-05-20' },
      'user',
    );
    const card = cardSchema.parse(await negotiationCard(library.store, idOf(1), { format: 'image' }));
    expect(card.standard.norm).toMatchObject({ state: 'ok', n: 15 });
    expect(card.fair).toMatchObject({ state: 'ok', nominal: 0.9, quotes: 35, creators: 29 });
    expect(card.fair.state === 'ok' && card.fair.verdict).toBe('inside');
    expect(card.history.map((h) => h.kind).sort()).toEqual(['cooperation', 'list', 'list']);
    expect(card.disclosures).toEqual([{ text: '不使用任何程序', disclosedOn: '2024-05-20' }]);
    expect(card.question.zh).toContain('程序');
    expect(card.ceilings).toEqual([]);
    const dear = await negotiationCard(library.store, idOf(1), { format: 'image', priceMinor: 90_000_000 });
    expect(dear.fair).toMatchObject({ state: 'ok', verdict: 'above' });
    await expect(negotiationCard(library.store, 'xiaohongshu:nobody', {})).rejects.toThrow('no account');
  });
});
