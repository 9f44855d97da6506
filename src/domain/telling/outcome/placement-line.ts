/** One placement: its newest counters, raw and de-watered, and what stored readings say of its account. */
import type { Placement } from '#domain/facts/commerce/schema.ts';
import { ENGAGED, SEEN } from '#domain/facts/posts/schema.ts';
import type { Store } from '#store/open-store.ts';
import type { ReadingRow } from '#store/readings/queries.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { NOT_AUDITED, ranged } from './estimate.ts';
import { cleanCount } from './measures/clean-count.ts';
import type { Counter, Estimate, PlacementLine } from './schema.ts';

export const valueOf = (counters: readonly Counter[], metric: string): number | null =>
  counters.find((c) => c.metric === metric)?.value ?? null;
export const sumOf = (counters: readonly Counter[], metrics: readonly string[]): number | null => {
  const found = counters.filter((c) => metrics.includes(c.metric));
  return found.length === 0 ? null : found.reduce((a, c) => a + c.value, 0);
};

type Levels = Map<string, Map<string, ReadingRow>>;
export async function readings(store: Store, accounts: readonly string[]): Promise<Levels> {
  const found: Levels = new Map();
  for (const row of await store.facts.all(readingsAbout, { kind: 'account', ids: accounts })) {
    const of = found.get(row.subject_id) ?? new Map<string, ReadingRow>();
    of.set(row.measure.split('@')[0] as string, row);
    found.set(row.subject_id, of);
  }
  return found;
}
const estimateOf = (row: ReadingRow | undefined): Estimate =>
  row?.state === 'ok' && row.value !== null && row.low !== null && row.high !== null
    ? ranged(row.value, row.low, row.high, row.n ?? 0)
    : NOT_AUDITED;

export function lineOf(
  p: Placement,
  counters: readonly Counter[],
  of: Map<string, ReadingRow> | undefined,
): PlacementLine {
  const seenBy = SEEN.find((metric) => valueOf(counters, metric) !== null) ?? null;
  const seen = seenBy === null ? null : valueOf(counters, seenBy);
  const trueShare = estimateOf(of?.get('true-fan-share'));
  const emptyShare = estimateOf(of?.get('empty-comments'));
  return {
    accountId: p.accountId,
    accountName: p.accountName,
    platform: p.platform,
    tier: p.tier,
    followers: p.followers,
    postId: p.postId,
    title: p.postTitle,
    publishedAt: p.publishedAt,
    state: p.state,
    costMinor: p.amountMinor,
    currency: p.currency,
    counters: [...counters],
    seenBy,
    seen,
    engagements: sumOf(counters, ENGAGED),
    evidence: of?.get('combined-evidence')?.level ?? null,
    trueShare,
    emptyShare,
    seenClean: cleanCount(seen, trueShare),
    commentsClean: cleanCount(valueOf(counters, 'comment_count'), emptyShare, true),
    from: { sourceId: p.sourceId, row: p.sourceRow },
  };
}
