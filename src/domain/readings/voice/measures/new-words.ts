/**
 * Which words are new in a window of time?
 * Method: runs of 2 to 6 characters whose parts keep together (the least pointwise mutual information over all cuts) and
 * whose neighbours are free (the lesser entropy of the characters left and right), more frequent in the window than the
 * background leads to expect, on as many days as possible, and unknown to the dictionary; a run that mostly stands inside
 * a longer one is dropped. Repeated texts count once.
 * Source: Church & Hanks 1990; Jin & Tanaka-Ishii, ACL 2006 (branching entropy); Dunning 1993 (log-likelihood ratio).
 * Limits: words of one character, and words whose parts are frequent words with other partners, stay unseen.
 */
import { inDictionary } from '#numerics/text/segmenter.ts';

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
  /** Days of the window on which it was seen. */
  days: number;
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

const LEAST = 5;
const COHESION = 2;
const HALVING = 30 * 24 * 3600 * 1000;
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

/** Hashes of a run's beginnings, one sign longer each: the same characters give the same hash. */
const START = 0x811c9dc5;
function extended(hash: number, sign: string): number {
  let h = hash;
  for (let i = 0; i < sign.length; i++) h = Math.imul(h ^ sign.charCodeAt(i), 0x01000193);
  return h;
}
function placeOf(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) & (PLACES - 1);
}

/** How often runs of up to six signs stand in texts, by a hash of 24 bits: rare ones may share a place. */
class GramCounts {
  readonly counts = new Uint32Array(PLACES);
  signs = 0;
  add(text: string): void {
    for (const run of runsOf(text)) {
      this.signs += run.length;
      for (let i = 0; i < run.length; i++) {
        let hash = START;
        for (let j = i; j < Math.min(run.length, i + LONGEST); j++) {
          hash = extended(hash, run[j] as string);
          const at = placeOf(hash);
          this.counts[at] = (this.counts[at] as number) + 1;
        }
      }
    }
  }
  /** Of the run whose hash this is. */
  at(hash: number): number {
    return this.counts[placeOf(hash)] as number;
  }
  of(signs: readonly string[], from = 0, to = signs.length): number {
    let hash = START;
    for (let i = from; i < to; i++) hash = extended(hash, signs[i] as string);
    return this.at(hash);
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
  days: number;
  /** Days, each halved for every month between it and the window's end. */
  recentDays: number;
  first: string;
  last: string;
  /** Number of the last text that has it. */
  lastText: number;
  cohesion: number;
  left: Map<string, number>;
  right: Map<string, number>;
}

/** How closely the least close two parts of a run keep together, in nats. */
function cohesionOf(signs: readonly string[], grams: GramCounts): number {
  const all = Math.log(grams.signs);
  const whole = Math.log(grams.of(signs)) + all;
  let weakest = Number.POSITIVE_INFINITY;
  for (let cut = 1; cut < signs.length; cut++)
    weakest = Math.min(weakest, whole - Math.log(grams.of(signs, 0, cut)) - Math.log(grams.of(signs, cut)));
  return weakest;
}

/**
 * Runs of the texts, which stand by day, that are frequent and keep together. They are known by their hash of 32 bits: of
 * a million runs a hundred share theirs with another.
 */
function candidatesOf(
  texts: readonly DatedText[],
  grams: GramCounts,
  { until, least = LEAST, leastCohesion = COHESION }: NewWordOptions,
): Candidate[] {
  const end = Date.parse(until);
  const found = new Map<number, Candidate | null>();
  const begun = (signs: string[], date: string): Candidate | null => {
    const gram = signs.join('');
    if (EDGE.test(gram) || /^\d|^[a-z]+\d*$/iu.test(gram)) return null;
    const cohesion = cohesionOf(signs, grams);
    return cohesion < leastCohesion
      ? null
      : {
          signs,
          count: 0,
          days: 0,
          recentDays: 0,
          first: date,
          last: '',
          lastText: -1,
          cohesion,
          left: new Map(),
          right: new Map(),
        };
  };
  texts.forEach(({ text, date }, number) => {
    for (const run of runsOf(text))
      for (let i = 0; i < run.length; i++) {
        let hash = extended(START, run[i] as string);
        for (let j = i + 1; j < Math.min(run.length, i + LONGEST); j++) {
          hash = extended(hash, run[j] as string);
          if (grams.at(hash) < least) break;
          let c = found.get(hash);
          if (c === undefined) {
            c = begun(run.slice(i, j + 1), date);
            found.set(hash, c);
          }
          if (c === null) continue;
          // A run's end is a neighbour of its own each time: anything could stand there.
          const [l, r] = [run[i - 1] ?? `«${c.left.size}`, run[j + 1] ?? `»${c.right.size}`];
          c.left.set(l, (c.left.get(l) ?? 0) + 1);
          c.right.set(r, (c.right.get(r) ?? 0) + 1);
          if (c.lastText === number) continue;
          c.lastText = number;
          c.count++;
          if (date !== c.last) {
            c.days++;
            c.recentDays += 0.5 ** ((end - Date.parse(date)) / HALVING);
          }
          c.last = date;
        }
      }
  });
  return [...found.values()].filter((c) => c !== null);
}

/**
 * Words of the window that are new, best first; `plain` ranks by cohesion and freedom alone, the usual way, and asks
 * neither the background nor the dictionary.
 */
export function newWords(given: readonly DatedText[], options: NewWordOptions, plain = false): NewWord[] {
  const { from, until, least = LEAST, leastFreedom = 0.7 } = options;
  const texts = distinctOf(given).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const now = texts.filter((t) => t.date >= from && t.date <= until);
  const grams = new GramCounts();
  for (const t of now) grams.add(t.text);
  const background = new GramCounts();
  for (const t of texts) if (t.date < from) background.add(t.text);
  const words: NewWord[] = [];
  for (const c of candidatesOf(now, grams, options)) {
    if (c.count < least) continue;
    const freedom = Math.min(entropy(c.left), entropy(c.right));
    if (freedom < leastFreedom) continue;
    const word = c.signs.join('');
    const backgroundCount = background.of(c.signs);
    // Without a background everything is new: the more texts have it, the more telling.
    const burst =
      background.signs === 0
        ? c.count
        : burstOf(c.count, Math.max(grams.signs, 1), backgroundCount, background.signs);
    if (!plain && (burst <= 0 || inDictionary(word))) continue;
    words.push({
      word,
      count: c.count,
      days: c.days,
      backgroundCount,
      firstSeenOn: c.first,
      lastSeenOn: c.last,
      cohesion: c.cohesion,
      freedom,
      burst,
      score: plain ? c.cohesion + freedom : staying(c.recentDays, burst, freedom, backgroundCount),
    });
  }
  words.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1));
  return plain ? words : withoutFragments(words);
}

