/** The demo's Weibo comments, imported as a brand's files would be: bought praise is found, the rest passes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#basis/reading.ts';
import { engagementFile } from '#demo/export-activity.ts';
import { payloadFiles } from '#demo/export-payloads.ts';
import { DEMO_AS_OF } from '#demo/frame.ts';
import { makeScenario } from '#demo/scenario.ts';
import { DEMO_SEED } from '#demo/write-demo.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { sql } from '#store/facts/sql.ts';
import { COMMENTS_DETECTORS } from './detectors.ts';

describe('the demo’s comments', () => {
  let library: TempLibrary;
  const planted = new Map<string, string>();
  const found = new Map<string, Finding[]>();

  beforeAll(async () => {
    library = await tempLibrary();
    const scenario = makeScenario(DEMO_SEED);
    for (const c of scenario.creators) if (c.platform === 'weibo') planted.set(`weibo:${c.id}`, c.role);
    const posts = payloadFiles(scenario).find((f) => f.path.startsWith('weibo/'));
    const [head, ...rows] = (engagementFile(scenario).content as string).split('\n');
    const comments = rows.filter((row) => row.startsWith('weibo,') && row.includes(',comment,'));
    const paths = [
      await library.file('posts.ndjson', posts?.content as string),
      await library.file('engagements.csv', [head, ...comments].join('\n')),
    ];
    const report = await library.bring(paths, { asOf: DEMO_AS_OF, platform: 'weibo' });
    expect(report.files.map((f) => f.state)).toEqual(['imported', 'imported']);
    const accounts = await library.store.facts.rows(sql`SELECT account_id FROM account_card`);
    const scope = { accountIds: accounts.map((a) => a['account_id'] as string), asOf: DEMO_AS_OF };
    for (const detector of COMMENTS_DETECTORS)
      found.set(detector.card.measure, await detector.read(library.store.facts, scope));
  }, 60_000);
  afterAll(() => library.remove());

  const levels = (measure: string, is: (role: string) => boolean) =>
    (found.get(measure) ?? []).filter((f) => is(planted.get(f.subject.id) ?? '')).map((f) => f.level);
  const bought = (role: string) => role === 'ring' || role.startsWith('bought');

  it('finds praise that was bought or traded, and nowhere else', () => {
    const accused = levels('empty-comments@1', bought);
    expect(accused.length).toBeGreaterThanOrEqual(16);
    expect(accused.filter((level) => level === 'strong').length).toBeGreaterThanOrEqual(15);
    const rest = levels('empty-comments@1', (role) => !bought(role));
    expect(rest.filter((level) => level === 'moderate' || level === 'strong')).toEqual([]);
  });
  it('stays calm about repeated texts and hours', () => {
    for (const measure of ['duplicate-comments@1', 'comment-hours@1'])
      expect(
        levels(measure, (role) => !bought(role)).filter((l) => l === 'moderate' || l === 'strong'),
      ).toEqual([]);
  });
  it('gives each account one finding a measure, with rows that lead back to the file', async () => {
    for (const findings of found.values())
      expect(new Set(findings.map((f) => f.subject.id)).size).toBe(findings.length);
    const strong = found.get('empty-comments@1')?.find((f) => f.level === 'strong');
    const row = strong?.rows[0];
    const [stored] = await library.store.facts.rows(
      sql`SELECT text FROM engagement WHERE source_id = ${row?.sourceId ?? -1} AND source_row = ${row?.row ?? -1}`,
    );
    expect(stored?.['text']).toBe(row?.note);
  });
  it('describes without a level', () => {
    for (const measure of [
      'returning-commenters@1',
      'warmth@1',
      'junk-ad-load@1',
      'disclosure-label@1',
      'creator-replies@1',
    ])
      expect((found.get(measure) ?? []).every((f) => f.level === 'none' || f.level === 'insufficient')).toBe(
        true,
      );
    expect((found.get('returning-commenters@1') ?? []).some((f) => f.result.state === 'ok')).toBe(true);
    expect((found.get('creator-replies@1') ?? []).every((f) => f.result.state === 'insufficient')).toBe(true);
  });
});
