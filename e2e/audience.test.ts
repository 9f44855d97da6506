/** Whom do my people follow, who are they, and which of ten shall we take? */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';

const open = useBrowser();

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${inject('address')}/api/v1${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

interface Fields {
  gender: { value: string }[];
}
const aTarget = async () => {
  const { gender } = await ask<Fields>('/audience/target-fields');
  return `/audience?gender=${encodeURIComponent(gender[0]?.value ?? '')}`;
};
/** Accounts of one platform, highest value first. */
const best = async (count: number): Promise<string[]> => {
  const { items } = await ask<{ items: { accountId: string }[] }>('/value?platform=xiaohongshu&limit=40');
  return items.slice(0, count).map((i) => i.accountId);
};
const compared = (ids: readonly string[], tab: string) =>
  `/compare?${ids.map((id) => `ids=${encodeURIComponent(id)}`).join('&')}&tab=${tab}`;

async function saved(page: Page, button: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).first().click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

describe('audience', () => {
  it('counts a target as it is named, and keeps it in the address', async () => {
    const page = await open('/audience');
    const words = page.getByRole('combobox', { name: 'Keywords' });
    await words.fill('口红');
    await words.press('Enter');
    await page.locator('.target-count b', { hasText: /people found/ }).waitFor();
    expect(searchOf(page)).toContain('said=口红');
  });

  it('shows a count at every gate, opens a gate to its dropped accounts, and saves the longlist', async () => {
    const page = await open(await aTarget());
    await page.getByRole('button', { name: 'Find the accounts they favour' }).click();
    await page.locator('.funnel li').first().waitFor();
    expect(await page.locator('.funnel li').count()).toBe(6);
    await page.locator('.funnel button').first().click();
    await page.getByRole('grid', { name: /dropped here/ }).waitFor();
    expect(searchOf(page)).toContain('gate=');
    const { name, bytes } = await saved(page, /Longlist as CSV/);
    expect(name).toBe('longlist.csv');
    expect(bytes.toString('utf8')).toContain('TGI');
  });

  it('draws a portrait with its n and saves it as a picture', async () => {
    const [id] = await best(1);
    const page = await open(`/accounts/${id}?tab=audience`);
    const picture = page.locator('svg.portrait-picture').first();
    await picture.waitFor();
    expect(await picture.getAttribute('aria-label')).toMatch(/n = \d/);
    const svg = await saved(page, /Picture as SVG/);
    expect(svg.bytes.toString('utf8')).toMatch(/^<svg[^>]+>/);
    expect(svg.bytes.toString('utf8')).not.toContain('var(--');
    const png = await saved(page, /Picture as PNG/);
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.bytes.byteLength).toBeGreaterThan(5000);
  });

  it('takes three of ten with three reasons each, and takes others for another goal', async () => {
    const page = await open(compared(await best(10), 'shortlist'));
    await page.locator('.picks > li').nth(2).waitFor();
    expect(await page.locator('.picks > li').count()).toBe(3);
    for (const pick of await page.locator('.picks > li').all())
      expect(await pick.locator('ol > li').count()).toBe(3);
    await page.getByRole('button', { name: 'New brand', exact: true }).first().click();
    await page.getByRole('heading', { name: /for New brand/ }).waitFor();
    expect(searchOf(page)).toContain('goal=new-brand');
  });

  it('keeps the order of the address in the overlap and draws the radar beside intervals', async () => {
    const ids = (await best(4)).reverse();
    const page = await open(compared(ids, 'overlap'));
    await page.locator('table.overlap tbody tr').nth(3).waitFor();
    const { items } = (await (
      await fetch(`${inject('address')}/api/v1/accounts/compare`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ accountIds: ids }),
      })
    ).json()) as { items: { card: { name: string } }[] };
    const rows = await page.locator('table.overlap tbody th').allInnerTexts();
    expect(rows.map((r) => r.split('\n')[0]?.trim())).toEqual(items.map((i) => i.card.name));
    await page.getByRole('link', { name: 'Percentiles and path' }).click();
    await page.locator('.path svg').first().waitFor();
    expect(await page.locator('.path tbody tr').count()).toBe(5);
  });

  it('changes an assumption and says so', async () => {
    const [id] = await best(1);
    const page = await open(`/accounts/${id}?tab=value`);
    const field = page.getByLabel('Sales per million followers');
    await field.fill('30');
    await page.getByRole('button', { name: 'Reckon with this' }).last().click();
    await page.getByText('Assumed: 30 direct sales').waitFor();
    await page.getByLabel('Sales per million followers').fill('22');
    await page.getByRole('button', { name: 'Reckon with this' }).last().click();
    await page.getByText('Assumed: 22 direct sales').waitFor();
    expect(await field.inputValue()).toBe('22');
  });

  it('shows the industry in exactly five panels', async () => {
    const page = await open('/strategy?tab=industry');
    await page.locator('.five .panel').nth(4).waitFor();
    expect(await page.locator('.five .panel').count()).toBe(5);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`leaves axe nothing serious to find, ${theme}`, async () => {
      const ids = await best(3);
      const pages = [
        `${await aTarget()}&find=1`,
        `/accounts/${ids[0]}?tab=audience`,
        `/accounts/${ids[0]}?tab=value`,
        compared(ids, 'value'),
        compared(ids, 'overlap'),
        compared(ids, 'shortlist'),
        '/strategy?tab=industry',
        '/strategy?tab=tiers',
      ];
      for (const path of pages.filter((_, i) => i % 2 === (theme === 'light' ? 0 : 1))) {
        const page = await open(path, { theme });
        await page.locator('.card, .empty').first().waitFor();
        await page.waitForTimeout(1500);
        expect(await seriousFindings(page), path).toEqual([]);
      }
    }, 120_000);
});
