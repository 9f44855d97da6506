/** Personal links: one a person and survey, told once, kept as digests. */
import { randomBytes } from 'node:crypto';
import { TouchstoneError } from '#basis/error.ts';
import { actorKey, sha256 } from '#basis/id.ts';
import { notErased } from '#domain/facts/people/erased.ts';
import { keysOfList } from '#domain/readings/audience/affinity/people-lists.ts';
import { frameOf } from '#domain/readings/voice/invite/service.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { keptSurvey } from './kept-surveys.ts';
import type { Links, LinksRequest } from './schema.ts';

interface Asked {
  /** How the caller names the person: the id given, or the key. */
  person: string;
  key: string;
  platform: string | null;
  cell: string;
}

async function peopleOf(store: Store, request: LinksRequest): Promise<Asked[]> {
  switch (request.from) {
    case 'invitation': {
      const frame = await frameOf(store, request.invitationId);
      return frame
        .filter((p) => p.state !== null && request.states.includes(p.state))
        .map((p) => ({ person: p.actorKey, key: p.actorKey, platform: p.platform, cell: p.cell }));
    }
    case 'list':
      return (await keysOfList(store, request.list)).map((key) => ({
        person: key,
        key,
        platform: null,
        cell: '',
      }));
    case 'ids':
      return [...new Set(request.ids)].map((id) => ({
        person: id,
        key: actorKey(store.actorKey, request.platform, id),
        platform: request.platform,
        cell: '',
      }));
  }
}

/** Who withdrew or declined in an invitation is not asked again; who was erased is not asked at all. */
export async function makeLinks(
  store: Store,
  surveyId: string,
  request: LinksRequest,
  who: string,
): Promise<Links> {
  const kept = await keptSurvey(store, surveyId);
  if (kept.state === 'closed')
    throw new TouchstoneError('conflict', 'survey-closed', 'The survey is closed.', {
      fix: 'Open it again.',
    });
  const people = await peopleOf(store, request);
  const allowed = new Set(
    await notErased(
      store,
      people.map((p) => p.key),
    ),
  );
  const { db } = store.state;
  const known = new Set(
    (await db.selectFrom('survey_link').select('actor_key').where('survey_id', '=', surveyId).execute()).map(
      (r) => r.actor_key,
    ),
  );
  const fresh = people.filter((p) => allowed.has(p.key) && !known.has(p.key));
  const made = fresh.map((p) => ({ ...p, token: randomBytes(18).toString('base64url') }));
  const now = new Date().toISOString();
  await db.transaction().execute(async (tx) => {
    for (let i = 0; i < made.length; i += 100)
      await tx
        .insertInto('survey_link')
        .values(
          made.slice(i, i + 100).map((p) => ({
            token_digest: sha256(p.token),
            survey_id: surveyId,
            actor_key: p.key,
            platform: p.platform,
            invitation_id: request.from === 'invitation' ? request.invitationId : null,
            cell: p.cell,
            made_at: now,
            opened_at: null,
          })),
        )
        .execute();
  });
  await audit(store.state, {
    who,
    act: 'survey-links-made',
    subjectKind: 'survey',
    subjectId: surveyId,
    detail: { from: request.from, made: made.length },
  });
  return {
    made: made.length,
    already: people.filter((p) => allowed.has(p.key) && known.has(p.key)).length,
    erased: people.filter((p) => !allowed.has(p.key)).length,
    items: made.map((p) => ({ person: p.person, path: `/s/${p.token}` })),
  };
}
