/** Whom did competitors use, how full is each platform, and where should the money go? */
import { describe, expect, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const WORDS = {
  en: {
    rivals: 'Competitors',
    posts: 'Posts behind it',
    copy: 'Copy this mix',
    split: 'Split of the budget',
    brief: 'Make a brief of it',
  },
  zh: {
    rivals: '竞品',
    posts: '查看作品',
    copy: '复制这套组合',
    split: '预算分配',
    brief: '据此写简报',
  },
} as const;

describe('strategy', () => {
  for (const language of ['en', 'zh'] as const) {
    const words = WORDS[language];
    it(`splits a budget and says what binds, shows competitors down to their posts, begins a brief with their mix, ${language}`, async () => {
      const page = await open('/strategy?tab=platforms&budget=300000&template=pyramid', { language });
      const split = page.getByRole('region', { name: words.split });
      await split.locator('tbody tr').nth(2).waitFor();
      await split.locator('.chart svg').waitFor();
      expect(await split.locator('.plain-list li').count()).toBeGreaterThan(0);
      await keepPicture(page, `platforms-${language}`);
      // The same page in the other language differs in words only: once is enough for what axe looks at.
      if (language === 'en') expect(await seriousFindings(page)).toEqual([]);

      await page.locator('nav.tabs').getByRole('link', { name: words.rivals }).click();
      const rival = page.getByRole('region', { name: '霁泠', exact: true });
      await rival.locator('table.heat tbody tr').nth(2).waitFor();
      expect(await rival.textContent()).toContain('64');
      await keepPicture(page, `rivals-${language}`);
      await rival.getByRole('button', { name: words.posts }).click();
      await rival.locator('.rival-posts tbody tr').nth(20).waitFor();
      await rival.locator('.rival-posts .evidence').first().click();
      await page.getByRole('dialog').locator('table').first().waitFor();
      await page.keyboard.press('Escape');

      await rival.getByRole('link', { name: words.copy }).click();
      await split.getByText('霁泠').first().waitFor();
      await split.locator('tbody tr').nth(3).waitFor();
      expect(searchOf(page)).toContain('mix=霁泠');

      await split.getByRole('link', { name: words.brief }).click();
      await page.locator('table.quota').waitFor();
      const given = await page
        .locator('table.quota input')
        .evaluateAll((cells) =>
          cells.map((cell) => (cell as HTMLInputElement).value).filter((value) => value !== ''),
        );
      expect(given.length).toBeGreaterThan(3);
      expect(searchOf(page)).toMatch(/budget="?300000/);
    });
  }
});
