/** Targets, weights, lists of an agency, boards, tags and cut-offs on the demo, in both languages, with pictures. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { searchOf, seriousFindings, useBrowser } from './browser.ts';
import { keepPicture } from './picture.ts';

const open = useBrowser();
const api = () => `${inject('address')}/api/v1`;

async function ask<T>(
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<T> {
  const answer = await fetch(api() + path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

let ids: string[] = [];
let listId = '';
let target = '';
const WORDS = {
  en: {
    find: 'Find the accounts they favour',
    open: /dropped: show/,
    custom: 'Custom',
    weight: 'Weight of Advocacy',
    use: 'Use as peer groups',
    used: 'These cut-offs make the peer groups',
    back: 'Back to the bands of the library',
    look: 'Mark as looked at',
    assumed: 'Assumed: 10 % of followers',
    checklist: 'Four gates',
    unknown: 'Not in the library',
    koc: 'Everyday people who behave like opinion leaders',
  },
  zh: {
    find: '查找他们偏好的达人',
    open: /剔除/,
    custom: '自定义',
    weight: '评论的权重',
    use: '用作同类划分',
    used: '价值评分的同类即按这些分界划分',
    back: '恢复达人库的分档',
    look: '标记为已查看',
    assumed: '假设：10% 的粉丝',
    checklist: '四道门',
    unknown: '不在库',
    koc: '像意见领袖一样的普通人',
  },
} as const;

beforeAll(async () => {
  const { items } = await ask<{ items: { accountId: string }[] }>('/value?platform=xiaohongshu&limit=40');
  ids = items.map((i) => i.accountId);
  const list = await ask<{ listId: string }>('/lists', { name: 'Watched in autumn' });
  listId = list.listId;
  await ask(`/lists/${listId}/members`, { add: ids.slice(0, 8) });
  const kept = await ask<{ key: string; measured: number }>('/audience/targets', {
    target: { name: 'Women', all: [{ kind: 'profile', gender: ['female'] }] },
  });
  expect(kept.measured).toBeGreaterThan(20);
  target = kept.key;
});
afterAll(async () => {
  await ask(`/audience/targets/${target}`, undefined, 'DELETE');
  await ask(`/lists/${listId}`, undefined, 'DELETE');
});

const compared = (count: number, rest: string) =>
  `/compare?${ids
    .slice(0, count)
    .map((id) => `ids=${encodeURIComponent(id)}`)
    .join('&')}&${rest}`;

for (const language of ['en', 'zh'] as const) {
  const words = WORDS[language];
  describe(`choosing, ${language}`, () => {
    it('builds a target, shows the funnel with the reasons of the dropped', async () => {
      const { gender } = await ask<{ gender: { value: string }[] }>('/audience/target-fields');
      const page = await open(`/audience?gender=${encodeURIComponent(gender[0]?.value ?? '')}`, { language });
      await page.locator('.target-count b').waitFor();
      await page.getByRole('button', { name: words.find }).click();
      await page.locator('.funnel li').nth(5).waitFor();
      await keepPicture(page, `audience-${language}`);
      await page.getByRole('button', { name: words.open }).first().click();
      await page.locator('.fixed-table [role=row]').nth(1).waitFor();
      await page.locator('.funnel').scrollIntoViewIfNeeded();
      await keepPicture(page, `funnel-${language}`);
      expect(searchOf(page)).toContain('gate=');
    });

    if (language === 'en')
      it('lists people who behave like opinion leaders by their keyed hash', async () => {
        const page = await open('/audience?tab=consumers&leastComments=3', { language });
        await page.getByRole('heading', { name: words.koc }).waitFor();
        const cell = page.locator('.fixed-table code').first();
        await cell.waitFor();
        expect(await cell.innerText()).toMatch(/^\d{1,20}$/);
        await keepPicture(page, `consumers-${language}`);
      });

    it('shortlists by weights of one’s own, which the address keeps, with the four gates below', async () => {
      const page = await open(compared(10, `tab=shortlist&target=${target}`), { language });
      await page.locator('.picks > li').nth(2).waitFor();
      await page.getByRole('button', { name: words.custom, exact: true }).first().click();
      const weight = page.getByLabel(words.weight);
      await weight.fill('9');
      await weight.press('Enter');
      await page.waitForURL(/weigh=/);
      expect(searchOf(page)).toContain('weigh=1,1,1,9,1;1,1,1');
      await page.locator('.picks > li').nth(2).waitFor();
      expect(await page.locator('table.checklist tbody tr').count()).toBe(10);
      await keepPicture(page, `shortlist-${language}`);
    });

    it('compares percentiles and overlaps', async () => {
      const path = await open(compared(5, 'tab=value'), { language });
      await path.locator('.path svg').first().waitFor();
      await keepPicture(path, `compare-${language}`);
      const overlap = await open(compared(5, 'tab=overlap'), { language });
      await overlap.locator('table.overlap tbody tr').nth(4).waitFor();
      await keepPicture(overlap, `overlap-${language}`);
      expect(await overlap.locator('table.overlap tbody tr').count()).toBe(5);
    });

    it('gives the cost of one true person of the target beside its assumption', async () => {
      const page = await open(`/accounts/${ids[0]}?tab=value&target=${target}`, { language });
      await page.getByRole('heading', { name: /Women/ }).waitFor();
      expect(await page.getByText(words.assumed).count()).toBeGreaterThanOrEqual(2);
      await page.getByRole('heading', { name: words.checklist }).waitFor();
      await keepPicture(page, `value-${language}`);
      const audience = await open(`/accounts/${ids[0]}?tab=audience`, { language });
      await audience.locator('svg.portrait-picture').first().waitFor();
      await keepPicture(audience, `portrait-${language}`);
    });

    if (language === 'en')
      it('checks an agency list: deltas, a better peer, what it does not know', async () => {
        const names = [...ids.slice(20, 32), 'nobody-knows-him'];
        const page = await open(`/agency?${names.map((n) => `names=${encodeURIComponent(n)}`).join('&')}`, {
          language,
        });
        await page.locator('table.agency tbody tr').nth(12).waitFor();
        expect(await page.getByText(words.unknown).count()).toBe(1);
        expect(await page.locator('table.agency tbody a').count()).toBeGreaterThan(12);
        await keepPicture(page, `agency-${language}`);
      });

    if (language === 'en')
      it('marks a board as looked at', async () => {
        const page = await open(`/board?list=${listId}`, { language });
        await page.locator('table.board tbody tr').nth(7).waitFor();
        await page.locator('.spark').first().waitFor();
        await page.getByRole('button', { name: words.look }).click();
        await page
          .getByText(/20\d\d/)
          .first()
          .waitFor();
        await keepPicture(page, `board-${language}`);
        expect(await page.locator('table.board tbody tr').count()).toBe(8);
      });

    if (language === 'en')
      it('walks from a tag to the accounts that use it', async () => {
        const page = await open('/strategy?tab=tags', { language });
        await page.locator('tbody button').first().click();
        await page.waitForURL(/tags=/);
        await page.locator('.two-columns table').nth(1).locator('tbody tr').first().waitFor();
        await keepPicture(page, `tags-${language}`);
        expect(await page.locator('.two-columns table').nth(1).locator('tbody tr').count()).toBeGreaterThan(
          3,
        );
      });

    if (language === 'en')
      it('makes shown cut-offs the peer groups, and takes them back', async () => {
        const page = await open('/strategy?tab=tiers&k=3', { language });
        await page.getByRole('button', { name: words.use }).click();
        await page.getByText(words.used).waitFor();
        await keepPicture(page, `tiers-${language}`);
        await page.getByRole('button', { name: words.back }).click();
        await page.getByRole('button', { name: words.back }).waitFor({ state: 'detached' });
        expect((await ask<{ tiers: unknown }>('/value/settings')).tiers).toBeNull();
      });

    it('shows the industry in five panels', async () => {
      const page = await open('/strategy?tab=industry', { language });
      await page.locator('.five .panel').nth(4).waitFor();
      await keepPicture(page, `industry-${language}`);
      expect(await page.locator('.five .panel').count()).toBe(5);
    });
  });
}

it('leaves axe nothing serious to find on these pages, light or dark', async () => {
  for (const [path, theme] of [
    [`/agency?names=${ids[0]}&names=nobody`, 'light'],
    [`/board?list=${listId}`, 'dark'],
    ['/strategy?tab=tags&tags=美妆', 'dark'],
    ['/strategy?tab=tiers&k=3', 'light'],
    ['/audience?tab=consumers&leastComments=3', 'dark'],
    [compared(3, 'tab=shortlist&goal=custom'), 'dark'],
  ] as const) {
    const page = await open(path, { theme });
    await page.locator('.card').first().waitFor();
    await page.waitForTimeout(1000);
    expect(await seriousFindings(page), path).toEqual([]);
  }
}, 240_000);
