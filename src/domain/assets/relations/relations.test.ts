/** The record of a KOL: what was written down beside what files say; what cannot be changed stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { addMark, currentMarks } from '#domain/facts/lists/marks.ts';
import { newMarkSchema } from '#domain/facts/lists/schema.ts';
import { linkAccounts } from '#domain/facts/people/service.ts';
import { addContact, contactsOf, eraseContact } from './contacts.ts';
import { appendLog, logOf } from './log.ts';
import { addQuote, decideQuote, quotesOf } from './quotes.ts';
import * as s from './schema.ts';
import { kolLines, kolRecord } from './service.ts';
import { addDeliverable, addGift, addStep } from './work.ts';

let library: TempLibrary;
const SHEET = `平台,项目,品牌,账号ID,达人昵称,合作状态,开始日期,结束日期,合作价格,作品ID
微博,春季,禾味,1000000001,甲,已发布,2025-03-01,2025-03-31,1200,5000000000000001
微博,夏季,禾味,1000000001,甲,已发布,2025-06-01,2025-06-30,1500,5000000000000003
微博,春季,禾味,1000000002,乙,待发布,2025-03-01,2025-03-31,-,-
`;
const A = 'weibo:1000000001';
const B = 'weibo:1000000002';
const quote = (more: object) =>
  s.newQuoteSchema.parse({
    accountId: A,
    format: 'image',
    amountMinor: 120_000,
    currency: 'cny',
    taxBasis: 'excluded',
    quotedOn: '2025-05-01',
    ...more,
  });
beforeAll(async () => {
  library = await tempLibrary();
  await library.bring([await library.file('sheet.csv', SHEET)]);
});
afterAll(() => library.remove());

describe('the quote ledger', () => {
  it('refuses a quote that does not say its currency or whether tax is included', async () => {
    await expect(addQuote(library.store, quote({ currency: null }), 'user')).rejects.toMatchObject({
      kind: 'usage',
      code: 'no-currency',
    });
    await expect(addQuote(library.store, quote({ taxBasis: null }), 'user')).rejects.toMatchObject({
      kind: 'usage',
      code: 'no-tax-basis',
    });
    expect(await quotesOf(library.store)).toEqual([]);
  });

  it('keeps list, asked and paid prices apart, and never changes an amount', async () => {
    const { store } = library;
    const asked = await addQuote(
      store,
      quote({ feeShare: 0.1, rebateShare: 0.15, validUntil: '2025-05-31' }),
      'user',
    );
    await addQuote(store, quote({ kind: 'list', amountMinor: 150_000 }), 'user');
    await addQuote(store, quote({ kind: 'paid', amountMinor: 110_000, campaign: '夏季' }), 'user');
    expect(asked).toMatchObject({
      currency: 'CNY',
      state: 'open',
      lapsed: true,
      feeShare: 0.1,
      accountName: '甲',
    });
    expect((await quotesOf(store, { on: '2025-05-31' })).some((q) => q.lapsed)).toBe(false);
    expect(
      (await quotesOf(store))
        .map((q) => [q.kind, q.amountMinor, q.state])
        .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      ['list', 150_000, 'open'],
      ['paid', 110_000, 'accepted'],
      ['quoted', 120_000, 'open'],
    ]);
    expect(await decideQuote(store, asked.quoteId, 'declined', 'user')).toMatchObject({
      state: 'declined',
      lapsed: false,
      amountMinor: 120_000,
    });
    await expect(decideQuote(store, 'none', 'declined', 'user')).rejects.toMatchObject({ code: 'no-quote' });
  });
});

describe('contacts', () => {
  it('are counted in the record, shown on request, and every look is written down without them', async () => {
    const { store } = library;
    const given = s.newContactSchema.parse({ name: '王小姐', channel: 'wechat', value: 'wx_secret_77' });
    const contact = await addContact(store, A, given, 'user');
    const record = JSON.stringify(await kolRecord(store, A));
    expect(record).not.toContain('wx_secret_77');
    expect(record).not.toContain('王小姐');
    expect((await kolRecord(store, A)).contactCount).toBe(1);
    const shown = s.contactsSchema.parse(await contactsOf(store, A, 'anna', 'contacts-exported'));
    expect(shown.items[0]?.value).toBe('wx_secret_77');
    expect(shown.seen[0]).toMatchObject({ who: 'anna', act: 'contacts-exported' });
    const log = await store.state.db.selectFrom('audit_log').selectAll().execute();
    expect(JSON.stringify(log)).not.toContain('wx_secret_77');
    await eraseContact(store, contact.contactId, 'user');
    expect((await contactsOf(store, A, 'anna')).items).toEqual([]);
    const left = await store.state.db.selectFrom('kol_contact').selectAll().execute();
    expect(JSON.stringify(left)).not.toContain('wx_secret_77');
  });
});

describe('the contact log', () => {
  it('is appended, and a line changed in the file is noticed', async () => {
    const { store } = library;
    const say = (more: object) =>
      appendLog(store, A, s.newLogSchema.parse({ kind: 'call', text: '谈了夏季档期', ...more }), 'user');
    const first = await say({ saidAt: '2025-05-02T10:00:00+08:00' });
    await say({ kind: 'bot_question', text: '问了是否用程序加流量：没有', corrects: first.entryId });
    const { entries, logIs } = await logOf(store, [A]);
    expect([entries.length, logIs]).toEqual([2, 'intact']);
    expect(entries.at(-1)?.saidAt).toBe('2025-05-02T02:00:00.000Z');
    await expect(say({ corrects: 'none' })).rejects.toMatchObject({ code: 'no-entry' });
    await store.state.db
      .updateTable('kol_log')
      .set({ text: '别的话' })
      .where('entry_id', '=', first.entryId)
      .execute();
    expect((await logOf(store, [A])).logIs).toBe('altered');
    await store.state.db
      .updateTable('kol_log')
      .set({ text: '谈了夏季档期' })
      .where('entry_id', '=', first.entryId)
      .execute();
    expect((await logOf(store, [A])).logIs).toBe('intact');
  });
});

describe('white, grey and black list', () => {
  it('needs a reason, keeps its history, and holds for everything linked to the person', async () => {
    const { store } = library;
    expect(newMarkSchema.safeParse({ colour: 'black', reason: ' ' }).success).toBe(false);
    await addMark(store, A, { colour: 'grey', reason: '两次拖稿' }, 'user');
    await addMark(store, A, { colour: 'black', reason: '有购买粉丝的证据' }, 'user');
    expect((await currentMarks(store)).get(A)).toMatchObject({ colour: 'black', reason: '有购买粉丝的证据' });
    expect((await currentMarks(store)).has(B)).toBe(false);
    await linkAccounts(store, [A, B], [{ kind: 'statement', text: '本人说明' }], 'user');
    expect((await currentMarks(store)).get(B)?.colour).toBe('black');
    await addMark(store, B, { colour: 'none', reason: '已澄清' }, 'user');
    expect((await currentMarks(store)).size).toBe(0);
    expect((await kolRecord(store, A)).marks.map((m) => m.colour)).toEqual(['none', 'black', 'grey']);
  });
});

describe('deliverables and gifts', () => {
  it('go from draft to changes to approval with who and when, and say when published without', async () => {
    const { store } = library;
    const d = await addDeliverable(
      store,
      A,
      s.newDeliverableSchema.parse({ campaign: '夏季', what: '图文一篇', dueOn: '2025-06-10' }),
      'user',
    );
    const step = (kind: s.Step, more: object = {}) =>
      addStep(store, d.deliverableId, s.newStepSchema.parse({ step: kind, saidBy: '李', ...more }), 'user');
    await expect(step('approved')).rejects.toMatchObject({ code: 'step-order' });
    await step('draft', { note: 'v1' });
    await step('changes_asked', { note: '去掉功效词' });
    await expect(step('changes_asked')).rejects.toMatchObject({ code: 'step-order' });
    await step('draft', { note: 'v2' });
    await step('approved', { saidBy: '张' });
    const done = await step('delivered', { postId: 'weibo:5000000000000003' });
    expect(done.steps.map((x) => [x.step, x.saidBy])).toEqual([
      ['draft', '李'],
      ['changes_asked', '李'],
      ['draft', '李'],
      ['approved', '张'],
      ['delivered', '李'],
    ]);
    expect([done.state, done.unapproved]).toEqual(['delivered', false]);
    const other = await addDeliverable(
      store,
      A,
      s.newDeliverableSchema.parse({ campaign: '夏季', what: '视频' }),
      'user',
    );
    expect(
      (
        await addStep(
          store,
          other.deliverableId,
          s.newStepSchema.parse({ step: 'delivered', saidBy: '李' }),
          'user',
        )
      ).unapproved,
    ).toBe(true);
  });

  it('refuses the value of a gift without its currency', async () => {
    const gift = (more: object) =>
      addGift(
        library.store,
        B,
        s.newGiftSchema.parse({ what: '防晒套装', sentOn: '2025-05-01', ...more }),
        'user',
      );
    await expect(gift({ valueMinor: 29_900 })).rejects.toMatchObject({ code: 'no-currency' });
    expect(await gift({ valueMinor: 29_900, currency: 'CNY', asks: 'none' })).toMatchObject({ asks: 'none' });
  });
});

describe('the record', () => {
  it('joins files and notes, and counts the paid price of the ledger before the sheet’s', async () => {
    const record = s.kolRecordSchema.parse(await kolRecord(library.store, B));
    expect(record.line.accounts.map((a) => a.accountId).sort()).toEqual([A, B]);
    expect(
      record.cooperations
        .map((c) => [c.campaign, c.accountId])
        .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      ['夏季', A],
      ['春季', A],
      ['春季', B],
    ]);
    // Spring 1,200 by the sheet; summer 1,100 by the ledger instead of the sheet's 1,500.
    expect(record.line.paid).toEqual([{ currency: 'CNY', minor: 230_000 }]);
    expect(record.checklist).toContainEqual({ check: 'bots', done: true });
    expect(record.checklist).toContainEqual({ check: 'approval', done: false });
    const lines = s.kolListSchema.parse(await kolLines(library.store));
    expect(lines.items.length).toBe(1);
    expect(lines.items[0]).toMatchObject({ campaigns: 2, lastWorkedOn: '2025-06-01', colour: 'none' });
  });
});
