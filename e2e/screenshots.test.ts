/** Pictures for the README and the guide: the wizard, the library and an account, in both languages. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { useBrowser } from './browser.ts';
import { copyFive, FIVE_NAMES } from './import-files.ts';

const open = useBrowser();
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tasks = page.locator('.tasks button:last-child');
  while ((await tasks.count()) > 0) await tasks.first().click();
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const bytes = await page.screenshot({
    path: join(folder, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
  expect(bytes.byteLength).toBeGreaterThan(30_000);
}

async function account(): Promise<string> {
  const answer = await fetch(`${inject('address')}/api/v1/accounts?vendor=pugongying&tier=mid&limit=1`);
  const { items } = (await answer.json()) as { items: { accountId: string }[] };
  if (!items[0]) throw new Error('No account to show.');
  return items[0].accountId;
}

/** The account of the first card in the review queue that tells of bursts. */
async function loudest(): Promise<string> {
  const answer = await fetch(`${inject('address')}/api/v1/reviews?limit=200`);
  const { items } = (await answer.json()) as { items: { accountId: string; reading: { measure: string } }[] };
  const found = items.find((i) => i.reading.measure.startsWith('follower-bursts'));
  if (!found) throw new Error('No account with bursts.');
  return found.accountId;
}

describe('screenshots', () => {
  for (const language of ['en', 'zh'] as const) {
    it(`library and account, ${language}`, async () => {
      const library = await open('/library?platform=xiaohongshu&platform=douyin', { language });
      await library.locator('.grid-body [role=row]').nth(8).waitFor();
      await library.locator('.spark').nth(4).waitFor();
      await keep(library, `library-${language}`);
      const page = await open(`/accounts/${await account()}`, { language });
      await page.locator('.chart svg').first().waitFor();
      await page.locator('table.plain tbody tr').nth(2).waitFor();
      await keep(page, `account-${language}`);
      await page.locator('table.plain .evidence').first().click();
      await page.getByRole('dialog').locator('tr.read').first().waitFor();
      await keep(page, `evidence-${language}`);
    });

    it(`authenticity, rings and review, ${language}`, async () => {
      const bought = await loudest();
      const cards = await open(`/accounts/${bought}?tab=authenticity`, { language });
      await cards.locator('.reading .chart svg').first().waitFor();
      await keep(cards, `authenticity-${language}`);
      const review = await open('/review', { language });
      await review.locator('.review-list button').first().waitFor();
      await keep(review, `review-${language}`);
      const rings = await open('/rings', { language });
      await rings.locator('.ring-graph canvas').first().waitFor({ timeout: 60_000 });
      await rings.locator('.review-list button').first().click();
      await rings.locator('.rings table tbody tr').first().waitFor();
      await keep(rings, `rings-${language}`);
    });

    it(`import wizard, ${language}`, async () => {
      const files = mkdtempSync(join(tmpdir(), 'touchstone-shots-'));
      try {
        const page = await open('/data/import', { language });
        await page.locator('input[type=file]').first().setInputFiles(copyFive(files));
        for (const name of FIVE_NAMES)
          await page.getByRole('region', { name }).locator('summary').first().waitFor();
        await page
          .getByRole('region', { name: FIVE_NAMES[0] ?? '' })
          .locator('summary')
          .first()
          .click();
        await keep(page, `import-${language}`);
      } finally {
        rmSync(files, { recursive: true, force: true });
      }
    });
  }
});
