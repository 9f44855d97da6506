/** A page as a picture in docs/screenshots: still, without tasks or a pointer over it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

export async function keepPicture(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  const bytes = await page.screenshot({
    path: join(folder, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
    fullPage,
    // Work in the background runs on: it is left out of the picture, not stopped.
    style: '.tasks { visibility: hidden }',
  });
  expect(bytes.byteLength).toBeGreaterThan(30_000);
}
