import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeFolder, tempFolder } from '#store/temp-home.ts';
import { runProgram } from '../run-program.ts';

let home: string;
const touchstone = (...args: string[]) => runProgram(args, { TOUCHSTONE_HOME: home });
const write = async (name: string, text: string | Buffer) => {
  await writeFile(join(home, name), text);
  return join(home, name);
};

beforeAll(async () => {
  home = await tempFolder();
});
afterAll(() => removeFolder(home));

it('plan answers plain files, and plan check accepts what it wrote and nothing else', async () => {
  const rows = Array.from({ length: 90 }, (_, i) => `k${i % 6}\tp${(i * 7) % 40}`);
  const audience = await write('a.tsv', `kol\tperson\n${rows.join('\n')}\n`);
  const prices = await write('p.csv.gz', gzipSync('kol,price\nk0,1\nk1,2\nk2,1.5\nk3,1\nk4,2.5\nk5,1\n'));
  const asked = ['plan', '--audience', audience, '--prices', prices, '--budget', '4', '--time-limit', '5'];
  const { code, out } = await touchstone(...asked, '--must', 'k4', '--never', 'k0', '--json');
  expect(code).toBe(0);
  const plan = JSON.parse(out) as { value: number; bound: number; chosen: { kol: string }[] };
  expect(plan).toMatchObject({ proven: true, gap: 0, files: { audience, prices } });
  expect(plan.chosen.map(({ kol }) => kol)).toContain('k4');
  const file = await write('plan.json', out);
  const fine = await touchstone('plan', 'check', file, '--json');
  expect(fine).toMatchObject({ code: 0 });
  expect(JSON.parse(fine.out)).toMatchObject({ ok: true, value: plan.value });
  const bad = await write('bad.json', JSON.stringify({ ...plan, value: plan.value + 1 }));
  const other = await write(
    'other.csv',
    (await readFile(audience, 'utf8')).replaceAll('\t', ',').slice(0, -8),
  );
  const refused = await touchstone('plan', 'check', bad, '--audience', other, '--json');
  expect(refused.code).toBe(1);
  const { faults } = JSON.parse(refused.out) as { faults: { about: string }[] };
  expect(faults.map(({ about }) => about)).toEqual(expect.arrayContaining(['inputs', 'seal', 'plan']));
}, 120_000);
