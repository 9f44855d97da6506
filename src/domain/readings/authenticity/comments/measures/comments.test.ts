import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '#basis/rng.ts';
import { commentHours, hourNorm, type TimedComments } from './comment-hours.ts';
import { creatorReplies } from './creator-replies.ts';
import { duplicateComments, duplicateNorm } from './duplicate-comments.ts';
import { emptyComments, emptyNorm } from './empty-comments.ts';
import { returningCommenters } from './returning-commenters.ts';
import { warmth } from './warmth.ts';

const THINGS = [
  '面霜',
  '跑鞋',
  '口红',
  '耳机',
  '民宿',
  '奶粉',
  '相机',
  '窗帘',
  '咖啡',
  '书桌',
  '风衣',
  '推车',
];
const STARTS = ['我家', '上个月', '闺蜜说', '其实', '昨天', '在店里', '听人讲', '去年冬天', '第一次', '同事'];
const MIDDLES = ['买过', '试了', '退掉', '送人', '用完', '看中', '弄坏', '洗过', '比较过', '收藏了'];
const ENDS = [
  '味道偏淡',
  '尺寸不合',
  '价格还行',
  '颜色更深',
  '包装一般',
  '手感不错的',
  '想再等等',
  '客服很慢',
  '夏天太厚',
  '孩子很爱',
];
const SHORT = [
  '好看',
  '哈哈哈哈',
  '种草了',
  '求链接',
  '多少钱',
  '收藏',
  '👍',
  '[赞][赞]',
  '学到了',
  '太棒了',
];

/** One account: short common comments by its own taste, own sentences otherwise. */
const account = (random: Rng, n = random.int(40, 160)): string[] => {
  const short = Math.min(0.8, random.logNormal(0.3, 0.4));
  return Array.from({ length: n }, () =>
    random.chance(short)
      ? random.pick(SHORT)
      : `${random.pick(STARTS)}${random.pick(MIDDLES)}这款${random.pick(THINGS)}，${random.pick(ENDS)}`,
  );
};
const TEMPLATE = '姐妹们闭眼入这家真的太懂我了回购三次还要囤';
const variant = (random: Rng): string =>
  `${TEMPLATE}${random.pick(['！', '～', '👍👍', '哦', ''])}${random.chance(0.3) ? `@用户${random.int(1, 999)}` : ''}`;
const clean = (n: number, seed: string) => Array.from({ length: n }, (_, i) => account(rng(`${seed}/${i}`)));
const alarms = (p: (number | null)[], at: number) => p.filter((x) => x !== null && x <= at).length;

describe('duplicate-comments', () => {
  const norm = duplicateNorm(clean(60, 'peers'));
  it('alarms on clean accounts no more often than declared', () => {
    const p = clean(120, 'others').map((texts) => duplicateComments(texts, norm).pValue);
    expect(p).not.toContain(null);
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(12);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(4);
  });
  it('finds a template with small changes, names its rows, and leaves short common words alone', () => {
    const random = rng('template');
    const texts = [...account(random, 90), ...Array.from({ length: 20 }, () => variant(random))];
    const found = duplicateComments(texts, norm);
    expect(found.pValue).toBeLessThan(0.001);
    expect(found.templates[0]?.count).toBe(20);
    expect(found.templates[0]?.members.every((i) => i >= 90)).toBe(true);
    const short = Array.from({ length: 100 }, () => random.pick(SHORT));
    expect(duplicateComments(short, norm)).toMatchObject({ templateCount: 0, pValue: 1 });
  });
  it('is weak at most for phrases, quotations and answers to a call; recycled sentences keep their level', () => {
    const random = rng('excuse');
    const own = account(random, 90);
    const level = (text: () => string, words = '') => {
      const texts = [...own, ...Array.from({ length: 30 }, text)];
      return duplicateComments(
        texts,
        norm,
        texts.map((_, i) => (i < own.length ? '' : words)),
      );
    };
    expect(level(() => '遥遥领先说得真好')).toMatchObject({ level: 'weak' });
    expect(level(() => TEMPLATE)).toMatchObject({ level: 'strong' });
    const quoted = level(() => TEMPLATE, `评论区打出“${TEMPLATE}”，抽三位`);
    expect(quoted).toMatchObject({ level: 'weak' });
    expect(quoted.templates[0]?.excuse).toBe('quoted');
    const entry = () => `${TEMPLATE}@用户${random.int(1, 999)}`;
    expect(level(entry, '转发并@三位好友，抽两位').templates[0]?.excuse).toBe('asked');
    expect(level(entry, '今天聊聊换季怎么穿')).toMatchObject({ level: 'strong' });
    const set = [
      '一直关注你的视频每一期都特别用心希望越来越好',
      TEMPLATE,
      '质量比想象中好太多了强烈推荐大家入手',
    ];
    expect(level(() => random.pick(set), `本期说的是${set[0]}`)).toMatchObject({ level: 'strong' });
  });
  it('excuses a meme that many accounts carry', () => {
    const random = rng('meme');
    const meme = '这谁顶得住啊我直接原地起飞';
    const withMeme = clean(60, 'meme peers').map((texts) => [
      ...texts,
      meme,
      ...(random.chance(0.5) ? [meme, meme, meme] : []),
    ]);
    const texts = [...account(random, 90), ...Array.from({ length: 20 }, () => meme)];
    expect(duplicateComments(texts, duplicateNorm(withMeme)).pValue).toBeGreaterThan(0.05);
    expect(duplicateComments(texts, duplicateNorm([])).pValue).toBeNull();
    expect(duplicateComments([], norm)).toMatchObject({ templateShare: 0, pValue: null });
  });
});

