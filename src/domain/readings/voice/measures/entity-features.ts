/**
 * What stands around each character of a text: characters, words with their part of speech, kinds of character, open
 * brackets, known names, and what the whole text is about. Every mark is a number, a hash of its parts.
 */
import { combine } from '#numerics/text/gram-space.ts';
import { segmenter } from '#numerics/text/segmenter.ts';
import { hash32 } from '#numerics/text/shingles.ts';
import { simplified } from '#numerics/text/simplified.ts';

/** Characters `from` to `to`, both included. */
export interface Span {
  type: string;
  from: number;
  to: number;
}
export interface EntityText {
  characters: string[];
  spans: Span[];
}

const LONGEST_NAME = 16;
const OPENS = /[《「“"【(（]/u;
const CLOSES = /[》」”"】)）]/u;

/** Kinds of character, as small numbers: digit, Latin, Han numeral, Han, or the sign itself. */
function kindOf(c: string): number {
  if (/\d/u.test(c)) return 1;
  if (/[a-z]/iu.test(c)) return 2;
  if (/[一二三四五六七八九十百千万亿]/u.test(c)) return 3;
  return /\p{Script=Han}/u.test(c) ? 4 : hash32(c);
}

/** Names of labelled texts: how many texts have each under each type. Beginnings of names are in it too, without types. */
export type NameList = ReadonlyMap<string, ReadonlyMap<string, number> | null>;

export function nameListOf(named: Iterable<{ name: string; type: string; count: number }>): NameList {
  const list = new Map<string, Map<string, number> | null>();
  for (const { name, type, count } of named) {
    const types = list.get(name) ?? new Map<string, number>();
    types.set(type, (types.get(type) ?? 0) + count);
    list.set(name, types);
    for (let k = 1; k < name.length; k++) {
      const part = name.slice(0, k);
      if (!list.has(part)) list.set(part, null);
    }
  }
  return list;
}

export const namesIn = (texts: readonly EntityText[]): NameList =>
  nameListOf(
    texts.flatMap(({ characters, spans }) =>
      spans.map(({ type, from, to }) => ({
        type,
        name: simplified(characters.slice(from, to + 1).join('')),
        count: 1,
      })),
    ),
  );

/** Adds marks of known names over each character; a text's own mention does not count while it is learned from. */
function addNames(
  { characters, spans }: EntityText,
  names: NameList,
  learning: boolean,
  out: number[][],
): void {
  for (let from = 0; from < characters.length; from++) {
    let name = '';
    for (let to = from; to < Math.min(characters.length, from + LONGEST_NAME); to++) {
      name += characters[to] as string;
      const types = names.get(name);
      if (types === undefined) break;
      if (types === null || to === from) continue;
      for (const [type, count] of types) {
        const own = learning
          ? spans.filter(
              (s) =>
                s.type === type &&
                s.to - s.from === to - from &&
                characters.slice(s.from, s.to + 1).join('') === name,
            ).length
          : 0;
        if (count - own <= 0) continue;
        for (let i = from; i <= to; i++) {
          const part = i === from ? 1 : i === to ? 2 : 3;
          const long = to - from >= 2 ? 8 : 0;
          out[i]?.push(combine(60 + part + long, hash32(type)));
        }
      }
    }
  }
}

/** `about`: marks of the whole text, put at each of its characters. */
export function marksOf(
  text: EntityText,
  names: NameList,
  learning: boolean,
  about: readonly number[] = [],
): number[][] {
  const characters = text.characters.map(simplified);
  const length = characters.length;
  const codes = characters.map((c) => hash32(c.toLowerCase()));
  const kinds = characters.map(kindOf);
  const c = (i: number): number => (i < 0 ? 5 : i >= length ? 6 : (codes[i] as number));
  const k = (i: number): number => (i < 0 || i >= length ? 0 : (kinds[i] as number));
  // The word that each character stands in, its part of speech, and where in it.
  const [index, place]: [number[], number[]] = [[], []];
  const [words, tags]: [number[], number[]] = [[], []];
  for (const { word, tag } of segmenter().tagged(characters.join(''))) {
    const size = Array.from(word).length;
    for (let i = 0; i < size; i++) {
      index.push(words.length);
      place.push(size === 1 ? 4 : i === 0 ? 1 : i === size - 1 ? 3 : 2);
    }
    words.push(hash32(word));
    tags.push(hash32(tag));
  }
  const w = (i: number): number => (i < 0 ? 5 : i >= words.length ? 6 : (words[i] as number));
  const p = (i: number): number => (i < 0 ? 5 : i >= tags.length ? 6 : (tags[i] as number));
  let bracket = 0;
  const found = characters.map((character, i) => {
    if (OPENS.test(character)) bracket = c(i);
    const here = index[i] ?? 0;
    const at = place[i] ?? 0;
    const [c0, before, after] = [c(i), c(i - 1), c(i + 1)];
    const [before2, after2, before3, after3] = [c(i - 2), c(i + 2), c(i - 3), c(i + 3)];
    const left = combine(before2, before);
    const right = combine(after, after2);
    const marks = [
      1,
      combine(10, c0),
      combine(11, before),
      combine(12, after),
      combine(13, before2),
      combine(14, after2),
      combine(15, combine(before, c0)),
      combine(16, combine(c0, after)),
      combine(17, left),
      combine(18, right),
      combine(19, combine(before, after)),
      combine(20, combine(combine(before, c0), after)),
      combine(21, combine(left, c0)),
      combine(22, combine(c0, right)),
      combine(23, combine(right, after3)),
      combine(24, combine(before3, left)),
      combine(25, combine(combine(k(i - 1), k(i)), k(i + 1))),
      combine(26, combine(combine(combine(k(i - 2), k(i - 1)), combine(k(i), k(i + 1))), k(i + 2))),
      combine(27, combine(w(here), at)),
      combine(28, combine(combine(at, place[i - 1] ?? 0), place[i + 1] ?? 0)),
      combine(29, combine(w(here - 1), at)),
      combine(30, combine(w(here + 1), at)),
      combine(31, combine(w(here - 1), w(here))),
      combine(32, combine(w(here), w(here + 1))),
      combine(33, combine(bracket, at)),
      combine(34, before3),
      combine(35, after3),
      combine(36, w(here - 2)),
      combine(37, w(here + 2)),
      combine(38, combine(combine(c0, right), after3)),
      combine(39, combine(before3, combine(left, c0))),
      combine(40, combine(p(here), at)),
      combine(41, combine(combine(p(here - 1), p(here)), at)),
      combine(42, combine(combine(p(here), p(here + 1)), at)),
      combine(43, combine(combine(p(here - 1), p(here)), combine(p(here + 1), at))),
      combine(44, combine(combine(p(here - 2), p(here - 1)), combine(p(here), at))),
      combine(45, combine(combine(p(here), p(here + 1)), combine(p(here + 2), at))),
      ...about,
    ];
    if (CLOSES.test(character)) bracket = 0;
    return marks;
  });
  addNames({ characters, spans: text.spans }, names, learning, found);
  return found;
}
