/** From a brief to names with ceiling prices, one of them replaced, in both languages. */
import { describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const api = (path: string): string => `${inject('address')}/api/v1${path}`;
const WORDS = {
  en: { name: 'Spring launch', names: 'Names and prices', substitutes: 'Substitutes' },
  zh: { name: '春季新品', names: '账号与价格', substitutes: '替补' },
} as const;

/** Asks for a plan and waits for its job. */
async function planned(brief: object): Promise<string> {
  const asked = await fetch(api('/plans'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ brief }),
  });
  expect(asked.status).toBe(202);
  const { jobId } = (await asked.json()) as { jobId: string };
  for (;;) {
    const answer = await fetch(api(`/jobs/${jobId}`));
    const job = (await answer.json()) as {
      state: string;
      error?: { message: string };
      result?: { planId: string };
    };
    if (job.state === 'failed') throw new Error(job.error?.message);
    if (job.state === 'done' && job.result) return job.result.planId;
    await new Promise((done) => setTimeout(done, 200));
  }
}
const brief = (name: string) => ({
  name,
  brand: '澄屿',
  goal: 'awareness',
  period: { from: '2026-11-01', to: '2026-11-30' },
  budget: 60_000,
  platforms: ['xiaohongshu'],
  names: { most: 6 },
  seconds: 2,
});

describe('plans', () => {
  for (const language of ['en', 'zh'] as const) {
    const { name, names, substitutes } = WORDS[language];
    it(`shows a plan with its proof, its names and who could stand in, ${language}`, async () => {
      const planId = await planned(brief(name));
      const page = await open('/select/plans', { language, theme: language === 'zh' ? 'dark' : 'light' });
      await page.locator('table').getByRole('link', { name }).first().click();
      await page.waitForURL(`**/select/plans/${planId}*`);
      await page.locator('.chart svg').first().waitFor();
      await page.locator('svg.interval').first().waitFor();
      expect(await page.locator('dl.stats dd').count()).toBeGreaterThan(4);
      await keepPicture(page, `plan-${language}`);
      await page.getByRole('link', { name: names }).click();
      await page.locator('table.names tbody tr').nth(2).waitFor();
      expect(await page.locator('table.names tbody tr').count()).toBeLessThanOrEqual(6);
      await page.getByRole('button', { name: substitutes }).first().click();
      await page.locator('.substitutes').waitFor();
      expect(searchOf(page)).toContain('open=');
      await keepPicture(page, `plan-names-${language}`);
      expect(await seriousFindings(page)).toEqual([]);
    });
  }

  it('has a form for a brief, with rules to be seen', async () => {
    const page = await open('/select/plans/new');
    await page.locator('.brief-grid').first().waitFor();
    expect(await page.locator('input, select').count()).toBeGreaterThan(15);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
