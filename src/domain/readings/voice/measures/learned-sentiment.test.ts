/** A model learned from labels, from texts alone, kept and read back; tones of writing. */
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { modelBytes, modelOf, nameOfModel } from '../pipeline/model-file.ts';
import { learnedFeeling, learnFromLabels, learnWithoutLabels } from './learned-sentiment.ts';
import { startingSentiment } from './starting-sentiment.ts';
import { meanOf, scaleOf, styleLikeness, styleOf, tonality } from './style-vector.ts';

const random = rng('texts of a trade');
/** Texts of a trade whose words no list of feeling has. */
const trade = (good: boolean): string =>
  `${random.pick(['阀芯', '密封圈', '法兰', '轴套'])}${good ? random.pick(['咬合到底', '对得上牙', '一次过检']) : random.pick(['窜油', '旷量超差', '对不上牙口'])}，${random.pick(['批号', '炉号', '仓位'])}${random.int(10, 99)}`;
const labelled = Array.from({ length: 300 }, (_, i) => ({
  text: trade(i % 2 === 0),
  label: i % 2 === 0 ? 1 : 0,
}));

describe('a model of one’s own', () => {
  const { model, curve } = learnFromLabels(
    labelled.map((l) => l.text),
    labelled.map((l) => l.label),
  );
  it('learns words that no list has, and says with a curve how well', () => {
    expect(curve.start.value).toBeLessThan(0.7);
    expect(curve.points.map((p) => p.labels)).toEqual([24, 60, 120, 240]);
    expect(curve.points.at(-1)?.accuracy.value).toBeGreaterThan(0.95);
    const text = '法兰窜油，批号77';
    const felt = learnedFeeling(model, text, startingSentiment(text).plain);
    expect(felt.negative).toBeGreaterThan(felt.positive);
  });
  it('is the same after it was kept', () => {
    const bytes = modelBytes(model);
    expect(nameOfModel(bytes)).toMatch(/^voice-own-[0-9a-f]{8}@2$/);
    const text = '轴套咬合到底，仓位31';
    const start = startingSentiment(text).plain;
    expect(learnedFeeling(modelOf(bytes), text, start).positive).toBeCloseTo(
      learnedFeeling(model, text, start).positive,
      4,
    );
    expect(() => modelOf(Buffer.from('{"format":"other"}\n'))).toThrow(/not a sentiment model/);
  });
  it('learns without labels from what the words of feeling are sure of, and not from too little', () => {
    const texts = Array.from({ length: 2400 }, (_, i) =>
      i % 2 === 0
        ? `好用，推荐，${random.pick(['回弹利落', '针脚匀'])}${i}`
        : `难用，后悔，${random.pick(['塌边', '跳线'])}${i}`,
    );
    const own = learnWithoutLabels(texts);
    expect(own).not.toBeNull();
    if (own) {
      const felt = learnedFeeling(own, '塌边了', startingSentiment('塌边了').plain);
      expect(felt.negative).toBeGreaterThan(felt.positive);
    }
    expect(learnWithoutLabels(texts.slice(0, 100))).toBeNull();
  });
});

describe('tones of writing', () => {
  const calm = () => styleOf('关于面霜', '质地偏稠，吸收需要几分钟。个人参考。'.repeat(random.int(2, 4)));
  const loud = () =>
    styleOf('姐妹们快看！！！', `${'真的太好用了吧！！大家冲呀～'.repeat(random.int(2, 4))}😍`);
  it('are nearer within a writer than between two, with an interval', () => {
    const [a, b] = [Array.from({ length: 12 }, calm), Array.from({ length: 12 }, loud)];
    const scale = scaleOf([
      meanOf(a.slice(0, 6)),
      meanOf(a.slice(6)),
      meanOf(b.slice(0, 6)),
      meanOf(b.slice(6)),
    ]);
    const within = tonality(a.slice(0, 6), meanOf(a.slice(6)), scale, 'within');
    const between = tonality(a.slice(0, 6), meanOf(b), scale, 'between');
    expect(within.value).toBeGreaterThan(between.value + 0.3);
    expect(within.low).toBeLessThanOrEqual(within.value);
    expect(between.high).toBeLessThan(0.5);
    expect(styleLikeness(meanOf(b.slice(0, 6)), meanOf(b.slice(6)), scale)).toBeGreaterThan(0.8);
  });
});
