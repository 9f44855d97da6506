/** Is this creator real? From the cards to the rows behind them, and what people may say. */
import { describe, expect, inject, it } from 'vitest';
import { seriousFindings, useBrowser } from './browser.ts';

const open = useBrowser();

interface Queue {
  items: { accountId: string; reading: { readingId: string; measure: string; rowCount: number } }[];
}
async function loud(measure: string): Promise<Queue['items'][number]> {
  const answer = await fetch(`${inject('address')}/api/v1/reviews?limit=300`);
  const { items } = (await answer.json()) as Queue;
  const found = items.find((i) => i.reading.measure.startsWith(measure));
  if (!found) throw new Error(`Nothing argues by ${measure}.`);
  return found;
}

describe('authenticity', () => {
  it('shows the combined reading first, and reaches file and row behind a card in two clicks', async () => {
    const { accountId } = await loud('follower-bursts');
    const page = await open(`/accounts/${accountId}?tab=authenticity`);
    await page.locator('.combined .level-strong').waitFor();
    const card = page.getByRole('article', { name: 'Follower bursts' });
    await card.locator('.chart svg').waitFor();
    await card.getByRole('button', { name: /Rows behind it/ }).click();
    await card.locator('.reading-rows .evidence').first().click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByText(/row \d+/)
      .first()
      .waitFor();
    expect(await drawer.innerText()).toMatch(/follower-series\.csv/);
  });

  it('keeps the creator’s reply and marks the card contested', async () => {
    const { accountId } = await loud('smooth-growth');
    const page = await open(`/accounts/${accountId}?tab=authenticity`);
    const form = page.getByRole('form', { name: "The creator's reply" });
    await form.getByRole('textbox').first().fill('We ran a daily draw.');
    await form.getByLabel('Said by').fill('the creator');
    await form.getByRole('button', { name: 'Record the reply' }).click();
    await page.locator('blockquote', { hasText: 'We ran a daily draw.' }).waitFor();
    await page.locator('.reading .mark', { hasText: 'contested' }).first().waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).first().click();
    await page.locator('blockquote .mark', { hasText: 'withdrawn' }).waitFor();
    expect(await page.locator('.reading .mark', { hasText: 'contested' }).count()).toBe(0);
  });

  it('judges a card by keyboard; the verdict stands beside the machine’s level', async () => {
    const page = await open('/review');
    const first = page.locator('.review-list button').first();
    await first.waitFor();
    const before = await page.locator('.review-list button').count();
    await page.keyboard.press('j');
    await expect
      .poll(() => page.locator('.review-list button').nth(1).getAttribute('aria-current'))
      .toBe('true');
    await page.keyboard.press('r');
    await expect.poll(() => page.locator('.review-list button').count()).toBe(before - 1);
    await page.getByRole('link', { name: 'Judged' }).click();
    await page.getByText('rejected').first().waitFor();
  });

  for (const [language, words] of Object.entries({
    en: { said: '2 of 40 labelled', none: '0 of 40 labelled', person: 'Person' },
    zh: { said: '已标注 2 / 40', none: '已标注 0 / 40', person: '真人' },
  }))
    it(`takes an analyst’s word on sampled followers by keyboard, ${language}`, async () => {
      const { accountId } = await loud('true-fan-share');
      const page = await open(`/accounts/${accountId}?tab=authenticity&desk=open`, {
        language: language as 'en' | 'zh',
      });
      const row = (n: number) => page.locator('.desk tbody tr').nth(n);
      await row(39).waitFor();
      await page.getByText(words.none).waitFor();
      expect(await row(0).locator('td').last().innerText()).toBe('');
      await page.keyboard.press('1');
      await expect.poll(() => row(1).getAttribute('aria-current')).toBe('true');
      await page.keyboard.press('2');
      await page.getByText(words.said).waitFor();
      await expect.poll(() => row(0).locator('td').last().innerText()).toMatch(/%$/);
      expect(
        await row(0).getByRole('button', { name: words.person, exact: true }).getAttribute('aria-pressed'),
      ).toBe('true');
      await page.screenshot({ path: `docs/screenshots/label-desk-${language}.png`, animations: 'disabled' });
      await page.keyboard.press('k');
      await page.keyboard.press('0');
      await page.keyboard.press('k');
      await page.keyboard.press('0');
      await page.getByText(words.none).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    });

  it('draws the ring of creators and lists the edges that make it', async () => {
    const page = await open('/rings');
    await page.locator('.ring-graph canvas').first().waitFor({ timeout: 60_000 });
    await page
      .getByRole('button', { name: /14 members/ })
      .first()
      .click();
    await expect.poll(() => page.locator('.rings table tbody tr').count()).toBe(91);
  });

  it('leaves axe nothing serious to find, light or dark', async () => {
    const { accountId } = await loud('follower-bursts');
    for (const [path, theme] of [
      [`/accounts/${accountId}?tab=authenticity`, 'light'],
      [`/accounts/${accountId}?tab=authenticity`, 'dark'],
      ['/review', 'dark'],
      ['/detectors', 'light'],
      ['/settings/prices', 'dark'],
    ] as const) {
      const page = await open(path, { theme });
      await page.locator('.card, .empty').first().waitFor();
      await page.waitForTimeout(500);
      expect(await seriousFindings(page), path).toEqual([]);
    }
  });
});
