/**
 * Where do texts name brands, products, people and places?
 * Method: every character gets one of begin, middle, end, single (a type) or outside, by a linear chain over the
 * characters, words, kinds of character and known names around it.
 * Source: Collins, EMNLP 2002; Ratinov & Roth, CoNLL 2009 (begin–inside–end–single tags, name lists).
 * Limits: spans do not nest: of two that overlap the longer is learned; a name list holds names of the training rows only.
 */
import { type Chain, fitTagger, type Tagger, tag } from '#numerics/learn/sequence-tagger.ts';
import { hash32 } from '#numerics/text/shingles.ts';

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

export interface SaidSpan extends Span {
  /** Share of readings of the text that agree at the least sure character, 0–1. */
  sure: number;
}

const OUTSIDE = 0;
/** Tag of a part (0 begin, 1 middle, 2 end, 3 single) of the n-th type. */
const tagOf = (type: number, part: number): number => 1 + type * 4 + part;
const WIDTH = 1 << 20;
const LONGEST_NAME = 12;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

function chainOf(types: number): Chain {
  const tagCount = 1 + 4 * types;
  const allowed = new Uint8Array(tagCount * tagCount);
  const opens = (t: number) => t === OUTSIDE || (t - 1) % 4 === 0 || (t - 1) % 4 === 3;
  const closes = (t: number) => t === OUTSIDE || (t - 1) % 4 >= 2;
  for (let from = 0; from < tagCount; from++)
    for (let to = 0; to < tagCount; to++) {
      const inside =
        from !== OUTSIDE &&
        to !== OUTSIDE &&
        Math.floor((from - 1) / 4) === Math.floor((to - 1) / 4) &&
        (from - 1) % 4 <= 1 &&
        ((to - 1) % 4 === 1 || (to - 1) % 4 === 2);
      if (inside || (closes(from) && opens(to))) allowed[from * tagCount + to] = 1;
    }
  const every = Array.from({ length: tagCount }, (_, t) => t);
  return {
    tagCount,
    allowed,
    first: Uint8Array.from(every, (t) => Number(opens(t))),
    last: Uint8Array.from(every, (t) => Number(closes(t))),
  };
}

function tagsOf({ characters, spans }: EntityText, types: readonly string[]): Uint8Array {
  const tags = new Uint8Array(characters.length);
  for (const { type, from, to } of [...spans].sort((a, b) => b.to - b.from - (a.to - a.from))) {
    const t = types.indexOf(type);
    if (t < 0 || to >= tags.length || tags.subarray(from, to + 1).some((x) => x !== OUTSIDE)) continue;
    if (from === to) tags[from] = tagOf(t, 3);
    else {
      tags.fill(tagOf(t, 1), from, to + 1);
      tags[from] = tagOf(t, 0);
      tags[to] = tagOf(t, 2);
    }
  }
  return tags;
}

const kindOf = (c: string): string =>
  /\d/u.test(c)
    ? '0'
    : /[a-z]/iu.test(c)
      ? 'a'
      : /\p{Script=Han}/u.test(c)
        ? /[一二三四五六七八九十百千万亿]/u.test(c)
          ? '一'
          : '字'
        : c;

/** Names of training texts: name → how many texts have it under each type. */
export type NameList = ReadonlyMap<string, ReadonlyMap<string, number>>;

function namesOf(texts: readonly EntityText[]): NameList {
  const names = new Map<string, Map<string, number>>();
  for (const { characters, spans } of texts)
    for (const { type, from, to } of spans) {
      const name = characters.slice(from, to + 1).join('');
      const types = names.get(name) ?? new Map<string, number>();
      types.set(type, (types.get(type) ?? 0) + 1);
      names.set(name, types);
    }
  return names;
}

/** Marks of known names over each character; a text's own mention does not count while it is learned from. */
function nameMarks({ characters, spans }: EntityText, names: NameList, learning: boolean): string[][] {
  const marks: string[][] = characters.map(() => []);
  for (let from = 0; from < characters.length; from++) {
    let name = '';
    for (let to = from; to < Math.min(characters.length, from + LONGEST_NAME); to++) {
      name += characters[to] as string;
      const types = to > from ? names.get(name) : undefined;
      if (types === undefined) continue;
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
        for (let i = from; i <= to; i++)
          marks[i]?.push(`${type} ${i === from ? 'b' : i === to ? 'e' : 'm'}${to - from >= 2 ? '+' : ''}`);
      }
    }
  }
  return marks;
}

