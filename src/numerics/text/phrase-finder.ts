/** Finds known phrases in a text, longest first, without overlap. A phrase in letters matches whole words only. */

export interface Found<T> {
  phrase: string;
  value: T;
  /** First character, and the one after the last. */
  from: number;
  to: number;
}

const LETTER = /[a-z0-9]/i;
const isLetter = (c: string | undefined): boolean => c !== undefined && LETTER.test(c);

export class PhraseFinder<T> {
  private readonly values = new Map<string, T>();
  /** Lengths of phrases by first character, longest first. */
  private readonly lengths = new Map<string, number[]>();

  constructor(phrases: Iterable<readonly [string, T]>) {
    for (const [given, value] of phrases) {
      const phrase = given.toLowerCase();
      if (phrase === '' || this.values.has(phrase)) continue;
      this.values.set(phrase, value);
      const first = phrase[0] as string;
      const known = this.lengths.get(first) ?? [];
      if (!known.includes(phrase.length))
        this.lengths.set(
          first,
          [...known, phrase.length].sort((a, b) => b - a),
        );
    }
  }

  get size(): number {
    return this.values.size;
  }

  /** Phrases of a text in lower case, from left to right. */
  find(text: string): Found<T>[] {
    const found: Found<T>[] = [];
    for (let from = 0; from < text.length; ) {
      const hit = this.at(text, from);
      if (hit) found.push(hit);
      from = hit ? hit.to : from + 1;
    }
    return found;
  }

  private at(text: string, from: number): Found<T> | null {
    const lengths = this.lengths.get(text[from] as string);
    if (!lengths) return null;
    for (const length of lengths) {
      const to = from + length;
      if (to > text.length) continue;
      const phrase = text.slice(from, to);
      if (!this.values.has(phrase)) continue;
      if (isLetter(phrase[0]) && isLetter(text[from - 1])) continue;
      if (isLetter(phrase.at(-1)) && isLetter(text[to])) continue;
      return { phrase, value: this.values.get(phrase) as T, from, to };
    }
    return null;
  }
}
