/** Surveys as the state store holds them: made, changed while a draft, opened, closed, weighed. */
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { missing, refused, TouchstoneError } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import {
  type Definition,
  definitionSchema,
  newSurveySchema,
  SURVEY_STATES,
  type SurveySummary,
  type Weighting,
  weightingSchema,
} from './schema.ts';
import { templateOf } from './templates.ts';

type SurveyState = (typeof SURVEY_STATES)[number];

export interface KeptSurvey {
  surveyId: string;
  name: string;
  campaign: string | null;
  state: SurveyState;
  definition: Definition;
  openLink: string | null;
  weighting: Weighting | null;
  createdAt: string;
  openedAt: string | null;
  closedAt: string | null;
}

const bad = (error: z.ZodError): TouchstoneError => {
  const issue = error.issues[0];
  return refused(
    'bad-survey',
    `The survey cannot be used: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'is not one'}.`,
  );
};
const checked = (definition: unknown): Definition => {
  const read = definitionSchema.safeParse(definition);
  if (!read.success) throw bad(read.error);
  return read.data;
};

export async function keptSurvey({ state }: Store, surveyId: string): Promise<KeptSurvey> {
  const row = await state.db
    .selectFrom('survey')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
  if (!row) throw missing('no-survey', `There is no survey ${surveyId}.`, 'See `touchstone survey`.');
  return {
    surveyId: row.survey_id,
    name: row.name,
    campaign: row.campaign,
    state: SURVEY_STATES.find((s) => s === row.state) ?? 'closed',
    definition: definitionSchema.parse(JSON.parse(row.definition)),
    openLink: row.open_link,
    weighting: row.weighting === null ? null : weightingSchema.parse(JSON.parse(row.weighting)),
    createdAt: row.created_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}

/** The id of a survey named by its id or its name. */
export async function surveyNamed({ state }: Store, named: string): Promise<string> {
  const rows = await state.db
    .selectFrom('survey')
    .select('survey_id')
    .where((e) => e.or([e('survey_id', '=', named), e('name', '=', named)]))
    .execute();
  if (rows.length === 1) return (rows[0] as { survey_id: string }).survey_id;
  throw missing(
    'no-survey',
    rows.length === 0 ? `There is no survey ${named}.` : `${rows.length} surveys are called ${named}.`,
    'Name it by its id: `touchstone survey`.',
  );
}

export async function countsOf({ state }: Store, surveyId: string): Promise<SurveySummary['counts']> {
  const rows = await state.db
    .selectFrom('survey_response')
    .select('state')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('survey_id', '=', surveyId)
    .groupBy('state')
    .execute();
  const links = await state.db
    .selectFrom('survey_link')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
  const of = (name: string) => rows.find((r) => r.state === name)?.n ?? 0;
  return { complete: of('complete'), partial: of('agreed'), declined: of('declined'), links: links?.n ?? 0 };
}

export async function summaryOf(store: Store, kept: KeptSurvey): Promise<SurveySummary> {
  return {
    surveyId: kept.surveyId,
    name: kept.name,
    campaign: kept.campaign,
    state: kept.state,
    createdAt: kept.createdAt,
    openedAt: kept.openedAt,
    closedAt: kept.closedAt,
    questions: kept.definition.questions.length,
    counts: await countsOf(store, kept.surveyId),
  };
}

export async function surveys(store: Store, campaign?: string): Promise<SurveySummary[]> {
  let query = store.state.db
    .selectFrom('survey')
    .select('survey_id')
    .orderBy('created_at', 'desc')
    .limit(500);
  if (campaign !== undefined) query = query.where('campaign', '=', campaign);
  const rows = await query.execute();
  return Promise.all(rows.map(async (r) => summaryOf(store, await keptSurvey(store, r.survey_id))));
}

export async function makeSurvey(
  store: Store,
  request: z.input<typeof newSurveySchema>,
  who: string,
): Promise<string> {
  const asked = newSurveySchema.parse(request);
  const surveyId = newId();
  const definition = asked.definition ?? checked(templateOf(asked.template, asked.brand));
  await store.state.db
    .insertInto('survey')
    .values({
      survey_id: surveyId,
      name: asked.name,
      campaign: asked.campaign,
      state: 'draft',
      definition: JSON.stringify(definition),
      open_link: null,
      weighting: null,
      created_by: who,
      created_at: new Date().toISOString(),
      opened_at: null,
      closed_at: null,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'survey-made',
    subjectKind: 'survey',
    subjectId: surveyId,
    detail: { name: asked.name, campaign: asked.campaign, template: asked.template },
  });
  return surveyId;
}

export async function changeSurvey(
  store: Store,
  surveyId: string,
  definition: unknown,
  who: string,
): Promise<void> {
  const kept = await keptSurvey(store, surveyId);
  if (kept.state !== 'draft')
    throw new TouchstoneError(
      'conflict',
      'survey-fixed',
      'The questions are fixed once the survey was opened.',
      {
        fix: 'Make a new survey from these questions.',
      },
    );
  await store.state.db
    .updateTable('survey')
    .set({ definition: JSON.stringify(checked(definition)) })
    .where('survey_id', '=', surveyId)
    .execute();
  await audit(store.state, { who, act: 'survey-changed', subjectKind: 'survey', subjectId: surveyId });
}

/** Opens or closes; opening makes the link that anybody may answer when it is asked for. */
export async function setSurveyState(
  store: Store,
  surveyId: string,
  to: { state: 'open' | 'closed'; openLink?: boolean | undefined },
  who: string,
): Promise<void> {
  const kept = await keptSurvey(store, surveyId);
  if (to.state === 'closed' && kept.state === 'draft')
    throw new TouchstoneError('conflict', 'survey-not-open', 'A draft cannot be closed.', {
      fix: 'Open it first.',
    });
  const now = new Date().toISOString();
  await store.state.db
    .updateTable('survey')
    .set(
      to.state === 'open'
        ? {
            state: 'open',
            opened_at: kept.openedAt ?? now,
            closed_at: null,
            open_link:
              to.openLink === undefined
                ? kept.openLink
                : to.openLink
                  ? (kept.openLink ?? randomBytes(12).toString('base64url'))
                  : null,
          }
        : { state: 'closed', closed_at: now },
    )
    .where('survey_id', '=', surveyId)
    .execute();
  await audit(store.state, {
    who,
    act: to.state === 'open' ? 'survey-opened' : 'survey-closed',
    subjectKind: 'survey',
    subjectId: surveyId,
    detail: { openLink: to.openLink ?? null },
  });
}

/** Keeps margins; each must be of a single-choice question and name its choices only. */
export async function setWeighting(
  store: Store,
  surveyId: string,
  weighting: Weighting | null,
  who: string,
): Promise<void> {
  const { definition } = await keptSurvey(store, surveyId);
  for (const [id, margin] of Object.entries(weighting?.margins ?? {})) {
    const question = definition.questions.find((q) => q.id === id);
    if (question?.kind !== 'single')
      throw refused('bad-margins', `${id} is not a single-choice question of this survey.`, { column: id });
    const stranger = Object.keys(margin).find((c) => !question.choices.some((x) => x.id === c));
    if (stranger !== undefined)
      throw refused('bad-margins', `${id} has no choice ${stranger}.`, { column: id, value: stranger });
  }
  await store.state.db
    .updateTable('survey')
    .set({ weighting: weighting === null ? null : JSON.stringify(weighting) })
    .where('survey_id', '=', surveyId)
    .execute();
  await audit(store.state, {
    who,
    act: 'survey-weighting-set',
    subjectKind: 'survey',
    subjectId: surveyId,
    detail: { variables: Object.keys(weighting?.margins ?? {}), source: weighting?.source ?? '' },
  });
}