/**
 * A word that comes on many days, to the end of the window, is likelier to stay than one that many texts of one day
 * share, and what the background knows well is not new, however often it comes now.
 */
const staying = (recentDays: number, burst: number, freedom: number, backgroundCount: number): number =>
  (recentDays * Math.log1p(burst) * Math.min(1, freedom)) / (1 + backgroundCount);

/** Drops runs that a longer one holds most texts of, and longer ones that add to a better one. */
function withoutFragments(words: readonly NewWord[]): NewWord[] {
  const byLength = [...words].sort((a, b) => b.word.length - a.word.length);
  const swallowed = new Map<string, number>();
  for (const w of byLength)
    for (const part of partsOf(w.word)) swallowed.set(part, Math.max(swallowed.get(part) ?? 0, w.count));
  const kept = new Map<string, NewWord>();
  for (const w of words) {
    if ((swallowed.get(w.word) ?? 0) >= SWALLOWED * w.count) continue;
    if (partsOf(w.word).some((part) => (kept.get(part)?.count ?? 0) >= w.count)) continue;
    kept.set(w.word, w);
  }
  return [...kept.values()];
}

/** Runs of two characters or more within a word, itself left out. */
function partsOf(word: string): string[] {
  const parts: string[] = [];
  for (let i = 0; i < word.length; i++)
    for (let j = i + 2; j <= word.length; j++) if (j - i < word.length) parts.push(word.slice(i, j));
  return parts;
}
