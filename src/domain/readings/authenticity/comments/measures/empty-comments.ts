/**
 * How many of an account's comments say nothing about the post?
 * Method: a comment is empty when only pictograms, signs or names are in it, or when all of it is praise that fits any
 *   post (generic-praise.ts). Beside them, learned short comments: at most 4 words or characters that at least a fifth
 *   of the peers' accounts have. Each share against the peers' beta-binomial spread; p is twice the smaller of the two.
 *   The entropy of the wordings (Miller–Madow) is shown.
 * Source: phrase list of this repository; entropy bias: Miller 1955.
 * Differs: short comments that are common in the library count against nobody unless there are more of them than peers have.
 * Limits: fans of singers and games really write so; other languages than Chinese and English rest on learned phrases.
 * Verified: comments.test.ts (planted praise by dose), bench/comments.ts (real events).
 */
import { type CleanShares, cleanAtLeast, fitCleanShares } from '#numerics/stats/clean-shares.ts';
import { normalise, pictogramCount, unitCount } from '#numerics/text/normalise.ts';
import { LEAST_COMMENTS, LEAST_PEERS } from './duplicate-comments.ts';
import { GENERIC_PRAISE } from './generic-praise.ts';

const SHORT_UNITS = 4;
const COMMON_SHARE = 0.2;

export interface EmptyNorm {
  empty: CleanShares | null;
  short: CleanShares | null;
  /** Learned short comments. */
  common: ReadonlySet<string>;
}

export interface EmptyComments {
  commentCount: number;
  pictogramOnlyCount: number;
  praiseCount: number;
  emptyShare: number;
  /** Learned short comments of all comments, 0–1. */
  shortShare: number;
  /** Bits a comment, of the distribution of wordings. */
  entropyBits: number;
  pValue: number | null;
  peerMean: number | null;
  /** Places of empty comments in the given texts. */
  members: number[];
  phrases: { text: string; count: number }[];
}

type Kind = 'pictograms' | 'praise' | 'words';
const kindOf = (text: string, normal: string): Kind =>
  GENERIC_PRAISE.has(normal) || GENERIC_PRAISE.has(normal.replaceAll(' ', ''))
    ? 'praise'
    : normal === '' && (pictogramCount(text) > 0 || text.trim() !== '')
      ? 'pictograms'
      : 'words';

const isEmpty = (text: string): boolean => kindOf(text, normalise(text)) !== 'words';

export function emptyNorm(accounts: readonly (readonly string[])[]): EmptyNorm {
  const usedBy = new Map<string, number>();
  const peers = accounts.filter((texts) => texts.length >= LEAST_COMMENTS);
  for (const texts of peers)
    for (const normal of new Set(texts.map(normalise)))
      if (normal !== '' && unitCount(normal) <= SHORT_UNITS)
        usedBy.set(normal, (usedBy.get(normal) ?? 0) + 1);
  const common = new Set(
    [...usedBy]
      .filter(([, n]) => peers.length >= LEAST_PEERS && n >= COMMON_SHARE * peers.length)
      .map(([t]) => t),
  );
  const sizes = peers.map((texts) => texts.length);
  const fit = (is: (text: string) => boolean) =>
    fitCleanShares(
      peers.map((texts) => texts.filter(is).length),
      sizes,
      LEAST_PEERS,
    );
  return { empty: fit(isEmpty), short: fit((text) => common.has(normalise(text))), common };
}

export function emptyComments(texts: readonly string[], norm: EmptyNorm): EmptyComments {
  const n = texts.length;
  const uses = new Map<string, number>();
  const empty = new Map<string, number>();
  const members: number[] = [];
  let [pictogramOnlyCount, praiseCount, shortCount] = [0, 0, 0];
  texts.forEach((text, i) => {
    const normal = normalise(text);
    uses.set(normal, (uses.get(normal) ?? 0) + 1);
    if (norm.common.has(normal)) shortCount++;
    const kind = kindOf(text, normal);
    if (kind === 'words') return;
    members.push(i);
    empty.set(text.trim(), (empty.get(text.trim()) ?? 0) + 1);
    if (kind === 'praise') praiseCount++;
    else pictogramOnlyCount++;
  });
  let entropyBits = uses.size > 0 ? (uses.size - 1) / (2 * n * Math.LN2) : 0;
  for (const count of uses.values()) entropyBits -= (count / n) * Math.log2(count / n);
  const p = [
    norm.empty && n > 0 ? cleanAtLeast(norm.empty, members.length, n) : null,
    norm.short && n > 0 ? cleanAtLeast(norm.short, shortCount, n) : null,
  ].filter((x) => x !== null);
  return {
    commentCount: n,
    pictogramOnlyCount,
    praiseCount,
    emptyShare: n === 0 ? 0 : members.length / n,
    shortShare: n === 0 ? 0 : shortCount / n,
    entropyBits,
    pValue: p.length === 0 ? null : Math.min(1, p.length * Math.min(...p)),
    peerMean: norm.empty?.mean ?? null,
    members,
    phrases: [...empty]
      .map(([text, count]) => ({ text, count }))
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)),
  };
}
