/**
 * Where do texts name brands, products, people and places?
 * Method: every character gets one of begin, middle, end, single (a type) or outside, by a linear chain over the
 * characters, words, parts of speech, kinds of character and known names around it, and over what a linear model of the
 * whole text expects to be named in it. A span's share is that of all readings of the text that have it; of spans that
 * overlap those with the largest sum of shares above a least one are said.
 * Source: Lafferty, McCallum & Pereira, ICML 2001; Ratinov & Roth, CoNLL 2009 (begin–inside–end–single tags, name lists);
 * Culotta & McCallum, HLT-NAACL 2004 (shares of spans); Ye et al., ICML 2012 (threshold of half of F for the best F).
 * Limits: spans do not nest: of two that overlap the longer is learned; a name list holds names of the training rows only.
 */
import { refused } from '#basis/error.ts';
import { packArrays, unpackArrays } from '#numerics/learn/array-pack.ts';
import {
  type Chain,
  fitTagger,
  type Lattice,
  reader,
  runShare,
  type Tagger,
} from '#numerics/learn/sequence-tagger.ts';
import { HashColumns } from '#numerics/text/hash-columns.ts';
import { type Expectations, expectationsOf, expectedIn, jackknifed } from './entity-expectations.ts';
import {
  type EntityText,
  marksOf,
  type NameList,
  nameListOf,
  namesIn,
  type Span,
} from './entity-features.ts';

export interface SaidSpan extends Span {
  /** Share of readings of the text that have this span, 0–1. */
  sure: number;
}

const OUTSIDE = 0;
/** Tag of a part (0 begin, 1 middle, 2 end, 3 single) of the n-th type. */
const tagOf = (type: number, part: number): number => 1 + type * 4 + part;
const LONGEST = 30;
/** Share from which a span is said: about half of the F1 that such taggers reach. */
const SAID_FROM = 0.4;
/** A mark must stand in so many training texts. */
const LEAST = 2;

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

export interface EntityModel {
  types: string[];
  names: NameList;
  expects: Expectations;
  columns: HashColumns;
  tagger: Tagger;
}

export interface EntityLearning {
  seed?: string;
  rounds?: number;
}

export function learnEntities(
  texts: readonly EntityText[],
  { seed = 'entities', rounds = 8 }: EntityLearning = {},
): EntityModel {
  const types = [...new Set(texts.flatMap((t) => t.spans.map((s) => s.type)))].sort();
  if (types.length === 0)
    throw refused(
      'no-names',
      `None of ${texts.length} texts has a labelled name.`,
      undefined,
      'Label some spans.',
    );
  const names = namesIn(texts);
  const { expects, ofTexts } = jackknifed(texts, types, seed);
  const columns = new HashColumns();
  const features = texts.map((text, i) =>
    marksOf(text, names, true, ofTexts[i]).map((marks) =>
      Int32Array.from(marks, (hash) => columns.add(hash)),
    ),
  );
  // Marks of a single text say nothing of another.
  const inTexts = new Int32Array(columns.width);
  const lastText = new Int32Array(columns.width).fill(-1);
  features.forEach((places, i) => {
    for (const place of places)
      for (const column of place) {
        if (lastText[column] === i) continue;
        lastText[column] = i;
        inTexts[column] = (inTexts[column] as number) + 1;
      }
  });
  const renamed = columns.keep((column) => (inTexts[column] as number) >= LEAST);
  const kept = features.map((places) =>
    places.map((place) =>
      place.map((column) => (renamed[column] as number) - 1).filter((column) => column >= 0),
    ),
  );
  const tagger = fitTagger(
    { features: kept, tags: texts.map((t) => tagsOf(t, types)) },
    texts.map((_, i) => i),
    chainOf(types.length),
    { width: columns.width, rounds, seed },
  );
  return { types, names, expects, columns, tagger };
}

/** All spans with a share of at least `least`. */
function candidates(lattice: Lattice, types: readonly string[], least: number): SaidSpan[] {
  const found: SaidSpan[] = [];
  const { length, tagCount, ahead, behind } = lattice;
  const share = (i: number, tag: number) =>
    (ahead[i * tagCount + tag] as number) * (behind[i * tagCount + tag] as number);
  types.forEach((type, t) => {
    for (let from = 0; from < length; from++) {
      const alone = share(from, tagOf(t, 3));
      if (alone >= least) found.push({ type, from, to: from, sure: alone });
      if (share(from, tagOf(t, 0)) < least) continue;
      const run = [tagOf(t, 0)];
      for (let to = from + 1; to < Math.min(length, from + LONGEST); to++) {
        if (share(to, tagOf(t, 2)) >= least) {
          const sure = runShare(lattice, from, [...run, tagOf(t, 2)]);
          if (sure >= least) found.push({ type, from, to, sure });
        }
        if (share(to, tagOf(t, 1)) < least) break;
        run.push(tagOf(t, 1));
      }
    }
  });
  return found;
}

