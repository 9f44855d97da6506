/** From an account to the row behind its numbers, and what people may change. */
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { searchOf, useBrowser } from './browser.ts';

const open = useBrowser();

interface Card {
  accountId: string;
  name: string;
}
async function someAccounts(query: string): Promise<Card[]> {
  const answer = await fetch(`${inject('address')}/api/v1/accounts?${query}`);
  return ((await answer.json()) as { items: Card[] }).items;
}
async function oneAccount(query: string): Promise<Card> {
  const [first] = await someAccounts(query);
  if (!first) throw new Error(`No account for ${query}.`);
  return first;
}
const tab = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('link', { name });

describe('account page', () => {
  it('reaches the file, row and cell behind a number in two clicks', async () => {
    const { accountId, name } = await oneAccount('vendor=pugongying&limit=1');
    const page = await open('/library?vendor=pugongying');
    await page.getByRole('link', { name, exact: true }).first().click();
    const row = page.getByRole('row', { name: /^Followers at the moment/ }).first();
    const number = row.getByRole('button').first();
    const shown = (await number.innerText()).replaceAll(/\D/g, '');
    await number.click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByText(/row \d+/)
      .first()
      .waitFor();
    await expect.poll(() => searchOf(page)).toMatch(/evidence=\d+:\d+/);
    const cell = drawer.locator('tr.read td').first();
    expect((await cell.innerText()).replaceAll(/\D/g, '')).toContain(shown.slice(0, 3));
    expect(await drawer.innerText()).toMatch(/sha256/);
    expect(decodeURIComponent(new URL(page.url()).pathname)).toBe(`/accounts/${accountId}`);

    const waiting = page.waitForEvent('download');
    await drawer.getByRole('button', { name: 'Export row as CSV' }).click();
    expect((await waiting).suggestedFilename()).toMatch(/^evidence-\d+-\d+\.csv$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => searchOf(page)).not.toContain('evidence');
  });

  it('draws counters over time with a name for screen readers', async () => {
    const { accountId } = await oneAccount('platform=weibo&limit=1');
    const page = await open(`/accounts/${accountId}`);
    const chart = page.getByRole('img', { name: /Followers: \d+ observations/ });
    await chart.waitFor();
    await expect.poll(() => chart.locator('svg path').count()).toBeGreaterThan(3);
  });

  it('shows posts and opens one with its counters', async () => {
    const { accountId } = await oneAccount('platform=douyin&sort=posts&limit=1');
    const page = await open(`/accounts/${accountId}`);
    await tab(page, /^Posts/).click();
    const grid = page.getByRole('grid', { name: 'Posts' });
    await grid.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'What happened to this post?' }).waitFor();
    expect(await page.locator('dl.stats dd').count()).toBeGreaterThan(1);
  });

  it('keeps a correction beside the machine value, and withdraws it by keyboard', async () => {
    const { accountId } = await oneAccount('platform=zhihu&limit=1');
    const page = await open(`/accounts/${accountId}?tab=sources`);
    const form = page.getByRole('form', { name: 'Corrections' });
    await form.getByRole('textbox', { name: 'Corrected to' }).fill('美食教程');
    await form.getByRole('textbox', { name: 'Reason' }).fill('主页自述');
    await form.getByRole('button', { name: 'Correct' }).click();
    await page.getByRole('cell', { name: '美食教程' }).waitFor();
    await page.getByRole('cell', { name: '主页自述' }).waitFor();

    const row = page.getByRole('row').filter({ hasText: '主页自述' });
    await row.getByRole('button', { name: 'Withdraw' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tooltip').getByRole('button', { name: 'Withdraw' }).focus();
    await page.keyboard.press('Enter');
    await row.getByText('withdrawn', { exact: true }).waitFor();
    expect(await row.getByRole('button', { name: 'Withdraw' }).count()).toBe(0);
  });

  it('links two accounts with evidence and undoes it with a reason', async () => {
    const [first, second] = await someAccounts('platform=toutiao&limit=2');
    if (!first || !second) throw new Error('Two accounts are needed.');
    const page = await open(`/accounts/${second.accountId}`);
    await page.getByRole('button', { name: 'Add to compare' }).click();
    await page.goto(`${inject('address')}/accounts/${first.accountId}?tab=sources`);
    const form = page.getByRole('form', { name: 'Link' });
    await form.getByRole('combobox', { name: 'Account to link with' }).selectOption(second.accountId);
    await form.getByRole('textbox', { name: 'What the evidence says' }).fill('简介互相提及');
    await form.getByRole('button', { name: 'Link' }).click();
    await page.getByText('linked', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Why it is undone' }).first().fill('同名不同人');
    await page.getByRole('button', { name: 'Undo the link' }).first().click();
    await page
      .getByText(/undone .*同名不同人/)
      .first()
      .waitFor();
    await expect.poll(() => page.getByText('linked', { exact: true }).count()).toBe(0);
  });
});

describe('compare page', () => {
  it('puts accounts side by side in the order of the address, with intervals', async () => {
    const accounts = await someAccounts('vendor=pugongying&limit=3');
    const page = await open(`/compare?${accounts.map((a) => `ids=${a.accountId}`).join('&')}`);
    await page
      .getByRole('img', { name: /Followers: a point and its bounds/ })
      .first()
      .waitFor();
    const heads = await page.locator('table.compare thead a').allInnerTexts();
    expect(heads).toEqual(accounts.map((a) => a.name));
  });

  it('refuses figures of different definitions and says why', async () => {
    const [xhs] = await someAccounts('vendor=pugongying&limit=1');
    const [xingtu] = await someAccounts('vendor=xingtu&limit=1');
    const page = await open(`/compare?ids=${xhs?.accountId}&ids=${xingtu?.accountId}`);
    const refusal = page.getByRole('row').filter({ hasText: 'not comparable' }).first();
    expect(await refusal.innerText()).toMatch(/differ in (source|window|content|format|currency)/);
    expect(await refusal.getByRole('img', { name: /a point and its bounds/ }).count()).toBe(0);
    await refusal.getByRole('checkbox').check();
    expect(await refusal.getByRole('img', { name: /a point and its bounds/ }).count()).toBe(1);
    expect(await refusal.innerText()).toContain('not comparable');
  });
});
