/** What the public page does: nothing is kept before consent, every answer is on disk before the next page is shown. */
import { randomBytes } from 'node:crypto';
import { missing, TouchstoneError } from '#basis/error.ts';
import { newId, sha256 } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { askedOf, readAnswer, standingAnswers } from './answers.ts';
import { type KeptSurvey, keptSurvey } from './kept-surveys.ts';
import { type Answers, answerSchema, type Question } from './schema.ts';

export interface Visit {
  survey: KeptSurvey;
  /** Digest of a personal token; null on the open link. */
  tokenDigest: string | null;
  actorKey: string | null;
  invitationId: string | null;
  response: { responseId: string; state: string; language: string } | null;
  answers: Answers;
}

/** Who comes by this token; `resume` is the secret a browser on the open link holds. */
export async function visitOf(store: Store, token: string, resume: string): Promise<Visit> {
  const { db } = store.state;
  const gone = () =>
    missing('no-survey-link', 'This link leads to no survey.', 'Ask whoever sent it for a new one.');
  const digest = sha256(token);
  const link = await db
    .selectFrom('survey_link')
    .selectAll()
    .where('token_digest', '=', digest)
    .executeTakeFirst();
  const open = link
    ? undefined
    : await db.selectFrom('survey').select('survey_id').where('open_link', '=', token).executeTakeFirst();
  const surveyId = link?.survey_id ?? open?.survey_id;
  if (surveyId === undefined) throw gone();
  const survey = await keptSurvey(store, surveyId);
  let query = db.selectFrom('survey_response').selectAll().where('survey_id', '=', surveyId);
  query = link
    ? query.where('token_digest', '=', digest)
    : query
        .where('resume_digest', '=', resume === '' ? '-' : sha256(resume))
        .where('token_digest', 'is', null);
  const response = await query.executeTakeFirst();
  const rows = response
    ? await db
        .selectFrom('survey_answer')
        .selectAll()
        .where('response_id', '=', response.response_id)
        .execute()
    : [];
  if (link && link.opened_at === null)
    await db
      .updateTable('survey_link')
      .set({ opened_at: new Date().toISOString() })
      .where('token_digest', '=', digest)
      .execute();
  return {
    survey,
    tokenDigest: link ? digest : null,
    actorKey: link?.actor_key ?? null,
    invitationId: link?.invitation_id ?? null,
    response: response
      ? { responseId: response.response_id, state: response.state, language: response.language }
      : null,
    answers: Object.fromEntries(rows.map((r) => [r.question_id, answerSchema.parse(JSON.parse(r.value))])),
  };
}

const requireOpen = ({ survey }: Visit) => {
  if (survey.state !== 'open')
    throw new TouchstoneError('conflict', 'survey-not-open', 'This survey takes no answers now.');
};

/** Records what the person said to taking part; the secret to go on with, where the browser needs one. */
export async function decide(
  store: Store,
  visit: Visit,
  agrees: boolean,
  language: 'en' | 'zh',
): Promise<string | null> {
  requireOpen(visit);
  if (visit.response && !(visit.response.state === 'declined' && agrees)) return null;
  const now = new Date().toISOString();
  const resume = visit.tokenDigest === null ? randomBytes(18).toString('base64url') : null;
  await store.state.db.transaction().execute(async (tx) => {
    if (visit.response)
      await tx
        .updateTable('survey_response')
        .set({ state: 'agreed', consented_at: now, updated_at: now, finished_at: null })
        .where('response_id', '=', visit.response.responseId)
        .execute();
    else
      await tx
        .insertInto('survey_response')
        .values({
          response_id: newId(),
          survey_id: visit.survey.surveyId,
          token_digest: visit.tokenDigest,
          actor_key: visit.actorKey,
          source: 'hosted',
          import_id: null,
          external_id: null,
          language,
          state: agrees ? 'agreed' : 'declined',
          resume_digest: resume === null ? null : sha256(resume),
          consented_at: agrees ? now : null,
          started_at: now,
          updated_at: now,
          finished_at: agrees ? null : now,
        })
        // Two taps at once: the first one counts.
        .onConflict((c) => c.columns(['survey_id', 'token_digest']).doNothing())
        .execute();
    if (visit.invitationId !== null && visit.actorKey !== null)
      await tx
        .insertInto('consent')
        .values({
          consent_id: newId(),
          invitation_id: visit.invitationId,
          actor_key: visit.actorKey,
          state: agrees ? 'consented' : 'declined',
          note: `survey ${visit.survey.name}`,
          recorded_by: 'person',
          recorded_at: now,
        })
        .execute();
  });
  return resume;
}

/** Keeps one answer, or takes it back; what is wrong with it, or null. */
export async function keepAnswer(
  store: Store,
  visit: Visit,
  question: Question,
  given: readonly string[],
): Promise<'missing' | 'bad' | null> {
  requireOpen(visit);
  const { response } = visit;
  if (response?.state !== 'agreed')
    throw new TouchstoneError('conflict', 'survey-answered', 'These answers are finished.');
  const read = readAnswer(question, given);
  if ('problem' in read) return 'bad';
  if (read.value === null && question.required) return 'missing';
  const now = new Date().toISOString();
  await store.state.db.transaction().execute(async (tx) => {
    if (read.value === null)
      await tx
        .deleteFrom('survey_answer')
        .where('response_id', '=', response.responseId)
        .where('question_id', '=', question.id)
        .execute();
    else {
      const value = JSON.stringify(read.value);
      await tx
        .insertInto('survey_answer')
        .values({ response_id: response.responseId, question_id: question.id, value, answered_at: now })
        .onConflict((c) => c.columns(['response_id', 'question_id']).doUpdateSet({ value, answered_at: now }))
        .execute();
    }
    await tx
      .updateTable('survey_response')
      .set({ updated_at: now })
      .where('response_id', '=', response.responseId)
      .execute();
  });
  return null;
}

/** Ends the answers; the first question that still needs one, or null when all is kept. */
export async function finish(store: Store, visit: Visit): Promise<Question | null> {
  requireOpen(visit);
  const { response, survey } = visit;
  if (response?.state !== 'agreed') return null;
  const lacking = askedOf(survey.definition, visit.answers).find(
    (q) => q.required && visit.answers[q.id] === undefined,
  );
  if (lacking) return lacking;
  const standing = standingAnswers(survey.definition, visit.answers);
  const now = new Date().toISOString();
  await store.state.db.transaction().execute(async (tx) => {
    // Answers to questions that a later change of mind took away are not kept.
    for (const id of Object.keys(visit.answers).filter((q) => !(q in standing)))
      await tx
        .deleteFrom('survey_answer')
        .where('response_id', '=', response.responseId)
        .where('question_id', '=', id)
        .execute();
    await tx
      .updateTable('survey_response')
      .set({ state: 'complete', updated_at: now, finished_at: now })
      .where('response_id', '=', response.responseId)
      .execute();
  });
  return null;
}

/** Where this person goes on: the first question asked of them without an answer. */
export const nextOf = (visit: Visit): Question | undefined =>
  askedOf(visit.survey.definition, visit.answers).find((q) => visit.answers[q.id] === undefined);
