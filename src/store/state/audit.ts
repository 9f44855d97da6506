import { newId } from '#basis/id.ts';
import type { StateStore } from './open-state.ts';

export interface AuditEntry {
  who: string;
  act: string;
  subjectKind: string;
  subjectId: string;
  detail?: unknown;
}

/** Appends one line to the audit log. Lines are never changed. */
export async function audit(state: StateStore, entry: AuditEntry): Promise<void> {
  await state.db
    .insertInto('audit_log')
    .values({
      audit_id: newId(),
      at: new Date().toISOString(),
      who: entry.who,
      act: entry.act,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}

/** The newest lines first. */
export const auditLines = (state: StateStore, limit: number) =>
  state.db
    .selectFrom('audit_log')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('audit_id', 'desc')
    .limit(limit)
    .execute();
