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

/** Signs of texts as small numbers. */
class Signs {
  readonly names: string[] = [];
  private readonly ids = new Map<string, number>();

  private idOf(sign: string): number {
    const known = this.ids.get(sign);
    if (known !== undefined) return known;
    this.ids.set(sign, this.names.length);
    this.names.push(sign);
    return this.names.length - 1;
  }

  /** Pieces of letters and digits; a Latin word or a number is one sign of the run. */
  runsOf(text: string): Int32Array[] {
    return (text.normalize('NFKC').match(RUN) ?? []).map((run) => {
      const found = new Int32Array(run.length);
      let size = 0;
      for (let from = 0; from < run.length; ) {
        let to = from + ((run.codePointAt(from) as number) > 0xffff ? 2 : 1);
        const kind = kindOf(run.charCodeAt(from));
        if (kind !== OTHER) while (to < run.length && kindOf(run.charCodeAt(to)) === kind) to++;
        found[size++] = this.idOf(run.slice(from, to));
        from = to;
      }
      return found.subarray(0, size);
    });
  }

  joined(run: Int32Array): string {
    let text = '';
    for (const id of run) text += this.names[id] as string;
    return text;
  }
}

const OTHER = 0;
/** 1 for a Latin letter, 2 for a digit. */
function kindOf(code: number): number {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return 1;
  return code >= 48 && code <= 57 ? 2 : OTHER;
}

/** Texts of the window and before it, each said once. */
export function distinctOf(texts: readonly DatedText[]): DatedText[] {
  const first = new Map<string, DatedText>();
  for (const t of texts) {
    const known = first.get(t.text);
    if (!known || t.date < known.date) first.set(t.text, t);
  }
  return [...first.values()];
}

/** Hashes of a run's beginnings, one sign longer each: the same signs give the same hash. */
const START = 0x811c9dc5;
const extended = (hash: number, sign: number): number => Math.imul(hash ^ (sign + 1), 0x01000193);
function placeOf(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) & (PLACES - 1);
}

/** How often runs of up to six signs stand in texts, by a hash of 24 bits: rare ones may share a place. */
class GramCounts {
  readonly counts = new Uint32Array(PLACES);
  signs = 0;
  add(runs: readonly Int32Array[]): void {
    for (const run of runs) {
      this.signs += run.length;
      for (let i = 0; i < run.length; i++) {
        let hash = START;
        for (let j = i; j < Math.min(run.length, i + LONGEST); j++) {
          hash = extended(hash, run[j] as number);
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
  of(signs: Int32Array, from = 0, to = signs.length): number {
    let hash = START;
    for (let i = from; i < to; i++) hash = extended(hash, signs[i] as number);
    return this.at(hash);
  }
}

const entropy = (counts: ReadonlyMap<number, number>): number => {
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
  signs: Int32Array;
  word: string;
  count: number;
  days: number;
  /** Days, each halved for every month between it and the window's end. */
  recentDays: number;
  first: string;
  last: string;
  /** Number of the last text that has it. */
  lastText: number;
  cohesion: number;
  /** Neighbours; a run's end is one of its own each time, below 0. */
  left: Map<number, number>;
  right: Map<number, number>;
}

/** How closely the least close two parts of a run keep together, in nats. */
function cohesionOf(signs: Int32Array, grams: GramCounts): number {
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
  texts: readonly { date: string; runs: readonly Int32Array[] }[],
  known: Signs,
  grams: GramCounts,
  { until, least = LEAST, leastCohesion = COHESION }: NewWordOptions,
): Candidate[] {
  const end = Date.parse(until);
  const found = new Map<number, Candidate | null>();
  const begun = (signs: Int32Array, date: string): Candidate | null => {
    const word = known.joined(signs);
    if (EDGE.test(word) || /^\d|^[a-z]+\d*$/iu.test(word)) return null;
    const cohesion = cohesionOf(signs, grams);
    return cohesion < leastCohesion
      ? null
      : {
          signs,
          word,
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
  texts.forEach(({ runs, date }, number) => {
    for (const run of runs)
      for (let i = 0; i < run.length; i++) {
        let hash = extended(START, run[i] as number);
        for (let j = i + 1; j < Math.min(run.length, i + LONGEST); j++) {
          hash = extended(hash, run[j] as number);
          if (grams.at(hash) < least) break;
          let c = found.get(hash);
          if (c === undefined) {
            c = begun(run.subarray(i, j + 1), date);
            found.set(hash, c);
          }
          if (c === null) continue;
          // Anything could stand beyond a run's end.
          const l = i > 0 ? (run[i - 1] as number) : -1 - c.left.size;
          const r = j + 1 < run.length ? (run[j + 1] as number) : -1 - c.right.size;
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
  const signs = new Signs();
  const now = texts
    .filter((t) => t.date >= from && t.date <= until)
    .map(({ date, text }) => ({ date, runs: signs.runsOf(text) }));
  const grams = new GramCounts();
  for (const t of now) grams.add(t.runs);
  const background = new GramCounts();
  for (const t of texts) if (t.date < from) background.add(signs.runsOf(t.text));
  const words: NewWord[] = [];
  for (const c of candidatesOf(now, signs, grams, options)) {
    if (c.count < least) continue;
    const freedom = Math.min(entropy(c.left), entropy(c.right));
    if (freedom < leastFreedom) continue;
    const { word } = c;
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
