/** An analyst's words on sampled followers: kept beside the score, taken back, and given to training. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followerFiles } from '#demo/export-activity.ts';
import { DEMO_AS_OF } from '#demo/frame.ts';
import { makeScenario } from '#demo/scenario.ts';
import { DEMO_SEED } from '#demo/write-demo.ts';
import { type TempLibrary, tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { judgedPeople, judgePerson, peopleToJudge } from './label-desk.ts';
import { withCorrections } from './train-model.ts';

describe('the label desk', () => {
  let library: TempLibrary;
  let accountId = '';
  const people = () => peopleToJudge(library.store, accountId, '2027-01-01T00:00:00Z', 12, null);
  const say = (actor: string, automated: boolean | null) =>
    judgePerson(library.store, actor, automated, null, 'ana');

  beforeAll(async () => {
    library = await tempLibrary();
    const scenario = makeScenario(DEMO_SEED);
    const [creator] = scenario.followerLists.map((l) => l.creator);
    const [file] = followerFiles(scenario);
    accountId = `${creator?.platform}:${creator?.id}`;
    const path = await library.file('followers.csv', file?.content as string);
    const { platform, followDesign } = file?.options ?? {};
    const report = await library.bringOne(path, {
      asOf: DEMO_AS_OF,
      ...(platform ? { platform } : {}),
      ...(followDesign ? { followDesign } : {}),
    });
    expect(report.state).toBe('imported');
  }, 60_000);
  afterAll(() => library.remove());

  it('samples the newest list evenly and hides the score until a word was said', async () => {
    const sample = await people();
    expect(sample).toHaveLength(12);
    expect(new Set(sample.map((p) => p.actor)).size).toBe(12);
    const places = sample.map((p) => p.position ?? 0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(sample.every((p) => p.score === null && p.label === null)).toBe(true);
    expect(sample.every((p) => typeof p.fields['followers'] === 'number' && p.row > 1)).toBe(true);
    expect(await peopleToJudge(library.store, 'weibo:nobody', '2027-01-01T00:00:00Z', 12, null)).toEqual([]);
  });

  it('keeps the newest word beside the score, and takes it back', async () => {
    const [one, two] = await people();
    if (!one || !two) throw new Error('no sample');
    await say(one.actor, true);
    await say(one.actor, false);
    await say(two.actor, true);
    const [a, b, c] = await people();
    expect([a?.label, b?.label, c?.label]).toEqual([0, 1, null]);
    expect(a?.score).toBeGreaterThanOrEqual(0);
    expect(c?.score).toBeNull();
    const kept = await library.store.state.db
      .selectFrom('correction')
      .select(['subject_id', 'machine_value', 'human_value', 'corrected_by'])
      .where('subject_id', '=', one.actor)
      .execute();
    expect(kept).toHaveLength(2);
    expect(Number(kept[0]?.machine_value)).toBe(a?.score);
    await say(one.actor, null);
    const [again] = await people();
    expect([again?.label, again?.score]).toEqual([null, null]);
  });

  it('gives training the profiles that were shown, with the words', async () => {
    const [, two] = await people();
    const judged = await judgedPeople(library.store);
    expect(judged).toEqual([{ features: two?.fields, label: 1 }]);
    const rows = {
      count: 1,
      labels: Uint8Array.of(0),
      fields: new Map([['followers', Float64Array.of(5)]]),
    };
    const all = withCorrections(rows, judged);
    expect([...all.labels]).toEqual([0, 1]);
    expect(all.fields.get('followers')?.[1]).toBe(two?.fields['followers']);
  });

  it('refuses a word on somebody without a profile', async () => {
    await expect(say('7', true)).rejects.toMatchObject({ code: 'no-profile' });
  });
});
