import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearDuplicateGroups } from './near-duplicates.ts';
import { normalise, pictogramCount, unitCount, unitsOf } from './normalise.ts';
import { jaccard, shingles } from './shingles.ts';

describe('normalise', () => {
  it.each([
    ['ＡＢＣ　好看！！！', 'abc 好看'],
    ['@小明 太好了🔥🔥[赞]', '太好了'],
    ['哈哈哈哈哈哈', '哈哈'],
    ['第12楼 https://a.example/b', '第0楼'],
    ['👍👍', ''],
    ['Sooooo cute!!', 'soo cute'],
  ])('%s', (text, normal) => {
    expect(normalise(text)).toBe(normal);
  });
  it('counts units and pictograms', () => {
    expect(unitsOf('太好看了 love it')).toEqual(['太', '好', '看', '了', 'love', 'it']);
    expect(unitCount('')).toBe(0);
    expect(pictogramCount('好[赞][doge]🔥')).toBe(3);
  });
  it('is its own normal form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const once = normalise(text);
        expect(normalise(once).length).toBeLessThanOrEqual(once.length);
      }),
    );
  });
});

describe('near duplicates', () => {
  it('finds every pair that brute force finds, up to a miss in a thousand', () => {
    const base = Array.from(
      { length: 60 },
      (_, i) => `${i}号店的${'红橙黄绿青蓝紫黑白灰'[i % 10]}色外套穿了${i * 7}天以后开始起球`,
    );
    const texts = base.flatMap((text) => [text, `${text}呀`, text.replace('外套', '上衣')]).map(normalise);
    const sets = texts.map(shingles);
    const group = nearDuplicateGroups(sets, 0.7);
    let [pairs, missed] = [0, 0];
    for (let i = 0; i < sets.length; i++)
      for (let j = 0; j < i; j++)
        if (jaccard(sets[i] as Uint32Array, sets[j] as Uint32Array) >= 0.7) {
          pairs++;
          if (group[i] !== group[j]) missed++;
        }
    expect(pairs).toBeGreaterThan(100);
    expect(missed).toBe(0);
  });
  it('keeps apart what is not alike', () => {
    const sets = ['今天天气很好适合出门', '这款面霜我用了三个月', 'check out my new channel'].map(shingles);
    expect([...nearDuplicateGroups(sets, 0.7)]).toEqual([0, 1, 2]);
    expect(jaccard(new Uint32Array(), new Uint32Array())).toBe(0);
  });
});
