/**
 * How does a text feel, before anybody labelled one?
 * Method: words of feeling written for this program, longest match; a negation within three characters turns a word, a
 *   degree word weighs it, what follows a turn such as 但是 counts double. Weights a for and b against give the shares of
 *   none, positive and negative. Pictograms are counted apart: both scores are given.
 * Source: Taboada et al., Computational Linguistics 37(2), 2011 (lexicon with shifters); word list of this repository.
 * Differs: no part of speech; turns weigh; three shares and not one polarity.
 * Limits: irony, comparisons, words of a trade. Accuracy on public reviews without any label is printed by
 *   `npm run bench -- voice-start` and stands in docs/methods/starting-sentiment.md; learn a model of your own labels for more.
 * Verified: voice-measures.test.ts.
 */
import { withoutPictograms } from '#numerics/text/normalise.ts';
import { type Found, PhraseFinder } from '#numerics/text/phrase-finder.ts';
import {
  DEGREES_EN,
  NEGATIONS_EN,
  NEGATIVE_EN,
  POSITIVE_EN,
  TURNS_EN,
} from '../dictionary/feeling-words-en.ts';
import {
  DEGREES_ZH,
  NEGATIONS_ZH,
  NEGATIVE_ZH,
  POSITIVE_ZH,
  TURNS_ZH,
  wordsOf,
} from '../dictionary/feeling-words-zh.ts';
import { PICTOGRAM_FEELINGS } from '../dictionary/pictogram-feelings.ts';

export const STARTING_MODEL = 'voice-lexicon@1';

type Sign =
  | { kind: 'feeling'; weight: number }
  | { kind: 'negation' }
  | { kind: 'degree'; factor: number }
  | { kind: 'turn' }
  | { kind: 'nothing' };

/** Words that hold a sign of feeling by accident. */
const ACCIDENTS =
  '只好 正好 恰好 刚好 好像 好久 好几 爱好 好友 好不容易 好吧 好了 好的吧 最好是 要好 好些 好歹 美国 美团 美元 美食 美妆 甜品 甜点 便宜坊 老板 老师 老公 老婆 老家 老人 老大 小时 小姐 小朋友 大小 价值 值班 值得一提 香港 香蕉 香水 清洁 冷饮 冷藏 冰箱 问题不大 没问题 没有问题 没毛病 断货 不断 判断 晚上 晚饭 晚餐 今晚 昨晚 早晚 快递 快餐 快捷酒店 慢慢 不错过 一般来说 一般都 一般情况 干货 干净 饼干 干吗 干嘛 干什么 紧急 赶紧 紧接着 要紧 硬盘 硬件 软件 轻松 放松 松子 松饼 重点 稳健 生活 很少 多少 少年 少女 减少 至少 小样 错过 破解 突破 足球 满足 手足 十足 不足为奇 美丽 死磕 笑死 爱死 香死 气死风 假期 放假 请假 可以吗 可以用吗 值得吗 值不值 好不好 好用吗 好吃吗 好看吗 怎么样'.split(
    ' ',
  );

function* signs(): Generator<readonly [string, Sign]> {
  for (const word of ACCIDENTS) yield [word, { kind: 'nothing' }];
  for (const [word, weight] of wordsOf(POSITIVE_ZH)) yield [word, { kind: 'feeling', weight }];
  for (const [word, weight] of wordsOf(NEGATIVE_ZH)) yield [word, { kind: 'feeling', weight: -weight }];
  for (const [word, weight] of wordsOf(POSITIVE_EN)) yield [word, { kind: 'feeling', weight }];
  for (const [word, weight] of wordsOf(NEGATIVE_EN)) yield [word, { kind: 'feeling', weight: -weight }];
  for (const word of [...NEGATIONS_ZH, ...NEGATIONS_EN]) yield [word, { kind: 'negation' }];
  for (const [word, factor] of [...DEGREES_ZH, ...DEGREES_EN]) yield [word, { kind: 'degree', factor }];
  for (const word of [...TURNS_ZH, ...TURNS_EN]) yield [word, { kind: 'turn' }];
}
const FINDER = new PhraseFinder(signs());
const PICTOGRAMS = new PhraseFinder(PICTOGRAM_FEELINGS);

/** A word of feeling in a text, with what stands before it taken in. */
export interface Opinion {
  from: number;
  to: number;
  weight: number;
}

/** Characters back to a negation or a degree word. */
const REACH = { zh: 3, en: 14 };
const STOP = /[，。！？；、,.!?;\n]/u;

/** Words of feeling with their weights, from left to right. */
export function opinionsIn(text: string): Opinion[] {
  const lower = text.toLowerCase();
  const found = FINDER.find(lower);
  const opinions: Opinion[] = [];
  let turned = false;
  found.forEach((hit, i) => {
    if (hit.value.kind === 'turn') turned = true;
    if (hit.value.kind !== 'feeling') return;
    let { weight } = hit.value;
    let { from } = hit;
    for (let k = i - 1; k >= 0; k--) {
      const before = found[k] as Found<Sign>;
      const reach = /[a-z]/.test(hit.phrase[0] as string) ? REACH.en : REACH.zh;
      if (from - before.to > reach || STOP.test(lower.slice(before.to, from))) break;
      if (before.value.kind === 'negation') weight *= -0.9;
      else if (before.value.kind === 'degree') weight *= before.value.factor;
      else break;
      from = before.from;
    }
    opinions.push({ from, to: hit.to, weight: turned ? 2 * weight : weight });
  });
  return opinions;
}

/** Shares of a text's feeling; what is left to one is no feeling. */
export interface Feeling {
  positive: number;
  negative: number;
}

/** Share of feeling that a text without any sign of it is given: half each way. */
const SILENT = 0.1;
/** Weight of evidence at which the share without feeling has fallen to 1/e. */
const EVIDENCE = 1.1;

export function feelingOfWeights(plus: number, minus: number): Feeling {
  const all = plus + minus;
  const felt = 1 - (1 - 2 * SILENT) * Math.exp(-all / EVIDENCE);
  const towards = (plus + 0.25) / (all + 0.5);
  return { positive: felt * towards, negative: felt * (1 - towards) };
}

/** A text's feeling by its words, and by words and pictograms together. */
export function startingSentiment(text: string): { plain: Feeling; whole: Feeling; opinions: Opinion[] } {
  const plainText = withoutPictograms(text);
  const opinions = opinionsIn(text);
  // A pictogram written as a word, such as [失望], is no word: its letters are not counted.
  const worded = plainText === text ? opinions : opinionsIn(plainText);
  let [plus, minus] = [0, 0];
  for (const { weight } of worded)
    if (weight > 0) plus += weight;
    else minus -= weight;
  let [signPlus, signMinus] = [0, 0];
  if (plainText.length !== text.length)
    for (const { value } of PICTOGRAMS.find(text.toLowerCase()))
      if (value > 0) signPlus += value;
      else signMinus -= value;
  return {
    plain: feelingOfWeights(plus, minus),
    whole: feelingOfWeights(plus + Math.min(3, signPlus), minus + Math.min(3, signMinus)),
    opinions: plainText === text ? opinions : [],
  };
}
