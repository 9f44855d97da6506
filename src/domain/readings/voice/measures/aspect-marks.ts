/**
 * What in a text bears on one of its aspects: its words told apart by aspect, the words of the clauses that speak of the
 * aspect, and words that people marked as those of feeling about it. All is learned from labelled rows.
 * Source: Daumé, ACL 2007 (a copy of each feature a domain, here an aspect); Monroe et al. 2008 (log-odds of words).
 */
import { type CutText, combine, plainText } from '#numerics/text/gram-space.ts';
import { segmenter } from '#numerics/text/segmenter.ts';
import { hash32 } from '#numerics/text/shingles.ts';

export interface MarkedRow {
  text: string;
  aspect: string;
  /** Words that people marked as those of the feeling; none where the file does not say. */
  feelingWords: readonly string[];
}

export interface AspectMarks {
  /** "aspect word" → log-odds of the word in texts of the aspect against all others. */
  ties: ReadonlyMap<string, number>;
  feelingWords: ReadonlySet<string>;
}

const WORD = /[\p{L}\p{N}]/u;
const LONGEST = 6;
const [OWN, FOCUS, PAIR, ABOUT, TIED, IN_FOCUS, FEELING] = [0x51, 0x52, 0x53, 0x5a, 0x5b, 0x5c, 0x54];

const wordsOf = (text: string): string[] =>
  segmenter()
    .cut(text)
    .filter((w) => WORD.test(w));

export function learnAspectMarks(rows: readonly MarkedRow[]): AspectMarks {
  const counts = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  const marked = new Map<string, number>();
  for (const row of rows) {
    for (const word of new Set(row.feelingWords)) marked.set(word, (marked.get(word) ?? 0) + 1);
    totals.set(row.aspect, (totals.get(row.aspect) ?? 0) + 1);
    for (const word of new Set(wordsOf(plainText(row.text)))) {
      const own = counts.get(word) ?? new Map<string, number>();
      own.set(row.aspect, (own.get(row.aspect) ?? 0) + 1);
      counts.set(word, own);
    }
  }
  const ties = new Map<string, number>();
  for (const [word, own] of counts) {
    let all = 0;
    for (const n of own.values()) all += n;
    if (all < 3) continue;
    for (const [aspect, n] of own) {
      const size = totals.get(aspect) as number;
      const tie = Math.log((n + 0.5) / (size + 1)) - Math.log((all - n + 0.5) / (rows.length - size + 1));
      if (tie > 0.5) ties.set(`${aspect} ${word}`, tie);
    }
  }
  // A word of one row would be found in that row alone while learning: it would seem to tell more than it does.
  const feelingWords = new Set([...marked].filter(([, rowCount]) => rowCount >= 2).map(([word]) => word));
  return { ties, feelingWords };
}

/** Numbers, by clause, that stand for what bears on the aspect. */
export function aspectMarks(
  { ties, feelingWords }: AspectMarks,
  clauses: readonly CutText[],
  aspect: string,
): number[][] {
  const about = hash32(aspect);
  const words = clauses.map((clause) => clause.words.filter((w) => WORD.test(w)));
  const tied = words.map((own) => Math.max(0, ...own.map((w) => ties.get(`${aspect} ${w}`) ?? 0)));
  const most = Math.max(0, ...tied);
  return words.map((own, i) => {
    const inFocus = most === 0 || (tied[i] as number) >= 0.7 * most;
    const found: number[] = [combine(ABOUT, about), combine(TIED, Math.round(2 * (tied[i] as number)))];
    if (inFocus) found.push(IN_FOCUS);
    let last = 0;
    for (const word of own) {
      const hash = hash32(word);
      found.push(combine(OWN, combine(hash, about)));
      if (inFocus) found.push(combine(FOCUS, hash), combine(PAIR, combine(last, hash)));
      last = hash;
    }
    const joined = own.join('');
    for (let from = 0; from < joined.length; from++)
      for (let to = from + 1; to <= Math.min(joined.length, from + LONGEST); to++) {
        const part = joined.slice(from, to);
        if (!feelingWords.has(part)) continue;
        const hash = hash32(part);
        found.push(combine(FEELING, hash), combine(FEELING + 1, combine(hash, about)), FEELING);
        if (inFocus) found.push(combine(FEELING + 2, combine(hash, about)), FEELING + 3);
      }
    return found;
  });
}
