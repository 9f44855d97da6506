import { describe, expect, it } from 'vitest';
import { clausesOf } from '#numerics/text/clauses.ts';
import { cutText } from '#numerics/text/gram-space.ts';
import { aspectMarks, learnAspectMarks } from './aspect-marks.ts';
import { distinctTexts } from './distinct-texts.ts';
import { feelingSums, feelingWords } from './english-feeling-words.ts';
import { entityFigures } from './entity-evaluation.ts';
import type { EntityText } from './entity-features.ts';
import { entityReader, learnEntities, packEntities, unpackEntities } from './entity-tagger.ts';
import { evaluatedOnTransfer } from './label-transfer.ts';
import { newWords } from './new-words.ts';

describe('distinct texts', () => {
  it('keeps the first of equal texts with the label of most', () => {
    const found = distinctTexts(['好吃！', '好吃', '好 吃。', '难吃', '！！'], ['1', '0', '0', '0', '1']);
    expect(found.texts).toEqual(['好吃！', '难吃', '！！']);
    expect(found.labels).toEqual(['0', '0', '1']);
    expect([found.repeatedCount, found.disputedCount]).toEqual([2, 1]);
  });
});

const CITIES = ['北京', '上海', '南京', '广州', '天津', '成都'];
const BRANDS = ['小米', '华为', '联想', '格力', '美的'];
const made = (city: string, brand: string): EntityText => ({
  characters: Array.from(`昨天${city}的${brand}公司开业`),
  spans: [
    { type: 'place', from: 2, to: 3 },
    { type: 'company', from: 5, to: 8 },
  ],
});

describe('labels of other subjects', () => {
  it('carry over to a target, and a few of its own help', () => {
    const things = ['菜', '房间', '服务', '位置', '价格', '环境'];
    const words = [
      ['很好', '不错', '喜欢', '满意'],
      ['很差', '糟糕', '讨厌', '失望'],
    ];
    const rows = (subject: string) =>
      things.flatMap((thing) =>
        [0, 1].flatMap((label) =>
          (words[label] as string[]).map((w) => ({ text: `${subject}${thing}${w}`, label })),
        ),
      );
    const of = (list: { text: string; label: number }[]) => ({
      texts: list.map((r) => r.text),
      labels: Int32Array.from(list, (r) => r.label),
    });
    const [run] = evaluatedOnTransfer(of(rows('酒店')), of(rows('餐馆')), {
      classes: 2,
      share: 0.1,
      seeds: 1,
      folds: 3,
    });
    expect(run?.labels).toBe(3);
    expect(run?.none.accuracy.value).toBeGreaterThan(0.8);
    expect(run?.few.accuracy.value).toBeGreaterThan(0.8);
  });
});

describe('entities', () => {
  it('finds names that stand as learned ones do', () => {
    const texts = CITIES.flatMap((city) => BRANDS.map((brand) => made(city, brand)));
    const model = learnEntities(texts, { rounds: 4 });
    const unseen = Array.from('昨天杭州的海信公司开业');
    const said = entityReader(model)(unseen);
    expect(said.map(({ type, from, to }) => ({ type, from, to }))).toEqual(made('杭州', '海信').spans);
    for (const s of said) expect(s.sure).toBeGreaterThan(0.5);
    expect(entityReader(unpackEntities(packEntities(model)))(unseen)).toEqual(said);
  });

  it('counts exact spans and the recall at a precision', () => {
    const texts = [made('北京', '小米'), made('上海', '华为')];
    const figures = entityFigures(texts, [
      [
        { type: 'place', from: 2, to: 3, sure: 0.9 },
        { type: 'company', from: 5, to: 7, sure: 0.4 },
      ],
      [{ type: 'place', from: 2, to: 3, sure: 0.8 }],
    ]);
    expect(figures.microF1.value).toBeCloseTo(4 / 7, 9);
    expect(figures.atPrecision?.recall.value).toBe(0.5);
    expect(figures.atPrecision?.threshold).toBe(0.8);
    expect(figures.perType['company']?.f1).toBe(0);
  });
});

describe('marks of an aspect', () => {
  it('tell words of its clause and words of feeling that people marked more than once', () => {
    const rows = CITIES.flatMap((city) => [
      { text: `${city}这车油耗很高`, aspect: '油耗', feelingWords: ['高'] },
      { text: `${city}这车空间很大`, aspect: '空间', feelingWords: [city] },
    ]);
    const known = learnAspectMarks(rows);
    expect([...known.feelingWords]).toEqual(['高']);
    expect(known.ties.has('油耗 油耗')).toBe(true);
    expect(known.ties.has('空间 油耗')).toBe(false);
    const clauses = clausesOf(cutText('油耗很高，空间不大'));
    expect(clauses.map((c) => c.plain)).toEqual(['油耗很高,', '空间不大']);
    const marks = aspectMarks(known, clauses, '油耗');
    expect(marks).toHaveLength(2);
    const [ofFuel, ofRoom] = ['油耗', '空间'].map(
      (aspect) => new Set(aspectMarks(known, clauses, aspect).flat()),
    );
    const own = (a?: Set<number>, b?: Set<number>) => [...(a ?? [])].filter((m) => !b?.has(m)).length;
    expect(own(ofFuel, ofRoom)).toBeGreaterThan(4);
    expect(own(ofRoom, ofFuel)).toBeGreaterThan(4);
    expect(marks[0]?.length).toBeGreaterThan(marks[1]?.length ?? 0);
  });
});

describe('new words', () => {
  const fill = ['今日', '听说', '大家聊', '网友谈', '又见', '为何', '评论', '关注'];
  const ends = ['火了', '降温', '上新', '道歉', '涨价', '回应', '停产', '开售'];
  const texts = [
    ...fill.flatMap((a, i) =>
      ends.map((b, j) => ({ date: `2022-01-0${1 + ((i + j) % 9)}`, text: `${a}手机${b}` })),
    ),
    ...fill.flatMap((a, i) =>
      ends.map((b, j) => ({ date: `2022-02-0${1 + ((i + j) % 9)}`, text: `${a}酱香拿铁${b}` })),
    ),
  ];
  it('finds the new word whole, with its first day, and not the old one', () => {
    const found = newWords(texts, { from: '2022-02-01', until: '2022-02-28', leastCohesion: 1 });
    expect(found[0]).toMatchObject({
      word: '酱香拿铁',
      count: 64,
      backgroundCount: 0,
      firstSeenOn: '2022-02-01',
    });
    expect(found.map((w) => w.word)).not.toContain('香拿');
    expect(found.map((w) => w.word)).not.toContain('手机');
  });
});

describe('English feeling words', () => {
  it('turns round what is denied and strengthens what is boosted', () => {
    const step = (text: string, word: string) => feelingWords(text).find((w) => w.word === word)?.step ?? 0;
    expect(step('this is good', 'good')).toBe(2);
    expect(step('this is not good', 'good')).toBeLessThan(0);
    expect(step('this is very good', 'good')).toBeGreaterThan(2);
    expect(feelingSums('I love it!')[0]).toBeGreaterThan(feelingSums('it is a table')[0] as number);
  });
});
