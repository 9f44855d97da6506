/** After the launch: spread, participants, effect and report of the demo campaign. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const CAMPAIGN = encodeURIComponent('澄屿618防晒季');

describe('a campaign after its launch', () => {
  for (const language of ['en', 'zh'] as const) {
    it(`plays the tree of its widest spread and opens another post, ${language}`, async () => {
      const page = await open(`/deliver/${CAMPAIGN}/spread`, { language });
      await page.locator('.tree-player canvas').waitFor();
      const shown = page.locator('[data-shown]');
      const whole = Number(await shown.getAttribute('data-shown'));
      expect(whole).toBeGreaterThan(100);
      await keepPicture(page, `spread-${language}`);
      await page.getByRole('slider').press('Home');
      expect(Number(await shown.getAttribute('data-shown'))).toBeLessThan(10);
      await page.getByRole('button', { name: language === 'en' ? 'Play' : '播放' }).click();
      await page.waitForFunction(
        (n) => Number(document.querySelector('[data-shown]')?.getAttribute('data-shown')) === n,
        whole,
      );
      const unseen = page
        .locator('tbody tr', {
          hasText: language === 'en' ? 'not observable on this platform' : '该平台无法观测',
        })
        .first();
      await unseen.locator('a').first().click();
      await page.locator('.thin .level-insufficient').waitFor();
      expect(searchOf(page)).toContain('post=');
    });

    it(`shows who took part and what it brought, ${language}`, async () => {
      const people = await open(`/deliver/${CAMPAIGN}/participants`, { language });
      await people.locator('.hour-grid td').first().waitFor();
      expect(await people.locator('.hour-grid td').count()).toBe(168);
      expect(await people.locator('.place-bars li').count()).toBeGreaterThan(10);
      expect(await people.locator('.place-bars .unknown').count()).toBe(1);
      const speaks = people.getByRole('region', {
        name: language === 'en' ? 'How comments speak' : '评论情感',
      });
      expect(await speaks.locator('.estimate-line').count()).toBe(4);
      await people
        .getByRole('region', { name: language === 'en' ? 'Participants and target' : '参与者与目标人群' })
        .waitFor();
      await keepPicture(people, `participants-${language}`);
      const effect = await open(`/deliver/${CAMPAIGN}/effect`, { language });
      await effect.locator('table.plain').first().waitFor();
      expect(await effect.locator('table.plain').count()).toBeGreaterThan(4);
      await keepPicture(effect, `effect-${language}`);
      const ways = effect.getByRole('region', {
        name: language === 'en' ? 'Orders by how they are joined' : '订单归因方式并列',
      });
      await ways.locator('button[aria-expanded]').first().click();
      await effect
        .getByRole('table', { name: language === 'en' ? 'Single orders' : '单笔订单' })
        .locator('tbody button')
        .first()
        .click();
      await effect.getByRole('dialog').waitFor();
      const report = await open(`/deliver/${CAMPAIGN}/report`, { language });
      await report
        .frameLocator('.report-preview')
        .getByText(language === 'en' ? 'Communication overview' : '传播概览')
        .waitFor();
      await keepPicture(report, `report-${language}`);
    });
  }

  it('previews the report, makes its files, and shares it', async () => {
    const page = await open(`/deliver/${CAMPAIGN}/report`, { language: 'zh' });
    const frame = page.frameLocator('.report-preview');
    await frame.getByText('传播概览').waitFor();
    await page.getByText('一页', { exact: true }).click();
    await page.waitForFunction(() => location.search.includes('layer=page'));
    await page.getByRole('checkbox', { name: 'PDF' }).uncheck();
    await page.getByRole('button', { name: '生成文件' }).click();
    const xlsx = page.getByRole('button', { name: /^XLSX/ }).first();
    await xlsx.waitFor({ timeout: 60_000 });
    const [file] = await Promise.all([page.waitForEvent('download'), xlsx.click()]);
    expect(
      readFileSync(await file.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    await page.getByRole('button', { name: '生成链接' }).first().click();
    const link = await page.locator('input[readonly]').first().inputValue();
    const shared = await fetch(link);
    expect(shared.status).toBe(200);
    expect(await shared.text()).toContain('data-cell=');
  });

  it('has no serious accessibility findings', async () => {
    for (const part of ['spread', 'participants', 'effect', 'report']) {
      const page = await open(`/deliver/${CAMPAIGN}/${part}`, { theme: 'dark' });
      await page.locator('table, iframe').first().waitFor();
      expect(await seriousFindings(page), part).toEqual([]);
    }
  });
});
