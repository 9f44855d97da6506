/** The demo's follower lists, imported as a brand's files would be: bought followers are found, clean lists pass. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#basis/reading.ts';
import { followerFiles } from '#demo/export-activity.ts';
import { DEMO_AS_OF } from '#demo/frame.ts';
import { makeScenario } from '#demo/scenario.ts';
import { DEMO_SEED } from '#demo/write-demo.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { sql } from '#store/facts/sql.ts';
import { followersDetectors } from './detectors.ts';
import { shippedModel } from './shipped-model.ts';

describe('the demo’s follower lists', () => {
  let library: TempLibrary;
  const planted = new Map<string, { role: string; trueShare: number }>();
  const found = new Map<string, Finding[]>();

  beforeAll(async () => {
    library = await tempLibrary();
    const scenario = makeScenario(DEMO_SEED);
    for (const { creator, rows } of scenario.followerLists)
      planted.set(`${creator.platform}:${creator.id}`, {
        role: creator.role,
        trueShare: rows.filter((r) => r.consumer >= 0).length / rows.length,
      });
    for (const [i, file] of followerFiles(scenario).entries()) {
      const path = await library.file(`followers-${i}.csv`, file.content as string);
      const report = await library.bringOne(path, {
        asOf: DEMO_AS_OF,
        ...(file.options?.platform ? { platform: file.options.platform } : {}),
        ...(file.options?.followDesign ? { followDesign: file.options.followDesign } : {}),
      });
      expect(report.state).toBe('imported');
    }
    const scope = { accountIds: [...planted.keys(), 'weibo:nobody'], asOf: '2027-01-01T00:00:00Z' };
    for (const detector of followersDetectors(shippedModel))
      found.set(detector.card.measure, await detector.read(library.store.facts, scope));
  }, 60_000);
  afterAll(() => library.remove());

  const shares = () => found.get('true-fan-share@1') ?? [];

  it('covers the true share of every list', () => {
    expect(planted.size).toBeGreaterThanOrEqual(12);
    for (const { subject, result } of shares()) {
      const truth = planted.get(subject.id);
      if (!truth) continue;
      if (result.state !== 'ok') throw new Error(`${subject.id} is insufficient`);
      expect(result.low, subject.id).toBeLessThanOrEqual(truth.trueShare);
      expect(result.high, subject.id).toBeGreaterThanOrEqual(truth.trueShare);
    }
  });
  it('argues against bought lists and the dull one, and against no other', () => {
    const bad = new Set(['bought-jagged', 'bought-smoothed', 'dull-large']);
    for (const { subject, level } of shares()) {
      const role = planted.get(subject.id)?.role;
      if (role === undefined) continue;
      if (bad.has(role)) expect(level, role).toBe('strong');
      else expect(['none', 'weak'], role).toContain(level);
    }
  });
  it('says what it could not read, where it was trained, and how the list was drawn', () => {
    const none = shares().find((f) => f.subject.id === 'weibo:nobody');
    expect(none?.result.state).toBe('insufficient');
    const [one] = shares().filter((f) => f.level === 'strong');
    if (one?.result.state !== 'ok') throw new Error('no strong finding');
    const caveats = one.result.caveats.map((c) => c.en).join(' ');
    expect(caveats).toContain('not on any real account');
    expect(caveats).toContain('newest part of the list');
    expect(one.summary.en).toContain('evidence of purchased growth');
    expect(one.result.detail['strata']).toHaveLength(5);
    expect(JSON.stringify(one.result.detail).length).toBeLessThan(50_000);
  });
  it('lists rows that lead back to the file', async () => {
    const [one] = shares().filter((f) => f.level === 'strong');
    const row = one?.rows[0];
    expect(row?.note).toMatch(/^p (0\.\d\d|1\.00) · /);
    expect(one?.rows.length).toBeLessThanOrEqual(200);
    expect(one?.rowCount).toBeGreaterThan(500);
    const [stored] = await library.store.facts.rows(
      sql`SELECT post_count FROM actor WHERE source_id = ${row?.sourceId ?? -1} AND source_row = ${row?.row ?? -1}`,
    );
    expect(Number(stored?.['post_count'])).toBeLessThan(3);
  });
  it('divides followers into classes', () => {
    const classes = (found.get('follower-quality@1') ?? []).filter((f) => f.result.state === 'ok');
    expect(classes.length).toBe(planted.size);
    expect(classes.every((f) => f.level === 'none')).toBe(true);
    expect(classes[0]?.summary.zh).toContain('不活跃');
  });
});
