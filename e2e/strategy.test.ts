/** Whom did competitors use, how full is each platform, and where should the money go? */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';

const open = useBrowser();
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const WORDS = {
  en: { posts: 'Posts behind it', copy: 'Copy this mix', split: 'Split of the budget' },
  zh: { posts: '查看作品', copy: '复制这套组合', split: '预算分配' },
} as const;

describe('strategy', () => {
  for (const language of ['en', 'zh'] as const) {
    const words = WORDS[language];
    it(`shows competitors down to their posts and copies a mix, ${language}`, async () => {
      const page = await open('/strategy?tab=rivals', { language });
      const rival = page.getByRole('region', { name: '霁泠', exact: true });
      await rival.locator('table.heat tbody tr').nth(2).waitFor();
      expect(await rival.textContent()).toContain('64');
      mkdirSync(folder, { recursive: true });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(folder, `rivals-${language}.png`), animations: 'disabled' });
      await rival.getByRole('button', { name: words.posts }).click();
      await rival.locator('.rival-posts tbody tr').nth(20).waitFor();
      await rival.locator('.rival-posts .evidence').first().click();
      await page.getByRole('dialog').locator('table').first().waitFor();
      await page.keyboard.press('Escape');
      await rival.getByRole('link', { name: words.copy }).click();
      const split = page.getByRole('region', { name: words.split });
      await split.locator('tbody tr').nth(3).waitFor();
      expect(searchOf(page)).toContain('mix=霁泠');
      expect(await split.textContent()).toContain('霁泠');
    });

    it(`splits a budget and says what binds, ${language}`, async () => {
      const page = await open('/strategy?tab=platforms&budget=300000&template=pyramid', { language });
      const split = page.getByRole('region', { name: words.split });
      await split.locator('tbody tr').nth(2).waitFor();
      await split.locator('.chart svg').waitFor();
      expect(await split.locator('.plain-list li').count()).toBeGreaterThan(0);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({
        path: join(folder, `platforms-${language}.png`),
        animations: 'disabled',
        fullPage: true,
      });
      expect(await seriousFindings(page)).toEqual([]);
    });
  }
});
