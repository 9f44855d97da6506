/** Assets → KOLs and Rights: the list, a record that takes a quote and a line of the log, what may be shown today. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const WORDS = {
  en: {
    quote: 'Add the quote',
    log: 'Append to the log',
    open: 'Quotes',
    fail: '✕ may not',
    calendar: 'Calendar file',
  },
  zh: { quote: '添加报价', log: '追加记录', open: '报价', fail: '✕ 不可使用', calendar: '日历文件' },
} as const;

describe('working relations', () => {
  for (const language of ['en', 'zh'] as const) {
    const words = WORDS[language];
    it(`lists KOLs and opens a record that takes notes, ${language}`, async () => {
      const list = await open('/assets/kols', { language });
      await list.locator('.grid-body .grid-row').nth(5).waitFor();
      expect(await list.locator('.grid-body .tag').count()).toBeGreaterThan(0);
      await keepPicture(list, `kols-${language}`);
      expect(await seriousFindings(list)).toEqual([]);
      await list.locator('main select').first().selectOption('black');
      expect(searchOf(list)).toContain('colour=black');
      const black = list.locator('.grid-body a').first();
      await black.click();
      await list.locator('.events li').first().waitFor();
      const form = list.getByRole('form', { name: words.log });
      await form.locator('input').first().fill(`note ${language}`);
      await form.getByRole('button').click();
      await list.locator('.events', { hasText: `note ${language}` }).waitFor();
      await list.getByRole('link', { name: new RegExp(`^${words.open} `) }).click();
      const quote = list.getByRole('form', { name: words.quote });
      await quote.locator('input[type=number]').first().fill('1234');
      await quote.getByRole('button').click();
      // Without a currency it is refused, in the reader's language.
      await list.locator('.ant-message-error').waitFor();
      await quote.locator('input[placeholder=CNY]').fill('CNY');
      await quote.locator('select').last().selectOption('excluded');
      await quote.getByRole('button').click();
      await list.locator('table.plain', { hasText: '234' }).first().waitFor();
      expect(await seriousFindings(list)).toEqual([]);
    });

    it(`says what may be shown again, ${language}`, async () => {
      const page = await open('/assets/rights', { language, theme: language === 'zh' ? 'dark' : 'light' });
      await page.locator('.right-strip .bar.ending').first().waitFor();
      await page.locator('.verdict.pass').first().waitFor();
      await keepPicture(page, `rights-${language}`);
      expect(await seriousFindings(page)).toEqual([]);
      const before = await page.locator('.verdict.fail').count();
      await page.locator('.inline-form select').nth(1).selectOption('paid_feed');
      await page.waitForFunction(() => location.search.includes('channel=paid_feed'));
      await page.locator('.verdict.fail', { hasText: words.fail }).nth(before).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: words.calendar }).click(),
      ]);
      expect(readFileSync(await download.path(), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n[^]*BEGIN:VEVENT/);
    });
  }
});
