/** A board: chosen accounts, and what changed since somebody last looked. */
import { z } from 'zod';
import type { Store } from '#store/open-store.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { accountFacts, followerSeries } from '../queries.ts';
import { ask, rankOf } from '../service.ts';
import { BOARD_FIGURES, type Board } from './schema.ts';

interface Chosen {
  listId: string;
  name: string;
  ids: readonly string[];
}
const lookSchema = z.object({
  at: z.string(),
  accounts: z.record(
    z.string(),
    z.object({
      followers: z.number().nullable(),
      engagement: z.number().nullable(),
      price: z.number().nullable(),
      evidence: z.string().nullable(),
      place: z.number().nullable(),
    }),
  ),
});
type Look = z.infer<typeof lookSchema>;
type Figures = Look['accounts'][string];

const keyOf = (listId: string) => `board_look:${listId}`;

async function lastLook({ state }: Store, listId: string): Promise<Look | null> {
  const row = await state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', keyOf(listId))
    .executeTakeFirst();
  return row ? (lookSchema.safeParse(JSON.parse(row.value)).data ?? null) : null;
}

/** The figures of the chosen accounts as they are now. */
async function figuresNow(store: Store, ids: readonly string[]) {
  const asked = await ask(store, {});
  const facts = await store.facts.all(accountFacts, { ids });
  const evidence = new Map(
    (await store.facts.all(readingsAbout, { kind: 'account', ids }))
      .filter((r) => r.measure.startsWith('combined-evidence@'))
      .map((r) => [r.subject_id, r.level]),
  );
  const figures = facts.map((f) => {
    const place = asked.base.placeOf.get(f.account_id);
    const engagement = place === undefined ? undefined : asked.accounts.columns['engagement']?.[place];
    const now: Figures = {
      followers: f.follower_value ?? f.follower_low,
      engagement: engagement === undefined || Number.isNaN(engagement) ? null : engagement,
      price: f.price_value ?? f.price_low,
      evidence: evidence.get(f.account_id) ?? null,
      place: place === undefined ? null : (rankOf(place, asked.scores.total)?.place ?? null),
    };
    return { facts: f, now };
  });
  const scored = asked.scores.total.reduce((n, t) => n + (Number.isNaN(t) ? 0 : 1), 0);
  return { asOf: asked.asOf, figures, scored };
}

export async function board(store: Store, { listId, name, ids }: Chosen): Promise<Board> {
  const look = await lastLook(store, listId);
  const { asOf, figures, scored } = await figuresNow(store, ids);
  const series = Map.groupBy(await store.facts.all(followerSeries, { ids }), (s) => s.account_id);
  const items = figures.map(({ facts: f, now }): Board['items'][number] => {
    const before = look?.accounts[f.account_id];
    const pair = <K extends keyof Figures>(key: K) => ({ now: now[key], before: before?.[key] ?? null });
    return {
      accountId: f.account_id,
      name: f.name,
      platform: f.platform,
      fresh: look !== null && !before,
      followers: pair('followers'),
      engagement: pair('engagement'),
      price: { ...pair('price'), currency: f.price_currency },
      evidence: pair('evidence'),
      place: pair('place'),
      series: (series.get(f.account_id) ?? []).map((s) => ({ at: s.at, value: s.followers })),
      changed: before ? BOARD_FIGURES.filter((key) => before[key] !== now[key]) : [],
    };
  });
  return {
    listId,
    name,
    asOf,
    lookedAt: look?.at ?? null,
    scored,
    changed: items.filter((i) => i.changed.length > 0).length,
    items,
  };
}

/** Remembers the figures as they are now: the next board tells what changed from here. */
export async function looked(store: Store, { listId, ids }: Chosen): Promise<void> {
  const { figures } = await figuresNow(store, ids);
  const look: Look = {
    at: new Date().toISOString(),
    accounts: Object.fromEntries(figures.map(({ facts, now }) => [facts.account_id, now])),
  };
  await store.state.db.transaction().execute(async (change) => {
    await change.deleteFrom('setting').where('name', '=', keyOf(listId)).execute();
    await change
      .insertInto('setting')
      .values({ name: keyOf(listId), value: JSON.stringify(look) })
      .execute();
  });
}
