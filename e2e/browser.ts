/** A page of the real app for each test, in a stated size, language, theme and time zone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { chromiumArgs } from '#config/browser.ts';

export interface Look {
  language?: 'en' | 'zh';
  theme?: 'light' | 'dark';
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Registers the browser with the test file and returns a function that opens a page; of the demo, unless it says of what. */
export function useBrowser(
  at: () => string = () => inject('address'),
): (path: string, look?: Look) => Promise<Page> {
  let browser: Browser;
  // One for each look: its cache keeps the app's files and compiled code. Storage is emptied after each test.
  const contexts = new Map<string, BrowserContext>();
  const pages: Page[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject('chromium'), args: [...chromiumArgs] });
  });
  afterEach(async () => {
    await Promise.all(
      pages.splice(0).map(async (page) => {
        if (page.isClosed()) return;
        await page.evaluate(() => localStorage.clear()).catch(() => null);
        await page.close();
      }),
    );
  });
  afterAll(() => browser.close());

  async function contextOf({ language, theme }: Required<Look>): Promise<BrowserContext> {
    const known = contexts.get(`${language} ${theme}`);
    if (known) return known;
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      colorScheme: theme,
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    contexts.set(`${language} ${theme}`, context);
    await context.addInitScript(
      ([lang, look]) => {
        if (!localStorage.getItem('touchstone.preferences'))
          localStorage.setItem(
            'touchstone.preferences',
            JSON.stringify({ language: lang, theme: look, trail: null }),
          );
      },
      [language, theme],
    );
    return context;
  }

  return async (path, { language = 'en', theme = 'light' } = {}) => {
    const context = await contextOf({ language, theme });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(45_000);
    await page.goto(at() + path);
    await page.locator('h1').first().waitFor();
    return page;
  };
}

export interface Finding {
  id: string;
  impact: string | null;
  nodes: string[];
}

/** What axe finds serious or critical on the page as it stands. */
export async function seriousFindings(page: Page): Promise<Finding[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (
          root: Document,
          options: object,
        ) => Promise<{
          violations: {
            id: string;
            impact: string | null;
            nodes: { html: string; failureSummary: string }[];
          }[];
        }>;
      };
    };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => ({
        id: v.id,
        impact: v.impact,
        nodes: v.nodes.slice(0, 3).map((n) => `${n.html.slice(0, 160)} ${n.failureSummary.slice(0, 300)}`),
      }));
  });
}

/** The address's search part, decoded. */
export const searchOf = (page: Page): string => decodeURIComponent(new URL(page.url()).search);
