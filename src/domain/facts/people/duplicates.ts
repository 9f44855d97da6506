/** Accounts that may be one, with the evidence of it; and the act of joining them. An equal nickname never suffices. */
import { missing, usage } from '#basis/error.ts';
import type { PlatformId } from '#basis/platform.ts';
import { cardsById } from '#domain/facts/library/queries.ts';
import type { Duplicate, DuplicateEvidence, Join } from '#domain/facts/library/schema.ts';
import type { Store } from '#store/open-store.ts';
import { canonicalOf, idsOf, recordJoin, shownAs } from './joins.ts';
import { duplicatePairs, sharedPosts } from './queries.ts';

/** Reasons by which two accounts may be joined without words of a person. */
const ENOUGH: ReadonlySet<DuplicateEvidence['kind']> = new Set(['conflict', 'shared_id', 'same_link']);
/** Rows of evidence looked through for one answer. */
const LIMIT = 2000;

interface Named {
  platform: PlatformId;
  name: string | null;
}
const namesOf = async (store: Store, ids: readonly string[]): Promise<Map<string, Named>> =>
  new Map((await store.facts.all(cardsById, { ids })).map((c) => [c.account_id, c]));

/** Pairs of shown accounts with what speaks for their being one; of all accounts where `ids` is null. */
async function pairsOf(store: Store, ids: readonly string[] | null): Promise<Duplicate[]> {
  const rows = await store.facts.all(duplicatePairs, { ids, limit: LIMIT });
  if (rows.length === 0) return [];
  const shown = await shownAs(store);
  const pairs = new Map<string, [string, string, DuplicateEvidence[]]>();
  for (const r of rows) {
    const [one, other] = [r.account_id, r.other_account_id].map((id) => shown.get(id) ?? id) as [
      string,
      string,
    ];
    const key = JSON.stringify(ids === null ? [one, other].toSorted() : [one, other]);
    const pair = pairs.get(key) ?? [one, other, []];
    pair[2].push({
      kind: r.kind,
      text: `${r.namespace}: ${r.value}`,
      from: { sourceId: r.source_id, row: r.source_row },
    });
    pairs.set(key, pair);
  }
  const names = await namesOf(store, [...new Set([...pairs.values()].flatMap(([a, b]) => [a, b]))]);
  return [...pairs.values()].flatMap(([accountId, otherAccountId, evidence]) => {
    const [one, other] = [names.get(accountId), names.get(otherAccountId)];
    return one && other
      ? [
          {
            accountId,
            otherAccountId,
            platform: one.platform,
            name: one.name,
            otherName: other.name,
            evidence,
          },
        ]
      : [];
  });
}

/** What else the pair shares; none of it would be enough alone. */
async function besides(store: Store, d: Duplicate): Promise<DuplicateEvidence[]> {
  const [ids, others] = await Promise.all([idsOf(store, d.accountId), idsOf(store, d.otherAccountId)]);
  const posts = await store.facts.first(sharedPosts, { ids, others });
  const found: DuplicateEvidence[] = [];
  if (posts && posts.n > 0)
    found.push({
      kind: 'shared_posts',
      text: String(posts.n),
      from:
        posts.source_id === null || posts.source_row === null
          ? null
          : { sourceId: posts.source_id, row: posts.source_row },
    });
  if (d.name !== null && d.name === d.otherName) found.push({ kind: 'same_name', text: d.name, from: null });
  return found;
}

/** Possible duplicates of the account with these ids, with all their evidence. */
export const duplicatesOf = async (store: Store, ids: readonly string[]): Promise<Duplicate[]> =>
  Promise.all(
    (await pairsOf(store, ids)).map(async (d) => ({
      ...d,
      evidence: [...d.evidence, ...(await besides(store, d))],
    })),
  );

/** Possible duplicates in the whole library. */
export const allDuplicates = (store: Store): Promise<Duplicate[]> => pairsOf(store, null);

/**
 * Declares that two accounts are one; the first stays as the shown one. Needs a row that named both, a shared id, one
 * profile link, or the person's own words.
 */
export async function joinAccounts(
  store: Store,
  pair: readonly [string, string],
  because: string,
  who: string,
): Promise<Join> {
  const [kept, joined] = (await Promise.all(pair.map((id) => canonicalOf(store, id)))) as [string, string];
  if (kept === joined) throw usage('one-already', 'These are one account already.', 'Name two accounts.');
  const names = await namesOf(store, [kept, joined]);
  for (const id of [kept, joined])
    if (!names.has(id))
      throw missing(
        'no-account',
        `There is no account ${id} in the library.`,
        'Search for it with `touchstone library search`.',
      );
  const [one, other] = [names.get(kept), names.get(joined)] as [Named, Named];
  if (one.platform !== other.platform)
    throw usage(
      'two-platforms',
      `One account cannot be on both ${one.platform} and ${other.platform}.`,
      'Link accounts of one person on two platforms with `touchstone account A --link B`.',
    );
  await refuseTwoPeople(store, [...(await idsOf(store, kept)), ...(await idsOf(store, joined))]);
  const known = (await duplicatesOf(store, await idsOf(store, kept))).find(
    (d) => d.otherAccountId === joined,
  );
  const evidence: DuplicateEvidence[] =
    known?.evidence ??
    (await besides(store, {
      accountId: kept,
      otherAccountId: joined,
      platform: one.platform,
      name: one.name,
      otherName: other.name,
      evidence: [],
    }));
  const words = because.trim();
  if (words !== '') evidence.push({ kind: 'statement', text: words, from: null });
  else if (!evidence.some((e) => ENOUGH.has(e.kind)))
    throw usage(
      'weak-evidence',
      'Nothing in the library but at most an equal name or shared posts says that these accounts are one.',
      'Say how you know it.',
    );
  return recordJoin(store, joined, kept, evidence, who);
}

async function refuseTwoPeople({ state }: Store, ids: readonly string[]): Promise<void> {
  const people = await state.db
    .selectFrom('person_link')
    .select('person_id')
    .distinct()
    .where('account_id', 'in', ids)
    .where('undone_at', 'is', null)
    .execute();
  if (people.length > 1)
    throw usage(
      'two-people',
      'These accounts are linked to two different people.',
      'Undo one of the links first.',
    );
}