function featuresOf(text: EntityText, names: NameList, learning: boolean): Int32Array[] {
  const { characters } = text;
  const c = (i: number): string => characters[i]?.toLowerCase() ?? (i < 0 ? '«' : '»');
  const kinds = characters.map(kindOf);
  const k = (i: number): string => kinds[i] ?? '-';
  // The word that each character stands in, and where.
  const word: string[] = [];
  const place: string[] = [];
  const index: number[] = [];
  const all: string[] = [];
  for (const { segment } of words.segment(characters.join(''))) {
    const length = Array.from(segment).length;
    for (let i = 0; i < length; i++) {
      word.push(segment);
      place.push(length === 1 ? 's' : i === 0 ? 'b' : i === length - 1 ? 'e' : 'm');
      index.push(all.length);
    }
    all.push(segment);
  }
  const marks = nameMarks(text, names, learning);
  let bracket = '';
  return characters.map((_, i) => {
    if (/[《「“"【(（]/u.test(c(i))) bracket = c(i);
    const w = index[i] ?? 0;
    const found = [
      'bias',
      `0${c(i)}`,
      `1${c(i - 1)}`,
      `2${c(i + 1)}`,
      `3${c(i - 2)}`,
      `4${c(i + 2)}`,
      `5${c(i - 1)}${c(i)}`,
      `6${c(i)}${c(i + 1)}`,
      `7${c(i - 2)}${c(i - 1)}`,
      `8${c(i + 1)}${c(i + 2)}`,
      `9${c(i - 1)}${c(i + 1)}`,
      `a${c(i - 1)}${c(i)}${c(i + 1)}`,
      `b${c(i - 2)}${c(i - 1)}${c(i)}`,
      `c${c(i)}${c(i + 1)}${c(i + 2)}`,
      `d${c(i + 1)}${c(i + 2)}${c(i + 3)}`,
      `e${c(i - 3)}${c(i - 2)}${c(i - 1)}`,
      `f${k(i - 1)}${k(i)}${k(i + 1)}`,
      `g${k(i - 2)}${k(i - 1)}${k(i)}${k(i + 1)}${k(i + 2)}`,
      `h${word[i]} ${place[i]}`,
      `i${place[i]}${place[i - 1] ?? '-'}${place[i + 1] ?? '-'}`,
      `j${all[w - 1] ?? '«'} ${place[i]}`,
      `k${all[w + 1] ?? '»'} ${place[i]}`,
      `l${all[w - 1] ?? '«'} ${word[i]}`,
      `m${word[i]} ${all[w + 1] ?? '»'}`,
      `n${bracket}${place[i]}`,
      `o${c(i - 3)}`,
      `p${c(i + 3)}`,
      `q${all[w - 2] ?? '«'}`,
      `r${all[w + 2] ?? '»'}`,
      `s${c(i)}${c(i + 1)}${c(i + 2)}${c(i + 3)}`,
      `t${c(i - 3)}${c(i - 2)}${c(i - 1)}${c(i)}`,
      ...new Set((marks[i] ?? []).map((m) => `u${m}`)),
    ];
    if (/[》」”"】)）]/u.test(c(i))) bracket = '';
    return Int32Array.from(found, (f) => hash32(f) & (WIDTH - 1));
  });
}

export interface EntityModel {
  types: string[];
  names: NameList;
  tagger: Tagger;
}

export function learnEntities(texts: readonly EntityText[], seed = 'entities', rounds = 6): EntityModel {
  const types = [...new Set(texts.flatMap((t) => t.spans.map((s) => s.type)))].sort();
  const names = namesOf(texts);
  const tagger = fitTagger(
    { features: texts.map((t) => featuresOf(t, names, true)), tags: texts.map((t) => tagsOf(t, types)) },
    texts.map((_, i) => i),
    chainOf(types.length),
    { width: WIDTH, rounds, seed },
  );
  return { types, names, tagger };
}

export function entitiesOf({ types, names, tagger }: EntityModel, characters: string[]): SaidSpan[] {
  const { tags, sure } = tag(tagger, featuresOf({ characters, spans: [] }, names, false));
  const found: SaidSpan[] = [];
  let from = 0;
  tags.forEach((t, i) => {
    const part = (t - 1) % 4;
    if (t === OUTSIDE) return;
    if (part === 0 || part === 3) from = i;
    if (part === 2 || part === 3)
      found.push({
        type: types[Math.floor((t - 1) / 4)] as string,
        from,
        to: i,
        sure: Math.min(...sure.subarray(from, i + 1)),
      });
  });
  return found;
}
