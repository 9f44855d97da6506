/** Plans in the state store. A version is written once and never changed. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { missing } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Words } from '#basis/reading.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { MixCertificate } from '../schema.ts';
import { type Decision, decisionSchema, type PlanMade, type PlanRow } from './schema.ts';

/** What a proof rests on: costs of the candidates, and people by number for every account of the panel. */
export interface PlanProof {
  certificate: MixCertificate;
  prices: Record<string, number>;
  audience: Record<string, number[]>;
}

const pack = (value: unknown): string => gzipSync(JSON.stringify(value)).toString('base64');
const unpack = (text: string): unknown =>
  JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8')) as unknown;

const summaryOf = (d: Decision): Omit<PlanRow, 'planId' | 'version' | 'versions' | 'createdAt'> => ({
  name: d.brief.name,
  goal: d.brief.goal,
  mode: d.mode,
  names: d.chosen.length,
  cost: d.cost,
  budget: d.brief.budget,
  currency: d.brief.currency,
  touchShare: d.touchShare,
  proven: d.proven,
  gap: d.gap,
});

/** Keeps a new version; without a plan, a new plan. */
export async function keepPlan(
  { state }: Store,
  planId: string | null,
  kept: { decision: Decision; proof: PlanProof; change: Words },
): Promise<PlanMade> {
  const at = new Date().toISOString();
  const who = 'user';
  const made = await state.db.transaction().execute(async (change) => {
    const id = planId ?? newId();
    if (planId === null)
      await change
        .insertInto('plan')
        .values({ plan_id: id, name: kept.decision.brief.name, created_at: at, created_by: who })
        .execute();
    const last = await change
      .selectFrom('plan_version')
      .select((e) => e.fn.max<number | null>('version').as('version'))
      .where('plan_id', '=', id)
      .executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
    await change
      .insertInto('plan_version')
      .values({
        plan_id: id,
        version,
        summary: JSON.stringify(summaryOf(kept.decision)),
        decision: JSON.stringify(kept.decision),
        proof: pack(kept.proof),
        change: JSON.stringify(kept.change),
        created_at: at,
        created_by: who,
      })
      .execute();
    return { planId: id, version };
  });
  await audit(state, {
    who,
    act: 'plan-made',
    subjectKind: 'plan',
    subjectId: made.planId,
    detail: { version: made.version },
  });
  return made;
}

/** The newest version of every plan, newest first. */
export async function planRows({ state }: Store): Promise<PlanRow[]> {
  const rows = await state.db
    .selectFrom('plan_version')
    .select(['plan_id', 'version', 'summary', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('version', 'desc')
    .execute();
  const newest = new Map<string, PlanRow>();
  for (const row of rows)
    if (!newest.has(row.plan_id))
      newest.set(row.plan_id, {
        planId: row.plan_id,
        version: row.version,
        versions: row.version,
        createdAt: row.created_at,
        ...(JSON.parse(row.summary) as ReturnType<typeof summaryOf>),
      });
  return [...newest.values()];
}

export async function planVersions(
  { state }: Store,
  planId: string,
): Promise<{ version: number; createdAt: string; change: Words }[]> {
  const rows = await state.db
    .selectFrom('plan_version')
    .select(['version', 'created_at', 'change'])
    .where('plan_id', '=', planId)
    .orderBy('version')
    .execute();
  if (rows.length === 0)
    throw missing('no-plan', `There is no plan ${planId}.`, 'See `touchstone plan list`.');
  return rows.map((r) => ({
    version: r.version,
    createdAt: r.created_at,
    change: JSON.parse(r.change) as Words,
  }));
}

/** The number of the newest version. */
export async function newestVersion(store: Store, planId: string): Promise<number> {
  return (await planVersions(store, planId)).length;
}

const versionRow = async ({ state }: Store, planId: string, version: number) => {
  const row = await state.db
    .selectFrom('plan_version')
    .select(['decision', 'proof'])
    .where('plan_id', '=', planId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row) throw missing('no-plan-version', `Plan ${planId} has no version ${version}.`);
  return row;
};

/** Decisions were checked when they were made; a brief of an older version gets the fields that are new. */
export async function keptDecision(store: Store, planId: string, version: number): Promise<Decision> {
  return decisionSchema.parse(JSON.parse((await versionRow(store, planId, version)).decision));
}

export async function keptProof(store: Store, planId: string, version: number): Promise<PlanProof> {
  return unpack((await versionRow(store, planId, version)).proof) as PlanProof;
}
