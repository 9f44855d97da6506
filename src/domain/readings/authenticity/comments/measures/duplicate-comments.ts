/**
 * How much of an account's comments are one text over and over, where nobody else writes so?
 * Method: texts are normalised (width, case, digits, names, pictograms), grouped by MinHash with verified Jaccard
 *   similarity ≥ .7 of character shingles. A group of at least 3 comments of at least 5 words or characters is a
 *   template by weight 1 / (1 + other accounts that use it once or twice) × (1 − share of other accounts with its first
 *   or last six words or characters / .3): what many say is ordinary speech. Template share = weighted comments / comments, against the peers' beta-binomial spread.
 *   Templates with an innocent explanation at hand make the reading `weak` at most: a phrase below 12 characters or 6 words (meme,
 *   slogan), words of the post itself, or names of friends under a post that calls for them. The rest decides the level.
 * Source: Broder 1997 (MinHash); Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, ch. 3.
 * Differs: the peers' norm is fitted to its lower three quarters, so that peers with templates do not excuse others.
 * Limits: paraphrase by a language model shares no shingles; short praise is left to empty-comments; a template that a
 *   third of a platform's accounts carry excuses itself (the rings see those); templates that quote the post stay weak.
 * Verified: comments.test.ts (planted templates by dose, meme and slogan look-alikes), bench/comments.ts (real events).
 */
import type { Level } from '#basis/reading.ts';
import { type CleanShares, cleanAtLeast, fitCleanShares } from '#numerics/stats/clean-shares.ts';
import { nearDuplicateGroups } from '#numerics/text/near-duplicates.ts';
import { isHan, normalise, unitCount, unitsOf } from '#numerics/text/normalise.ts';
import { shingles } from '#numerics/text/shingles.ts';
import { cappedLevel } from '../../measures/combined-evidence.ts';

const SIMILAR = 0.7;
/** Shorter texts are what anybody says. */
const LEAST_UNITS = 5;
const LEAST_USES = 3;
const FRAME_UNITS = 6;
/** Share of accounts with a frame from which on it is ordinary speech. */
const COMMON_FRAME = 0.3;
/** Accounts with fewer comments neither make the norm nor are read. */
export const LEAST_COMMENTS = 30;
/** Fewer peers make no norm. */
export const LEAST_PEERS = 20;

export interface DuplicateNorm {
  shares: CleanShares | null;
  /** Normalised text → accounts that use it once or twice. */
  spokenBy: ReadonlyMap<string, number>;
  /** First or last six units → accounts in which some text has them. */
  frames: ReadonlyMap<string, number>;
  accountCount: number;
}

export interface Template {
  /** The most frequent wording. */
  text: string;
  count: number;
  /** Share of its comments that count as template, 0–1. */
  weight: number;
  /** Places in the given texts. */
  members: number[];
  /** Why people may write it of themselves; null where nothing says so. */
  excuse: 'short' | 'quoted' | 'asked' | null;
}

export interface DuplicateComments {
  commentCount: number;
  templateCount: number;
  templateShare: number;
  /** P of a share at least this high among peers; null without a norm. */
  pValue: number | null;
  level: Level;
  peerMean: number | null;
  templates: Template[];
}

/** How a text begins and ends, where it is longer than that. */
function framesOf(normal: string): string[] {
  const units = unitsOf(normal);
  if (units.length < LEAST_UNITS) return [];
  return [`^${units.slice(0, FRAME_UNITS).join(' ')}`, `${units.slice(-FRAME_UNITS).join(' ')}$`];
}

type Commonness = Pick<DuplicateNorm, 'spokenBy' | 'frames' | 'accountCount'>;

/** Weight 0–1 of a wording as a template: how little of it is ordinary speech. The account itself is not counted. */
function rarity(normal: string, norm: Commonness): number {
  const framed = Math.max(0, ...framesOf(normal).map((frame) => (norm.frames.get(frame) ?? 1) - 1));
  const share = framed / Math.max(1, norm.accountCount - 1);
  return Math.max(0, 1 - share / COMMON_FRAME) / (1 + (norm.spokenBy.get(normal) ?? 0));
}

/** Length from which on a wording is a sentence and no phrase; a Latin word says as much as two characters. */
const SENTENCE = 12;
const QUOTED_LEAST = 4;
/** A post that asks for comments, or for friends to be named. */
const CALL =
  /抽奖|抽取|抽[\d一二三四五六七八九十]|转发|评论区|留言|[打扣]\s*[“"「]?[\d一]|艾特|好友|@|giveaway|raffle|lottery|comment\s+(?:below|with|[“"'])|tag\s+(?:a|your|\w+)\s+friend|repost/iu;
const MENTION = /[@＠][\p{L}\p{N}_]/u;

const lengthOf = (units: readonly string[]): number => units.reduce((sum, u) => sum + (isHan(u) ? 1 : 2), 0);

/** The longest run of units that two texts share. */
function sharedRun(a: readonly string[], b: readonly string[]): string[] {
  let [best, end] = [0, 0];
  let above = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++)
      if (a[i] === b[j]) {
        row[j + 1] = (above[j] as number) + 1;
        if ((row[j + 1] as number) > best) [best, end] = [row[j + 1] as number, i + 1];
      }
    above = row;
  }
  return a.slice(end - best, end);
}

