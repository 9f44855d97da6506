/** A survey answered on a phone, weighed, cross-tabbed and exported; one member erased from every store and file. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { actorKey } from '#basis/id.ts';
import { rng } from '#basis/rng.ts';
import type { Links, Survey } from '#domain/assets/surveys/schema.ts';
import { serve } from '#server/serve.ts';
import { removeFolder, tempFolder, testConfig } from '#store/temp-home.ts';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser(() => '');
const demo = (): string => inject('address');
const ID = 'u3234567890';
let home: string;
let server: Awaited<ReturnType<typeof serve>>;
const api = async <T>(path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(
    `${server.address}/api/v1${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
};
const upload = async (name: string, text: string): Promise<string> => {
  const answer = await fetch(`${server.address}/api/v1/uploads?name=${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: text,
  });
  return ((await answer.json()) as { uploadId: string }).uploadId;
};

beforeAll(async () => {
  home = await tempFolder();
  server = await serve(testConfig(home), { announce: false });
});
afterAll(async () => {
  await server.close();
  await removeFolder(home);
});

describe('a survey', () => {
  it('goes from a phone to weights, a cross-tab and an export; a member is erased from all of it', async () => {
    // The member bought and spoke before.
    const { jobId } = await api<{ jobId: string }>('/imports', {
      files: [
        {
          uploadId: await upload(
            'acts.csv',
            `platform,post_id,actor_id,kind,at,text\nweibo,p1,${ID},comment,2026-05-01T10:00:00Z,好用\nweibo,p1,u2,like,2026-05-01T10:00:00Z,\n`,
          ),
        },
      ],
      options: {},
    });
    for (;;) {
      const { state } = await api<{ state: string }>(`/jobs/${jobId}`);
      if (state === 'done') break;
      expect(state).not.toBe('failed');
      await new Promise((done) => setTimeout(done, 100));
    }
    const made = await api<Survey>('/surveys', { name: 'Round', template: 'satisfaction', brand: 'Cream' });
    await api(`/surveys/${made.surveyId}/state`, { state: 'open' });
    const links = await api<Links>(`/surveys/${made.surveyId}/links`, {
      from: 'ids',
      platform: 'weibo',
      ids: [ID, 'u2'],
    });
    const path = links.items.find((l) => l.person === ID)?.path ?? '';

    const phone = await open(`${server.address}${path}`);
    await phone.setViewportSize({ width: 390, height: 844 });
    expect(await phone.locator('.consent').innerText()).toContain('voluntary');
    expect(await seriousFindings(phone)).toEqual([]);
    await phone.getByRole('button', { name: 'I agree, begin' }).click();
    await phone.getByText('Yes', { exact: true }).click();
    await phone.getByRole('button', { name: 'Next' }).click();
    await phone.locator('label', { hasText: /^5$/ }).click();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await phone.getByRole('button', { name: 'Next' }).click();
    // Closed and opened again: it goes on where it stopped, in the other language too.
    await phone.goto(`${server.address}${path}?lang=zh`);
    expect(await phone.locator('legend').innerText()).toContain('售后服务');
    await phone.getByRole('button', { name: '下一题' }).click();
    await phone.locator('label', { hasText: /^9$/ }).click();
    expect(await seriousFindings(phone)).toEqual([]);
    await phone.getByRole('button', { name: '下一题' }).click();
    await phone.getByText('朋友推荐').click();
    await phone.getByRole('button', { name: '下一题' }).click();
    await phone.getByText('女', { exact: true }).click();
    await phone.getByRole('button', { name: '下一题' }).click();
    await phone.getByText('25–34 岁').click();
    await phone.getByRole('button', { name: '下一题' }).click();
    await phone.locator('textarea').fill('会回购');
    await phone.getByRole('button', { name: '提交' }).click();
    expect(await phone.locator('h1').innerText()).toContain('已保存');

    // The others answered in another program.
    const random = rng('e2e');
    const rows = Array.from({ length: 120 }, (_, i) => {
      const woman = random.chance(0.75);
      return `${i},yes,${random.int(2, 5)},${random.int(woman ? 6 : 3, 10)},creator,${woman ? 'female' : 'male'},${random.pick(['a18_24', 'a25_34', 'a35_44', 'a45'])}`;
    });
    await api(`/surveys/${made.surveyId}/answers`, {
      uploadId: await upload(
        'others.csv',
        `id,bought,satisfied,recommend,reason,gender,age\n${rows.join('\n')}\n`,
      ),
    });

    const page = await open(`${server.address}/assets/surveys/${made.surveyId}?tab=weights`);
    const margins = page.locator('fieldset', { hasText: 'You are' });
    await margins.locator('input').nth(0).fill('52');
    await margins.locator('input').nth(1).fill('48');
    await page.getByRole('button', { name: 'Weigh', exact: true }).click();
    await page.getByText('Design effect').waitFor();
    expect(await page.locator('svg[aria-label*="→"]').count()).toBe(2);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Cross-tab' }).click();
    await page.getByText(/Rao–Scott/).waitFor();
    expect(await page.locator('.heat tbody tr').count()).toBe(3);
    expect(searchOf(page)).toContain('tab=table');
    const csv = async () =>
      (await fetch(`${server.address}/api/v1/surveys/${made.surveyId}/answers.csv`)).text();
    const key = actorKey(server.store.actorKey, 'weibo', ID);
    expect((await csv()).split('\r\n')).toHaveLength(123);
    expect(await csv()).toContain(key);

    const members = await open(`${server.address}/assets/members`);
    await members.getByLabel('Id', { exact: true }).fill(ID);
    await members.getByRole('button', { name: 'Find', exact: true }).click();
    await members.getByText('From the first touch to service').waitFor();
    expect(await members.locator('.member-events tbody tr').count()).toBe(3);
    expect(members.url()).not.toContain(ID);
    await members.getByRole('button', { name: 'Erase', exact: true }).click();
    await members.getByLabel('Word to confirm').fill('erase');
    await members.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click();
    await members.getByText(/nothing is left/).waitFor();
    expect(await csv()).not.toContain(key);
    expect((await csv()).split('\r\n')).toHaveLength(122);
    expect((await api<{ total: number }>('/members')).total).toBe(1);
    for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(`${entry.name} ${bytes.includes(key) || bytes.includes(ID)}`).toBe(`${entry.name} false`);
    }
  });

  for (const language of ['en', 'zh'] as const)
    it(`and its members are shown, ${language}`, async () => {
      const look = { language, theme: language === 'zh' ? ('dark' as const) : ('light' as const) };
      const { items } = (await (await fetch(`${demo()}/api/v1/surveys`)).json()) as { items: Survey[] };
      const page = await open(`${demo()}/assets/surveys/${items[0]?.surveyId}`, look);
      await page.locator('.big-figure').first().waitFor();
      await keepPicture(page, `survey-${language}`);
      expect(await seriousFindings(page)).toEqual([]);
      await page.goto(`${demo()}/assets/members`);
      await page.locator('table .plain-button').first().click();
      await page.locator('.member-events').waitFor();
      await keepPicture(page, `member-${language}`);
      expect(await seriousFindings(page)).toEqual([]);
    });
});
