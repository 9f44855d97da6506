/**
 * Which words are new in a window of time?
 * Method: runs of 2 to 6 characters whose parts keep together (the least pointwise mutual information over all cuts) and
 * whose neighbours are free (the lesser entropy of the characters left and right), more frequent in the window than the
 * background leads to expect; a run that mostly stands inside a longer one is dropped. Repeated texts count once.
 * Source: Church & Hanks 1990; Jin & Tanaka-Ishii, ACL 2006 (branching entropy); Dunning 1993 (log-likelihood ratio).
 * Limits: words of one character, and words whose parts are frequent words with other partners, stay unseen.
 */
import { hash32 } from '#numerics/text/shingles.ts';

export interface DatedText {
  /** ISO date, YYYY-MM-DD. */
  date: string;
  text: string;
}

export interface NewWord {
  word: string;
  /** Texts of the window, and of the background, that have it. */
  count: number;
  backgroundCount: number;
  firstSeenOn: string;
  lastSeenOn: string;
  /** Nats. */
  cohesion: number;
  freedom: number;
  /** Log-likelihood ratio against the background, signed by direction. */
  burst: number;
  score: number;
}

export interface NewWordOptions {
  from: string;
  until: string;
  /** Fewest texts of the window that have it. */
  least?: number;
  /** Nats below which parts do not keep together, or neighbours are not free. */
  leastCohesion?: number;
  leastFreedom?: number;
}

const LONGEST = 6;
const PLACES = 1 << 24;
const RUN = /[\p{Script=Han}\p{L}\p{N}]+/gu;
/** Characters that begin or end phrases, not words. */
const EDGE =
  /^[的了是在和与就都也又很被把将让给对从向为于这那我你他她它们吗吧呢啊及]|[的了是在和与就都也又很被把将让给对从向为于这那我你他她它吗吧呢啊及]$/u;
/** A longer run that holds this share of a run's texts takes its place. */
const SWALLOWED = 0.7;

/** Pieces of letters and digits; a Latin word or a number is one sign of the run. */
const runsOf = (text: string): string[][] =>
  (text.normalize('NFKC').match(RUN) ?? []).map((run) => run.match(/[a-z]+|\d+|./giu) ?? []);

/** Texts of the window and before it, each said once. */
export function distinctOf(texts: readonly DatedText[]): DatedText[] {
  const first = new Map<string, DatedText>();
  for (const t of texts) {
    const known = first.get(t.text);
    if (!known || t.date < known.date) first.set(t.text, t);
  }
  return [...first.values()];
}

class GramCounts {
  readonly counts = new Uint32Array(PLACES);
  signs = 0;
  add(text: string): void {
    for (const run of runsOf(text)) {
      this.signs += run.length;
      for (let i = 0; i < run.length; i++) {
        let gram = '';
        for (let j = i; j < Math.min(run.length, i + LONGEST); j++) {
          gram += run[j] as string;
          const at = hash32(gram) & (PLACES - 1);
          this.counts[at] = (this.counts[at] as number) + 1;
        }
      }
    }
  }
  of(gram: string): number {
    return this.counts[hash32(gram) & (PLACES - 1)] as number;
  }
}

const entropy = (counts: ReadonlyMap<string, number>): number => {
  let total = 0;
  for (const c of counts.values()) total += c;
  let sum = 0;
  for (const c of counts.values()) sum -= (c / total) * Math.log(c / total);
  return sum;
};

/** Signed log-likelihood ratio of k of n against b of m. */
function burstOf(k: number, n: number, b: number, m: number): number {
  const term = (x: number, share: number) => (x === 0 ? 0 : x * Math.log(share));
  const loglik = (x: number, of: number, share: number) => term(x, share) + term(of - x, 1 - share);
  const pooled = (k + b) / (n + m);
  const ratio =
    loglik(k, n, k / n) + (m > 0 ? loglik(b, m, b / m) : 0) - loglik(k, n, pooled) - loglik(b, m, pooled);
  return (m > 0 && k / n < b / m ? -2 : 2) * ratio;
}

interface Candidate {
  signs: string[];
  count: number;
  first: string;
  last: string;
  cohesion: number;
  left: Map<string, number>;
  right: Map<string, number>;
}

