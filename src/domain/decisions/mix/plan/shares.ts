/** Links that show one version of a plan and nothing else: an unguessable token, an end, and a way to take it back. */
import { randomBytes } from 'node:crypto';
import { missing } from '#basis/error.ts';
import { newId, sha256 } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { keptDecision, newestVersion } from './kept-plans.ts';
import type { Decision, PlanPage } from './schema.ts';

const DAY_MS = 86_400_000;

/** The token is told once; the store keeps its digest. */
export async function sharePlan(
  store: Store,
  planId: string,
  asked: { version?: number | undefined; days: number },
): Promise<{ shareId: string; path: string; expiresAt: string }> {
  const version = asked.version ?? (await newestVersion(store, planId));
  await keptDecision(store, planId, version);
  const token = randomBytes(32).toString('base64url');
  const shareId = newId();
  const now = Date.now();
  const expiresAt = new Date(now + asked.days * DAY_MS).toISOString();
  await store.state.db
    .insertInto('plan_share')
    .values({
      share_id: shareId,
      token_digest: sha256(token),
      plan_id: planId,
      version,
      created_at: new Date(now).toISOString(),
      expires_at: expiresAt,
      revoked_at: null,
    })
    .execute();
  await audit(store.state, {
    who: 'user',
    act: 'plan-shared',
    subjectKind: 'plan',
    subjectId: planId,
    detail: { shareId, version, expiresAt },
  });
  return { shareId, path: `/shared/${token}`, expiresAt };
}

export async function sharesOf(store: Store, planId: string): Promise<PlanPage['shares']> {
  const rows = await store.state.db
    .selectFrom('plan_share')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('created_at', 'desc')
    .execute();
  const now = new Date().toISOString();
  return rows.map((r) => ({
    shareId: r.share_id,
    version: r.version,
    createdAt: r.created_at,
    expiresAt: r.expires_at,
    state: r.revoked_at !== null ? 'revoked' : r.expires_at <= now ? 'expired' : 'open',
  }));
}

export async function revokeShare(store: Store, planId: string, shareId: string): Promise<void> {
  const found = await store.state.db
    .updateTable('plan_share')
    .set({ revoked_at: new Date().toISOString() })
    .where('share_id', '=', shareId)
    .where('plan_id', '=', planId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (found.numUpdatedRows === 0n)
    throw missing('no-share', `There is no open link ${shareId} of this plan.`);
  await audit(store.state, {
    who: 'user',
    act: 'plan-share-revoked',
    subjectKind: 'plan',
    subjectId: planId,
    detail: { shareId },
  });
}

/** The decision behind a token. A wrong, ended or revoked one says the same. */
export async function sharedDecision(
  store: Store,
  token: string,
): Promise<{ decision: Decision; version: number; expiresAt: string }> {
  const row = await store.state.db
    .selectFrom('plan_share')
    .selectAll()
    .where('token_digest', '=', sha256(token))
    .executeTakeFirst();
  if (!row || row.revoked_at !== null || row.expires_at <= new Date().toISOString())
    throw missing('no-share', 'This link shows nothing: it has ended, was taken back, or never was.');
  return {
    decision: await keptDecision(store, row.plan_id, row.version),
    version: row.version,
    expiresAt: row.expires_at,
  };
}
