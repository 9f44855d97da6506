/**
 * Words of Chinese and other texts by a dictionary and the likeliest path through it (jieba, without its guess of unknown
 * words, which glues phrases together). A list of one's own words, such as new ones, can be added.
 * Source: github.com/fxsjy/jieba; @node-rs/jieba and the dictionary that it ships.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface TaggedWord {
  word: string;
  /** Part of speech as the dictionary has it: n… noun, nr person, ns place, nt organisation, v verb, a adjective. */
  tag: string;
}

export interface Segmenter {
  /** Every word, sign and space of the text in order: joined they are the text. */
  cut(text: string): string[];
  tagged(text: string): TaggedWord[];
}

/** Frequency of added words: high enough to win over their parts. */
const OWN_FREQUENCY = 100_000;

/** Loaded when first asked for: the dictionary weighs five megabytes, and most commands cut no words. */
function loaded(): import('@node-rs/jieba').Jieba {
  const require = createRequire(import.meta.url);
  const { Jieba } = require('@node-rs/jieba') as typeof import('@node-rs/jieba');
  return Jieba.withDict(readFileSync(require.resolve('@node-rs/jieba/dict.txt')));
}

/** A dictionary with `own` words added; loading takes a quarter of a second. */
export function segmenterWith(own: Iterable<string>): Segmenter {
  const jieba = loaded();
  const lines = [...own].filter((word) => /^\S+$/u.test(word)).map((word) => `${word} ${OWN_FREQUENCY} nz`);
  if (lines.length > 0) jieba.loadDict(Buffer.from(lines.join('\n')));
  return { cut: (text) => jieba.cut(text, false), tagged: (text) => jieba.tag(text, false) };
}

let plain: Segmenter | null = null;
/** The dictionary as shipped, loaded once a thread. */
export function segmenter(): Segmenter {
  plain ??= segmenterWith([]);
  return plain;
}

/** Whether the dictionary knows the characters as one word. */
export const inDictionary = (word: string): boolean => segmenter().cut(word).length === 1;
