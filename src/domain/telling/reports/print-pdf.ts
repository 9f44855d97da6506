/** The HTML report printed by a browser, with the letters it needs inside it: a bare machine has no Chinese font. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '#config/browser.ts';

const FAMILY = 'Noto Sans SC Variable';

/** Style rules for the parts of the font that hold the text's letters. */
export function fontRules(text: string): string {
  const style = createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/index.css');
  const letters = new Set(Array.from(text, (c) => c.codePointAt(0) as number));
  const rules: string[] = [];
  for (const rule of readFileSync(style, 'utf8').matchAll(/@font-face\s*{[^}]*}/g)) {
    const file = /url\((\.\/files\/[^)]+)\)/.exec(rule[0])?.[1];
    const ranges = [
      ...(/unicode-range:\s*([^;]+)/.exec(rule[0])?.[1] ?? '').matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi),
    ].map(
      (m) => [Number.parseInt(m[1] as string, 16), Number.parseInt(m[2] ?? (m[1] as string), 16)] as const,
    );
    if (!file || ![...letters].some((l) => ranges.some(([from, to]) => l >= from && l <= to))) continue;
    const bytes = readFileSync(join(dirname(style), file)).toString('base64');
    rules.push(rule[0].replace(/url\([^)]+\)/, `url(data:font/woff2;base64,${bytes})`));
  }
  return rules.join('\n').replaceAll(`'${FAMILY}'`, "'Noto Sans SC'");
}

/** `browser`: path of a Chromium, else the one that comes with the install. */
export async function printPdf(html: string, browser: string | null, signal?: AbortSignal): Promise<Buffer> {
  const opened = await chromium.launch({
    executablePath: browser ?? (await chromiumPath()),
    args: [...chromiumArgs],
  });
  const stop = () => void opened.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const page = await opened.newPage({ javaScriptEnabled: false, offline: true });
    await page.setContent(html, { waitUntil: 'load' });
    return await page.pdf({
      format: 'A4',
      landscape: true,
      printBackground: true,
      margin: { top: '14mm', bottom: '14mm', left: '12mm', right: '12mm' },
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;font-size:8px;color:#566262;text-align:right;padding-right:12mm"><span class="pageNumber"></span>/<span class="totalPages"></span></div>',
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await opened.close();
  }
}
