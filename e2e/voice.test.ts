/** What people say: the market's voice, the words, and a correction that moves the aggregate. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const api = (path: string): string => `${inject('address')}/api/v1${path}`;

/** The texts are read by a job after the start. */
beforeAll(async () => {
  for (;;) {
    const answer = await fetch(api('/voice/status'));
    const { texts, waiting } = (await answer.json()) as { texts: number; waiting: number };
    if (texts > 0 && waiting === 0) return;
    await new Promise((done) => setTimeout(done, 500));
  }
}, 170_000);

describe('voice', () => {
  for (const language of ['en', 'zh'] as const) {
    it(`shows feeling over time, aspects and provinces, ${language}`, async () => {
      const page = await open('/voice', { language, theme: language === 'zh' ? 'dark' : 'light' });
      await page.locator('.chart svg').first().waitFor();
      expect(await page.locator('svg.interval').count()).toBeGreaterThan(1);
      await keepPicture(page, `voice-${language}`);
      expect(await seriousFindings(page)).toEqual([]);
    });

    it(`lists texts with their spans, the machine beside people, ${language}`, async () => {
      const page = await open('/voice?tab=rows', { language });
      await page.locator('.voice-row').nth(5).waitFor();
      await keepPicture(page, `voice-rows-${language}`);
      await page.locator('.voice-row .evidence').first().click();
      await page.getByRole('dialog').locator('table').first().waitFor();
      expect(searchOf(page)).toContain('evidence=');
    });
  }

  it('keeps a correction beside the machine’s label', async () => {
    const page = await open('/voice?tab=rows');
    const row = page.locator('.voice-row').first();
    await row.waitFor();
    const unpressed = row.locator('.voice-labels button[aria-pressed=false]').last();
    const said = (await unpressed.textContent()) ?? '';
    const machine = await row.locator('.voice-labels b').first().textContent();
    await unpressed.click();
    await row.locator('.voice-labels button[aria-pressed=true]', { hasText: said }).waitFor();
    expect(await row.locator('.voice-labels b').allTextContents()).toEqual([machine, said]);
  });

  it('draws buyers by quotas and adds what one of them said to the consent log', async () => {
    const page = await open('/voice?tab=invite');
    await page.getByLabel('Name of the frame').fill('Buyers of spring');
    await page.getByLabel('Who').selectOption('buyers');
    await page.getByLabel('People', { exact: true }).fill('20');
    await page.getByLabel('Quotas by').selectOption('platform');
    await page.getByRole('button', { name: 'Draw' }).click();
    const card = page.locator('.card', { hasText: 'Buyers of spring' });
    await card.getByText(/20 drawn of \d+ who bought/).waitFor();
    await card.getByText('People and consent').click();
    const first = card.locator('details tbody tr').first();
    await first.getByRole('button', { name: 'consented' }).click();
    await first.locator('button[aria-pressed=true]', { hasText: 'consented' }).waitFor();
    await card.getByText('consented 1').waitFor();
    expect(await card.locator('details tbody tr').count()).toBe(20);
    // Names of platforms, not their ids.
    expect(await card.locator('tbody th').first().innerText()).toMatch(/^[A-Z]/);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
