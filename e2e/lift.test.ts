/** Orders, short links and lift of the demo campaign. */
import { describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const CAMPAIGN = encodeURIComponent('澄屿618防晒季');

describe('orders and lift', () => {
  for (const language of ['en', 'zh'] as const) {
    const zh = language === 'zh';
    it(`shows orders three ways, adds a link and counts its visit, ${language}`, async () => {
      const page = await open(`/deliver/${CAMPAIGN}/orders`, { language });
      const shares = page.getByRole('region', {
        name: zh ? '各账号的订单，三种分法' : 'Orders by account, three ways',
      });
      await shares.locator('tbody tr').first().waitFor();
      expect(await shares.locator('tbody tr').count()).toBeGreaterThan(5);
      expect(await shares.locator('svg.interval').count()).toBeGreaterThan(3);
      const links = page.getByRole('region', { name: zh ? '短链接' : 'Short links' });
      await links.locator('input[type=url]').fill('https://shop.example/oil');
      await links.getByRole('button').click();
      // The demo has links already: the new one is the one that leads to its address.
      const added = links.locator('tbody tr', { hasText: 'shop.example/oil' }).first();
      const path = await added.locator('code').first().innerText();
      const followed = await fetch(inject('address') + path, { redirect: 'manual' });
      expect(followed.status).toBe(302);
      expect(followed.headers.get('location')).toMatch(
        /^https:\/\/shop\.example\/oil\?ts_touch=[0-9a-f]{28}$/,
      );
      expect(await seriousFindings(page)).toEqual([]);
      await keepPicture(page, `orders-${language}`);
    });

    it(`tells beforehand what could be seen, and measures, ${language}`, async () => {
      const page = await open(`/deliver/${CAMPAIGN}/lift`, { language });
      // The box follows the address, so it is checked a moment after the click.
      await page.getByRole('checkbox', { name: /广东/ }).click();
      await page.waitForFunction(() => location.search.includes('treated='));
      expect(searchOf(page)).toContain('treated=');
      const plan = page.getByRole('region', {
        name: zh ? '投放前：能否看出来？' : 'Before: could it be told?',
      });
      await plan.locator('.chart-box svg').first().waitFor();
      expect(await plan.innerText()).toContain(zh ? '五次中有四次' : 'four times out of five');
      const measured = page.getByRole('region', { name: zh ? '投放后：有何变化' : 'After: what changed' });
      await measured.locator('.level').first().waitFor();
      expect(await measured.innerText()).toContain('lift-sdid@1');
      expect(await seriousFindings(page)).toEqual([]);
      await keepPicture(page, `lift-${language}`);
    });
  }
});
