/** Words of a text that carry a topic: exact segmentation, the shipped domain words and the user's own. */
import { segmenterWith, type Segmenter as WordSegmenter } from '#numerics/text/segmenter.ts';
import { DOMAIN_WORDS, STOP_WORDS } from '../dictionary/domain-words.ts';

const MOST_WORDS = 60;
const HAN_WORD = /^\p{Script=Han}{2,}$/u;
const MIXED_WORD = /^(?=.*\p{Script=Han})[\p{Script=Han}\p{L}\p{N}]{2,}$/u;
const LATIN_WORD = /^[a-z][a-z0-9'-]{2,}$/u;
const LATIN = /[a-z][a-z0-9'-]{2,}/gu;
const HAN = /\p{Script=Han}/u;

export class Segmenter {
  private readonly cutter: WordSegmenter;

  /** `own`: words that must not be cut: names of the label system, words the user added. */
  constructor(own: readonly string[] = []) {
    this.cutter = segmenterWith([...DOMAIN_WORDS.split(' '), ...own]);
  }

  cut(text: string): string[] {
    return this.cutter.cut(text);
  }

  /** True when the general dictionary, or the user's, holds the word whole. */
  knows(word: string): boolean {
    return this.cutter.cut(word).length === 1;
  }

  /** Distinct words of a text in lower case, in order. The hidden Markov model stays off: it glues words of marketing. */
  words(text: string): string[] {
    const lower = text.toLowerCase();
    const parts = HAN.test(lower) ? this.cutter.cut(lower) : (lower.match(LATIN) ?? []);
    const found = new Set<string>();
    for (const part of parts) {
      if (STOP_WORDS.has(part)) continue;
      if (HAN_WORD.test(part) || LATIN_WORD.test(part) || MIXED_WORD.test(part)) found.add(part);
      if (found.size >= MOST_WORDS) break;
    }
    return [...found];
  }
}
