/** First contentful paint of the library, an account and the import page on the demo library, in a real browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '#config/browser.ts';
import type { SearchResult } from '#domain/facts/library/schema.ts';
import type { Line } from './run.ts';

const TIMES = 9;
/** UI.md: first paint of a page below 200 ms on the demo library. */
const BOUND_MS = 200;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function untilDemo(child: ChildProcess): Promise<{ address: string; account: string }> {
  let text = '';
  child.stdout?.on('data', (part) => {
    text += String(part);
  });
  for (const end = Date.now() + 180_000; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const address = /http:\/\/[\w.]+:\d+/.exec(text)?.[0];
    const status = address ? await fetch(`${address}/api/v1/status`).catch(() => null) : null;
    if (address && status?.ok && ((await status.json()) as { demo: boolean }).demo) {
      const found = (await (await fetch(`${address}/api/v1/accounts?limit=1`)).json()) as SearchResult;
      return { address, account: found.items[0]?.accountId ?? '' };
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('the demo library was not ready in three minutes');
}

interface Paint {
  /** Until the first text is painted. */
  first: number;
  /** Until the page shows its data. */
  answer: number;
}

/** Milliseconds from the navigation's start. `ready` marks the page's own data. */
async function paintOf(
  browser: Browser,
  url: string,
  ready: string,
  language: string,
): Promise<[Paint, Paint]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript(
      (lang) =>
        localStorage.setItem('touchstone.preferences', JSON.stringify({ language: lang, trail: null })),
      language,
    );
    const visit = async (): Promise<Paint> => {
      const page = await context.newPage();
      await page.goto(url);
      await page.locator(ready).first().waitFor();
      const paint = await page.evaluate(
        () =>
          new Promise<Paint>((done) =>
            requestAnimationFrame(() =>
              done({
                first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
                answer: performance.now(),
              }),
            ),
          ),
      );
      await page.close();
      return paint;
    };
    return [await visit(), await visit()];
  } finally {
    await context.close();
  }
}

/** Medians over fresh browser profiles: a first visit, which fetches every file, and the next one. */
export async function benchFirstPaint(): Promise<Line[]> {
  const home = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const server = spawn(process.execPath, ['bin/touchstone.js', 'demo', '--serve', '--port', '0'], {
    env: { ...process.env, TOUCHSTONE_HOME: home, TOUCHSTONE_TOKEN: '', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { address, account } = await untilDemo(server);
    const pages = [
      ['library', '/library', '.grid-body [role=row]'],
      ['account', `/accounts/${encodeURIComponent(account)}`, 'table.plain tbody tr'],
      ['import', '/data/import', 'input[type=file]'],
    ] as const;
    const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumArgs] });
    const lines: Line[] = [];
    try {
      const bare: number[] = [];
      for (let i = 0; i <= TIMES; i++)
        bare.push((await paintOf(browser, `${address}/health`, 'body', 'en'))[0].first);
      lines.push({
        name: 'first paint of a bare answer of the server',
        value: median(bare.slice(1)),
        unit: 'ms',
        bound: null,
        note: 'what the machine and the browser take by themselves',
      });
      for (const [name, path, ready] of pages)
        for (const language of ['en', 'zh']) {
          const visits: [Paint, Paint][] = [];
          for (let i = 0; i <= TIMES; i++)
            visits.push(await paintOf(browser, address + path, ready, language));
          // The first round warms the server.
          const of = (visit: 0 | 1, what: keyof Paint) => median(visits.slice(1).map((v) => v[visit][what]));
          lines.push(
            ...([0, 1] as const).map(
              (visit): Line => ({
                name: `first paint of the ${name} page, ${language}, ${visit === 0 ? 'first visit' : 'next visit'}`,
                value: of(visit, 'first'),
                unit: 'ms',
                bound: BOUND_MS,
                note: `its data on screen after ${of(visit, 'answer').toFixed(0)} ms; median of ${TIMES}`,
              }),
            ),
          );
        }
    } finally {
      await browser.close();
    }
    return lines;
  } finally {
    const gone = new Promise((done) => server.once('exit', done));
    if (server.exitCode === null && server.kill('SIGTERM')) await gone;
    rmSync(home, { recursive: true, force: true });
  }
}
