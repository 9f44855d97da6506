/** A person's correction stands beside the machine's value. Neither overwrites the other (M15). */
import { missing } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';

export interface Correction {
  correctionId: string;
  field: string;
  machineValue: string | null;
  humanValue: string;
  reason: string;
  correctedBy: string;
  correctedAt: string;
  withdrawnAt: string | null;
}

const correctionOf = (r: StateTables['correction']): Correction => ({
  correctionId: r.correction_id,
  field: r.field,
  machineValue: r.machine_value,
  humanValue: r.human_value,
  reason: r.reason,
  correctedBy: r.corrected_by,
  correctedAt: r.corrected_at,
  withdrawnAt: r.withdrawn_at,
});

export interface NewCorrection {
  subjectKind: string;
  subjectId: string;
  field: string;
  machineValue: string | null;
  humanValue: string;
  reason: string;
}

export async function correct(store: Store, c: NewCorrection, who: string): Promise<Correction> {
  const row = {
    correction_id: newId(),
    subject_kind: c.subjectKind,
    subject_id: c.subjectId,
    field: c.field,
    machine_value: c.machineValue,
    human_value: c.humanValue,
    reason: c.reason,
    corrected_by: who,
    corrected_at: new Date().toISOString(),
    withdrawn_at: null,
  };
  await store.state.db.insertInto('correction').values(row).execute();
  await audit(store.state, {
    who,
    act: 'corrected',
    subjectKind: c.subjectKind,
    subjectId: c.subjectId,
    detail: c,
  });
  return correctionOf(row);
}

export async function withdraw(store: Store, correctionId: string, who: string): Promise<void> {
  const done = await store.state.db
    .updateTable('correction')
    .set({ withdrawn_at: new Date().toISOString() })
    .where('correction_id', '=', correctionId)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw missing('no-correction', `There is no correction ${correctionId}.`);
  await audit(store.state, {
    who,
    act: 'correction-withdrawn',
    subjectKind: 'correction',
    subjectId: correctionId,
  });
}

export async function correctionsOf(
  { state }: Store,
  subjectKind: string,
  /** All ids of the subject: a joined account has several. */
  subjectIds: readonly string[],
): Promise<Correction[]> {
  const rows = await state.db
    .selectFrom('correction')
    .selectAll()
    .where('subject_kind', '=', subjectKind)
    .where('subject_id', 'in', subjectIds)
    .orderBy('corrected_at', 'desc')
    .execute();
  return rows.map(correctionOf);
}
