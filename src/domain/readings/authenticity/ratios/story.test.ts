/** Files go in as a user's would; the detectors find what was planted in them and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#basis/reading.ts';
import { rng } from '#basis/rng.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { drawingSchema } from '../schema.ts';
import { RATIO_DETECTORS } from './detectors.ts';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
const AS_OF = '2024-12-31T00:00:00Z';
const ACCOUNTS = 210;
const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const id = (account: number) => String(6_000_000_001 + account);

/** Account 0 bought likes; account 1 bought views, and nothing followed. */
function posts(): string {
  const random = rng('story/ratios');
  const rows = ['平台,作品ID,账号ID,发布时间,采集时间,阅读量,点赞数,评论数,转发数,粉丝数'];
  for (let a = 0; a < ACCOUNTS; a++) {
    const followers = Math.round(random.logNormal(50_000, 1));
    for (let p = 0; p < 8; p++) {
      const at = START + p * 9 * DAY;
      const seen = followers * 0.3 * random.logNormal(1, 0.4);
      const likes = Math.round(0.05 * seen * random.logNormal(1, 0.3) * (a === 0 ? 12 : 1));
      const said = Math.round(0.004 * seen * random.logNormal(1, 0.3));
      const passed = Math.round(0.003 * seen * random.logNormal(1, 0.3));
      rows.push(
        `微博,${5_200_000_000_000_000 + 100 * a + p},${id(a)},${stamp(at)},${stamp(at + 10 * DAY)},${Math.round(seen * (a === 1 ? 25 : 1))},${likes},${said},${passed},${followers}`,
      );
    }
  }
  return rows.join('\n');
}

describe('a library with planted ratios', () => {
  let library: TempLibrary;
  const findings: Finding[] = [];
  beforeAll(async () => {
    library = await tempLibrary();
    const report = await library.bringOne(await library.file('posts.csv', posts()), {
      platform: 'weibo',
      asOf: AS_OF,
    });
    expect(report.state).toBe('imported');
    const accountIds = Array.from({ length: ACCOUNTS }, (_, a) => `weibo:${id(a)}`);
    for (const detector of RATIO_DETECTORS)
      findings.push(...(await detector.read(library.store.facts, { accountIds, asOf: AS_OF })));
  }, 60_000);
  afterAll(() => library.remove());

  const arguing = (measure: string) =>
    findings
      .filter((f) => f.measure === measure && (f.level === 'moderate' || f.level === 'strong'))
      .map((f) => f.subject.id);

  it('finds bought likes, and bought views that nothing followed', () => {
    expect(arguing('like-view-ratio@1')).toEqual([`weibo:${id(0)}`, `weibo:${id(1)}`]);
    expect(arguing('traffic-without-consequence@1')).toEqual([`weibo:${id(1)}`]);
  });
  it('answers for every account, insufficient where nothing was recorded', () => {
    for (const measure of ['save-like-ratio@1', 'altered-sales@1', 'review-bursts@1']) {
      const own = findings.filter((f) => f.measure === measure);
      expect(own).toHaveLength(ACCOUNTS);
      expect(own.every((f) => f.level === 'insufficient')).toBe(true);
    }
    for (const f of findings)
      if (f.result.state === 'ok')
        expect(drawingSchema.safeParse(f.result.detail['drawing']).success).toBe(true);
  });
});