describe('empty-comments', () => {
  const norm = emptyNorm(clean(60, 'peers'));
  it('alarms on clean accounts no more often than declared', () => {
    const p = clean(120, 'others').map((texts) => emptyComments(texts, norm).pValue);
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(12);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(4);
  });
  it('finds bought praise and counts its kinds', () => {
    const random = rng('praise');
    const texts = [
      ...account(random, 40),
      ...Array.from({ length: 100 }, () => random.pick(['不错', 'Nice pic!', '棒棒棒', '🔥🔥', '很好！'])),
    ];
    expect(emptyComments(texts, norm).pValue).toBeLessThan(0.001);
    const counted = emptyComments(['👍', 'Love it!!!', '颜色比图片深一点', '＠小明 '], norm);
    expect(counted).toMatchObject({
      pictogramOnlyCount: 2,
      praiseCount: 1,
      emptyShare: 0.75,
      members: [0, 1, 3],
    });
    expect(emptyComments([], norm)).toMatchObject({ entropyBits: 0, pValue: null });
    expect(emptyComments(['好看', '好看'], norm).entropyBits).toBe(0);
  });
});

describe('comment-hours', () => {
  const DAY = 86_400_000;
  /** Awake hours of the account's own people around a common evening. */
  const people = (random: Rng, n = random.int(70, 300)): TimedComments => {
    const peak = 13 + random.normal(0, 1.5);
    const published = Array.from({ length: n }, () => random.int(0, 60) * DAY + 36_000_000);
    return {
      publishedMs: published,
      atMs: published.map(
        (p, i) =>
          (Math.floor(p / DAY) + 1 + (i % 3)) * DAY + (((peak + random.normal(0, 4.5) + 48) % 24) / 24) * DAY,
      ),
    };
  };
  const norm = hourNorm(Array.from({ length: 50 }, (_, i) => people(rng(`hours/${i}`))));
  it('alarms on clean accounts no more often than declared', () => {
    const p = Array.from({ length: 200 }, (_, i) => commentHours(people(rng(`more/${i}`)), norm).pValue);
    expect(p).not.toContain(null);
    expect(alarms(p, 0.05)).toBeLessThanOrEqual(18);
    expect(alarms(p, 0.01)).toBeLessThanOrEqual(6);
  });
  it('finds another shape, even hours and a burst in the first seconds', () => {
    const random = rng('even');
    const base = people(random, 200);
    const moved = { ...base, atMs: Array.from(base.atMs, (t) => t + 11 * 3_600_000) };
    expect(commentHours(moved, norm).pShape).toBeLessThan(0.001);
    const even = { ...base, atMs: Array.from(base.atMs, (_, i) => (60 + i / 200) * DAY + (i * DAY) / 24) };
    expect(commentHours(even, norm).pEven).toBeLessThan(0.001);
    const burst = {
      ...base,
      atMs: Array.from(base.atMs, (t, i) => (i < 60 ? (base.publishedMs[i] as number) + 4000 : t)),
    };
    expect(commentHours(burst, norm)).toMatchObject({ earlyCount: 60 });
    expect(commentHours(burst, norm).pEarly).toBeLessThan(0.001);
    expect(commentHours({ atMs: [1], publishedMs: [0] }, norm).pValue).toBeNull();
    expect(hourNorm([base])).toBeNull();
  });
});

describe('quantities', () => {
  it('counts who returns and who is answered', () => {
    const t = { commenterCount: 40, returningCount: 10, postCount: 5, commentCount: 60, topTenCount: 30 };
    expect(returningCommenters(t)).toMatchObject({ topTenShare: 0.5, commentsPerCommenter: 1.5 });
    expect(returningCommenters(t)?.share.value).toBe(0.25);
    expect(returningCommenters({ ...t, postCount: 2 })).toBeNull();
    expect(creatorReplies(5, 20)).toMatchObject({ value: 0.25 });
    expect(creatorReplies(5, 19)).toBeNull();
  });
  it('adds warmth up from its parts', () => {
    const texts = ['请问敏感肌可以用吗', '好看', '用了一个月之后皮肤状态真的稳定了很多', '赞'];
    const read = warmth(texts, { count: 1, n: 4 }, { count: 1, n: 2 });
    expect(read?.score).toBeCloseTo(100 * ((0.25 + 0.5 + 0.25 + 0.25) / 4), 9);
    expect(read?.members).toEqual([2, 0]);
    expect(warmth(texts, null, null)?.parts.answered).toBeNull();
    expect(warmth([], null, null)).toBeNull();
  });
});