/** Spans that do not overlap, with the largest sum of shares above the least one. */
function chosen(spans: readonly SaidSpan[], length: number, least: number): SaidSpan[] {
  const best = new Float64Array(length + 1);
  const by: (SaidSpan | null)[] = Array.from({ length: length + 1 }, () => null);
  for (let end = 1; end <= length; end++) {
    best[end] = best[end - 1] as number;
    for (const s of spans) {
      if (s.to !== end - 1) continue;
      const value = (best[s.from] as number) + s.sure - least + 1e-9;
      if (value > (best[end] as number)) {
        best[end] = value;
        by[end] = s;
      }
    }
  }
  const found: SaidSpan[] = [];
  for (let end = length; end > 0; ) {
    const s = by[end];
    if (s) {
      found.push(s);
      end = s.from;
    } else end--;
  }
  return found.reverse();
}

/** A function that names the spans of one text after the other. */
export function entityReader(
  { types, names, expects, columns, tagger }: EntityModel,
  saidFrom = SAID_FROM,
): (characters: string[]) => SaidSpan[] {
  const read = reader(tagger);
  return (characters) => {
    if (characters.length === 0) return [];
    const text = { characters, spans: [] };
    const places = marksOf(text, names, false, expectedIn(expects, text)).map((marks) => {
      const found = new Int32Array(marks.length);
      let size = 0;
      for (const hash of marks) {
        const column = columns.find(hash);
        if (column >= 0) found[size++] = column;
      }
      return found.subarray(0, size);
    });
    const lattice = read(places);
    return chosen(candidates(lattice, types, saidFrom), characters.length, saidFrom);
  };
}

const KIND = 'touchstone-entities-1';
interface About {
  kind: string;
  types: string[];
  names: { name: string; type: string; count: number }[];
  expectations: number;
}

/** For a file. */
export function packEntities({ types, names, expects, columns, tagger }: EntityModel): Uint8Array {
  const listed = [...names].flatMap(([name, of]) =>
    of === null ? [] : [...of].map(([type, count]) => ({ name, type, count })),
  );
  const about: About = { kind: KIND, types, names: listed, expectations: expects.models.length };
  const arrays = new Map<string, Float32Array | Int32Array | Uint8Array>([
    ['hashes', columns.hashes()],
    ['start', tagger.start],
    ['tag', tagger.tag],
    ['weight', tagger.weight],
    ['moves', tagger.moves],
    ['expected hashes', expects.space.hashes()],
    ['expected idf', expects.idf],
    ['expected bias', Float32Array.from(expects.models, (m) => m.bias)],
  ]);
  expects.models.forEach((m, t) => {
    arrays.set(`expected ${t}`, m.weights);
  });
  return packArrays(about, arrays);
}

/** Throws `refused` where the bytes are no tagger of this version. */
export function unpackEntities(packed: Uint8Array): EntityModel {
  const found = unpackArrays(packed);
  const about = found?.about as About | undefined;
  if (!found || about?.kind !== KIND)
    throw refused('no-tagger', 'The bytes are no name tagger of this version.', undefined, 'Train it again.');
  const floats = (name: string) => found.arrays.get(name) as Float32Array;
  const whole = (name: string) => found.arrays.get(name) as Int32Array;
  return {
    types: about.types,
    names: nameListOf(about.names),
    columns: HashColumns.of(whole('hashes')),
    tagger: {
      chain: chainOf(about.types.length),
      start: whole('start'),
      tag: found.arrays.get('tag') as Uint8Array,
      weight: floats('weight'),
      moves: floats('moves'),
    },
    expects: expectationsOf(
      whole('expected hashes'),
      floats('expected idf'),
      Array.from({ length: about.expectations }, (_, t) => ({
        weights: floats(`expected ${t}`),
        bias: floats('expected bias')[t] as number,
      })),
    ),
  };
}
