/** Coverage and false alarms of what ranks, corrects and warns, on seeded simulation. */
import { describe, expect, it } from 'vitest';
import { rng } from '#basis/rng.ts';
import { FEELINGS, type FeelingName } from '../schema.ts';
import { correctedShares, noConfusion, noCounts } from './corrected-share.ts';
import { groupKeywords } from './group-keywords.ts';
import { hotStudy } from './hot-patterns.ts';
import { hotTopics } from './hot-topics.ts';
import { risesIn } from './negative-rise.ts';
import type { TriedPost } from './post-traits.ts';

describe('corrected shares', () => {
  /** A classifier that is right with these chances, by true class. */
  function simulate(seed: string, checks: number) {
    const random = rng(seed);
    const right = {
      positive: 0.6 + 0.35 * random.next(),
      neutral: 0.6 + 0.35 * random.next(),
      negative: 0.6 + 0.35 * random.next(),
    };
    const of = { positive: 0.2 + 0.5 * random.next(), negative: 0.05 + 0.25 * random.next() };
    const one = (): { truth: FeelingName; said: FeelingName } => {
      const u = random.next();
      const truth: FeelingName =
        u < of.positive ? 'positive' : u < of.positive + of.negative ? 'negative' : 'neutral';
      const said = random.chance(right[truth]) ? truth : random.pick(FEELINGS.filter((f) => f !== truth));
      return { truth, said };
    };
    const confusion = noConfusion();
    for (let i = 0; i < checks; i++) {
      const { truth, said } = one();
      confusion[said][truth]++;
    }
    const [counts, true_] = [noCounts(), noCounts()];
    for (let i = 0; i < 300; i++) {
      const { truth, said } = one();
      counts[said]++;
      true_[truth]++;
    }
    return { found: correctedShares(counts, [], confusion), truth: true_ };
  }

  it('cover the true share at least 92 times in 100, with 60 and with 300 checked rows', () => {
    for (const checks of [60, 300]) {
      let [covered, all] = [0, 0];
      for (let run = 0; run < 300; run++) {
        const { found, truth } = simulate(`coverage ${checks} ${run}`, checks);
        for (const f of FEELINGS) {
          all++;
          if (found.share[f].low <= truth[f] / 300 && truth[f] / 300 <= found.share[f].high) covered++;
        }
      }
      expect(covered / all, `${checks} checks`).toBeGreaterThanOrEqual(0.92);
    }
  });

  it('move with a correction, and widen when it disagrees', () => {
    const counts = { positive: 60, neutral: 20, negative: 20 };
    const agreeing = noConfusion();
    agreeing.positive.positive = 20;
    agreeing.neutral.neutral = 10;
    agreeing.negative.negative = 10;
    const before = correctedShares(counts, [], agreeing);
    const wrong = structuredClone(agreeing);
    for (let i = 0; i < 5; i++) wrong.positive.negative++;
    const after = correctedShares(counts, [], wrong);
    expect(after.share.positive.value).toBeLessThan(before.share.positive.value);
    expect(after.share.positive.high - after.share.positive.low).toBeGreaterThan(
      before.share.positive.high - before.share.positive.low,
    );
    expect(after.error.value).toBeGreaterThan(before.error.value);
  });
});

describe('keywords of a group', () => {
  const draw = (seed: string, planted: boolean) => {
    const random = rng(seed);
    return Array.from({ length: 200 }, (_, w) => {
      const common = 5 + Math.floor(80 / (1 + w / 10));
      let [group, rest] = [0, 0];
      for (let i = 0; i < common * 2; i++)
        if (random.chance(planted && w === 40 ? 0.6 : 0.25)) group++;
        else rest++;
      return { word: `w${w}`, group, rest };
    });
  };
  it('name none in 95 of 100 groups like the rest', () => {
    let named = 0;
    for (let run = 0; run < 400; run++) if (groupKeywords(draw(`null ${run}`, false)).length > 0) named++;
    expect(named / 400).toBeLessThanOrEqual(0.05);
  });
  it('put a planted word first', () => {
    expect(groupKeywords(draw('planted', true))[0]?.word).toBe('w40');
  });
});

