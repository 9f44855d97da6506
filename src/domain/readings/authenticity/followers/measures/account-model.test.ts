import { describe, expect, it } from 'vitest';
import { accountModelSchema } from '../schema.ts';
import { simulatedProfiles } from '../simulated-profiles.ts';
import { trainOnRows, withCorrections } from '../train-model.ts';
import { modelFromFile, modelToFile, rawScores, repeatGroups } from './account-model.ts';
import { misreading, reasonsOf, scoreProfiles, viewOf } from './account-score.ts';
import { crossValidated, transferred } from './model-evaluation.ts';
import { featureColumns, featureNames, pickProfiles, withFields } from './profile-features.ts';

const SMALL = { rounds: 40, trees: 10, leastLeaf: 5, validationRows: 400 };
const rows = simulatedProfiles('test rows', 800);
const files = [{ name: 'rows.csv', digest: 'x', rowCount: 800 }];
const model = trainOnRows(rows, files, [], SMALL);

describe('account model', () => {
  it('says where it was trained and how well', () => {
    expect(model.trainedOn).toMatchObject({ origin: 'rows', rowCount: 800, correctedCount: 0 });
    expect(model.trainedOn.words.en).toContain('rows.csv');
    expect(model.figures['auc']?.value).toBeGreaterThan(0.9);
  });
  it('is the same after it was stored, and the same when trained again', () => {
    const text = JSON.stringify(modelToFile(model));
    const back = modelFromFile(accountModelSchema.parse(JSON.parse(text)));
    expect(rawScores(back, rows)).toEqual(rawScores(model, rows));
    expect(JSON.stringify(modelToFile(trainOnRows(rows, files, [], SMALL)))).toBe(text);
  });
  it('learns from corrections', () => {
    const corrections = Array.from({ length: 120 }, (_, i) => ({
      features: { followers: 2, following: 2900, posts: 0, ageDays: 30 + i, hasPicture: 0 },
      label: 0 as const,
    }));
    const again = trainOnRows(rows, files, corrections, SMALL);
    expect(again.trainedOn.correctedCount).toBe(120);
    const one = pickProfiles(withCorrections(rows, corrections), [850]);
    expect(scoreProfiles(model, one).probability[0]).toBeGreaterThan(0.8);
    expect(scoreProfiles(again, one).probability[0]).toBeLessThan(0.5);
  });
  it('groups equal rows', () => {
    const twice = pickProfiles(rows, [3, 3, 4]);
    const [a, b, c] = repeatGroups(twice);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });
});

describe('account score', () => {
  it('loses certainty with the fields that are missing, and nothing is filled in', () => {
    const all = misreading(viewOf(model, model.fields));
    const thin = misreading(viewOf(model, ['hasPicture']));
    const gap = (m: typeof all) =>
      m.sensitivity.hits / m.sensitivity.trials + m.specificity.hits / m.specificity.trials - 1;
    expect(gap(all)).toBeGreaterThan(gap(thin) + 0.2);
    const shown = withFields(rows, (f) => f === 'hasPicture');
    const p = scoreProfiles(model, shown).probability;
    expect(Math.max(...p) - Math.min(...p)).toBeLessThan(0.6);
    const zero = scoreProfiles(model, {
      count: 1,
      fields: new Map(model.fields.map((f) => [f, Float64Array.of(0)])),
    });
    const none = scoreProfiles(model, { count: 1, fields: new Map() });
    expect(none.probability[0]).not.toBeCloseTo(zero.probability[0] as number, 2);
    expect(none.patterns[0]?.fields).toEqual([]);
  });
  it('gives a ratio only where both parts are shown', () => {
    const names = featureNames(['followers', 'following', 'posts']);
    expect(names).toContain('followingPerFollower');
    expect(names).not.toContain('postsPerDay');
    const people = {
      count: 2,
      fields: new Map([
        ['followers', Float64Array.of(9, Number.NaN)],
        ['following', Float64Array.of(99, 99)],
      ]),
    };
    const [ratio] = featureColumns(people, ['followingPerFollower']);
    expect(ratio?.[0]).toBeCloseTo(Math.log(10), 12);
    expect(ratio?.[1]).toBeNaN();
  });
  it('names the fields that argue', () => {
    const shell = {
      count: 1,
      fields: new Map(
        Object.entries({ followers: 1, following: 1800, posts: 0, ageDays: 400, hasPicture: 1 }).map(
          ([f, v]) => [f, Float64Array.of(v)],
        ),
      ),
    };
    const reasons = reasonsOf(model, shell, 0);
    expect(reasons).toHaveLength(5);
    expect(reasons.find((r) => r.field === 'following')?.weight).toBeGreaterThan(0);
    expect(reasons.find((r) => r.field === 'following')?.value).toBe(1800);
  });
});

describe('evaluation', () => {
  it('cross-validates', () => {
    const f = crossValidated(pickLabelled(400), 3, 1, 'x', { ...SMALL, rounds: 20 });
    expect(f.auc.value).toBeGreaterThan(0.88);
    expect(f.accuracy.low).toBeLessThan(f.accuracy.value);
  });
  it('goes to another set with the shared fields only', () => {
    const other = simulatedProfiles('other rows', 400);
    const fewer = { ...withFields(other, (f) => f !== 'bioLength'), labels: other.labels };
    const t = transferred(pickLabelled(400), fewer, 'x', { ...SMALL, rounds: 20 });
    expect(t.fields.onlyInTraining).toEqual(['bioLength']);
    expect(t.auc.value).toBeGreaterThan(0.85);
    expect(t.recalibrated?.calibrationError.value).toBeLessThan(0.1);
  });
});

function pickLabelled(n: number) {
  const chosen = Array.from({ length: n }, (_, i) => i);
  return { ...pickProfiles(rows, chosen), labels: rows.labels.slice(0, n) };
}
