import { describe, expect, it } from 'vitest';
import { aspectOpinions, learnOpinionWords } from './aspect-opinions.ts';
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

describe('aspects and opinions', () => {
  it('ties words of judgement to what they judge, with places in the text', () => {
    const text = '服务员态度很好，房间不干净。';
    const found = aspectOpinions(text, new Map([['干净', 5]]));
    expect(found.map((f) => [f.aspect?.text, f.opinion.text, f.negated, f.polarity])).toEqual([
      ['服务员态度', '好', false, null],
      ['房间', '干净', true, -5],
    ]);
    for (const { aspect, opinion } of found) {
      expect(text.slice(aspect?.from, aspect?.to)).toBe(aspect?.text);
      expect(text.slice(opinion.from, opinion.to)).toBe(opinion.text);
    }
  });

  it('learns which words praise and which blame', () => {
    const praise = CITIES.map((city) => `${city}的早餐好吃`);
    const blame = CITIES.map((city) => `${city}的早餐难吃`);
    const words = learnOpinionWords([...praise, ...blame], (row) => row < praise.length);
    expect(words.get('好吃')).toBeGreaterThan(1);
    expect(words.get('难吃')).toBeLessThan(-1);
    expect(words.has('早餐')).toBe(false);
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
