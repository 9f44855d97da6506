/** The running demo campaign: placements with their bands, the planted alarm with its readings, the wall. */
import { describe, expect, it } from 'vitest';
import { searchOf, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const CAMPAIGN = encodeURIComponent('澄屿秋季焕亮行动');

describe('a running campaign', () => {
  for (const language of ['en', 'zh'] as const) {
    it(`shows what was agreed and expected, ${language}`, async () => {
      const page = await open(`/deliver/${CAMPAIGN}`, { language });
      await page.locator('svg.interval').first().waitFor();
      expect(await page.locator('svg.interval').count()).toBeGreaterThan(10);
      expect(await page.getByText('转发抽奖送正装').count()).toBe(1);
      await keepPicture(page, `campaign-${language}`);
    });

    it(`raises its planted alarm, quiet on the viral post, with readings behind it, ${language}`, async () => {
      const page = await open(`/deliver/${CAMPAIGN}?tab=live`, { language });
      await page.locator('.horizon').first().waitFor();
      expect(await page.locator('.horizon').count()).toBe(5);
      expect(await page.locator('.alarm-count.open', { hasText: '▲' }).count()).toBe(1);
      const open1 = page.locator('.alarms li', { has: page.locator('.alarm-text') }).first();
      await open1.getByRole('button').first().click();
      await page.locator('.reading-rows li').first().waitFor();
      expect(await page.locator('.reading-rows li').count()).toBeGreaterThan(5);
      await page
        .locator('.horizon', { has: page.locator('.alarm-count.open') })
        .first()
        .click();
      expect(searchOf(page)).toContain('post=');
      await page.locator('.chart svg').first().waitFor();
      await keepPicture(page, `live-${language}`);
      await page.locator('.reading-rows button.evidence').first().click();
      await page.getByRole('dialog').first().waitFor();
      expect(searchOf(page)).toContain('evidence=');
    });

    it(`stands on a wall, ${language}`, async () => {
      const page = await open(`/wall/${CAMPAIGN}`, { language, theme: language === 'zh' ? 'dark' : 'light' });
      await page.locator('.wall-map svg path').first().waitFor();
      expect(await page.locator('.wall-map svg path').count()).toBeGreaterThan(33);
      expect(await page.locator('.wall-top li').count()).toBe(5);
      const size = await page
        .locator('.wall-alarms li')
        .first()
        .evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize));
      expect(size).toBeGreaterThan(18);
      await keepPicture(page, `wall-${language}`);
    });
  }
});