describe('hot topics', () => {
  it('name none in 95 of 100 libraries without change', () => {
    let named = 0;
    for (let run = 0; run < 300; run++) {
      const random = rng(`topics ${run}`);
      const words = Array.from({ length: 150 }, (_, w) => {
        let [recent, before] = [0, 0];
        for (let i = 0; i < 60; i++)
          if (random.chance(0.2)) recent++;
          else before++;
        return { word: `w${w}`, recent, before };
      });
      if (hotTopics(words, 2000, 8000).length > 0) named++;
    }
    expect(named / 300).toBeLessThanOrEqual(0.05);
  });
});

describe('weeks with more blame', () => {
  const weeks = (seed: string, last: number) => {
    const random = rng(seed);
    return Array.from({ length: 12 }, (_, k) => {
      let negative = 0;
      for (let i = 0; i < 200; i++) if (random.chance(k === 11 ? last : 0.15)) negative++;
      return { week: `2026-0${1 + Math.floor(k / 4)}-0${1 + (k % 4)}`, n: 200, negative };
    });
  };
  it('are named in at most 5 of 100 libraries without change', () => {
    let named = 0;
    for (let run = 0; run < 400; run++)
      if (
        risesIn(['a', 'b', 'c'].map((brand) => ({ brand, weeks: weeks(`${brand} ${run}`, 0.15) }))).length > 0
      )
        named++;
    expect(named / 400).toBeLessThanOrEqual(0.05);
  });
  it('are found when blame doubles', () => {
    expect(risesIn([{ brand: 'a', weeks: weeks('rise', 0.3) }])).toHaveLength(1);
  });
});

describe('hot patterns', () => {
  /** 60 accounts of 24 posts; `lift` multiplies the chance that a hot post opens with the planted words. */
  function library(seed: string, lift: number): TriedPost[] {
    const random = rng(seed);
    const posts: TriedPost[] = [];
    for (let a = 0; a < 60; a++)
      for (let k = 0; k < 24; k++) {
        const engaged = Math.round(random.logNormal(100, 0.6));
        const hot = engaged > 210;
        const opens = random.chance(hot ? 0.12 * lift : 0.12);
        posts.push({
          postId: `p${a}-${k}`,
          accountId: `account ${a}`,
          platform: 'weibo',
          tier: 'micro',
          format: random.pick(['image', 'video', 'text']),
          title: random.pick(['三款面霜怎么选', '今天的早餐', '我的清单', '第2次来了']),
          body: `${opens ? '先别划走，' : random.pick(['今天出门，', '说点真话，', '大家好，', '最近很忙，'])}${random.pick(['用了很久', '还可以', '再看看'])}。${random.pick(['评论区见', '谢谢大家', '就这样'])}`,
          tags: [random.pick(['护肤', '美食', '旅行'])],
          sponsored: random.chance(0.1),
          durationSeconds: null,
          hour: random.int(0, 23),
          weekday: random.int(1, 7),
          publishedDay: random.int(0, 170),
          engaged,
        });
      }
    return posts;
  }
  it('confirm nothing in 95 of 100 libraries without a pattern', () => {
    let confirmed = 0;
    for (let run = 0; run < 200; run++)
      if (hotStudy(library(`null ${run}`, 1)).patterns.length > 0) confirmed++;
    expect(confirmed / 200).toBeLessThanOrEqual(0.05);
  });
  it('confirm a planted opening, its lift inside the interval', () => {
    const { patterns } = hotStudy(library('planted', 4));
    const found = patterns.find((p) => p.kind === 'opening_words' && p.value === '先别划走');
    expect(found?.lift.low).toBeLessThan(4);
    expect(found?.lift.high).toBeGreaterThan(2);
    expect(found?.postIds.length).toBeGreaterThan(10);
  });
});
