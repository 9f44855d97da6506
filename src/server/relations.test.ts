/** Working relations over HTTP: a log without a way back, refusals with their code, contacts on request only. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { buildApp, type ServerParts } from '#server/app.ts';

let library: TempLibrary;
let server: ServerParts;
const KOL = '/api/v1/kols/weibo:1000000001';
const ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
  server.app.inject({
    method,
    url,
    headers: { 'x-touchstone-key': 'key' },
    ...(payload === undefined ? {} : { payload }),
  });

beforeAll(async () => {
  library = await tempLibrary();
  const sheet =
    '平台,项目,品牌,账号ID,达人昵称,合作状态,开始日期,产品\n微博,春季,禾味,1000000001,甲,已发布,2025-03-01,水\n';
  await library.bring([await library.file('sheet.csv', sheet)]);
  server = await buildApp(library.store, 'key', '0');
});
afterAll(async () => {
  await server.app.close();
  await library.remove();
});

describe('the contact log', () => {
  it('has no way to change or remove a line', async () => {
    const made = await ask('POST', `${KOL}/log`, { kind: 'call', text: '谈了档期' });
    expect(made.statusCode).toBe(201);
    const { entryId } = made.json<{ entryId: string }>();
    for (const method of ['DELETE', 'PUT', 'PATCH', 'POST'] as const)
      for (const url of [`${KOL}/log/${entryId}`, `/api/v1/log/${entryId}`])
        expect([method, url, (await ask(method, url, { text: 'x' })).statusCode]).toEqual([method, url, 404]);
    for (const method of ['DELETE', 'PUT', 'PATCH'] as const)
      expect((await ask(method, `${KOL}/log`, { text: 'x' })).statusCode).toBe(404);
    const { log, logIs } = (await ask('GET', KOL)).json<{ log: { text: string }[]; logIs: string }>();
    expect([log.map((e) => e.text), logIs]).toEqual([['谈了档期'], 'intact']);
  });

  it('is changed by no statement of the program, nor are marks, steps and uses', () => {
    const source = fileURLToPath(new URL('..', import.meta.url));
    const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((f) => /\.tsx?$/.test(f) && !f.endsWith('.test.ts'))
      .map((f) => readFileSync(`${source}${f}`, 'utf8'));
    expect(texts.length).toBeGreaterThan(500);
    const writes = /(updateTable|deleteFrom)\('(kol_log|kol_mark|deliverable_step|right_use)'\)/;
    expect(texts.filter((t) => writes.test(t))).toEqual([]);
  });
});

describe('over HTTP', () => {
  it('refuses a quote without currency or tax basis with its code, and a mark without a reason', async () => {
    const quote = { accountId: 'weibo:1000000001', format: 'image', amountMinor: 100_000 };
    const codes = [
      await ask('POST', '/api/v1/quotes', quote),
      await ask('POST', '/api/v1/quotes', { ...quote, currency: 'CNY' }),
      await ask('POST', `${KOL}/marks`, { colour: 'black', reason: '' }),
    ].map((r) => [r.statusCode, r.json<{ code: string }>().code]);
    expect(codes).toEqual([
      [400, 'no-currency'],
      [400, 'no-tax-basis'],
      [400, 'bad-request'],
    ]);
  });

  it('shows contacts on request only, and says who looked', async () => {
    await ask('POST', `${KOL}/contacts`, { name: '王小姐', channel: 'phone', value: '13800000000' });
    expect((await ask('GET', KOL)).body).not.toContain('13800000000');
    expect((await ask('GET', '/api/v1/kols')).body).not.toContain('13800000000');
    const shown = (await ask('GET', `${KOL}/contacts`)).json<{ seen: { act: string }[] }>();
    expect(shown.seen.map((s) => s.act)).toEqual(['contacts-seen', 'contact-added']);
  });

  it('gives the calendar file as one', async () => {
    await ask('POST', '/api/v1/rights', {
      accountId: 'weibo:1000000001',
      what: '图文',
      startsOn: '2025-03-01',
      expiresOn: '2025-09-30',
    });
    const file = await ask('GET', '/api/v1/rights/calendar.ics?lang=zh&on=2025-05-01');
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(file.body).toContain('DTSTART;VALUE=DATE:20250930\r\n');
  });
});
