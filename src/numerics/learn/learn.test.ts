import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { binned } from './bins.ts';
import { boost, boostedMargin, sigmoid } from './boosting.ts';
import { calibrate, calibrated, isotonic, platt } from './calibration.ts';
import { groupedFolds } from './folds.ts';
import { forestShare, growForest } from './forest.ts';
import { fitLogistic } from './logistic.ts';
import { packTrees, unpackTrees } from './packed-trees.ts';
import { areaUnderRoc, scoresOf } from './scores.ts';
import { growTree, MISSING, treeValue } from './tree.ts';

const settings = { rounds: 60, step: 0.1, depth: 3, rowShare: 0.7, leastLeaf: 3, shrink: 1 };

/** Ones where the first two columns have the same sign; the third is noise. */
function checkered(n: number, seed: string) {
  const r = rng(seed);
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: n }, () => r.normal()));
  const labels = Uint8Array.from({ length: n }, (_, i) =>
    (columns[0]?.[i] as number) * (columns[1]?.[i] as number) > 0 ? 1 : 0,
  );
  return { columns, labels };
}

describe('trees', () => {
  it('splits where brute force does', () => {
    const r = rng('split');
    const x = Float64Array.from({ length: 40 }, () => Math.round(r.normal(0, 20)));
    const y = Float64Array.from(x, (v) => (v > 7 ? 1 : 0) * (r.chance(0.9) ? 1 : 0));
    const squared = (rows: number[]) => {
      const mean = rows.reduce((a, i) => a + (y[i] as number), 0) / rows.length;
      return rows.reduce((a, i) => a + ((y[i] as number) - mean) ** 2, 0);
    };
    const all = [...x.keys()];
    const best = Math.min(
      ...[...new Set(x)].map((cut) => {
        const left = all.filter((i) => (x[i] as number) <= cut);
        const right = all.filter((i) => (x[i] as number) > cut);
        return right.length === 0 ? Number.POSITIVE_INFINITY : squared(left) + squared(right);
      }),
    );
    const tree = growTree(
      binned([x]),
      y.map((v) => -v),
      new Float64Array(40).fill(1),
      new Uint8Array(40).fill(1),
      Int32Array.from(all),
      { depth: 1, leastLeaf: 1, shrink: 0 },
      r,
    );
    const error = all.reduce((a, i) => a + ((y[i] as number) - treeValue(tree, [x], i)) ** 2, 0);
    expect(error).toBeCloseTo(best, 10);
  });
  it('learns where rows without a field go, and goes both ways where none lacked it', () => {
    const x = Float64Array.from([1, 2, 3, 4, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    const y = [0, 0, 1, 1, 1, 1, 1, 0];
    const grow = (column: Float64Array, labels: number[]) =>
      growTree(
        binned([column]),
        Float64Array.from(labels, (v) => -v),
        new Float64Array(labels.length).fill(1),
        new Uint8Array(labels.length).fill(1),
        Int32Array.from(labels.keys()),
        { depth: 1, leastLeaf: 1, shrink: 0 },
        rng('missing'),
      );
    const learned = grow(x, y);
    expect(learned.missing[0]).toBe(MISSING.right);
    expect(treeValue(learned, [x], 4)).toBeCloseTo(5 / 6, 12);
    const whole = grow(x.slice(0, 4), y.slice(0, 4));
    expect(whole.missing[0]).toBe(MISSING.both);
    expect(treeValue(whole, [x], 4)).toBeCloseTo(0.5, 12);
  });
  it('comes back from its packed form', () => {
    const { columns, labels } = checkered(300, 'pack');
    const forest = growForest(
      columns,
      labels,
      { trees: 5, depth: 20, featuresPerSplit: 2, leastLeaf: 1 },
      rng('pack'),
    );
    const back = unpackTrees(packTrees(forest));
    expect(packTrees(back)).toBe(packTrees(forest));
    for (let row = 0; row < 300; row += 17)
      expect(forestShare(back, columns, row)).toBeCloseTo(forestShare(forest, columns, row), 2);
    expect(() => unpackTrees(packTrees(forest).slice(0, 101))).toThrow(RangeError);
  });
});

describe('learners', () => {
  it('boosting and forests learn an interaction, and boosting the same model from the same seed', () => {
    const train = checkered(800, 'train');
    const test = checkered(400, 'test');
    const model = boost(train.columns, train.labels, settings, rng('a'));
    const forest = growForest(
      train.columns,
      train.labels,
      { trees: 40, depth: 12, featuresPerSplit: 2, leastLeaf: 2 },
      rng('a'),
    );
    const rows = [...test.labels.keys()];
    const boosted = rows.map((i) => sigmoid(boostedMargin(model, test.columns, i)));
    const grown = rows.map((i) => forestShare(forest, test.columns, i));
    expect(areaUnderRoc(boosted, test.labels).value).toBeGreaterThan(0.95);
    expect(areaUnderRoc(grown, test.labels).value).toBeGreaterThan(0.95);
    expect(packTrees(boost(train.columns, train.labels, settings, rng('a')).trees)).toBe(
      packTrees(model.trees),
    );
  });
  it('logistic regression agrees with a general optimiser (scipy BFGS)', () => {
    const x = Float64Array.from([-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5]);
    const y = [0, 0, 1, 0, 1, 1, 0, 1, 1, 1];
    const plain = fitLogistic([x], y, 0);
    expect(plain.intercept).toBeCloseTo(0.349018, 5);
    expect(plain.slopes[0]).toBeCloseTo(1.05572, 5);
    expect(fitLogistic([x], y, 0.5).slopes[0]).toBeCloseTo(0.876681, 5);
  });
});

describe('calibration', () => {
  it('isotonic blocks are those of scipy, each drawn half a row towards ½', () => {
    const scores = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    const fit = isotonic(scores, [0, 0, 1, 0, 1, 1, 0, 1, 1, 1]);
    // scipy: 0 0 | ½ ½ | ⅔ ⅔ ⅔ | 1 1 1
    expect(calibrated(fit, 0.35)).toBeCloseTo(1.5 / 3, 12);
    expect(calibrated(fit, 0.6)).toBeCloseTo(2.5 / 4, 12);
    const told = scores.map((s) => calibrated(fit, s));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
  it('takes the bend out of scores', () => {
    const r = rng('bent');
    const p = Array.from({ length: 6000 }, () => r.next());
    const labels = p.map((v) => (r.chance(v) ? 1 : 0));
    const bent = p.map((v) => v ** 3);
    const before = scoresOf(bent, labels).calibrationError.value;
    expect(before).toBeGreaterThan(0.2);
    for (const map of [platt(bent, labels), calibrate(bent, labels)]) {
      const after = bent.map((s) => calibrated(map, s));
      expect(scoresOf(after, labels).calibrationError.value).toBeLessThan(0.03);
    }
    expect(calibrate(bent, labels).kind).toBe('isotonic');
    expect(calibrate(bent.slice(0, 200), labels.slice(0, 200)).kind).toBe('platt');
  });
});

describe('folds and figures', () => {
  it('keeps groups together and classes even', () => {
    const r = rng('folds');
    const labels = Array.from({ length: 500 }, () => (r.chance(0.2) ? 1 : 0));
    const groups = labels.map(() => r.int(0, 300));
    const fold = groupedFolds(labels, groups, 5, 'x');
    for (const g of new Set(groups))
      expect(new Set([...fold].filter((_, i) => groups[i] === g)).size).toBe(1);
    const ones = labels.filter((y) => y === 1).length;
    for (let k = 0; k < 5; k++) {
      const own = [...fold.keys()].filter((i) => fold[i] === k);
      expect(own.length).toBeGreaterThan(90);
      expect(own.length).toBeLessThan(110);
      expect(Math.abs(own.filter((i) => labels[i] === 1).length - ones / 5)).toBeLessThan(4);
    }
  });
  it('has the area and DeLong interval of a direct computation (numpy)', () => {
    const p = [0.1, 0.4, 0.35, 0.8, 0.65, 0.2, 0.9, 0.5, 0.5, 0.3];
    const y = [0, 0, 1, 1, 1, 0, 1, 0, 1, 0];
    const area = areaUnderRoc(p, y);
    expect(area.value).toBeCloseTo(0.9, 12);
    expect(area.low).toBeCloseTo(0.50487, 4);
    expect(area.high).toBeCloseTo(0.98757, 4);
  });
  it('counts what a table of four counts says', () => {
    const p = [0.9, 0.8, 0.2, 0.7, 0.1, 0.3];
    const s = scoresOf(p, [1, 1, 1, 0, 0, 0]);
    expect(s.accuracy.value).toBeCloseTo(4 / 6, 12);
    expect(s.f1.value).toBeCloseTo(2 / 3, 12);
    expect(s.sensitivity.value).toBeCloseTo(2 / 3, 12);
    expect(s.brier.value).toBeCloseTo((0.01 + 0.04 + 0.64 + 0.49 + 0.01 + 0.09) / 6, 12);
  });
});
