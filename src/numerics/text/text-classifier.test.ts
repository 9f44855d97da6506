import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { chooseActively } from './active-choice.ts';
import { GramSpace } from './gram-space.ts';
import { groupWeights } from './group-weights.ts';
import { inDictionary, segmenter, segmenterWith } from './segmenter.ts';
import { fitWithPool } from './self-training.ts';
import { classShares, fitTextClassifier, TextViews } from './text-classifier.ts';
import { packTexts, sayOfTexts, trainTexts, unpackTexts } from './trained-texts.ts';

const GOOD = ['好吃', '送得快', '味道不错', '很满意', '推荐'];
const BAD = ['难吃', '送得太慢', '味道很差', '很失望', '不推荐'];
const FILL = ['今天中午', '这家店', '点了两次', '朋友一起', '下雨天', '米饭', '包装', '骑手'];

/** Sentences of one or two words of feeling among others. */
function sentences(count: number): { texts: string[]; labels: number[] } {
  const random = rng('sentences');
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const texts = labels.map(
    (label) => `${random.pick(FILL)}${random.pick(FILL)}，${random.pick(label === 1 ? GOOD : BAD)}`,
  );
  return { texts, labels };
}

const rowsFrom = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const accuracy = (shares: Float64Array, of: number[], labels: number[]) =>
  of.filter((row, i) => Number((shares[2 * i + 1] as number) > 0.5) === labels[row]).length / of.length;

describe('text classifier', () => {
  const { texts, labels } = sentences(300);
  const views = new TextViews();
  const rows = views.learn(texts);
  const [learn, judge] = [rowsFrom(0, 240), rowsFrom(240, 300)];

  it('learns words of feeling, the same way twice, with shares that add to one', () => {
    const fit = () =>
      classShares(
        fitTextClassifier(views, rows, learn, labels, { classes: 2, calibrated: true }),
        rows,
        judge,
      );
    const shares = fit();
    expect(accuracy(shares, judge, labels)).toBeGreaterThan(0.95);
    expect((shares[0] as number) + (shares[1] as number)).toBeCloseTo(1, 9);
    expect(fit()).toEqual(shares);
  });

  it('reads texts that it did not learn', () => {
    const model = fitTextClassifier(views, rows, learn, labels, { classes: 2 });
    const [shares] = [classShares(model, views.read(['骑手送得快', '米饭难吃']), [0, 1])];
    expect(shares[1]).toBeGreaterThan(0.5);
    expect(shares[3]).toBeLessThan(0.5);
  });

  it('asks for the labels of chosen rows only, within the budget', () => {
    const asked = new Set<number>();
    const chosen = chooseActively(
      views,
      rows,
      learn,
      (row) => {
        asked.add(row);
        return labels[row] as number;
      },
      { budget: 40, classes: 2, seed: 'test' },
    );
    expect(chosen).toHaveLength(40);
    expect(asked).toEqual(new Set(chosen));
    const model = fitWithPool(views, rows, chosen, labels, learn, { classes: 2 });
    expect(accuracy(classShares(model, rows, judge), judge, labels)).toBeGreaterThan(0.9);
  });

  it('tells three classes apart', () => {
    const three = texts.map((text, i) => (i % 3 === 0 ? '天气晴朗适合出游' : text));
    const of = labels.map((label, i) => (i % 3 === 0 ? 2 : label));
    const own = new TextViews();
    const read = own.learn(three);
    const shares = classShares(fitTextClassifier(own, read, learn, of, { classes: 3, nets: 1 }), read, judge);
    const right = judge.filter((row, i) => {
      const s = [...shares.subarray(i * 3, i * 3 + 3)];
      return s.indexOf(Math.max(...s)) === of[row];
    });
    expect(right.length / judge.length).toBeGreaterThan(0.9);
  });
});

describe('GramSpace', () => {
  it('leaves out what one text alone has, and still finds the rest', () => {
    const space = new GramSpace({ characters: 2, words: 0 });
    const rows = space.learn(['甲乙丙', '甲乙丁']);
    // 甲, 乙, 甲乙, the two edges and the beginning with 甲.
    expect(space.width).toBe(6);
    expect(rows.start).toEqual(Int32Array.of(0, 6, 12));
    expect(space.read(['甲乙丙'], false).at).toEqual(rows.at.subarray(0, 6));
    expect(space.read(['天地'], false).at).toHaveLength(2);
  });
});

describe('trained texts', () => {
  const { texts, labels } = sentences(300);
  const rows = texts.map((text, i) => ({ text, label: labels[i] === 1 ? 'praise' : 'blame' }));

  it('says the label of new texts, the same after a file', () => {
    const trained = trainTexts(rows.slice(0, 240));
    const said = sayOfTexts(trained, ['骑手送得快', '米饭难吃']);
    expect(said.map((s) => s.label)).toEqual(['praise', 'blame']);
    for (const { share, shares } of said) expect(share).toBe(Math.max(...shares));
    expect(sayOfTexts(unpackTexts(packTexts(trained)), ['骑手送得快', '米饭难吃'])).toEqual(said);
  });

  it('learns from a pool of texts without label too', () => {
    const trained = trainTexts(rows.slice(0, 60), { pool: texts.slice(60, 240) });
    const right = sayOfTexts(trained, texts.slice(240)).filter((s, i) => s.label === rows[240 + i]?.label);
    expect(right.length).toBeGreaterThan(50);
  });

  it('refuses rows of one label and bytes that are no classifier', () => {
    expect(() => trainTexts(rows.filter((r) => r.label === 'praise'))).toThrow('one label');
    expect(() => unpackTexts(new Uint8Array([1, 2, 3]))).toThrow('no text classifier');
  });
});

describe('weights of groups', () => {
  it('lets the group count that was right, and knows when both are too sure', () => {
    const random = rng('groups');
    const truth = Array.from({ length: 600 }, () => random.int(0, 1));
    const scores = (right: number, size: number) =>
      Float64Array.from(
        truth.flatMap((t) => {
          const said = random.chance(right) ? t : 1 - t;
          return said === 1 ? [-size, size] : [size, -size];
        }),
      );
    const [good, poor] = groupWeights([scores(0.9, 1), scores(0.6, 1)], truth, 2) as [number, number];
    expect(good).toBeGreaterThan(2 * poor);
    const [alone] = groupWeights([scores(0.8, 4)], truth, 2) as [number];
    // log(.8/.2) = 2 × 4 × weight.
    expect(alone).toBeCloseTo(Math.log(4) / 8, 1);
  });
});

describe('segmenter', () => {
  it('cuts by the dictionary and keeps every sign', () => {
    expect(segmenter().cut('早餐不好吃，iPhone 15')).toEqual([
      '早餐',
      '不',
      '好吃',
      '，',
      'iPhone',
      ' ',
      '15',
    ]);
    expect(
      segmenter()
        .tagged('酒店')
        .map((w) => w.tag),
    ).toEqual(['n']);
    expect([inDictionary('酒店'), inDictionary('绝绝子')]).toEqual([true, false]);
  });

  it('takes added words', () => {
    expect(segmenterWith(['绝绝子']).cut('真绝绝子')).toEqual(['真', '绝绝子']);
  });
});
