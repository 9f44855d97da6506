/** The story of the thin account: too little is known of it, and the library says so. A missing figure is never zero. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { type AccountPage, searchParametersSchema } from '#domain/facts/library/schema.ts';
import { accountPage, accountSeries, searchAccounts } from '#domain/facts/library/service.ts';
import { DEMO_AS_OF } from './frame.ts';
import type { Truth } from './truth.ts';
import { writeDemo } from './write-demo.ts';

/** The files in which a thin account could stand; acts of consumers and counters by the minute are not among them. */
const ABOUT_ACCOUNTS = /roster|pugongying-list|mediacrawler-notes|follower-series/;

let library: TempLibrary;
let pages: AccountPage[];
beforeAll(async () => {
  library = await tempLibrary();
  const folder = join(library.home, 'demo');
  const { files, truthPath } = await writeDemo(folder);
  const truth = JSON.parse(await readFile(join(folder, truthPath), 'utf8')) as Truth;
  for (const file of files.filter((f) => ABOUT_ACCOUNTS.test(f.path))) {
    const { platform } = file.options ?? {};
    await library.bringOne(join(folder, file.path), {
      asOf: DEMO_AS_OF,
      ...(platform ? { platform } : {}),
    });
  }
  pages = await Promise.all(truth.thin.map((t) => accountPage(library.store, `${t.platform}:${t.id}`)));
});
afterAll(() => library.remove());

describe('a thin account', () => {
  it('is in the library by name, with its one post', () => {
    expect(pages.length).toBeGreaterThan(0);
    for (const { card, sources } of pages) {
      expect(card.name).not.toBeNull();
      expect(card.postCount).toBeLessThanOrEqual(1);
      expect(sources.length).toBeGreaterThan(0);
    }
  });

  it('has no followers, engagement, tier or price: missing, and nowhere zero', async () => {
    for (const { card, figures, quotes, audience } of pages) {
      expect(card).toMatchObject({ followers: null, engagement: null, price: null, tier: null });
      expect([figures, quotes, audience]).toEqual([[], [], []]);
      const series = await accountSeries(library.store, card.accountId, 'follower_count');
      expect(series.points).toEqual([]);
    }
  });

  it('passes no filter on a figure, also not one from zero, and sorts last either way', async () => {
    const search = async (filter: Record<string, unknown>) =>
      (await searchAccounts(library.store, searchParametersSchema.parse({ limit: 500, ...filter }))).items;
    for (const { card } of pages) {
      for (const filter of [
        { followersMin: 0 },
        { followersMax: 10 },
        { engagementMin: 0 },
        { engagementMax: 10 },
        { priceMin: 0 },
        { priceMax: 10 },
      ])
        expect((await search(filter)).map((c) => c.accountId)).not.toContain(card.accountId);
      for (const order of ['asc', 'desc']) {
        const found = await search({ sort: 'followers', order });
        const place = found.findIndex((c) => c.accountId === card.accountId);
        expect(found.slice(place).every((c) => c.followers === null)).toBe(true);
      }
    }
  });
});
