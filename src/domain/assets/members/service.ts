/** Members: who they are, what each did from the first touch to service, and everything that is kept of one. */
import { usage } from '#basis/error.ts';
import { actorKey } from '#basis/id.ts';
import { questionSchema } from '#domain/assets/surveys/schema.ts';
import { notErased } from '#domain/facts/people/erased.ts';
import { ident, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import { memberFacts, memberProfile } from './queries.ts';
import type { Member, MemberEvent, MembersPage, Who } from './schema.ts';

const SHOWN = 500;

export const keyOf = (store: Store, who: Who): string =>
  'key' in who ? who.key : actorKey(store.actorKey, who.platform, who.id);

/** Everybody on a list, in a frame or asked by a survey, the last seen first. */
export async function members(store: Store, page: { limit: number; offset: number }): Promise<MembersPage> {
  const { db } = store.state;
  const [listed, invited, said, asked, answered] = await Promise.all([
    db
      .selectFrom('people_list_member')
      .innerJoin('people_list', 'people_list.list_id', 'people_list_member.list_id')
      .select([
        'people_list_member.actor_key as key',
        'people_list.name as name',
        'people_list.created_at as at',
      ])
      .execute(),
    db
      .selectFrom('invitee')
      .innerJoin('invitation', 'invitation.invitation_id', 'invitee.invitation_id')
      .select(['invitee.actor_key as key', 'invitation.made_at as at'])
      .execute(),
    db
      .selectFrom('consent')
      .select(['actor_key as key', 'state', 'recorded_at as at'])
      .orderBy('recorded_at')
      .execute(),
    db.selectFrom('survey_link').select(['actor_key as key', 'made_at as at']).execute(),
    db
      .selectFrom('survey_response')
      .select(['actor_key as key', 'state', 'updated_at as at'])
      .where('actor_key', 'is not', null)
      .execute(),
  ]);
  const found = new Map<string, MembersPage['items'][number]>();
  const of = (key: string, at: string) => {
    const row = found.get(key) ?? {
      key,
      lists: [],
      invited: 0,
      consent: null,
      surveysAsked: 0,
      surveysAnswered: 0,
      lastAt: null,
    };
    if (row.lastAt === null || at > row.lastAt) row.lastAt = at;
    found.set(key, row);
    return row;
  };
  for (const r of listed) of(r.key, r.at).lists.push(r.name);
  for (const r of invited) of(r.key, r.at).invited++;
  for (const r of said) of(r.key, r.at).consent = r.state;
  for (const r of asked) of(r.key, r.at).surveysAsked++;
  for (const r of answered)
    if (r.key !== null) of(r.key, r.at).surveysAnswered += Number(r.state === 'complete');
  const all = [...found.values()].sort((a, b) =>
    a.lastAt === b.lastAt ? (a.key < b.key ? -1 : 1) : (b.lastAt ?? '') < (a.lastAt ?? '') ? -1 : 1,
  );
  return { items: all.slice(page.offset, page.offset + page.limit), total: all.length };
}

async function stateEvents(
  { state: { db } }: Store,
  key: string,
): Promise<{ events: MemberEvent[]; attitude: Member['attitude'] }> {
  const blank = { text: '', platform: null, postId: null, surveyId: null, source: null };
  const events: MemberEvent[] = [];
  const lists = await db
    .selectFrom('people_list_member')
    .innerJoin('people_list', 'people_list.list_id', 'people_list_member.list_id')
    .select(['people_list.name as name', 'people_list.created_at as at'])
    .where('people_list_member.actor_key', '=', key)
    .execute();
  for (const l of lists) events.push({ ...blank, kind: 'list', at: l.at, what: 'listed', subject: l.name });
  const frames = await db
    .selectFrom('invitee')
    .innerJoin('invitation', 'invitation.invitation_id', 'invitee.invitation_id')
    .select([
      'invitation.name as name',
      'invitation.made_at as at',
      'invitee.cell as cell',
      'invitee.platform as platform',
    ])
    .where('invitee.actor_key', '=', key)
    .execute();
  for (const f of frames)
    events.push({
      ...blank,
      kind: 'invitation',
      at: f.at,
      what: 'drawn',
      subject: f.name,
      text: f.cell,
      platform: f.platform,
    });
  const said = await db
    .selectFrom('consent')
    .innerJoin('invitation', 'invitation.invitation_id', 'consent.invitation_id')
    .select([
      'invitation.name as name',
      'consent.recorded_at as at',
      'consent.state as state',
      'consent.note as note',
    ])
    .where('consent.actor_key', '=', key)
    .execute();
  for (const c of said)
    events.push({ ...blank, kind: 'consent', at: c.at, what: c.state, subject: c.name, text: c.note });
  const asked = await db
    .selectFrom('survey_link')
    .innerJoin('survey', 'survey.survey_id', 'survey_link.survey_id')
    .select(['survey.name as name', 'survey.survey_id as id', 'survey_link.made_at as at'])
    .where('survey_link.actor_key', '=', key)
    .execute();
  for (const l of asked)
    events.push({ ...blank, kind: 'survey', at: l.at, what: 'asked', subject: l.name, surveyId: l.id });
  const answered = await db
    .selectFrom('survey_response')
    .innerJoin('survey', 'survey.survey_id', 'survey_response.survey_id')
    .select([
      'survey_response.response_id as response',
      'survey.name as name',
      'survey.survey_id as id',
      'survey.definition as definition',
      'survey_response.updated_at as at',
      'survey_response.state as state',
    ])
    .where('survey_response.actor_key', '=', key)
    .execute();
  const attitude: Member['attitude'] = [];
  for (const r of answered) {
    const { questions } = JSON.parse(r.definition) as { questions: unknown[] };
    const scales = questions
      .map((q) => questionSchema.parse(q))
      .filter((q) => q.kind === 'scale' || q.kind === 'rating');
    const values = await db
      .selectFrom('survey_answer')
      .selectAll()
      .where('response_id', '=', r.response)
      .execute();
    const given = scales.flatMap((q) => {
      const value: unknown = JSON.parse(values.find((v) => v.question_id === q.id)?.value ?? 'null');
      return typeof value === 'number'
        ? [{ survey: r.name, question: q.title.en || q.title.zh, id: q.id, value, at: r.at }]
        : [];
    });
    attitude.push(...given.map(({ id: _id, ...rest }) => rest));
    events.push({
      ...blank,
      kind: 'survey',
      at: r.at,
      what: r.state === 'agreed' ? 'partial' : r.state,
      subject: r.name,
      text: given.map((g) => `${g.id} ${g.value}`).join(' · '),
      surveyId: r.id,
    });
  }
  attitude.sort((a, b) => (a.at < b.at ? 1 : -1));
  return { events, attitude };
}

/** One person from the first touch to service. Looking is written into the audit log. */
export async function member(store: Store, key: string, who: string): Promise<Member> {
  const [facts, profile, state, allowed] = await Promise.all([
    store.facts.all(memberFacts, { key }),
    store.facts.first(memberProfile, { key }),
    stateEvents(store, key),
    notErased(store, [key]),
  ]);
  const events: MemberEvent[] = [
    ...facts.map(
      (f): MemberEvent => ({
        kind: f.kind,
        at: f.at,
        what: f.what,
        subject: f.subject ?? '',
        text: f.text ?? '',
        platform: f.platform,
        postId: f.post_id,
        surveyId: null,
        source: { sourceId: f.source_id, row: f.source_row },
      }),
    ),
    ...state.events,
  ];
  const dated = events.filter((e) => e.at !== null).sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
  const ordered = [...dated, ...events.filter((e) => e.at === null)];
  const counts: Member['counts'] = {
    engagement: 0,
    follow: 0,
    order: 0,
    list: 0,
    invitation: 0,
    consent: 0,
    survey: 0,
  };
  for (const e of events) counts[e.kind]++;
  // An erased key is told only as such, and its look-up leaves no trace of it.
  if (allowed.length > 0 && events.length > 0)
    await audit(store.state, { who, act: 'member-seen', subjectKind: 'member', subjectId: key });
  return {
    key,
    known: events.length > 0 || profile !== null,
    erasedBefore: allowed.length === 0,
    profile,
    counts,
    firstAt: dated[0]?.at ?? null,
    lastAt: dated.at(-1)?.at ?? null,
    attitude: state.attitude,
    events: ordered.length <= 2 * SHOWN ? ordered : [...ordered.slice(0, SHOWN), ...ordered.slice(-SHOWN)],
    eventCount: events.length,
  };
}

/** Everything kept of one person, table by table, as it stands. */
export async function memberExport(store: Store, key: string): Promise<Record<string, unknown>> {
  if (!/^\d{1,20}$/.test(key)) throw usage('bad-key', `${key} is not a key.`);
  const columns = await store.facts.rows(
    sql`SELECT table_name AS tab, column_name AS col FROM information_schema.columns WHERE table_schema = 'main' AND data_type = 'UBIGINT' AND column_name LIKE '%_key' ORDER BY table_name`,
  );
  const facts: Record<string, unknown> = {};
  for (const c of columns) {
    const [table, column] = [c['tab'] as string, c['col'] as string];
    const rows = await store.facts.rows(
      sql`SELECT * FROM ${ident(table)} WHERE ${ident(column)} = CAST(${key} AS UBIGINT)`,
    );
    if (rows.length > 0) facts[table] = rows;
  }
  const { db } = store.state;
  const responses = await db.selectFrom('survey_response').selectAll().where('actor_key', '=', key).execute();
  const state = {
    people_list: await db
      .selectFrom('people_list_member')
      .innerJoin('people_list', 'people_list.list_id', 'people_list_member.list_id')
      .select(['people_list.name', 'people_list.created_at'])
      .where('actor_key', '=', key)
      .execute(),
    invitee: await db.selectFrom('invitee').selectAll().where('actor_key', '=', key).execute(),
    consent: await db.selectFrom('consent').selectAll().where('actor_key', '=', key).execute(),
    survey_link: await db
      .selectFrom('survey_link')
      .select(['survey_id', 'platform', 'invitation_id', 'cell', 'made_at', 'opened_at'])
      .where('actor_key', '=', key)
      .execute(),
    survey_response: responses.map(({ token_digest: _t, resume_digest: _r, ...rest }) => rest),
    survey_answer:
      responses.length === 0
        ? []
        : await db
            .selectFrom('survey_answer')
            .selectAll()
            .where(
              'response_id',
              'in',
              responses.map((r) => r.response_id),
            )
            .execute(),
  };
  return { key, exportedAt: new Date().toISOString(), facts, state };
}
