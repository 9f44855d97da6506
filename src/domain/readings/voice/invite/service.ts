/** Frames of consumers to invite, and the log of what they said about taking part. */

import { z } from 'zod';
import { missing, refused, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { notErased } from '#domain/facts/people/erased.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { quotaDraw } from '../measures/quota-draw.ts';
import { buyers, engagers, speakers } from './queries.ts';
import {
  CONSENT_STATES,
  cellSchema,
  type Invitation,
  type InvitationRequest,
  type Invitees,
  invitationRequestSchema,
} from './schema.ts';

const definitionSchema = z.object({
  request: invitationRequestSchema,
  found: z.number(),
  cells: z.array(cellSchema),
});
type ConsentState = (typeof CONSENT_STATES)[number];

export async function makeInvitation(
  store: Store,
  request: InvitationRequest,
  who: string,
): Promise<Invitation> {
  if (request.source === 'speakers' && request.words.length === 0)
    throw usage('no-words', 'Speakers are found by words.', 'Give one at least.');
  const drawnFrom =
    request.source === 'speakers'
      ? await store.facts.all(speakers, request)
      : await store.facts.all(request.source === 'engagers' ? engagers : buyers, request);
  const allowed = new Set(
    await notErased(
      store,
      drawnFrom.map((p) => p.actor_key),
    ),
  );
  const found = drawnFrom.filter((p) => allowed.has(p.actor_key));
  if (found.length === 0)
    throw request.source === 'speakers'
      ? refused('no-speakers', 'Nobody in the library spoke of these words.', undefined, 'Try other words.')
      : refused('no-people', 'Nobody in the library is in this frame.', undefined, 'Widen it.');
  const { dimension } = request;
  const people = found.map((p) => ({ ...p, key: p.actor_key, cell: p[dimension] ?? 'unknown' }));
  const { drawn, cells } = quotaDraw(people, request.size, request.quotas);
  const row = {
    invitation_id: newId(),
    name: request.name,
    definition: JSON.stringify({ request, found: found.length, cells }),
    made_by: who,
    made_at: new Date().toISOString(),
  };
  const { db } = store.state;
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('invitation').values(row).execute();
    for (let i = 0; i < drawn.length; i += 100)
      await tx
        .insertInto('invitee')
        .values(
          drawn.slice(i, i + 100).map((p) => ({
            invitation_id: row.invitation_id,
            actor_key: p.key,
            platform: p.platform,
            cell: p.cell,
            texts: p.texts,
          })),
        )
        .execute();
  });
  await audit(store.state, {
    who,
    act: 'invitation-made',
    subjectKind: 'invitation',
    subjectId: row.invitation_id,
    detail: { request, drawn: drawn.length },
  });
  return invitation(store, row.invitation_id);
}

export async function invitation(store: Store, invitationId: string): Promise<Invitation> {
  const { db } = store.state;
  const row = await db
    .selectFrom('invitation')
    .selectAll()
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst();
  if (!row) throw missing('no-invitation', `There is no invitation ${invitationId}.`);
  const { request, found, cells } = definitionSchema.parse(JSON.parse(row.definition));
  const states = [...(await newestStates(store, invitationId)).values()];
  return {
    invitationId,
    name: row.name,
    request,
    madeBy: row.made_by,
    madeAt: row.made_at,
    drawn: cells.reduce((n, c) => n + c.drawn, 0),
    found,
    cells,
    consent: Object.fromEntries(
      CONSENT_STATES.map((state) => [state, states.filter((s) => s.state === state).length]),
    ) as Record<ConsentState, number>,
  };
}

export async function invitations(store: Store): Promise<Invitation[]> {
  const rows = await store.state.db
    .selectFrom('invitation')
    .select('invitation_id')
    .orderBy('made_at', 'desc')
    .limit(100)
    .execute();
  return Promise.all(rows.map((r) => invitation(store, r.invitation_id)));
}

async function newestStates(store: Store, invitationId: string) {
  const rows = await store.state.db
    .selectFrom('consent')
    .selectAll()
    .where('invitation_id', '=', invitationId)
    .orderBy('recorded_at')
    .orderBy('consent_id')
    .execute();
  return new Map(rows.map((r) => [r.actor_key, r]));
}

export async function invitees(
  store: Store,
  invitationId: string,
  page: { limit: number; offset: number },
): Promise<Invitees> {
  const states = await newestStates(store, invitationId);
  const { db } = store.state;
  const [rows, total] = await Promise.all([
    db
      .selectFrom('invitee')
      .selectAll()
      .where('invitation_id', '=', invitationId)
      .orderBy('cell')
      .orderBy('actor_key')
      .limit(page.limit)
      .offset(page.offset)
      .execute(),
    db
      .selectFrom('invitee')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('invitation_id', '=', invitationId)
      .executeTakeFirst(),
  ]);
  return {
    total: total?.n ?? 0,
    items: rows.map((r) => {
      const said = states.get(r.actor_key);
      return {
        actorKey: r.actor_key,
        platform: r.platform,
        cell: r.cell,
        texts: r.texts,
        state: (said?.state as ConsentState | undefined) ?? null,
        note: said?.note ?? '',
        at: said?.recorded_at ?? null,
      };
    }),
  };
}

/** Everybody on an invitation with the newest word on taking part, for rooms that go on with it. */
export async function frameOf(
  store: Store,
  invitationId: string,
): Promise<{ actorKey: string; platform: string; cell: string; state: ConsentState | null }[]> {
  await invitation(store, invitationId);
  const states = await newestStates(store, invitationId);
  const rows = await store.state.db
    .selectFrom('invitee')
    .selectAll()
    .where('invitation_id', '=', invitationId)
    .orderBy('cell')
    .orderBy('actor_key')
    .execute();
  return rows.map((r) => ({
    actorKey: r.actor_key,
    platform: r.platform,
    cell: r.cell,
    state: (states.get(r.actor_key)?.state as ConsentState | undefined) ?? null,
  }));
}

/** Adds lines to the consent log; a later line stands beside the earlier. */
export async function recordConsent(
  store: Store,
  invitationId: string,
  said: { actorKeys: readonly string[]; state: ConsentState; note: string },
  who: string,
): Promise<Invitation> {
  const { db } = store.state;
  const known = new Set(
    (
      await db.selectFrom('invitee').select('actor_key').where('invitation_id', '=', invitationId).execute()
    ).map((r) => r.actor_key),
  );
  const stranger = said.actorKeys.find((key) => !known.has(key));
  if (stranger !== undefined) throw missing('no-invitee', `${stranger} is not on this invitation.`);
  const at = new Date().toISOString();
  await db.transaction().execute(async (tx) => {
    for (const key of said.actorKeys)
      await tx
        .insertInto('consent')
        .values({
          consent_id: newId(),
          invitation_id: invitationId,
          actor_key: key,
          state: said.state,
          note: said.note,
          recorded_by: who,
          recorded_at: at,
        })
        .execute();
  });
  await audit(store.state, {
    who,
    act: `consent-${said.state}`,
    subjectKind: 'invitation',
    subjectId: invitationId,
    detail: { people: said.actorKeys.length, note: said.note },
  });
  return invitation(store, invitationId);
}
