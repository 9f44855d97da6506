/** Pictures for the README and the guide: the wizard, the library and an account, in both languages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, inject, it } from 'vitest';
import { useBrowser } from './browser.ts';
import { copyFive, FIVE_NAMES } from './import-files.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();

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
      await keepPicture(library, `library-${language}`);
      const page = await open(`/accounts/${await account()}`, { language });
      await page.locator('.chart svg').first().waitFor();
      await page.locator('table.plain tbody tr').nth(2).waitFor();
      await keepPicture(page, `account-${language}`);
      await page.locator('table.plain .evidence').first().click();
      await page.getByRole('dialog').locator('tr.read').first().waitFor();
      await keepPicture(page, `evidence-${language}`);
    });

    it(`authenticity, rings and review, ${language}`, async () => {
      const bought = await loudest();
      const cards = await open(`/accounts/${bought}?tab=authenticity`, { language });
      await cards.locator('.reading .chart svg').first().waitFor();
      await keepPicture(cards, `authenticity-${language}`);
      const review = await open('/review', { language });
      await review.locator('.review-list button').first().waitFor();
      await keepPicture(review, `review-${language}`);
      const rings = await open('/rings', { language });
      await rings.locator('.ring-graph canvas').first().waitFor({ timeout: 60_000 });
      await rings.locator('.review-list button').first().click();
      await rings.locator('.rings table tbody tr').first().waitFor();
      await keepPicture(rings, `rings-${language}`);
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
        await keepPicture(page, `import-${language}`);
      } finally {
        rmSync(files, { recursive: true, force: true });
      }
    });
  }
});
