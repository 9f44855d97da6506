/** Pages stay whole when the library changes between them; brands do not depend on the order of imports. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoRun } from '#domain/facts/imports/service.ts';
import { fixture, type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { SORTS, searchParametersSchema } from './schema.ts';
import { posts, searchAccounts } from './service.ts';

const link = (n: number) => `https://www.douyin.com/user/MS4wLjABAAAApaged${n}`;
/** Equal figures, missing ones and bounds among them, so that every branch of the order is walked. */
const row = (n: number) => `抖音,人${n % 3},${link(n)},${n % 4 === 0 ? '-' : 1000 * (n % 5)}`;
const sheet = (numbers: number[]) => `平台,达人昵称,主页链接,粉丝数\n${numbers.map(row).join('\n')}\n`;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('pages', () => {
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
    await library.bring([
      await library.file('first.csv', sheet(range(0, 23))),
      ...['tiktok-videos', 'xiaohongshu-notes', 'youtube-videos'].map((name) =>
        fixture(`exports/public-sets/${name}.csv`),
      ),
    ]);
  });
  afterAll(() => library.remove());

  it.each(SORTS.flatMap((sort) => [[sort, 'asc'] as const, [sort, 'desc'] as const]))(
    'by %s %s neither repeat nor skip an account, though others come in between',
    async (sort, order) => {
      const page = (cursor?: string | null, limit = 4) =>
        searchAccounts(
          library.store,
          searchParametersSchema.parse({ sort, order, limit, ...(cursor ? { cursor } : {}) }),
        );
      const whole = (await page(null, 500)).items.map((c) => c.accountId);
      const walked: string[] = [];
      let cursor: string | null = null;
      let runId: string | null = null;
      do {
        const found = await page(cursor);
        walked.push(...found.items.map((c) => c.accountId));
        cursor = found.nextCursor;
        if (walked.length === 8)
          runId = (await library.bringOne(await library.file('more.csv', sheet(range(100, 115))))).runId;
      } while (cursor);
      expect(walked.filter((id) => whole.includes(id))).toEqual(whole);
      expect(new Set(walked).size).toBe(walked.length);
      await undoRun(library.store, runId ?? '', 'me');
      expect((await page(null, 500)).items.map((c) => c.accountId)).toEqual(whole);
    },
  );

  it('of posts are whole too, and a cursor of another order is refused', async () => {
    const { store } = library;
    const all = await posts(store, {}, 500, undefined);
    const walked: string[] = [];
    let cursor: string | null = null;
    do {
      const found = await posts(store, {}, 1, cursor ?? undefined);
      expect(found.total).toBe(all.total);
      walked.push(...found.items.map((p) => p.postId));
      cursor = found.nextCursor;
    } while (cursor);
    expect(walked).toEqual(all.items.map((p) => p.postId));
    expect(walked.length).toBeGreaterThan(1);

    const first = await searchAccounts(store, searchParametersSchema.parse({ limit: 2 }));
    const given = { limit: 2, cursor: first.nextCursor, order: 'asc' };
    await expect(searchAccounts(store, searchParametersSchema.parse(given))).rejects.toMatchObject({
      code: 'bad-cursor',
    });
    await expect(posts(store, {}, 1, 'MTI')).rejects.toMatchObject({ code: 'bad-cursor' });
    await expect(posts(store, {}, 1, 'not base64 json')).rejects.toMatchObject({ code: 'bad-cursor' });
  });
});

describe('brands of an account', () => {
  const postSheet =
    'note_id,type,title,desc,time,user_id,nickname,liked_count,comment_count,share_count,collected_count,ip_location,tag_list,note_url\n' +
    '65f0a1b2000000001203aa01,normal,早餐,一碗粥 #禾味,1709258400000,5f3c0a1b0000000002000099,清早,12,1,0,3,上海,"禾味,早餐",https://www.xiaohongshu.com/explore/65f0a1b2000000001203aa01\n';
  const brandSheet = `平台,达人昵称,主页链接,合作品牌\n小红书,别人,https://www.xiaohongshu.com/user/profile/5f3c0a1b0000000002000055,禾味\n`;
  let library: TempLibrary;
  beforeAll(async () => {
    library = await tempLibrary();
  });
  afterAll(() => library.remove());
  const brands = async () =>
    Object.fromEntries((await library.rows('account_card')).map((c) => [c['name'] as string, c['brand']]));

  it('are those its posts name, whichever file first says that the word is a brand', async () => {
    const files = [
      await library.file('notes.csv', postSheet),
      await library.file('brands.csv', brandSheet),
    ] as const;
    await library.bringOne(files[0]);
    expect(await brands()).toEqual({ 清早: [] });
    const { runId } = await library.bringOne(files[1]);
    expect(await brands()).toEqual({ 清早: ['禾味'], 别人: ['禾味'] });
    // Nobody calls it a brand any more.
    await undoRun(library.store, runId ?? '', 'me');
    expect(await brands()).toEqual({ 清早: [] });

    const other = await tempLibrary();
    try {
      await other.bringOne(files[1]);
      await other.bringOne(files[0]);
      await library.bringOne(files[1]);
      const cards = async (l: TempLibrary) =>
        (await l.dump(['account_card']))['account_card']?.map((line) => {
          const { account_id, brand } = JSON.parse(line) as { account_id: string; brand: string[] };
          return { account_id, brand };
        });
      expect(await cards(other)).toEqual(await cards(library));
    } finally {
      await other.remove();
    }
  });
});
