/** The library: words, facets, sorting, keyboard, evidence, filters and lists in a real browser. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { searchOf, useBrowser } from './browser.ts';

const open = useBrowser();
const total = async (page: Page) =>
  Number((await page.locator('.answer b').innerText()).replaceAll(/\D/g, ''));
const rows = (page: Page) => page.locator('.grid-body [role=row]');

describe('library', () => {
  it('finds accounts by Chinese words and narrows them by facets; the address holds the question', async () => {
    const page = await open('/library', { language: 'zh' });
    await rows(page).first().waitFor();
    const all = await total(page);
    expect(all).toBeGreaterThan(250);
    await page.getByRole('searchbox').fill('护肤');
    await expect.poll(() => searchOf(page)).toContain('q=护肤');
    await expect.poll(() => total(page)).toBeLessThan(all);
    const found = await total(page);
    expect(found).toBeGreaterThan(0);

    const box = page.locator('fieldset', { hasText: '平台' }).getByRole('checkbox', { name: /小红书/ });
    await box.check();
    await expect.poll(() => searchOf(page)).toContain('platform=xiaohongshu');
    await expect.poll(() => total(page)).toBeLessThan(found);
    const narrowed = await total(page);

    // The same address in a fresh page gives the same answer.
    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search, { language: 'zh' });
    await rows(again).first().waitFor();
    expect(await total(again)).toBe(narrowed);
    expect(await again.getByRole('searchbox').inputValue()).toBe('护肤');
  });

  it('sorts on the server by a header', async () => {
    const page = await open('/library?platform=weibo');
    await rows(page).first().waitFor();
    const header = page.getByRole('columnheader', { name: 'Followers' });
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    await header.getByRole('button').click();
    await expect.poll(() => searchOf(page)).toContain('order=asc');
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
  });

  it('is worked by keyboard: move, mark for comparison, open', async () => {
    const page = await open('/library');
    await rows(page).first().waitFor();
    const grid = page.getByRole('grid');
    await grid.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const tray = page.getByRole('region', { name: 'Compare tray' });
    await expect.poll(() => tray.innerText()).toContain('2 of 10');
    expect(await page.locator('.grid-body [role=row][aria-selected=true]').count()).toBe(2);
    const name = await rows(page).nth(2).getByRole('link').innerText();
    await grid.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { level: 1, name: new RegExp(name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')) })
      .waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/accounts\//);
  });

  it('draws only the rows in view and copies them as tab-separated text', async () => {
    const page = await open('/library');
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBeLessThan(60);
    expect(Number(await page.getByRole('grid').getAttribute('aria-rowcount'))).toBeGreaterThan(250);
    await page.getByRole('button', { name: 'Copy table' }).click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const lines = text.split('\n');
    expect(lines[0]?.split('\t')[0]).toBe('Account');
    expect(lines).toHaveLength(101);
  });

  it('saves the filter as a file that opens as the same question', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-filter-'));
    try {
      const page = await open('/library?platform=douyin&tier=mid&followersMin=200000');
      await rows(page).first().waitFor();
      const count = await total(page);
      await page.getByRole('button', { name: 'Filters', exact: true }).click();
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save these filters as a file' }).click();
      const file = join(folder, 'library.filter.json');
      await (await waiting).saveAs(file);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
        touchstoneFilter: 1,
        filter: { platform: ['douyin'], tier: ['mid'], followersMin: 200_000 },
      });
      const other = await open('/library');
      await rows(other).first().waitFor();
      await other.getByRole('button', { name: 'Filters', exact: true }).click();
      await other.locator('input[type=file]').setInputFiles(file);
      await expect.poll(() => searchOf(other)).toContain('followersMin=200000');
      await expect.poll(() => total(other)).toBe(count);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('gathers marked accounts in a list and shows the list', async () => {
    const page = await open('/library?platform=bilibili');
    await rows(page).first().waitFor();
    await rows(page).nth(0).getByRole('checkbox').check();
    await rows(page).nth(1).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Lists' }).click();
    await page.getByRole('textbox', { name: 'Name of the list' }).fill('春季候选');
    await page.getByRole('button', { name: 'Make list' }).click();
    const facet = page.locator('.facets').getByRole('checkbox', { name: /春季候选/ });
    await facet.check();
    await expect.poll(() => searchOf(page)).toContain('list=');
    await expect.poll(() => total(page)).toBe(2);
  });

  it('exports the filtered library', async () => {
    const page = await open('/library?platform=zhihu');
    await rows(page).first().waitFor();
    const count = await total(page);
    await page.getByRole('button', { name: 'Export' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    const stream = await (await waiting).createReadStream();
    let text = '';
    for await (const part of stream) text += String(part);
    expect(text.trim().split('\n')).toHaveLength(count + 1);
  });
});
