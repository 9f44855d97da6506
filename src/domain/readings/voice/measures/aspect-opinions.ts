/**
 * What does a text praise or blame, in which words?
 * Method: in each clause a word of the label system is paired with the nearest words of feeling that no other aspect is
 *   nearer to; the sum of their weights, negations taken in, is the polarity. A brand or product named in the clause, else
 *   the only one of the text, is joined.
 * Source: Hu & Liu, KDD 2004 (feature and nearest opinion), with shifters.
 * Differs: aspects come from a label system that the user edits, not from frequent nouns.
 * Limits: an opinion in another clause than its aspect is missed; what the label system does not name is not found.
 * Verified: voice-measures.test.ts.
 */
import type { PhraseFinder } from '#numerics/text/phrase-finder.ts';
import type { Opinion } from './starting-sentiment.ts';

export interface NamedThing {
  kind: 'brand' | 'product' | 'person' | 'place';
  name: string;
  /** Brand of a product. */
  brand: string | null;
}
export interface Mention extends NamedThing {
  from: number;
  to: number;
}
export interface AspectOpinion {
  aspect: string;
  aspectWord: string;
  aspectFrom: number;
  aspectTo: number;
  opinion: string;
  opinionFrom: number;
  opinionTo: number;
  polarity: 1 | -1;
  brand: string | null;
  product: string | null;
}

const CLAUSE = /[^，。！？；、,.!?;\n\s]+/gu;
/** Characters between an aspect and its opinion. */
const REACH = 10;

export function aspectOpinions(
  text: string,
  aspects: PhraseFinder<string>,
  opinions: readonly Opinion[],
  mentions: readonly Mention[],
): AspectOpinion[] {
  if (opinions.length === 0) return [];
  const found: AspectOpinion[] = [];
  const lower = text.toLowerCase();
  const brands = new Set(mentions.flatMap((m) => (m.kind === 'brand' ? [m.name] : (m.brand ?? []))));
  const products = mentions.filter((m) => m.kind === 'product');
  for (const clause of lower.matchAll(CLAUSE)) {
    const [start, end] = [clause.index, clause.index + clause[0].length];
    const own = opinions.filter((o) => o.from >= start && o.to <= end);
    if (own.length === 0) continue;
    const named = aspects
      .find(clause[0])
      .map((a) => ({ ...a, from: a.from + start, to: a.to + start }))
      // A word that is itself the feeling, such as 性价比 in 性价比高, may be both.
      .filter((a, i, all) => all.findIndex((b) => b.value === a.value) === i);
    for (const a of named) {
      const gap = (o: Opinion, b: { from: number; to: number }) => Math.max(0, o.from - b.to, b.from - o.to);
      const near = own
        .filter((o) => gap(o, a) <= REACH && named.every((b) => gap(o, a) <= gap(o, b)))
        .sort((x, y) => gap(x, a) - gap(y, a));
      const [first] = near;
      const sum = near.reduce((s, o) => s + o.weight, 0);
      if (!first || sum === 0) continue;
      const here = mentions.filter((m) => m.from >= start && m.to <= end);
      const product =
        here.find((m) => m.kind === 'product') ?? (products.length === 1 ? products[0] : undefined);
      const brand =
        here.find((m) => m.kind === 'brand')?.name ??
        product?.brand ??
        (brands.size === 1 ? [...brands][0] : null);
      found.push({
        aspect: a.value,
        aspectWord: text.slice(a.from, a.to),
        aspectFrom: a.from,
        aspectTo: a.to,
        opinion: text.slice(first.from, first.to),
        opinionFrom: first.from,
        opinionTo: first.to,
        polarity: sum > 0 ? 1 : -1,
        brand: brand ?? null,
        product: product?.name ?? null,
      });
    }
  }
  return found;
}

export const mentionsIn = (text: string, names: PhraseFinder<NamedThing>): Mention[] =>
  names.find(text.toLowerCase()).map(({ value, from, to }) => ({ ...value, from, to }));