/** Words of the window that are new, best first; `plain` ranks by cohesion and freedom alone, the usual way. */
export function newWords(
  given: readonly DatedText[],
  { from, until, least = 5, leastCohesion = 2, leastFreedom = 0.7 }: NewWordOptions,
  plain = false,
): NewWord[] {
  const texts = distinctOf(given);
  const now = texts.filter((t) => t.date >= from && t.date <= until);
  const before = texts.filter((t) => t.date < from);
  const grams = new GramCounts();
  for (const t of now) grams.add(t.text);
  const background = new GramCounts();
  for (const t of before) background.add(t.text);
  const cohesionOf = (signs: readonly string[]): number => {
    const whole = Math.log(grams.of(signs.join('')) / grams.signs);
    let weakest = Number.POSITIVE_INFINITY;
    for (let cut = 1; cut < signs.length; cut++) {
      const [a, b] = [signs.slice(0, cut).join(''), signs.slice(cut).join('')];
      weakest = Math.min(
        weakest,
        whole - Math.log(grams.of(a) / grams.signs) - Math.log(grams.of(b) / grams.signs),
      );
    }
    return weakest;
  };
  const found = new Map<string, Candidate | null>();
  for (const { text, date } of now) {
    const own = new Set<string>();
    for (const run of runsOf(text))
      for (let i = 0; i < run.length; i++) {
        let gram = run[i] as string;
        for (let j = i + 1; j < Math.min(run.length, i + LONGEST); j++) {
          gram += run[j] as string;
          if (grams.of(gram) < least) break;
          let c = found.get(gram);
          if (c === undefined) {
            const signs = run.slice(i, j + 1);
            const cohesion = EDGE.test(gram) || /^\d|^[a-z]+\d*$/iu.test(gram) ? 0 : cohesionOf(signs);
            c =
              cohesion < leastCohesion
                ? null
                : { signs, count: 0, first: date, last: date, cohesion, left: new Map(), right: new Map() };
            found.set(gram, c);
          }
          if (c === null) continue;
          // A run's end is a neighbour of its own each time: anything could stand there.
          const [l, r] = [run[i - 1] ?? `«${c.left.size}`, run[j + 1] ?? `»${c.right.size}`];
          c.left.set(l, (c.left.get(l) ?? 0) + 1);
          c.right.set(r, (c.right.get(r) ?? 0) + 1);
          if (own.has(gram)) continue;
          own.add(gram);
          c.count++;
          if (date < c.first) c.first = date;
          if (date > c.last) c.last = date;
        }
      }
  }
  const words: NewWord[] = [];
  for (const [word, c] of found) {
    if (c === null || c.count < least) continue;
    const freedom = Math.min(entropy(c.left), entropy(c.right));
    if (freedom < leastFreedom) continue;
    const backgroundCount = background.of(word);
    const burst = burstOf(c.count, Math.max(grams.signs, 1), backgroundCount, background.signs);
    if (!plain && burst <= 0) continue;
    words.push({
      word,
      count: c.count,
      backgroundCount,
      firstSeenOn: c.first,
      lastSeenOn: c.last,
      cohesion: c.cohesion,
      freedom,
      burst,
      // What the background knows well is not new, however often it comes now.
      score: plain ? c.cohesion + freedom : (burst * Math.min(1, freedom)) / (1 + backgroundCount),
    });
  }
  words.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1));
  return plain ? words : withoutFragments(words);
}

/** Drops runs that a longer one holds most texts of, and longer ones that add to a better one. */
function withoutFragments(words: readonly NewWord[]): NewWord[] {
  const byLength = [...words].sort((a, b) => b.word.length - a.word.length);
  const swallowed = new Map<string, number>();
  for (const w of byLength)
    for (let i = 0; i < w.word.length; i++)
      for (let j = i + 2; j <= w.word.length; j++) {
        const part = w.word.slice(i, j);
        if (part !== w.word) swallowed.set(part, Math.max(swallowed.get(part) ?? 0, w.count));
      }
  const kept: NewWord[] = [];
  for (const w of words) {
    if ((swallowed.get(w.word) ?? 0) >= SWALLOWED * w.count) continue;
    if (kept.some((k) => w.word.includes(k.word) && k.count >= w.count)) continue;
    kept.push(w);
  }
  return kept;
}
