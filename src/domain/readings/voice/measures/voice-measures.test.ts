/** Feeling, intent and aspects of single texts; words of groups; angles; the draw by quotas. */
import { describe, expect, it } from 'vitest';
import { PhraseFinder } from '#numerics/text/phrase-finder.ts';
import { ASPECTS } from '../dictionary/aspects.ts';
import { provinceIn } from '../dictionary/provinces.ts';
import { languageByScript } from '../pipeline/language.ts';
import { plainForm } from '../pipeline/plain-form.ts';
import { Segmenter } from '../pipeline/segmenter.ts';
import { anglesOf } from './angles.ts';
import { aspectOpinions, mentionsIn, type NamedThing } from './aspect-opinions.ts';
import { centralIdeas } from './central-ideas.ts';
import { purchaseIntent } from './purchase-intent.ts';
import { quotaDraw } from './quota-draw.ts';
import { opinionsIn, startingSentiment } from './starting-sentiment.ts';

const lean = (text: string) => {
  const { plain } = startingSentiment(text);
  return plain.positive - plain.negative;
};

describe('starting sentiment', () => {
  it('turns with negations and weighs what follows a turn', () => {
    expect(lean('质地清爽，很好用')).toBeGreaterThan(0.3);
    expect(lean('不好用，后悔买了')).toBeLessThan(-0.3);
    expect(lean('没有异味')).toBeGreaterThan(0);
    expect(lean('味道好，但是太慢了')).toBeLessThan(0);
    expect(lean('great texture, love it')).toBeGreaterThan(0.3);
    expect(lean('not good at all')).toBeLessThan(0);
    expect(Math.abs(lean('今天下午三点开会'))).toBeLessThan(0.05);
  });

  it('keeps pictograms apart and gives the score without them', () => {
    const { plain, whole } = startingSentiment('到货了[爱心][爱心]');
    expect(plain.positive - plain.negative).toBeCloseTo(0);
    expect(whole.positive).toBeGreaterThan(plain.positive);
    expect(startingSentiment('到货了[失望]').plain.negative).toBeCloseTo(
      startingSentiment('到货了').plain.negative,
    );
  });
});

describe('purchase intent', () => {
  it('finds the furthest state with its span', () => {
    const text = '被种草了，已下单一支';
    const found = purchaseIntent(text);
    expect(found?.intent).toBe('bought');
    expect(text.slice(found?.from, found?.to)).toBe('已下单');
    expect(purchaseIntent('求链接')?.intent).toBe('asks');
    expect(purchaseIntent('where can i buy this')?.intent).toBe('asks');
    expect(purchaseIntent('不想买')).toBeNull();
    expect(purchaseIntent('今天天气不错')).toBeNull();
  });
});

describe('aspects', () => {
  const aspects = new PhraseFinder(
    ASPECTS.flatMap((a) => a.words.map((w): [string, string] => [w, a.aspect])),
  );
  const names = new PhraseFinder<NamedThing>([
    ['澄屿', { kind: 'brand', name: '澄屿', brand: '澄屿' }],
    ['屏障舒缓面霜', { kind: 'product', name: '屏障舒缓面霜', brand: '澄屿' }],
  ]);
  it('pairs an aspect with the opinion of its clause, with spans and the brand', () => {
    const text = '澄屿屏障舒缓面霜质地清爽，包装偏重';
    const found = aspectOpinions(text, aspects, opinionsIn(text), mentionsIn(text, names));
    expect(found.map((a) => [a.aspect, a.opinion, a.polarity, a.brand, a.product])).toEqual([
      ['texture', '清爽', 1, '澄屿', '屏障舒缓面霜'],
      ['packaging', '偏重', -1, '澄屿', '屏障舒缓面霜'],
    ]);
    for (const a of found) {
      expect(text.slice(a.aspectFrom, a.aspectTo)).toBe(a.aspectWord);
      expect(text.slice(a.opinionFrom, a.opinionTo)).toBe(a.opinion);
    }
  });
});

describe('forms', () => {
  it('keeps the place of every character', () => {
    expect(plainForm('這個真的很好用！ＯＫ')).toBe('这个真的很好用!OK');
  });
  it('knows languages by script', () => {
    expect(['收藏了', 'ok', '좋아요 정말', 'とても良いです', '123'].map(languageByScript)).toEqual([
      'zh',
      'en',
      'ko',
      'ja',
      'none',
    ]);
    expect(languageByScript('bonjour tout le monde, comment allez-vous')).toBeNull();
  });
  it('reads provinces as platforms write them', () => {
    expect(
      ['发布于 广东', '江苏省南京市', '杭州', 'IP属地：美国', 'Sichuan', '', null].map(provinceIn),
    ).toEqual(['广东', '江苏', '浙江', 'overseas', '四川', null, null]);
  });
  it('cuts words of the trade whole and drops empty ones', () => {
    const words = new Segmenter(['海茴香修护精华']).words(
      '我觉得海茴香修护精华的性价比很高，敏感肌可以闭眼入',
    );
    expect(words).toContain('海茴香修护精华');
    expect(words).toContain('性价比');
    expect(words).toContain('敏感肌');
    expect(words).not.toContain('觉得');
  });
});

describe('angles', () => {
  const texts = Array.from({ length: 60 }, (_, i) => ({
    id: `t${i}`,
    words: i % 2 === 0 ? ['包装', '瓶口', '漏'] : ['物流', '发货', '等待'],
  }));
  it('takes two planted subjects apart and lists rows that have their words', () => {
    const { angles, placed } = anglesOf(texts);
    expect(placed).toBe(60);
    expect(angles.map((a) => a.words.map((w) => w.word).sort())).toEqual([
      ['包装', '漏', '瓶口'].sort(),
      ['发货', '物流', '等待'].sort(),
    ]);
    const known = new Map(texts.map((t) => [t.id, t.words]));
    for (const a of angles)
      for (const id of a.textIds) expect(a.words.some((w) => known.get(id)?.includes(w.word))).toBe(true);
  });
  it('extracts sentences that many texts say, one of each subject', () => {
    const ideas = centralIdeas(
      texts.map((t) => ({ textId: t.id, sentence: t.words.join(''), words: t.words })),
      2,
    );
    expect(new Set(ideas.map((i) => i.sentence))).toEqual(new Set(['包装瓶口漏', '物流发货等待']));
    expect(ideas.map((i) => i.texts)).toEqual([30, 30]);
  });
});

describe('the draw by quotas', () => {
  it('fills cells as wanted and says where it falls short', () => {
    const people = Array.from({ length: 100 }, (_, i) => ({ key: `k${i}`, cell: i < 90 ? '广东' : '上海' }));
    const { drawn, cells } = quotaDraw(people, 40, { 上海: 0.5 });
    expect(cells).toEqual([
      { cell: '广东', found: 90, wanted: 20, drawn: 20 },
      { cell: '上海', found: 10, wanted: 20, drawn: 10 },
    ]);
    expect(new Set(drawn.map((p) => p.key)).size).toBe(30);
  });
});
