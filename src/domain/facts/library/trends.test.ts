/** Follower lines: one vendor each, thinned, joined accounts under the shown id. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { sql } from '#store/facts/sql.ts';
import { followerTrends, thinned } from './trends.ts';

let library: TempLibrary;
beforeAll(async () => {
  library = await tempLibrary();
});
afterAll(() => library.remove());

it('thins a line evenly and keeps its ends', () => {
  const line = Array.from({ length: 365 }, (_, i) => i);
  const kept = thinned(line, 40);
  expect(kept).toHaveLength(40);
  expect([kept[0], kept.at(-1)]).toEqual([0, 364]);
  expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
  expect(thinned([1, 2], 40)).toEqual([1, 2]);
});

it('gives the line of the vendor with the most days, one count a day', async () => {
  const put = (id: string, vendor: string, at: string, value: number | null, row: number) => sql`
    INSERT INTO account_snapshot (account_id, metric, window_days, content, format, value, low, high, currency, observed_at, vendor, column_name, source_id, source_row)
    VALUES (${id}, 'follower_count', 0, 'all', 'all', ${value}, ${value}, ${value}, '', ${at}::TIMESTAMP, ${vendor}, '粉丝数', 1, ${row})`;
  await library.store.facts.transaction(async (w) => {
    await w.run(put('weibo:1', 'weibo', '2025-01-01 08:00:00', 100, 1));
    await w.run(put('weibo:1', 'weibo', '2025-01-01 20:00:00', 110, 2));
    await w.run(put('weibo:1', 'weibo', '2025-02-01 08:00:00', 120, 3));
    await w.run(put('weibo:1', 'weibo', '2025-03-01 08:00:00', null, 4));
    await w.run(put('weibo:1', 'qiangua', '2025-01-15 08:00:00', 999, 5));
    await w.run(put('weibo:2', 'weibo', '2025-01-15 08:00:00', 7, 6));
    await w.run(put('weibo:old', 'weibo', '2025-01-10 08:00:00', 115, 7));
    await w.run(sql`INSERT INTO account_alias VALUES ('weibo:old', 'weibo:1')`);
  });
  expect(await followerTrends(library.store, ['weibo:1', 'weibo:2'])).toEqual([
    {
      accountId: 'weibo:1',
      vendor: 'weibo',
      points: [
        { on: '2025-01-01', value: 110 },
        { on: '2025-01-10', value: 115 },
        { on: '2025-02-01', value: 120 },
      ],
    },
  ]);
  expect(await followerTrends(library.store, [])).toEqual([]);
});
