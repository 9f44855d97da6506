/** The rights ledger: rights are added and ended, never changed; uses are appended with what the ledger said. */
import type { z } from 'zod';
import { missing, TouchstoneError, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { cardsById } from '#domain/facts/library/queries.ts';
import { clockOf } from '#domain/facts/library/today.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { type Circle, circle, knownAccount } from '../relations/circle.ts';
import { documentsById } from '../relations/documents.ts';
import { conditionsOf, standingOf, verdictOf } from './may-republish.ts';
import { cooperationPosts, postsNamed } from './queries.ts';
import * as s from './schema.ts';

const now = () => new Date().toISOString();
const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

export async function addRight(store: Store, given: s.NewRight, who: string): Promise<s.Right> {
  const card = await knownAccount(store, given.accountId);
  if (given.documentId !== null && !(await documentsById(store, [given.documentId])).has(given.documentId))
    throw missing(
      'no-document',
      `There is no document ${given.documentId}.`,
      'Keep the document first, then name its id.',
    );
  if (given.postId !== null) {
    const [post] = await store.facts.all(postsNamed, { ids: [given.postId] });
    if (!post)
      throw missing('no-post', `The library holds no post ${given.postId}.`, 'Import it, or correct the id.');
  }
  if (given.renews !== null) await rowOf(store, given.renews);
  const row: StateTables['usage_right'] = {
    right_id: newId(),
    account_id: card.account_id,
    campaign: given.campaign,
    post_id: given.postId,
    what: given.what,
    territories: given.territories === null ? null : JSON.stringify([...new Set(given.territories)].sort()),
    channels: given.channels === null ? null : JSON.stringify([...new Set(given.channels)]),
    edits: given.edits,
    group_use: given.groupUse === null ? null : Number(given.groupUse),
    term: given.term ?? (given.expiresOn === null ? 'unknown' : 'dated'),
    starts_on: given.startsOn,
    expires_on: given.expiresOn,
    fee_minor: given.feeMinor,
    currency: given.currency,
    clause: given.clause,
    document_id: given.documentId,
    renews: given.renews,
    recorded_by: who,
    recorded_at: now(),
    ended_on: null,
    ended_reason: null,
    ended_by: null,
  };
  await store.state.db.insertInto('usage_right').values(row).execute();
  await audit(store.state, {
    who,
    act: 'right-added',
    subjectKind: 'account',
    subjectId: card.account_id,
    detail: { rightId: row.right_id, expiresOn: row.expires_on },
  });
  return rightById(store, row.right_id);
}

async function rowOf({ state }: Store, rightId: string): Promise<StateTables['usage_right']> {
  const row = await state.db
    .selectFrom('usage_right')
    .selectAll()
    .where('right_id', '=', rightId)
    .executeTakeFirst();
  if (!row) throw missing('no-right', `There is no right ${rightId}.`, 'See `touchstone rights list`.');
  return row;
}

const rightById = async (store: Store, rightId: string): Promise<s.Right> =>
  (await rightsOf(store, {})).items.find((r) => r.rightId === rightId) as s.Right;

/** Ends a right before its day: from that day on it allows nothing. */
export async function endRight(
  store: Store,
  rightId: string,
  given: { on: string; reason: string },
  who: string,
): Promise<s.Right> {
  const row = await rowOf(store, rightId);
  if (row.ended_on !== null)
    throw new TouchstoneError('conflict', 'right-ended', `The right ended on ${row.ended_on} already.`, {
      fix: 'Add a new right where another was agreed.',
    });
  await store.state.db
    .updateTable('usage_right')
    .set({ ended_on: given.on, ended_reason: given.reason, ended_by: who })
    .where('right_id', '=', rightId)
    .execute();
  await audit(store.state, {
    who,
    act: 'right-ended',
    subjectKind: 'right',
    subjectId: rightId,
    detail: given,
  });
  return rightById(store, rightId);
}

export interface RightFilter {
  on?: string | undefined;
  withinDays?: number | undefined;
  /** The account and everything linked to it. */
  accountId?: string | undefined;
  campaign?: string | undefined;
  postId?: string | undefined;
}

/** The ledger on a day: the next to end first, then what has no end, then what is over. */
export async function rightsOf(store: Store, filter: RightFilter): Promise<s.RightList> {
  const clock = await clockOf(store, filter.on);
  const withinDays = filter.withinDays ?? s.WARNING_DAYS;
  const known = await circle(store);
  let query = store.state.db.selectFrom('usage_right').selectAll().orderBy('right_id');
  if (filter.accountId !== undefined) query = query.where('account_id', 'in', known.every(filter.accountId));
  if (filter.campaign !== undefined) query = query.where('campaign', '=', filter.campaign);
  if (filter.postId !== undefined) query = query.where('post_id', '=', filter.postId);
  const rows = await query.execute();
  const [cards, posts, documents, uses] = await Promise.all([
    store.facts.all(cardsById, { ids: [...new Set(rows.map((r) => known.shownId(r.account_id)))] }),
    store.facts.all(postsNamed, { ids: rows.flatMap((r) => r.post_id ?? []) }),
    documentsById(
      store,
      rows.flatMap((r) => r.document_id ?? []),
    ),
    store.state.db
      .selectFrom('right_use')
      .select('right_id')
      .select((e) => e.fn.countAll<number>().as('n'))
      .groupBy('right_id')
      .execute(),
  ]);
  const cardOf = new Map(cards.map((c) => [c.account_id, c]));
  const titleOf = new Map(posts.map((p) => [p.post_id, p.title]));
  const usesOf = new Map(uses.map((u) => [u.right_id, u.n]));
  const renewedBy = new Map(
    rows.flatMap((r) => (r.renews === null ? [] : [[r.renews, r.right_id] as const])),
  );
  const items = rows.map((r): s.Right => {
    const accountId = known.shownId(r.account_id);
    const card = cardOf.get(accountId);
    const terms = {
      territories: parsed(r.territories) as s.Right['territories'],
      channels: parsed(r.channels) as s.Right['channels'],
      edits: r.edits as s.Edit | null,
      term: r.term as s.Right['term'],
      startsOn: r.starts_on,
      expiresOn: r.expires_on,
      ended:
        r.ended_on === null ? null : { on: r.ended_on, reason: r.ended_reason ?? '', by: r.ended_by ?? '' },
    };
    return {
      rightId: r.right_id,
      accountId,
      accountName: card?.name ?? null,
      platform: card?.platform ?? null,
      campaign: r.campaign,
      postId: r.post_id,
      postTitle: r.post_id === null ? null : (titleOf.get(r.post_id) ?? null),
      what: r.what,
      ...terms,
      groupUse: r.group_use === null ? null : r.group_use === 1,
      feeMinor: r.fee_minor,
      currency: r.currency,
      clause: r.clause,
      document: r.document_id === null ? null : (documents.get(r.document_id) ?? null),
      renews: r.renews,
      renewedBy: renewedBy.get(r.right_id) ?? null,
      ...standingOf(terms, clock.on, withinDays),
      uses: usesOf.get(r.right_id) ?? 0,
      recordedBy: r.recorded_by,
      recordedAt: r.recorded_at,
    };
  });
  const over = (r: s.Right) => Number(r.state === 'expired' || r.state === 'ended');
  items.sort(
    (a, b) =>
      over(a) - over(b) ||
      (a.expiresOn ?? '9999').localeCompare(b.expiresOn ?? '9999') * (over(a) === 1 ? -1 : 1) ||
      a.rightId.localeCompare(b.rightId),
  );
  const counts = Object.fromEntries(
    s.STATES.map((state) => [state, items.filter((r) => r.state === state).length]),
  ) as s.RightList['counts'];
  return { ...clock, withinDays, items, counts };
}

/** How many posts without a right are listed by name. */
const NAMED = 50;

/** What may be shown again, for what was asked. */
export async function mayRepublish(store: Store, ask: s.Ask, accountId?: string): Promise<s.Today> {
  const { items, on, clock } = await rightsOf(store, { on: ask.on, accountId });
  const lines = items.map((right) => {
    const conditions = conditionsOf(right, { ...ask, on });
    return { right, verdict: verdictOf(conditions), conditions };
  });
  const rank = { pass: 0, unknown: 1, fail: 2 } as const;
  lines.sort((a, b) => rank[a.verdict] - rank[b.verdict]);
  const count = (verdict: s.Verdict) => lines.filter((l) => l.verdict === verdict).length;
  const known = await circle(store);
  const mine = accountId === undefined ? null : new Set(known.together(accountId));
  const unspoken = (await store.facts.all(cooperationPosts, {})).filter(
    (p) => (mine === null || mine.has(p.account_id)) && !items.some((r) => speaksOf(r, p, known)),
  );
  return {
    on,
    clock,
    ask,
    lines,
    counts: { pass: count('pass'), fail: count('fail'), unknown: count('unknown') },
    unspoken: {
      posts: unspoken.length,
      items: unspoken.slice(0, NAMED).map((p) => ({
        postId: p.post_id,
        title: p.title,
        accountId: p.account_id,
        accountName: p.account_name,
        campaign: p.campaign,
        publishedAt: p.published_at,
      })),
    },
  };
}

/** A right of a post speaks of that post; one of a campaign of its posts; one of an account of all its posts. */
const speaksOf = (
  right: s.Right,
  post: { post_id: string; account_id: string; campaign: string },
  known: Circle,
): boolean =>
  right.postId !== null
    ? right.postId === post.post_id
    : known.shownId(right.accountId) === post.account_id &&
      (right.campaign === null || right.campaign === post.campaign);

/** Writes down a use, with what the ledger says of it. A use that no right allows is written down too. */
export async function logUse(
  store: Store,
  given: z.output<typeof s.newUseSchema>,
  who: string,
): Promise<s.RightUse> {
  const right = given.rightId === null ? null : await rightOrNone(store, given.rightId);
  const accountId = right?.accountId ?? given.accountId;
  if (accountId === null)
    throw usage(
      'no-owner',
      'The use names neither a right nor an account.',
      'Name the right, or whose content it is.',
    );
  const card = await knownAccount(store, accountId);
  const usedOn = given.usedOn ?? (await clockOf(store)).on;
  const ask = { on: usedOn, territory: given.territory, channel: given.channel, edit: given.edited };
  // Without a right nobody can say.
  const conditions = right === null ? [] : conditionsOf(right, ask);
  const row: StateTables['right_use'] = {
    use_id: newId(),
    right_id: given.rightId,
    account_id: card.account_id,
    post_id: given.postId ?? right?.postId ?? null,
    used_on: usedOn,
    territory: given.territory,
    channel: given.channel,
    edited: given.edited,
    place: given.place,
    verdict: verdictOf(conditions),
    reasons: JSON.stringify(conditions),
    recorded_by: who,
    recorded_at: now(),
  };
  await store.state.db.insertInto('right_use').values(row).execute();
  await audit(store.state, {
    who,
    act: 'content-used',
    subjectKind: 'account',
    subjectId: card.account_id,
    detail: { useId: row.use_id, rightId: row.right_id, verdict: row.verdict },
  });
  return useOf(row, card.name);
}

async function rightOrNone(store: Store, rightId: string): Promise<s.Right> {
  await rowOf(store, rightId);
  return rightById(store, rightId);
}

const useOf = (r: StateTables['right_use'], accountName: string | null): s.RightUse => ({
  useId: r.use_id,
  rightId: r.right_id,
  accountId: r.account_id,
  accountName,
  postId: r.post_id,
  usedOn: r.used_on,
  territory: r.territory,
  channel: r.channel as s.RightChannel,
  edited: r.edited as s.Edit,
  place: r.place,
  verdict: r.verdict as s.Verdict,
  conditions: JSON.parse(r.reasons) as s.Condition[],
  recordedBy: r.recorded_by,
  recordedAt: r.recorded_at,
});

/** Uses, newest first. */
export async function usesOf(
  store: Store,
  of: { rightId?: string | undefined; accountId?: string | undefined } = {},
): Promise<s.RightUse[]> {
  const known = await circle(store);
  let query = store.state.db
    .selectFrom('right_use')
    .selectAll()
    .orderBy('used_on', 'desc')
    .orderBy('use_id', 'desc');
  if (of.rightId !== undefined) query = query.where('right_id', '=', of.rightId);
  if (of.accountId !== undefined) query = query.where('account_id', 'in', known.every(of.accountId));
  const rows = await query.limit(1000).execute();
  const cards = await store.facts.all(cardsById, {
    ids: [...new Set(rows.map((r) => known.shownId(r.account_id)))],
  });
  const nameOf = new Map(cards.map((c) => [c.account_id, c.name]));
  return rows.map((r) => useOf(r, nameOf.get(known.shownId(r.account_id)) ?? null));
}
