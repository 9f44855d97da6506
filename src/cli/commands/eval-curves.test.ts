import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { curveAlarms } from './eval-curves.ts';
import { readSeriesFile } from './eval-curves-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-curves-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const given = async (name: string, content: string) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};

describe('eval curves', () => {
  it('reads accounts with lists, oldest post first, and does not count comments that were off', async () => {
    const path = await given(
      'lists.json',
      JSON.stringify([
        {
          mediaLikeNumbers: [3, 2, 1],
          mediaCommentNumbers: [0, 5, 4],
          mediaCommentsAreDisabled: [1, 0, 0],
          mediaUploadTimes: [1_500_000_300, 1_500_000_200, 1_500_000_100],
        },
        {
          mediaLikeNumbers: [9],
          mediaCommentNumbers: [1],
          mediaCommentsAreDisabled: [0],
          mediaUploadTimes: [1_500_000_000],
        },
      ]),
    );
    const file = await readSeriesFile(path);
    expect(file).toMatchObject({ kind: 'posts', accountCount: 2, postCount: 4 });
    expect([...(file.counters.get('likes')?.[0]?.values ?? [])]).toEqual([1, 2, 3]);
    expect([...(file.counters.get('comments')?.[0]?.values ?? [])]).toEqual([4, 5, Number.NaN]);
  });

  it('tells curves of posts from posts of accounts, and takes named columns', async () => {
    const minutes = [
      'post_id,observed_at,likes',
      ...Array.from({ length: 40 }, (_, i) => `p,2024-01-01 00:${String(i).padStart(2, '0')}:00,${i * 9}`),
    ];
    expect(await readSeriesFile(await given('curve.csv', minutes.join('\n')))).toMatchObject({
      kind: 'curves',
      postCount: 1,
    });
    const odd = await given('odd.csv', 'who,when,howmany\na,2024-01-01,5\na,2024-01-02,7\nb,2024-01-01,1\n');
    await expect(readSeriesFile(odd)).rejects.toMatchObject({ kind: 'refused', code: 'no-series' });
    const file = await readSeriesFile(odd, { account: 'who', time: 'when', counter: ['howmany'] });
    expect(file).toMatchObject({ kind: 'counters', accountCount: 2, skippedRows: 0 });
    await expect(readSeriesFile(odd, { account: 'nobody' })).rejects.toMatchObject({ code: 'no-column' });
  });

  it('measures what it declares, and leaves a handful of accounts unmeasured', async () => {
    const random = rng('eval');
    const account = () => {
      const usual = random.logNormal(200, 1);
      const likes = Array.from({ length: 60 }, () => Math.round(random.logNormal(usual, 0.5)));
      return { likes, times: likes.map((_, i) => 1_600_000_000 + i * 86_400) };
    };
    const many = await readSeriesFile(
      await given('many.json', JSON.stringify(Array.from({ length: 120 }, account))),
    );
    const history = curveAlarms(many, 0.02).find((l) => l.detector === 'campaign-post-against-history@1');
    expect(history?.judged).toBe(120 * 50);
    expect(history?.measuredPer1000?.value).toBeGreaterThan(14);
    expect(history?.measuredPer1000?.value).toBeLessThan(26);
    const few = await readSeriesFile(
      await given('few.json', JSON.stringify(Array.from({ length: 5 }, account))),
    );
    expect(curveAlarms(few, 0.02).every((l) => l.measuredPer1000 === null)).toBe(true);
  });
});
