/** `eval price` on files as people write them: either language, units in cells, a question without a price, bad cells. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { simulatedBook } from '#domain/assets/rates/measures/simulated-books.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'touchstone-price-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function price(name: string, content: string): { status: number | null; out: Record<string, unknown> } {
  const path = join(folder, name);
  writeFileSync(path, content);
  const child = spawnSync(process.execPath, [MAIN, 'eval', 'price', '--quotes', path, '--json'], {
    encoding: 'utf8',
  });
  return { status: child.status, out: JSON.parse(child.stdout) as Record<string, unknown> };
}

const book = simulatedBook('plain', 60, 'cli');
const english = (rows: typeof book, last: string) =>
  [
    'kol,platform,followers,format,category,engagement,price',
    ...rows.map((r) =>
      [
        `k${r.kol}`,
        r.platform,
        r.followers,
        r.format,
        r.category,
        r.engagement ?? '',
        r.price.toFixed(2),
      ].join(','),
    ),
    last,
  ].join('\n');

it('prices a book, judges its rows and answers a question, alike in both languages', () => {
  const found = price('book.csv', english(book, 'new,xhs,5.2w,image,护肤,800,'));
  expect(found.status).toBe(0);
  expect(found.out).toMatchObject({ state: 'ok', measure: 'fair-price@1', n: 60, asked: 1, nominal: 0.9 });
  const rows = found.out['rows'] as Record<string, unknown>[];
  expect(rows).toHaveLength(61);
  const asked = rows.at(-1) as { low: number; fair: number; high: number };
  expect(asked).toMatchObject({
    row: 62,
    kol: 'new',
    platform: 'xiaohongshu',
    followers: 52_000,
    verdict: null,
  });
  expect(asked.low).toBeLessThan(asked.fair);
  expect(asked.fair).toBeLessThan(asked.high);
  const inside = rows.filter((r) => r['verdict'] === 'inside').length;
  expect(inside / 60).toBeCloseTo((found.out['coverage'] as { value: number }).value, 10);
  const chinese = english(book, 'new,小红书,5.2万,图文,护肤,800,').replace(
    /^.*\n/,
    '达人昵称,平台,粉丝数,合作形式,内容类目,互动中位数,报价（元）\n',
  );
  expect(price('book-zh.csv', chinese).out['rows']).toEqual(rows);
});

it('says insufficient below the gate, and names file, row, column and value of a bad cell', () => {
  const thin = price('thin.csv', english(book.slice(0, 12), ''));
  expect(thin.status).toBe(0);
  expect(thin.out).toMatchObject({
    state: 'insufficient',
    need: { en: '20 quotes with a price' },
    have: { en: '12 quotes' },
    rows: [],
  });
  const bad = price('bad.csv', english(book, 'new,douyin,many,image,护肤,800,12'));
  expect(bad.status).toBe(3);
  expect(bad.out['error']).toMatchObject({
    code: 'bad-cell',
    place: { file: 'bad.csv', row: 62, column: 'followers', value: 'many' },
  });
  expect(price('none.csv', 'platform,price\nweibo,3').out['error']).toMatchObject({ code: 'no-column' });
});
