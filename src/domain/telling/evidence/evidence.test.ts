import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { CAMPAIGN, smallCampaign } from '../outcome/small-campaign.ts';
import { clauses, countersAt, disclosures } from './measures.ts';
import { unzip, verifyPack } from './pack.ts';
import { makePack } from './service.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
  for (const [name, text] of smallCampaign()) await library.bringOne(await library.file(name, text));
}, 120_000);
afterAll(() => library.remove());

describe('an evidence pack', () => {
  it('of a campaign holds counters, terms, disclosure and captures, and verifies', async () => {
    const capture = Buffer.from('a picture');
    const files = await unzip(
      await makePack(library.store, {
        id: CAMPAIGN,
        captures: [{ name: 'p1 首页.png', base64: capture.toString('base64') }],
      }),
    );
    expect([...files.keys()].sort()).toEqual(
      [
        'captures/',
        'captures/p1 首页.png',
        'counters.csv',
        'disclosure.json',
        'index.html',
        'manifest.json',
        'terms.json',
      ].filter((n) => files.has(n)),
    );
    expect(files.get('captures/p1 首页.png')).toEqual(capture);
    const lines = files.get('counters.csv')!.toString('utf8').trim().split('\n');
    expect(lines).toHaveLength(1 + 3 * 5 * 4);
    expect(lines.some((l) => l.startsWith('weibo:p1,T+1d,read_count,5000,'))).toBe(true);
    expect(verifyPack(files)).toMatchObject({ verdict: 'fine', files: 5 });
  });

  it('names the file of which one byte changed, that is gone or was added', async () => {
    const whole = await unzip(await makePack(library.store, { id: 'weibo:p1', captures: [] }));
    const changed = new Map(whole);
    const bytes = Buffer.from(whole.get('counters.csv')!);
    bytes[40] = (bytes[40] as number) ^ 1;
    changed.set('counters.csv', bytes);
    expect(verifyPack(changed)).toMatchObject({ verdict: 'differs', path: 'counters.csv' });
    const less = new Map(whole);
    less.delete('terms.json');
    expect(verifyPack(less)).toMatchObject({ verdict: 'differs', path: 'terms.json' });
    expect(verifyPack(new Map([...whole, ['captures/new.png', bytes]]))).toMatchObject({
      verdict: 'differs',
      path: 'captures/new.png',
    });
    const forged = new Map(whole);
    forged.set(
      'manifest.json',
      Buffer.from(whole.get('manifest.json')!.toString('utf8').replace('weibo:p1', 'weibo:p2')),
    );
    expect(verifyPack(forged)).toMatchObject({ verdict: 'differs', path: 'manifest.json' });
    expect(verifyPack(new Map())).toMatchObject({ verdict: 'unreadable' });
  });
});

const seen = (hours: number, value: number) => ({
  post_id: 'p',
  seen_at: new Date(hours * 3_600_000).toISOString(),
  metric: 'read_count',
  value,
  source_id: 1,
  source_row: 2,
});

describe('measures', () => {
  it('take the observation nearest to each moment, and none that is far', () => {
    const lines = countersAt(
      [{ post_id: 'p', published_at: new Date(0).toISOString() }],
      [seen(0.9, 10), seen(1.4, 20), seen(40, 300)],
    );
    expect(lines.map((l) => [l.moment, l.value])).toEqual([
      ['T+0', null],
      ['T+1h', 10],
      ['T+1d', null],
      ['T+3d', null],
      ['T+7d', null],
    ]);
  });

  it('pass, fail or do not know a clause', () => {
    const term = { quantity: 'read_count', least: 100, withinDays: 7, note: '' };
    const of = (observations: ReturnType<typeof seen>[]) =>
      clauses(
        [{ accountId: 'a', postId: 'p', publishedAt: new Date(0).toISOString(), terms: [term] }],
        observations,
      )[0]?.result;
    expect(of([seen(24, 150)])).toBe('pass');
    expect(of([seen(24, 50)])).toBe('unknown');
    expect(of([seen(166, 50)])).toBe('fail');
    expect(of([seen(200, 150)])).toBe('unknown');
    expect(of([])).toBe('unknown');
  });

  it('see a disclosure in flag or words, and never its absence', () => {
    const post = { post_id: 'p', title: null, text: '与品牌合作', tag: [], sponsored: null };
    expect(disclosures([post])[0]).toMatchObject({
      result: 'pass',
      words: ['合作', '品牌合作'].filter((w) => post.text.includes(w)),
    });
    expect(disclosures([{ ...post, text: '好用' }])[0]?.result).toBe('unknown');
    expect(disclosures([{ ...post, text: '', sponsored: true }])[0]?.result).toBe('pass');
  });
});
