/** Language, theme, the finder, the first steps, and what axe finds on every page in both themes. */
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { seriousFindings, useBrowser } from './browser.ts';

const open = useBrowser();

async function first(path: string, key: string): Promise<string> {
  const answer = await fetch(`${inject('address')}/api/v1${path}`);
  const { items } = (await answer.json()) as { items: Record<string, string>[] };
  const value = items[0]?.[key];
  if (!value) throw new Error(`Nothing at ${path}.`);
  return value;
}
/** Waits until nothing is being loaded; the page keeps a stream open, so the network is never idle. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  await expect.poll(() => page.locator('.loading').count()).toBe(0);
}
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe('frame', () => {
  it('changes the language in place and keeps it', async () => {
    const page = await open('/library');
    await page.getByRole('heading', { level: 1, name: 'Who is in the library, and who fits?' }).waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { level: 1, name: '库里有谁，谁合适？' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await expect.poll(() => page.locator('.grid-body').innerText()).toContain('万');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '库里有谁，谁合适？' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Who is in the library, and who fits?' }).waitFor();
  });

  it('turns dark and light', async () => {
    const page = await open('/library');
    const light = await background(page);
    await page.getByRole('button', { name: 'Dark' }).click();
    await expect.poll(() => background(page)).not.toBe(light);
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: 'Light' }).click();
    await expect.poll(() => background(page)).toBe(light);
  });

  it('jumps from anywhere to an account, a metric or a page by keyboard', async () => {
    const page = await open('/settings');
    const name = await first('/accounts?limit=1', 'name');
    await page.keyboard.press('Control+k');
    const box = page.getByRole('dialog').getByRole('combobox');
    await box.fill(name);
    await page
      .getByRole('option', { name: new RegExp(`Account.*${name}`) })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/accounts\//);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('完播率');
    await page
      .getByRole('option', { name: /Metric/ })
      .first()
      .click();
    await expect.poll(() => page.url()).toContain('/data/metrics?metric=');
  });

  it('reaches the page by the skip link and names every landmark', async () => {
    const page = await open('/library');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').count()).toBe(9);
  });

  it('leads through the first five steps and can be left', async () => {
    const page = await open('/settings');
    await page.getByRole('button', { name: 'Show the first steps again' }).click();
    const trail = page.getByRole('region', { name: 'First steps' });
    for (const [step, path] of [
      ['Import', '/data'],
      ['Check', '/library'],
      ['Choose', '/select'],
      ['Run', '/deliver'],
      ['Learn', '/assets'],
    ] as const) {
      await trail.getByRole('link', { name: new RegExp(`\\d ${step}`) }).click();
      await expect.poll(() => new URL(page.url()).pathname).toBe(path);
    }
    await trail.getByRole('link', { name: 'Drop your own files' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/data/import');
    expect(await trail.count()).toBe(0);
  });

  it('says plainly that an address has no page and that an account is not there', async () => {
    const page = await open('/nowhere');
    await page.getByText('There is no page at this address.').waitFor();
    await page.goto(`${inject('address')}/accounts/weibo:0`);
    const alert = page.getByRole('alert');
    expect((await alert.innerText()).length).toBeGreaterThan(10);
  });
});

describe('accessibility', () => {
  for (const theme of ['light', 'dark'] as const)
    it(`finds nothing serious on ${theme === 'light' ? 'any page' : 'every third page'}, ${theme}`, async () => {
      const account = await first('/accounts?vendor=pugongying&limit=1', 'accountId');
      const post = await first(`/accounts/${account}/posts?limit=1`, 'postId');
      const other = await first('/accounts?vendor=xingtu&limit=1', 'accountId');
      const run = await first('/imports?limit=1', 'runId');
      const page = await open('/library', { theme });
      const pages = [
        '/library?platform=douyin',
        `/accounts/${account}`,
        `/accounts/${account}?tab=posts`,
        `/accounts/${account}?tab=prices`,
        `/accounts/${account}?tab=sources`,
        `/posts/${post}`,
        `/compare?ids=${account}&ids=${other}`,
        '/data',
        '/data/import',
        `/data/runs/${run}`,
        '/data/metrics',
        '/data/platforms',
        '/strategy',
        '/select',
        '/deliver',
        '/assets',
        '/audience',
        '/settings',
      ];
      const found: Record<string, unknown> = {};
      // The dark palette is shared: every third page tells.
      for (const path of theme === 'light' ? pages : pages.filter((_, i) => i % 3 === 0)) {
        await page.goto(inject('address') + path);
        await page.locator('h1').first().waitFor();
        await settled(page);
        const findings = await seriousFindings(page);
        if (findings.length > 0) found[path] = findings;
      }
      expect(found).toEqual({});
    });
});
