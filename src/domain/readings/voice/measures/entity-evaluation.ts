/**
 * How many names are found, and how many of those found are right?
 * Method: a span counts when its type, beginning and end are all as labelled; micro-F1 over all spans, by type too.
 * Coverage at a precision: the most spans, surest first, of which that share is right, and the labelled spans among them.
 * Source: Tjong Kim Sang & De Meulder, CoNLL 2003 (exact spans); Wilson 1927; percentile bootstrap over texts.
 * Limits: the surest-first cut is read off the judged rows, so it is optimistic by the choice of one threshold.
 */
import { rng } from '#basis/rng.ts';
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import type { EntityText, Span } from './entity-features.ts';
import { entityReader, learnEntities, type SaidSpan } from './entity-tagger.ts';

const DRAWS = 200;

interface Counts {
  hit: number;
  said: number;
  labelled: number;
}

export interface EntityFigures {
  texts: number;
  spans: number;
  microF1: Interval;
  precision: Interval;
  recall: Interval;
  perType: Record<string, { labelled: number; said: number; precision: number; recall: number; f1: number }>;
  /** Null where even the surest spans do not reach the precision. */
  atPrecision: { precision: number; threshold: number; saidShare: number; recall: Interval } | null;
}

const key = (s: Span): string => `${s.type} ${s.from} ${s.to}`;
const f1Of = ({ hit, said, labelled }: Counts): number => (hit === 0 ? 0 : (2 * hit) / (said + labelled));
const add = (into: Counts, c: Counts): void => {
  into.hit += c.hit;
  into.said += c.said;
  into.labelled += c.labelled;
};

/** `said` are the spans found in each of `texts`. */
export function entityFigures(
  texts: readonly EntityText[],
  said: readonly (readonly SaidSpan[])[],
  wanted = 0.85,
): EntityFigures {
  const perType = new Map<string, Counts>();
  const of = (type: string): Counts => {
    const counts = perType.get(type) ?? { hit: 0, said: 0, labelled: 0 };
    perType.set(type, counts);
    return counts;
  };
  const ranked: { sure: number; right: boolean }[] = [];
  const perText = texts.map(({ spans }, i): Counts => {
    const truth = new Set(spans.map(key));
    for (const s of spans) of(s.type).labelled++;
    let hit = 0;
    for (const s of said[i] ?? []) {
      const right = truth.has(key(s));
      ranked.push({ sure: s.sure, right });
      of(s.type).said++;
      if (right) of(s.type).hit++;
      hit += Number(right);
    }
    return { hit, said: said[i]?.length ?? 0, labelled: spans.length };
  });
  const total = { hit: 0, said: 0, labelled: 0 };
  for (const c of perText) add(total, c);
  const random = rng('entities');
  const drawn = Float64Array.from({ length: DRAWS }, () => {
    const sum = { hit: 0, said: 0, labelled: 0 };
    for (let k = 0; k < perText.length; k++) add(sum, perText[random.int(0, perText.length - 1)] as Counts);
    return f1Of(sum);
  }).sort();
  ranked.sort((a, b) => b.sure - a.sure);
  let [right, best, rightThen] = [0, -1, 0];
  ranked.forEach((r, i) => {
    right += Number(r.right);
    if (right / (i + 1) >= wanted) [best, rightThen] = [i, right];
  });
  const share = (k: number, n: number): Interval => (n === 0 ? { value: 0, low: 0, high: 1 } : wilson(k, n));
  return {
    texts: texts.length,
    spans: total.labelled,
    microF1: {
      value: f1Of(total),
      low: drawn[Math.round(0.025 * (DRAWS - 1))] as number,
      high: drawn[Math.round(0.975 * (DRAWS - 1))] as number,
    },
    precision: share(total.hit, total.said),
    recall: share(total.hit, total.labelled),
    perType: Object.fromEntries(
      [...perType]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([type, c]) => [
          type,
          {
            labelled: c.labelled,
            said: c.said,
            precision: c.said === 0 ? 0 : c.hit / c.said,
            recall: c.labelled === 0 ? 0 : c.hit / c.labelled,
            f1: f1Of(c),
          },
        ]),
    ),
    atPrecision:
      best < 0
        ? null
        : {
            precision: wanted,
            threshold: ranked[best]?.sure as number,
            saidShare: (best + 1) / ranked.length,
            recall: share(rightThen, total.labelled),
          },
  };
}

/** Texts with equal characters stand in one fold. */
export function entitiesOnFolds(texts: readonly EntityText[], folds: number): EntityFigures {
  const groups = new Map<string, number>();
  const order = rng('entity folds').shuffle([...new Set(texts.map((t) => t.characters.join('')))]);
  order.forEach((text, i) => {
    groups.set(text, i % folds);
  });
  const foldOf = texts.map((t) => groups.get(t.characters.join('')) as number);
  const said: SaidSpan[][] = texts.map(() => []);
  for (let k = 0; k < folds; k++) {
    const read = entityReader(learnEntities(texts.filter((_, i) => foldOf[i] !== k)));
    texts.forEach((t, i) => {
      if (foldOf[i] === k) said[i] = read(t.characters);
    });
  }
  return entityFigures(texts, said);
}

/** Learned on one file, judged on another; training texts that the other has too are left out. */
export function entitiesOnOther(train: readonly EntityText[], test: readonly EntityText[]): EntityFigures {
  const theirs = new Set(test.map((t) => t.characters.join('')));
  const read = entityReader(learnEntities(train.filter((t) => !theirs.has(t.characters.join('')))));
  return entityFigures(
    test,
    test.map((t) => read(t.characters)),
  );
}
