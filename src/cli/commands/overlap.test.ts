import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Discovery, OverlapReport, Portrait } from '#domain/readings/audience/schema.ts';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { runProgram } from '../run-program.ts';

let home: string;
const touchstone = (...args: string[]) => runProgram(args, { TOUCHSTONE_HOME: home });
const write = async (name: string, text: string) => {
  await writeFile(join(home, name), text);
  return join(home, name);
};

beforeAll(async () => {
  home = await tempFolder();
});
afterAll(() => removeFolder(home));

it('eval overlap: three toy sets give sum 8, union 5, exclusive 3, mean frequency 1.6', async () => {
  const sets = await write('sets.csv', 'kol,person\na,1\na,2\na,3\nb,2\nb,3\nb,4\nc,3\nc,5\nc,5\n');
  const { code, out } = await touchstone('eval', 'overlap', '--sets', sets, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    sum: 8,
    union: 5,
    exclusive: 3,
    meanFrequency: 1.6,
    pairs: [
      { a: 'a', b: 'b', intersection: 2, union: 4, low: 2, high: 2 },
      { a: 'a', b: 'c', intersection: 1 },
      { a: 'b', b: 'c', intersection: 1 },
    ],
  });
  const sketched = await touchstone('eval', 'overlap', '--sets', sets, '--entries', '2', '--json');
  for (const pair of (JSON.parse(sketched.out) as { pairs: { low: number; high: number }[] }).pairs)
    expect(pair.low).toBeLessThanOrEqual(pair.high);
});

it('overlap, portrait and discover speak to the library', async () => {
  const follows = ['platform,account,follower,position,design'];
  for (let i = 0; i < 80; i++) {
    follows.push(`weibo,one,u${i},${i},random`, `weibo,two,u${i + 40},${i},random`);
    follows.push(`weibo,all,u${i},${i},full`);
  }
  const imported = await touchstone('import', await write('follows.csv', `${follows.join('\n')}\n`));
  expect(imported.code).toBe(0);
  const refused = await touchstone('overlap', 'weibo:one', 'weibo:two', '--basis', 'followers', '--json');
  expect(refused.code).toBe(1);
  expect((JSON.parse(refused.out) as OverlapReport).pairs[0]).toMatchObject({
    state: 'insufficient',
    code: 'independent_samples',
  });
  const portrait = await touchstone('portrait', 'weibo:all', '--basis', 'followers', '--json');
  expect(portrait.code).toBe(1);
  expect(JSON.parse(portrait.out) as Portrait).toMatchObject({ people: 80, basis: 'followers' });
  const target = await write(
    'target.json',
    JSON.stringify({ name: 'of one', all: [{ kind: 'follows', accountIds: ['weibo:one'] }] }),
  );
  const list = join(home, 'longlist.csv');
  const found = await touchstone(
    'discover',
    '--target',
    target,
    '--basis',
    'followers',
    '--out',
    list,
    '--json',
  );
  expect(found.code).toBe(0);
  expect((JSON.parse(found.out) as Discovery).funnel.map((g) => g.gate)[0]).toBe('seen');
  expect(await readFile(list, 'utf8')).toContain('The target is defined by this account.');
  const wrong = await touchstone('discover', '--target', await write('bad.json', '{"all": []}'));
  expect(wrong.code).toBe(2);
}, 60_000);
