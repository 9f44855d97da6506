/** Quotes as rows of numbers: logarithms, a column for each word, and products of platform with size and format. */
import type { Design } from '#numerics/learn/ridge.ts';

/** One price asked, or a question for one. Words are as the book has them; numbers are null where it does not say. */
export interface Quote {
  /** Quotes of one creator are left out together; each row its own where nobody is named. */
  kol: string;
  platform: string;
  format: string;
  category: string | null;
  tier: string | null;
  followers: number | null;
  /** A count or a share of engagement, the same for all rows. */
  engagement: number | null;
  /** In any one unit of one currency; null asks for a price. */
  price: number | null;
}

type Word = 'platform' | 'format' | 'category' | 'tier';
const WORDS: readonly Word[] = ['platform', 'format', 'category', 'tier'];
/** Rows from which platforms may have slopes and format prices of their own. */
const LEAST_FOR_PRODUCTS = 60;
/** How much harder than a word's own column each is held to nothing. */
const HELD = { free: 1e-6, slope: 0.1, word: 1, bend: 1, product: 4 } as const;

export interface Encoder {
  width: number;
  /** Penalty of each column, to be multiplied by one number. */
  held: Float64Array;
  /** Writes the columns of a quote from `at`. */
  write(quote: Quote, into: Float64Array, at: number): void;
  /** What a unit of log followers adds for the average row, as weights of the coefficients. */
  followerSlope: Float64Array;
  hasFollowers: boolean;
}

const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length);
const logOf = (v: number | null): number | null => (v !== null && v > 0 ? Math.log(v) : null);

/** Learns words and means from rows with a price. */
export function encoder(rows: readonly Quote[]): Encoder {
  const levels = (word: Word) => [...new Set(rows.flatMap((r) => r[word] ?? []))].sort();
  const place = new Map<string, number>();
  const held: number[] = [];
  const column = (name: string, penalty: number) => {
    place.set(name, held.length);
    held.push(penalty);
  };
  const sizes = rows.flatMap((r) => logOf(r.followers) ?? []);
  const replies = rows.flatMap((r) => logOf(r.engagement) ?? []);
  const [size, reply] = [mean(sizes), mean(replies)];
  column('one', HELD.free);
  column('size', HELD.slope);
  column('bend', HELD.bend);
  column('no size', HELD.word);
  column('reply', HELD.slope);
  column('no reply', HELD.word);
  for (const word of WORDS) {
    const words = levels(word);
    if (words.length > 1) for (const w of words) column(`${word} ${w}`, HELD.word);
  }
  if (rows.length >= LEAST_FOR_PRODUCTS && levels('platform').length > 1)
    for (const p of levels('platform')) {
      column(`${p} size`, HELD.product);
      for (const f of levels('format')) column(`${p} × ${f}`, HELD.product);
    }
  /** Rows without followers take the mean of their tier, where any of it has them. */
  const sizeOfTier = new Map(
    levels('tier').map((t) => {
      const own = rows.flatMap((r) => (r.tier === t ? (logOf(r.followers) ?? []) : []));
      return [t, own.length > 0 ? mean(own) - size : 0];
    }),
  );
  const width = held.length;
  const followerSlope = new Float64Array(width);
  for (const r of rows) {
    const z = (logOf(r.followers) ?? size) - size;
    const add = (name: string, v: number) => {
      const at = place.get(name);
      if (at !== undefined) followerSlope[at] = (followerSlope[at] as number) + v / rows.length;
    };
    add('size', 1);
    add('bend', 2 * z);
    add(`${r.platform} size`, 1);
  }
  return {
    width,
    held: Float64Array.from(held),
    followerSlope,
    hasFollowers: sizes.length > 0,
    write(quote, into, at) {
      const put = (name: string, v: number) => {
        const q = place.get(name);
        if (q !== undefined) into[at + q] = v;
      };
      const known = logOf(quote.followers);
      const z = known === null ? (sizeOfTier.get(quote.tier ?? '') ?? 0) : known - size;
      const told = logOf(quote.engagement);
      put('one', 1);
      put('size', z);
      put('bend', z * z);
      put('no size', known === null ? 1 : 0);
      put('reply', told === null ? 0 : told - reply);
      put('no reply', told === null ? 1 : 0);
      for (const word of WORDS) if (quote[word] !== null) put(`${word} ${quote[word]}`, 1);
      put(`${quote.platform} size`, z);
      put(`${quote.platform} × ${quote.format}`, 1);
    },
  };
}

/** Rows with a price as a regression of its logarithm; quotes of a creator leave together, or each for itself. */
export function designOf(rows: readonly Quote[], columns: Encoder, byCreator: boolean): Design {
  const x = new Float64Array(rows.length * columns.width);
  const numbers = new Map<string, number>();
  const group = new Int32Array(rows.length);
  rows.forEach((row, i) => {
    columns.write(row, x, i * columns.width);
    const name = byCreator ? row.kol : String(i);
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    group[i] = known;
  });
  return {
    x,
    width: columns.width,
    y: Float64Array.from(rows, (r) => Math.log(r.price as number)),
    group,
    groupCount: numbers.size,
  };
}
