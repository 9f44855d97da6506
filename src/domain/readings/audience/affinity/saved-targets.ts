/** Targets kept by name: the share of each in the audience of every account, stored as readings that value reads. */
import { digestOf } from '#basis/id.ts';
import type { Finding } from '#basis/reading.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { keepFindings } from '#store/readings/keep-readings.ts';
import { targetShare } from '../measures/target-share.ts';
import { type Basis, type SavedTarget, savedTargetSchema, type Target } from '../schema.ts';
import { sharesByAccount } from './queries.ts';
import { resolved } from './service.ts';

const NAME = 'audience_targets';
const MOST = 50;

export async function savedTargets({ state }: Store): Promise<SavedTarget[]> {
  const row = await state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  const read = savedTargetSchema.array().safeParse(row ? JSON.parse(row.value) : []);
  return read.data ?? [];
}

async function keep(store: Store, targets: readonly SavedTarget[]): Promise<void> {
  await store.state.db.transaction().execute(async (change) => {
    await change.deleteFrom('setting').where('name', '=', NAME).execute();
    await change
      .insertInto('setting')
      .values({ name: NAME, value: JSON.stringify(targets) })
      .execute();
  });
}

/** Measures the target's share in every audience in hand and keeps both; the same target again is measured again. */
export async function saveTarget(
  store: Store,
  { target, basis }: { target: Target; basis: Basis },
): Promise<SavedTarget> {
  const key = digestOf([target, basis]).slice(0, 8);
  const asOf = (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null;
  const rows = await store.facts.all(sharesByAccount, { target: await resolved(store, target), basis });
  const findings = rows.map((r): Finding => {
    const result = targetShare({ ...r, detail: { target: target.name, key, basis } });
    const percent = result.state === 'ok' ? `${(100 * result.value).toFixed(1)} %` : '';
    return {
      subject: { kind: 'account', id: r.account_id },
      measure: `target-share-${key}@1`,
      asOf: asOf ?? new Date(0).toISOString(),
      inputDigest: digestOf([target, basis, r]),
      level: result.state === 'ok' ? 'none' : 'insufficient',
      result,
      summary:
        result.state === 'ok'
          ? {
              en: `${percent} of ${result.n} people belong to the target “${target.name}”.`,
              zh: `${result.n} 人中 ${percent} 属于目标“${target.name}”。`,
            }
          : {
              en: `Share of “${target.name}”: ${result.have.en}.`,
              zh: `“${target.name}”占比：${result.have.zh}。`,
            },
      rowCount: 0,
      rows: [],
    };
  });
  await keepFindings(store, findings);
  const measured = findings.filter((f) => f.result.state === 'ok').length;
  const saved: SavedTarget = { key, target, basis, asOf, measured, thin: findings.length - measured };
  const others = (await savedTargets(store)).filter((t) => t.key !== key);
  await keep(store, [saved, ...others].slice(0, MOST));
  return saved;
}

/** Forgets the name; the readings stay, as every reading does. */
export async function forgetTarget(store: Store, key: string): Promise<void> {
  await keep(
    store,
    (await savedTargets(store)).filter((t) => t.key !== key),
  );
}
