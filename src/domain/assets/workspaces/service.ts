/** Brands and groups: who owns which campaigns, who may see them together, and who did. */
import type { z } from 'zod';
import { missing, TouchstoneError, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { holdSchema, newBrandSchema, newGrantSchema, newGroupSchema } from './schema.ts';

type State = Store['state']['db'];

const OWNER = 'owner';

async function organisationOf(db: State, name: string, who: string, at: string): Promise<string> {
  const found = await db
    .selectFrom('organisation')
    .select('organisation_id')
    .where('name', '=', name)
    .executeTakeFirst();
  if (found) return found.organisation_id;
  const id = newId();
  await db
    .insertInto('organisation')
    .values({ organisation_id: id, name, created_by: who, created_at: at })
    .execute();
  return id;
}

async function makeWorkspace(
  db: State,
  of: { organisationId: string; kind: 'brand' | 'group'; brandId: string | null; name: string },
  who: string,
  at: string,
): Promise<string> {
  const taken = await db
    .selectFrom('workspace')
    .select('workspace_id')
    .where('name', '=', of.name)
    .executeTakeFirst();
  if (taken)
    throw new TouchstoneError('conflict', 'workspace-exists', `There is a workspace “${of.name}” already.`, {
      fix: 'Choose another name.',
    });
  const id = newId();
  await db
    .insertInto('workspace')
    .values({
      workspace_id: id,
      organisation_id: of.organisationId,
      kind: of.kind,
      brand_id: of.brandId,
      name: of.name,
      created_by: who,
      created_at: at,
    })
    .execute();
  await db
    .insertInto('membership')
    .values({
      membership_id: newId(),
      workspace_id: id,
      who,
      role: OWNER,
      granted_by: who,
      granted_at: at,
      ended_at: null,
    })
    .execute();
  return id;
}

export async function makeBrand(
  store: Store,
  given: z.output<typeof newBrandSchema>,
  who: string,
): Promise<string> {
  const at = new Date().toISOString();
  const brandId = newId();
  await store.state.db.transaction().execute(async (db) => {
    const taken = await db
      .selectFrom('brand')
      .select('brand_id')
      .where('name', '=', given.name)
      .executeTakeFirst();
    if (taken)
      throw new TouchstoneError('conflict', 'brand-exists', `There is a brand “${given.name}” already.`, {
        fix: 'Choose another name.',
      });
    const organisationId = await organisationOf(db, given.organisation, who, at);
    await db
      .insertInto('brand')
      .values({
        brand_id: brandId,
        organisation_id: organisationId,
        name: given.name,
        words: JSON.stringify(given.words),
        created_by: who,
        created_at: at,
        archived_at: null,
      })
      .execute();
    await makeWorkspace(db, { organisationId, kind: 'brand', brandId, name: given.name }, who, at);
  });
  await audit(store.state, {
    who,
    act: 'brand-made',
    subjectKind: 'brand',
    subjectId: brandId,
    detail: { name: given.name },
  });
  return brandId;
}

export async function makeGroup(
  store: Store,
  given: z.output<typeof newGroupSchema>,
  who: string,
): Promise<string> {
  const at = new Date().toISOString();
  const id = await store.state.db.transaction().execute(async (db) => {
    const organisationId = await organisationOf(db, given.organisation, who, at);
    return makeWorkspace(db, { organisationId, kind: 'group', brandId: null, name: given.name }, who, at);
  });
  await audit(store.state, {
    who,
    act: 'group-made',
    subjectKind: 'workspace',
    subjectId: id,
    detail: { name: given.name },
  });
  return id;
}

const brandRow = async ({ state }: Store, brandId: string) => {
  const row = await state.db
    .selectFrom('brand')
    .selectAll()
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  if (!row) throw missing('no-brand', `There is no brand ${brandId}.`, 'See `touchstone brands list`.');
  return row;
};
export const groupRow = async ({ state }: Store, workspaceId: string) => {
  const row = await state.db
    .selectFrom('workspace')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'group')
    .executeTakeFirst();
  if (!row) throw missing('no-group', `There is no group ${workspaceId}.`, 'See `touchstone brands list`.');
  return row;
};

export async function grant(
  store: Store,
  given: z.output<typeof newGrantSchema>,
  who: string,
): Promise<string> {
  const brand = await brandRow(store, given.brandId);
  const group = await groupRow(store, given.workspaceId);
  const held = await store.state.db
    .selectFrom('brand_grant')
    .select('grant_id')
    .where('brand_id', '=', given.brandId)
    .where('workspace_id', '=', given.workspaceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (held)
    throw new TouchstoneError(
      'conflict',
      'granted-already',
      `${brand.name} shares with ${group.name} already.`,
      { fix: 'Take the grant back first to change its purpose.' },
    );
  const id = newId();
  await store.state.db
    .insertInto('brand_grant')
    .values({
      grant_id: id,
      brand_id: given.brandId,
      workspace_id: given.workspaceId,
      purpose: given.purpose,
      granted_by: who,
      granted_at: new Date().toISOString(),
      revoked_by: null,
      revoked_at: null,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'history-granted',
    subjectKind: 'brand',
    subjectId: given.brandId,
    detail: { group: group.name, purpose: given.purpose },
  });
  return id;
}

export async function revoke(store: Store, grantId: string, who: string): Promise<void> {
  const done = await store.state.db
    .updateTable('brand_grant')
    .set({ revoked_by: who, revoked_at: new Date().toISOString() })
    .where('grant_id', '=', grantId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw missing('no-grant', `There is no open grant ${grantId}.`, 'See `touchstone brands list`.');
  await audit(store.state, { who, act: 'history-grant-revoked', subjectKind: 'grant', subjectId: grantId });
}

/** Puts a kept campaign or a plan to a brand, whatever name it bears. */
export async function hold(
  store: Store,
  brandId: string,
  of: z.output<typeof holdSchema>,
  who: string,
): Promise<void> {
  await brandRow(store, brandId);
  const { db } = store.state;
  const done =
    of.campaign !== undefined
      ? await db
          .updateTable('campaign')
          .set({ brand_id: brandId })
          .where('campaign', '=', of.campaign)
          .executeTakeFirst()
      : await db
          .updateTable('plan')
          .set({ brand_id: brandId })
          .where('plan_id', '=', of.planId ?? '')
          .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw usage(
      'not-kept',
      'That campaign or plan is not kept here.',
      'Keep the campaign with `touchstone campaign new`, or give the brand the name the file uses.',
    );
  await audit(store.state, { who, act: 'brand-holds', subjectKind: 'brand', subjectId: brandId, detail: of });
}
