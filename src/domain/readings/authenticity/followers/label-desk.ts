/**
 * What analysts say of single people: automated or a person. Kept as corrections beside the model's score; training
 * takes them in (`touchstone train accounts --corrected`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { missing } from '#basis/error.ts';
import { correct, withdraw } from '#domain/facts/corrections/service.ts';
import type { Store } from '#store/open-store.ts';
import type { AccountModel } from './measures/account-model.ts';
import { scoreProfiles } from './measures/account-score.ts';
import type { Profiles } from './measures/profile-features.ts';
import { profilesOf } from './profiles-of-rows.ts';
import { followerProfiles, profilesOfActors } from './queries.ts';
import type { JudgedPerson, PersonToJudge } from './schema.ts';
import { parseModel, shippedModel } from './shipped-model.ts';

const SUBJECT = 'actor';
const FIELD = 'automated';

const modelOf = (ownModel: string | null): AccountModel =>
  ownModel !== null && existsSync(ownModel)
    ? parseModel(readFileSync(ownModel, 'utf8'), ownModel)
    : shippedModel();

const fieldsAt = ({ fields }: Profiles, row: number): Record<string, number | null> =>
  Object.fromEntries(
    [...fields].map(([name, column]) => {
      const value = column[row] as number;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );

/** The newest word on each person, by keyed hash, and the ids of all that count. */
async function labels({ state }: Store): Promise<Map<string, { label: 0 | 1; ids: string[] }>> {
  const rows = await state.db
    .selectFrom('correction')
    .select(['correction_id', 'subject_id', 'human_value'])
    .where('subject_kind', '=', SUBJECT)
    .where('field', '=', FIELD)
    .where('withdrawn_at', 'is', null)
    .orderBy('corrected_at')
    .orderBy('correction_id')
    .execute();
  const known = new Map<string, { label: 0 | 1; ids: string[] }>();
  for (const { correction_id, subject_id, human_value } of rows) {
    const ids = [...(known.get(subject_id)?.ids ?? []), correction_id];
    known.set(subject_id, { label: human_value === '1' ? 1 : 0, ids });
  }
  return known;
}

/**
 * An even sample of an account's newest follower list. The model's score comes with a person only once that person
 * was judged: shown before, it would lead the eye.
 */
export async function peopleToJudge(
  store: Store,
  accountId: string,
  asOf: string,
  most: number,
  ownModel: string | null,
): Promise<PersonToJudge[]> {
  const rows = await store.facts.all(followerProfiles, { ids: [accountId], asOf, most });
  const people = profilesOf(rows);
  const { probability } = scoreProfiles(modelOf(ownModel), people);
  const known = await labels(store);
  return rows.map((row, i) => {
    const label = known.get(row.actor)?.label ?? null;
    return {
      actor: row.actor,
      position: row.position,
      fields: fieldsAt(people, i),
      label,
      score: label === null ? null : (probability[i] as number),
      sourceId: row.source_id,
      row: row.source_row,
    };
  });
}

/**
 * Keeps an analyst's word on one person beside the model's score; a later one counts instead, the earlier stays on
 * record. Null takes back what was said.
 */
export async function judgePerson(
  store: Store,
  actor: string,
  automated: boolean | null,
  ownModel: string | null,
  who: string,
): Promise<void> {
  const rows = await store.facts.all(profilesOfActors, { actors: [actor] });
  if (rows.length === 0) throw missing('no-profile', 'There is no profile of this person in the library.');
  if (automated === null) {
    for (const id of (await labels(store)).get(actor)?.ids ?? []) await withdraw(store, id, who);
    return;
  }
  const { probability } = scoreProfiles(modelOf(ownModel), profilesOf(rows));
  await correct(
    store,
    {
      subjectKind: SUBJECT,
      subjectId: actor,
      field: FIELD,
      machineValue: String(probability[0]),
      humanValue: automated ? '1' : '0',
      reason: '',
    },
    who,
  );
}

/** Everybody who was judged, with the newest profile in hand: rows for training. */
export async function judgedPeople(store: Store): Promise<JudgedPerson[]> {
  const known = await labels(store);
  const rows = await store.facts.all(profilesOfActors, { actors: [...known.keys()] });
  const people = profilesOf(rows);
  return rows.flatMap((row, i) => {
    const said = known.get(row.actor);
    return said ? [{ features: fieldsAt(people, i), label: said.label }] : [];
  });
}
