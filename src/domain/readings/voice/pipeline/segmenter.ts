/** Words of a text that carry a topic: exact segmentation, the shipped domain words and the user's own. */
import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';
import { DOMAIN_WORDS, STOP_WORDS } from '../dictionary/domain-words.ts';

const MOST_WORDS = 60;
const HAN_WORD = /^\p{Script=Han}{2,}$/u;
const MIXED_WORD = /^(?=.*\p{Script=Han})[\p{Script=Han}\p{L}\p{N}]{2,}$/u;
const LATIN_WORD = /^[a-z][a-z0-9'-]{2,}$/u;
const LATIN = /[a-z][a-z0-9'-]{2,}/gu;
const HAN = /\p{Script=Han}/u;

export class Segmenter {
  private readonly jieba: Jieba;

  /** `own`: words that must not be cut: names of the label system, words the user added. */
  constructor(own: readonly string[] = []) {
    // Read with the first segmenter, not at the start of the program.
    const load = createRequire(import.meta.url);
    const { Jieba } = load('@node-rs/jieba') as typeof import('@node-rs/jieba');
    const { dict } = load('@node-rs/jieba/dict.js') as typeof import('@node-rs/jieba/dict.js');
    this.jieba = Jieba.withDict(dict);
    const words = [...DOMAIN_WORDS.split(' '), ...own].filter((w) => /^\S+$/u.test(w));
    if (words.length > 0)
      this.jieba.loadDict(Buffer.from(words.map((word) => `${word} 1000000 nz`).join('\n')));
  }

  cut(text: string): string[] {
    return this.jieba.cut(text, false);
  }

  /** True when the general dictionary, or the user's, holds the word whole. */
  knows(word: string): boolean {
    return this.jieba.cut(word, false).length === 1;
  }

  /** Distinct words of a text in lower case, in order. The hidden Markov model stays off: it glues words of marketing. */
  words(text: string): string[] {
    const lower = text.toLowerCase();
    const parts = HAN.test(lower) ? this.jieba.cut(lower, false) : (lower.match(LATIN) ?? []);
    const found = new Set<string>();
    for (const part of parts) {
      if (STOP_WORDS.has(part)) continue;
      if (HAN_WORD.test(part) || LATIN_WORD.test(part) || MIXED_WORD.test(part)) found.add(part);
      if (found.size >= MOST_WORDS) break;
    }
    return [...found];
  }
}
