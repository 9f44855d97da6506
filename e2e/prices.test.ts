/** Standards, a cell opened to its prices, the negotiation card, curves and lift on the demo, in both languages. */
import { describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const WORDS = {
  en: {
    rows: 'show rows',
    card: 'card',
    inside: /^asked lies/,
    fee: 'Price of',
    above: 'asked lies above',
    none: /insufficient: needs/,
  },
  zh: {
    rows: '看明细',
    card: '议价卡',
    inside: /^报价(低于|在|高于)区间/,
    fee: '价格口径',
    above: '报价高于区间',
    none: /数据不足：需要/,
  },
} as const;

interface Norms {
  cells: { norm: { state: string }; tier: string | null; format: string }[];
  platform: string;
}

for (const language of ['en', 'zh'] as const) {
  const words = WORDS[language];
  describe(`prices, ${language}`, () => {
    it('shows intervals with dots, blanks with what they need, and opens a cell to its prices', async () => {
      const answer = (await (await fetch(`${inject('address')}/api/v1/norms`)).json()) as Norms;
      const page = await open('/assets/prices', { language });
      await page.locator('table.plain svg.interval circle').first().waitFor();
      expect(await page.getByText(words.none).count()).toBe(
        answer.cells.filter((c) => c.norm.state === 'insufficient').length,
      );
      expect(await seriousFindings(page)).toEqual([]);
      await keepPicture(page, `prices-${language}`);
      await page.getByRole('button', { name: words.rows }).first().click();
      await page.waitForURL(/tier=/);
      await page.getByRole('button', { name: words.card, exact: true }).first().waitFor();
      expect(searchOf(page)).toContain('format=');
    });

    it('opens the card of a creator: fair price, verdict of a price typed, and what to ask', async () => {
      const rows = (await (await fetch(`${inject('address')}/api/v1/norms/rows`)).json()) as {
        items: { accountId: string; format: string }[];
      };
      const one = rows.items[Math.floor(rows.items.length / 2)];
      const page = await open(
        `/assets/prices?account=${encodeURIComponent(one?.accountId ?? '')}&priced=${one?.format}`,
        { language },
      );
      await page.getByText(words.inside).first().waitFor();
      await keepPicture(page, `negotiation-${language}`);
      const box = page.locator('input[type=number]');
      await box.fill('90000000');
      await box.press('Enter');
      await page.getByText(words.above).waitFor();
      expect(searchOf(page)).toContain('price=90000000');
      expect(await seriousFindings(page)).toEqual([]);
    });
  });
}
