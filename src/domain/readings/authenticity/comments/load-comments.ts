/** The comments of a scope's accounts and of their platforms' other accounts, read once for all detectors of a scope. */
import type { RowRef } from '#basis/reading.ts';
import type { FactReader } from '#store/facts/fact-store.ts';
import type { Scope } from '../detector.ts';
import { accountsAndPeers, commentSample } from './queries.ts';

export interface AccountComments {
  accountId: string;
  platform: string;
  texts: string[];
  /** Ms; NaN where unknown. */
  atMs: number[];
  publishedMs: number[];
  actors: string[];
  postIds: string[];
  rows: RowRef[];
  /** Comments in the library; `texts` holds at most 500 of them. */
  commentCount: number;
}

/** One platform: its accounts with comments, by id. Norms are made of all of them. */
export type Platforms = Map<string, Map<string, AccountComments>>;

const MOST_PEERS = 300;
const MOST_COMMENTS = 500;
const CHUNK = 100;

const empty = (accountId: string, platform: string, commentCount: number): AccountComments => ({
  accountId,
  platform,
  texts: [],
  atMs: [],
  publishedMs: [],
  actors: [],
  postIds: [],
  rows: [],
  commentCount,
});

async function load(facts: FactReader, scope: Scope): Promise<Platforms> {
  const platforms: Platforms = new Map();
  const accounts = await facts.all(accountsAndPeers, { ids: scope.accountIds, most: MOST_PEERS });
  const platformOf = new Map(accounts.map((a) => [a.account_id, a.platform]));
  for (let from = 0; from < accounts.length; from += CHUNK) {
    scope.signal?.throwIfAborted();
    const ids = accounts.slice(from, from + CHUNK).map((a) => a.account_id);
    for (const row of await facts.all(commentSample, { ids, asOf: scope.asOf, most: MOST_COMMENTS })) {
      const platform = platformOf.get(row.account_id) as string;
      let there = platforms.get(platform);
      if (!there) platforms.set(platform, (there = new Map()));
      let account = there.get(row.account_id);
      if (!account) {
        account = empty(row.account_id, platform, row.comment_count);
        there.set(row.account_id, account);
      }
      account.texts.push(row.text);
      account.atMs.push(row.acted_ms ?? Number.NaN);
      account.publishedMs.push(row.published_ms ?? Number.NaN);
      account.actors.push(row.actor);
      account.postIds.push(row.post_id);
      account.rows.push({ sourceId: row.source_id, row: row.source_row });
    }
  }
  return platforms;
}

const loaded = new WeakMap<Scope, Promise<Platforms>>();

export function loadComments(facts: FactReader, scope: Scope): Promise<Platforms> {
  let platforms = loaded.get(scope);
  if (!platforms) loaded.set(scope, (platforms = load(facts, scope)));
  return platforms;
}

/** Each account of the scope with all accounts of its platform; without comments and peers where there are none. */
export function* withPeers(
  platforms: Platforms,
  scope: Scope,
): Generator<[AccountComments, AccountComments[]]> {
  const wanted = new Set(scope.accountIds);
  for (const accounts of platforms.values()) {
    const all = [...accounts.values()];
    for (const account of all) if (wanted.delete(account.accountId)) yield [account, all];
  }
  for (const accountId of wanted) yield [empty(accountId, '', 0), []];
}
