/** What the demo brand learned in two rounds: scoreboard, lessons on Strategy, a plan from them, in-house, brands. */
import { describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const api = (path: string): string => `${inject('address')}/api/v1${path}`;
const WORDS = {
  en: {
    helped: 'people improved on the program',
    narrow: 'too narrow',
    learned: 'learned',
    teaches: 'What the last campaigns taught',
  },
  zh: { helped: '人的修改优于程序', narrow: '太窄', learned: '学得', teaches: '最近的活动教了什么' },
} as const;

describe('the loop', () => {
  for (const language of ['en', 'zh'] as const) {
    const words = WORDS[language];
    it(`scores forecasts, opens one to its row, and shows what was learned, ${language}`, async () => {
      const page = await open('/assets/scoreboard', { language });
      await page.locator('svg.interval-scatter circle').nth(10).waitFor();
      await page.locator('svg.calibration polyline').first().waitFor();
      expect(await page.getByText(words.narrow, { exact: true }).count()).toBeGreaterThan(0);
      expect(await page.getByText(words.helped).count()).toBe(1);
      expect(await page.locator('ol.history li').count()).toBeGreaterThanOrEqual(6);
      await keepPicture(page, `scoreboard-${language}`);
      if (language === 'en') expect(await seriousFindings(page)).toEqual([]);
      await page.locator('svg.interval-scatter circle').nth(3).dispatchEvent('click');
      await page.locator('tr.picked').waitFor();
      expect(searchOf(page)).toContain('forecast=');
      await page.locator('tr.picked button.evidence').click();
      await page.waitForURL(/evidence=\d+/);
    });

    it(`starts Strategy and the next plan from the lessons, ${language}`, async () => {
      const strategy = await open('/strategy', { language });
      await strategy.getByRole('heading', { name: words.teaches }).waitFor();
      await keepPicture(strategy, `lessons-${language}`);
      const { items } = (await (await fetch(api('/plans'))).json()) as {
        items: { planId: string; name: string }[];
      };
      const plan = items.find((p) => p.name === '澄屿冬季屏障修护');
      const page = await open(`/select/plans/${plan?.planId}?tab=assumptions`, { language });
      await page.locator('#assume-sales_per_million').waitFor();
      expect(Number(await page.locator('#assume-sales_per_million').inputValue())).toBeGreaterThan(100);
      expect(
        await page.locator('tr', { has: page.locator('#assume-sales_per_million') }).innerText(),
      ).toMatch(language === 'en' ? /Learned from 2 campaigns.*shipped: 22/s : /由 2 个活动.*出厂值 22/s);
      await keepPicture(page, `learned-plan-${language}`);
    });

    it(`weighs building against buying, and shows whose history is pooled, ${language}`, async () => {
      const theme = language === 'zh' ? 'dark' : 'light';
      const page = await open('/assets/inhouse', { language, theme });
      await page.locator('.chart svg').first().waitFor();
      const before = await page.locator('.stats dd').first().innerText();
      await page.locator('.house .inputs input').nth(4).fill('6000');
      await page.locator('.house .inputs input').nth(4).blur();
      await page.waitForURL(/staffPerMonth=/);
      await page.waitForFunction((old) => document.querySelector('.stats dd')?.textContent !== old, before);
      await keepPicture(page, `inhouse-${language}`);
      expect(await seriousFindings(page)).toEqual([]);
      const brands = await open('/assets/brands', { language, theme });
      await brands.locator('table.plain', { hasText: '屿白' }).first().waitFor();
      await brands.locator('table.plain').nth(2).waitFor();
      expect(await brands.locator('select.brand-picker option').count()).toBe(3);
      expect(await seriousFindings(brands)).toEqual([]);
    });
  }
});
