/**
 * A dictionary of character n-grams and words, and texts as sparse rows over it. Grams are known by a 32-bit hash; a
 * million of them share one with chance 1 in 8,000 each, which changes no figure.
 */
import { hash32 } from './shingles.ts';

/** Compressed sparse rows: the columns of row i are `at[start[i] … start[i + 1])`, each with its count. */
export interface GramRows {
  start: Int32Array;
  at: Int32Array;
  count: Float32Array;
}

const LINK = /(?:https?:\/\/|www\.)\S+/giu;
const NAME = /[@＠][\p{L}\p{N}_\-·]{1,30}/gu;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Compatibility forms, lower case, links and names as one sign each, four or more of a character as three. */
export const plainText = (text: string): string =>
  text
    .replace(LINK, '\u0001')
    .replace(NAME, '\u0002')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/(.)\1{3,}/gu, '$1$1$1')
    .trim();

const combine = (a: number, b: number): number => {
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
  /** Opening, ending and length of the text. */
  edges?: boolean;
}

/** Hashes of everything in a plain text that counts as a gram; repeated ones repeat. */
export function gramHashes(plain: string, kinds: GramKinds, out: number[]): void {
  const padded = `\u0003${plain}\u0004`;
  for (let length = 1; length <= kinds.characters; length++)
    for (let i = 0; i + length <= padded.length; i++)
      out.push(combine(CHARACTERS, hash32(padded, i, i + length)));
  if (kinds.edges) out.push(combine(SIGN, Math.round(2 * Math.log2(1 + plain.length))));
  if (kinds.words === 0) return;
  let [last, before, third] = [0, 0, 0];
  for (const { segment } of words.segment(plain)) {
    if (segment === ' ') continue;
    const word = hash32(segment);
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
  private keys = new Int32Array(1 << 16);
  /** Column + 1; 0 where the place is free. */
  private ids = new Int32Array(1 << 16);
  width = 0;

  constructor(kinds: GramKinds) {
    this.kinds = kinds;
  }

  private place(hash: number): number {
    const mask = this.keys.length - 1;
    let i = Math.imul(hash, 0x9e3779b1) >>> 8;
    for (i &= mask; this.ids[i] !== 0 && this.keys[i] !== (hash | 0); ) i = (i + 1) & mask;
    return i;
  }

  private grow(): void {
    const [keys, ids] = [this.keys, this.ids];
    this.keys = new Int32Array(keys.length * 2);
    this.ids = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (ids[i] === 0) continue;
      const to = this.place(keys[i] as number);
      this.keys[to] = keys[i] as number;
      this.ids[to] = ids[i] as number;
    }
  }

  private add(hash: number): number {
    const i = this.place(hash);
    if (this.ids[i] !== 0) return (this.ids[i] as number) - 1;
    this.keys[i] = hash | 0;
    this.ids[i] = ++this.width;
    if (this.width * 2 > this.keys.length) this.grow();
    return this.width - 1;
  }

  /** Rows of texts; `learn` adds grams that are new, else they are left out. */
  read(texts: readonly string[], learn: boolean): GramRows {
    const start = new Int32Array(texts.length + 1);
    let at = new Int32Array(1 << 20);
    let count = new Float32Array(1 << 20);
    let size = 0;
    const found: number[] = [];
    texts.forEach((text, row) => {
      found.length = 0;
      gramHashes(plainText(text), this.kinds, found);
      const columns: number[] = [];
      for (const hash of found) {
        const id = learn ? this.add(hash) : (this.ids[this.place(hash)] as number) - 1;
        if (id >= 0) columns.push(id);
      }
      const sorted = Int32Array.from(columns).sort();
      if (size + sorted.length > at.length) {
        const [wider, higher] = [new Int32Array(at.length * 2), new Float32Array(at.length * 2)];
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
  learn(texts: readonly string[], least = 2): GramRows {
    const rows = this.read(texts, true);
    const inTexts = new Int32Array(this.width);
    for (const id of rows.at) inTexts[id] = (inTexts[id] as number) + 1;
    const renamed = new Int32Array(this.width);
    let kept = 0;
    for (let id = 0; id < this.width; id++) if ((inTexts[id] as number) >= least) renamed[id] = ++kept;
    for (let i = 0; i < this.ids.length; i++)
      // A dropped gram keeps its place, so that chains of places stay whole; its id reads as absent.
      if (this.ids[i] !== 0) this.ids[i] = renamed[(this.ids[i] as number) - 1] || -1;
    this.width = kept;
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