/** `postWords`: of the post that each text stands under. */
function excuseOf(
  { members, text }: Pick<Template, 'members' | 'text'>,
  texts: readonly string[],
  postWords: readonly string[],
): Template['excuse'] {
  const units = unitsOf(normalise(text));
  const runs = new Map<string, number>();
  const own = members.map((i) => {
    const normal = normalise(texts[i] as string);
    const run = runs.get(normal) ?? lengthOf(sharedRun(units, unitsOf(normal)));
    runs.set(normal, run);
    return run;
  });
  const core = own.sort((a, b) => a - b)[own.length >> 1] as number;
  if (core < SENTENCE) return 'short';
  const posts = new Map<string, boolean>();
  const quotes = (words: string): boolean => {
    const run = lengthOf(sharedRun(units, unitsOf(normalise(words))));
    return run >= QUOTED_LEAST && 2 * run >= core;
  };
  const most = (is: (i: number) => boolean): boolean => 2 * members.filter(is).length >= members.length;
  const quoted = (i: number): boolean => {
    const words = postWords[i] ?? '';
    if (!posts.has(words)) posts.set(words, quotes(words));
    return posts.get(words) as boolean;
  };
  if (most(quoted)) return 'quoted';
  return most((i) => MENTION.test(texts[i] as string) && CALL.test(postWords[i] ?? '')) ? 'asked' : null;
}

function templatesOf(
  texts: readonly string[],
  norm: Commonness,
  postWords: readonly string[] | null = null,
): Template[] {
  const places = new Map<string, number[]>();
  texts.forEach((text, i) => {
    const normal = normalise(text);
    if (unitCount(normal) < LEAST_UNITS) return;
    const list = places.get(normal);
    if (list) list.push(i);
    else places.set(normal, [i]);
  });
  const wordings = [...places.keys()];
  const group = nearDuplicateGroups(wordings.map(shingles), SIMILAR);
  const groups = new Map<number, number[]>();
  wordings.forEach((_, i) => {
    const list = groups.get(group[i] as number);
    if (list) list.push(i);
    else groups.set(group[i] as number, [i]);
  });
  const found: Template[] = [];
  for (const members of groups.values()) {
    const all = members.flatMap((i) => places.get(wordings[i] as string) as number[]);
    if (all.length < LEAST_USES) continue;
    const most = members.reduce((a, b) =>
      (places.get(wordings[b] as string)?.length ?? 0) > (places.get(wordings[a] as string)?.length ?? 0)
        ? b
        : a,
    );
    const text = texts[places.get(wordings[most] as string)?.[0] as number] as string;
    found.push({
      text,
      count: all.length,
      weight: Math.min(...members.map((i) => rarity(wordings[i] as string, norm))),
      members: all,
      excuse: postWords ? excuseOf({ text, members: all }, texts, postWords) : null,
    });
  }
  return found.sort((a, b) => b.count * b.weight - a.count * a.weight || (a.text < b.text ? -1 : 1));
}

const weighted = (templates: readonly Template[]): number =>
  Math.round(templates.reduce((sum, t) => sum + t.count * t.weight, 0));

/** The norm of a library: the comments of each account of one platform. Accounts with few comments are left out. */
export function duplicateNorm(accounts: readonly (readonly string[])[]): DuplicateNorm {
  const spokenBy = new Map<string, number>();
  const frames = new Map<string, number>();
  for (const texts of accounts) {
    const uses = new Map<string, number>();
    for (const text of texts) {
      const normal = normalise(text);
      uses.set(normal, (uses.get(normal) ?? 0) + 1);
    }
    for (const [normal, n] of uses) if (n < LEAST_USES) spokenBy.set(normal, (spokenBy.get(normal) ?? 0) + 1);
    for (const frame of new Set([...uses.keys()].flatMap(framesOf)))
      frames.set(frame, (frames.get(frame) ?? 0) + 1);
  }
  const common = { spokenBy, frames, accountCount: accounts.length };
  const peers = accounts.filter((texts) => texts.length >= LEAST_COMMENTS);
  const counts = peers.map((texts) => weighted(templatesOf(texts, common)));
  return {
    shares: fitCleanShares(
      counts,
      peers.map((texts) => texts.length),
      LEAST_PEERS,
    ),
    ...common,
  };
}

/**
 * Template share of one account's comments. An account that is part of the norm never excuses itself: its own use counts ≥ 3.
 * `postWords`: words of the post that each text stands under, empty where unknown.
 */
export function duplicateComments(
  texts: readonly string[],
  norm: DuplicateNorm,
  postWords: readonly string[] = [],
): DuplicateComments {
  const templates = templatesOf(texts, norm, postWords);
  const templateCount = weighted(templates);
  const { shares } = norm;
  const tail = (count: number) =>
    shares && texts.length > 0 ? cleanAtLeast(shares, count, texts.length) : null;
  const pValue = tail(templateCount);
  const unexplained = tail(weighted(templates.filter((t) => t.excuse === null)));
  return {
    commentCount: texts.length,
    templateCount,
    templateShare: texts.length === 0 ? 0 : templateCount / texts.length,
    pValue,
    level: pValue === null || unexplained === null ? 'insufficient' : cappedLevel(pValue, unexplained),
    peerMean: shares?.mean ?? null,
    templates,
  };
}
