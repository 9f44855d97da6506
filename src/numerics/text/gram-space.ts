/**
 * A dictionary of character n-grams and words, and texts as sparse rows over it. Grams are known by a 32-bit hash.
 */
import { HashColumns } from './hash-columns.ts';
import { segmenter } from './segmenter.ts';
import { hash32 } from './shingles.ts';
import { simplified } from './simplified.ts';

/** Compressed sparse rows: the columns of row i are `at[start[i] … start[i + 1])`, each with its count. */
export interface GramRows {
  start: Int32Array;
  at: Int32Array;
  count: Float32Array;
}

const LINK = /(?:https?:\/\/|www\.)\S+/giu;
const NAME = /[@＠][\p{L}\p{N}_\-·]{1,30}/gu;
/** Simplified characters, compatibility forms, lower case, links and names as one sign each, four or more of a character as three. */
export const plainText = (text: string): string =>
  simplified(text)
    .replace(LINK, '\u0001')
    .replace(NAME, '\u0002')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/(.)\1{3,}/gu, '$1$1$1')
    .trim();

export const combine = (a: number, b: number): number => {
  let h = Math.imul(a ^ (b >>> 15), 0x2c1b3c6d) ^ Math.imul(b, 0x297a2d39);
  h ^= h >>> 12;
  h = Math.imul(h, 0x7feb352d);
  return (h ^ (h >>> 15)) >>> 0;
};
const seedOf = (name: string): number => hash32(`kind ${name}`);
const CHARACTERS = seedOf('characters');
const WORD = seedOf('word');
const PAIR = seedOf('pair');
const TRIPLE = seedOf('triple');
const SKIP = seedOf('skip');
const SIGN = seedOf('sign');

export interface GramKinds {
  /** Longest run of characters. */
  characters: number;
  /** Words, pairs and triples of words; 0 for none. */
  words: 0 | 1 | 2 | 3;
  /** Pairs of words that one other parts. */
  skips?: boolean;
  /** Length of the text; its opening and ending are in the runs of characters. */
  edges?: boolean;
}

/** A plain text and its words, cut once for all dictionaries that read it. */
export interface CutText {
  plain: string;
  /** Every word and sign in order; joined they are the plain text. Empty where no dictionary asks for words. */
  words: readonly string[];
}

export function cutText(text: string, withWords = true): CutText {
  const plain = plainText(text);
  return { plain, words: withWords ? segmenter().cut(plain) : [] };
}

/** Hashes of everything in a text that counts as a gram; repeated ones repeat. */
export function gramHashes({ plain, words }: CutText, kinds: GramKinds, out: number[]): void {
  const padded = `\u0003${plain}\u0004`;
  for (let length = 1; length <= kinds.characters; length++)
    for (let i = 0; i + length <= padded.length; i++)
      out.push(combine(CHARACTERS, hash32(padded, i, i + length)));
  if (kinds.edges) out.push(combine(SIGN, Math.round(2 * Math.log2(1 + plain.length))));
  if (kinds.words === 0) return;
  let [last, before, third] = [0, 0, 0];
  for (const cut of words) {
    if (cut === ' ') continue;
    const word = hash32(cut);
    out.push(combine(WORD, word));
    if (kinds.words >= 2) out.push(combine(PAIR, combine(last, word)));
    if (kinds.words >= 3) out.push(combine(TRIPLE, combine(before, combine(last, word))));
    if (kinds.skips) {
      out.push(combine(SKIP, combine(before, word)));
      out.push(combine(SKIP + 1, combine(third, word)));
    }
    [third, before, last] = [before, last, word];
  }
}

/** Grows while training texts are read; grams of fewer than `least` texts are then left out. */
export class GramSpace {
  readonly kinds: GramKinds;
  private columns = new HashColumns();

  constructor(kinds: GramKinds) {
    this.kinds = kinds;
  }

  get width(): number {
    return this.columns.width;
  }

  /** The hash of each column. */
  hashes(): Int32Array {
    return this.columns.hashes();
  }

  /** A dictionary with these columns, as `hashes` told them. */
  static of(kinds: GramKinds, hashes: Int32Array): GramSpace {
    const space = new GramSpace(kinds);
    space.columns = HashColumns.of(hashes);
    return space;
  }

  /**
   * Rows of texts; `learn` adds grams that are new, else they are left out. `marks` are further numbers of each text that
   * count as grams of it.
   */
  read(
    texts: readonly string[],
    learn: boolean,
    marks: readonly (readonly number[])[] | null = null,
  ): GramRows {
    return this.readCut(
      texts.map((text) => cutText(text, this.kinds.words > 0)),
      learn,
      marks,
    );
  }

  readCut(
    texts: readonly CutText[],
    learn: boolean,
    marks: readonly (readonly number[])[] | null = null,
  ): GramRows {
    const start = new Int32Array(texts.length + 1);
    let at = new Int32Array(512 + 64 * texts.length);
    let count = new Float32Array(at.length);
    let size = 0;
    const found: number[] = [];
    texts.forEach((text, row) => {
      found.length = 0;
      gramHashes(text, this.kinds, found);
      for (const mark of marks?.[row] ?? []) found.push(mark);
      const columns = new Int32Array(found.length);
      let known = 0;
      for (const hash of found) {
        const id = learn ? this.columns.add(hash) : this.columns.find(hash);
        if (id >= 0) columns[known++] = id;
      }
      const sorted = columns.subarray(0, known).sort();
      if (size + sorted.length > at.length) {
        const room = 2 * (size + sorted.length);
        const [wider, higher] = [new Int32Array(room), new Float32Array(room)];
        wider.set(at);
        higher.set(count);
        [at, count] = [wider, higher];
      }
      for (let k = 0; k < sorted.length; k++) {
        if (k > 0 && sorted[k] === sorted[k - 1]) count[size - 1] = (count[size - 1] as number) + 1;
        else {
          at[size] = sorted[k] as number;
          count[size++] = 1;
        }
      }
      start[row + 1] = size;
    });
    return { start, at: at.slice(0, size), count: count.slice(0, size) };
  }

  /** Reads training texts and keeps the grams that at least `least` of them have. */
  learn(texts: readonly string[], marks: readonly (readonly number[])[] | null = null, least = 2): GramRows {
    return this.learnCut(
      texts.map((text) => cutText(text, this.kinds.words > 0)),
      marks,
      least,
    );
  }

  learnCut(
    texts: readonly CutText[],
    marks: readonly (readonly number[])[] | null = null,
    least = 2,
  ): GramRows {
    const rows = this.readCut(texts, true, marks);
    const inTexts = new Int32Array(this.width);
    for (const id of rows.at) inTexts[id] = (inTexts[id] as number) + 1;
    const renamed = this.columns.keep((id) => (inTexts[id] as number) >= least);
    const start = new Int32Array(rows.start.length);
    let size = 0;
    for (let row = 0; row + 1 < rows.start.length; row++) {
      for (let k = rows.start[row] as number; k < (rows.start[row + 1] as number); k++) {
        const id = renamed[rows.at[k] as number] as number;
        if (id === 0) continue;
        rows.at[size] = id - 1;
        rows.count[size++] = rows.count[k] as number;
      }
      start[row + 1] = size;
    }
    return { start, at: rows.at.slice(0, size), count: rows.count.slice(0, size) };
  }
}
