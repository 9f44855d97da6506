/** The wizard with five vendor files: guess, check, import, account, library; then undo. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { useBrowser } from './browser.ts';
import { copyFive, FIVE_NAMES } from './import-files.ts';

const open = useBrowser();
let folder: string;
let five: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-wizard-'));
  five = copyFive(folder);
});
/** Other files see the demo library as it was: what was imported here is taken back. */
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  const runs = `${inject('address')}/api/v1/imports`;
  const { items } = (await (await fetch(`${runs}?limit=50`)).json()) as {
    items: { runId: string; file: string }[];
  };
  const mine = items.filter((run) => [...FIVE_NAMES, 'own-list.csv'].includes(run.file));
  for (const run of mine) await fetch(`${runs}/${run.runId}`, { method: 'DELETE' });
});

describe('import wizard', () => {
  it('recognises five files, imports them with a balanced account and opens the library', async () => {
    const page = await open('/data/import');
    await page.locator('input[type=file]').first().setInputFiles(five);
    for (const name of FIVE_NAMES)
      await page
        .getByRole('region', { name })
        .getByText(/% sure/)
        .first()
        .waitFor();
    const guess = await page.getByRole('region', { name: 'pugongying-list.xlsx' }).innerText();
    expect(guess).toMatch(/Taken for .*Pugongying/);
    expect(guess).toMatch(/Trial on \d+ rows: \d+ kept, \d+ rejected/);

    await page.getByLabel('Data as of').fill('2026-10-31');
    await page.getByRole('button', { name: 'Import 5 files' }).click();
    await page.getByRole('region', { name: 'All files' }).waitFor({ timeout: 60_000 });
    expect(page.url()).toMatch(/job=/);
    const balances = await page.locator('.balance').allInnerTexts();
    expect(balances).toHaveLength(6);
    for (const text of balances) {
      const [read = 0, kept = 0, rejected = 0] = (text.match(/[\d\u202f]+/g) ?? []).map((n) =>
        Number(n.replaceAll('\u202f', '')),
      );
      expect(read).toBeGreaterThan(0);
      expect(read).toBe(kept + rejected);
    }
    await page.getByRole('link', { name: 'Open in library' }).click();
    await page.locator('.grid-body [role=row]').first().waitFor();
  });

  it('says that the same bytes change nothing, and takes an import back', async () => {
    const page = await open('/data/import');
    const file = join(folder, 'own-list.csv');
    writeFileSync(
      file,
      '平台,昵称,小红书号,粉丝数/w,神秘列\n小红书,测试甲子,tt90001,1.5,甲\n小红书,测试乙丑,tt90002,2千+,乙\n',
    );
    const importOnce = async () => {
      await page.locator('input[type=file]').first().setInputFiles(file);
      await page.getByRole('button', { name: 'Import 1 file' }).click();
      await page
        .getByRole('region', { name: 'own-list.csv' })
        .locator('.balance')
        .waitFor({ timeout: 60_000 });
    };
    await importOnce();
    expect(await page.getByRole('region', { name: 'own-list.csv' }).innerText()).toContain('神秘列');
    await page.getByRole('button', { name: 'Import more files' }).click();
    await importOnce();
    await page.getByText('already imported, nothing changed').waitFor();

    await page.getByRole('region', { name: 'own-list.csv' }).getByRole('link', { name: 'Details' }).click();
    await page.getByRole('link', { name: /Unknown columns/ }).click();
    await page.getByRole('rowheader', { name: '神秘列' }).waitFor();
    await page.getByRole('button', { name: 'Take this import back' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Take this import back' }).click();
    await page.getByRole('heading', { level: 1, name: 'What has been imported?' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'own-list.csv' }).count()).toBe(0);
  });

  it('lets a column mean something else and saves the mapping as a file', async () => {
    const file = join(folder, 'strange.csv');
    writeFileSync(file, '谁,在哪,多少人看\n甲乙丙,微博,120\n丁戊己,微博,340\n');
    const page = await open('/data/import');
    await page.locator('input[type=file]').first().setInputFiles(file);
    const region = page.getByRole('region', { name: 'strange.csv' });
    await region.getByText('No known layout').waitFor();
    await region.getByRole('combobox', { name: 'Meaning of 谁' }).click();
    await page.keyboard.type('Account: name');
    await page.locator('.ant-select-item-option-active').click();
    await expect.poll(() => region.getByRole('row', { name: /谁/ }).innerText()).toContain('Account: name');
    const waiting = page.waitForEvent('download');
    await region.getByRole('button', { name: 'Save mapping as a file' }).click();
    const stream = await (await waiting).createReadStream();
    let text = '';
    for await (const part of stream) text += String(part);
    const mapping = JSON.parse(text) as {
      touchstoneMapping: number;
      columns: { headers: string[]; target: { to: string } }[];
    };
    expect(mapping.touchstoneMapping).toBe(1);
    expect(mapping.columns.find((c) => c.headers.includes('谁'))?.target).toEqual({ to: 'account.name' });
  });

  it('says in Chinese what a file is taken for, its units, and what is wrong in it', async () => {
    const file = join(folder, 'odd.csv');
    writeFileSync(
      file,
      '平台,昵称,主页链接,粉丝数/w,图文报价,互动率\n小红书,测试丙寅,https://www.xiaohongshu.com/user/profile/5f3c0a1b0000000002000077,1.5,很多,3.1%\n小红书,测试丁卯,https://www.xiaohongshu.com/user/profile/5f3c0a1b0000000002000078,2.5,300,3%,多一格\n',
    );
    const page = await open('/data/import', { language: 'zh' });
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([file, five[0] ?? '']);
    const odd = page.getByRole('region', { name: 'odd.csv' });
    await odd.getByText('不是数字').waitFor();
    await page
      .getByRole('region', { name: FIVE_NAMES[0] ?? '' })
      .getByText(/含有列.*；\d+ 列中有 \d+ 列已知/)
      .waitFor();
    // Words of ours that are English: two or more together. Names in the files and format words are single words.
    expect(await odd.innerText()).not.toMatch(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/);
  });

  it('names what is wrong with a file that cannot be read', async () => {
    const file = join(folder, 'picture.xlsx');
    writeFileSync(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3]));
    const page = await open('/data/import');
    await page.locator('input[type=file]').first().setInputFiles(file);
    const alert = page.getByRole('region', { name: 'picture.xlsx' }).getByRole('alert');
    expect((await alert.innerText()).length).toBeGreaterThan(20);
  });
});
