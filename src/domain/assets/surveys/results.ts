/** What the answers say: weights, each question over all people, and one question by another. */
import { refused, TouchstoneError } from '#basis/error.ts';
import type { Words } from '#basis/reading.ts';
import type { Store } from '#store/open-store.ts';
import { standingAnswers, steps } from './answers.ts';
import { type KeptSurvey, keptSurvey } from './kept-surveys.ts';
import { CELL_GATE, crossTab, smallCells } from './measures/cross-tab.ts';
import { type Raked, rakingWeights } from './measures/raking-weights.ts';
import { weightedMean, weightedShare } from './measures/weighted-mean.ts';
import { behaviour } from './queries.ts';
import {
  type Answers,
  answerSchema,
  type Question,
  type QuestionResult,
  type Responses,
  type Results,
  type SurveyCrossTab,
  type Weights,
} from './schema.ts';

const TEXTS = 200;

export interface Complete {
  responseId: string;
  /** Where the person agreed to be joined with what else is known. */
  actorKey: string | null;
  answers: Answers;
}

/** Complete answers, oldest first. */
export async function completeAnswers(store: Store, survey: KeptSurvey): Promise<Complete[]> {
  const rows = await store.state.db
    .selectFrom('survey_response')
    .leftJoin('survey_answer', 'survey_answer.response_id', 'survey_response.response_id')
    .select([
      'survey_response.response_id as id',
      'survey_response.actor_key as key',
      'survey_answer.question_id as question',
      'survey_answer.value as value',
    ])
    .where('survey_response.survey_id', '=', survey.surveyId)
    .where('survey_response.state', '=', 'complete')
    .orderBy('survey_response.started_at')
    .orderBy('survey_response.response_id')
    .execute();
  const found = new Map<string, Answers>();
  const keys = new Map(rows.map((r) => [r.id, r.key]));
  for (const row of rows) {
    const answers = found.get(row.id) ?? {};
    if (row.question !== null && row.value !== null)
      answers[row.question] = answerSchema.parse(JSON.parse(row.value));
    found.set(row.id, answers);
  }
  return [...found].map(([responseId, answers]) => ({
    responseId,
    actorKey: keys.get(responseId) ?? null,
    answers: standingAnswers(survey.definition, answers),
  }));
}

export interface Weighed {
  people: Complete[];
  /** 1 each where there are none. */
  weights: Float64Array;
  told: Weights;
}

/** The people that count, with their weights; all people at weight 1 where no margins are set or they cannot be reached. */
export function weigh(survey: KeptSurvey, people: readonly Complete[]): Weighed {
  const plain = (told: Weights): Weighed => ({
    people: [...people],
    weights: new Float64Array(people.length).fill(1),
    told,
  });
  const { weighting } = survey;
  if (!weighting || Object.keys(weighting.margins).length === 0) return plain({ state: 'none' });
  const variables = Object.keys(weighting.margins);
  const with_ = people.filter((p) =>
    variables.every((v) => {
      const answer = p.answers[v];
      return typeof answer === 'string' && weighting.margins[v]?.[answer] !== undefined;
    }),
  );
  try {
    const raked: Raked = rakingWeights(
      Object.fromEntries(variables.map((v) => [v, with_.map((p) => String(p.answers[v]))])),
      weighting.margins,
      null,
      with_.length,
      { bounds: weighting.bounds ?? undefined },
    );
    const { weights, total: _total, n, ...rest } = raked;
    return { people: with_, weights, told: { state: 'ok', n, without: people.length - n, ...rest } };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return plain({ state: 'refused', why: error.message, fix: error.fix ?? null });
  }
}

const weighed = async (store: Store, surveyId: string): Promise<{ survey: KeptSurvey; weighed: Weighed }> => {
  const survey = await keptSurvey(store, surveyId);
  return { survey, weighed: weigh(survey, await completeAnswers(store, survey)) };
};

/** Places of the steps that somebody chose. */
function placesOf(q: Question, answers: Answers): number[] {
  const answer = answers[q.id];
  if (answer === undefined) return [];
  const ids = Array.isArray(answer) ? answer : [String(answer)];
  const all = steps(q);
  return ids.map((id) => all.findIndex((s) => s.id === id)).filter((i) => i >= 0);
}

const both = (label: Words): Words => ({ en: label.en || label.zh, zh: label.zh || label.en });

export async function results(store: Store, surveyId: string): Promise<Results> {
  const { survey, weighed: w } = await weighed(store, surveyId);
  return {
    weighted: w.told.state === 'ok',
    gate: CELL_GATE,
    items: survey.definition.questions.map((q) => questionResult(q, w)),
  };
}

function questionResult(q: Question, { people, weights }: Weighed): QuestionResult {
  const of = people.flatMap((p, i) => (p.answers[q.id] === undefined ? [] : [i]));
  const all = steps(q);
  const chose = all.map((_, s) =>
    Float64Array.from(people, (p) => Number(placesOf(q, p.answers).includes(s))),
  );
  const counts = all.map((_, s) => of.reduce((n, i) => n + (chose[s]?.[i] ?? 0), 0));
  const hidden = (smallCells([counts], CELL_GATE, false)[0] ?? []).map((h, s) =>
    // Choices of a multiple question do not add up: only the small one is hidden.
    q.kind === 'multiple' ? (counts[s] ?? 0) > 0 && (counts[s] ?? 0) < CELL_GATE : h,
  );
  const enough = of.length >= CELL_GATE;
  const numeric = q.kind === 'scale' || q.kind === 'rating' || q.kind === 'number';
  const value = (make: (x: number) => number) =>
    Float64Array.from(people, (p) =>
      typeof p.answers[q.id] === 'number' ? make(p.answers[q.id] as number) : 0,
    );
  const mean = (make: (x: number) => number) => weightedMean(value(make), weights, of, people.length);
  return {
    questionId: q.id,
    kind: q.kind,
    title: both(q.title),
    n: of.length,
    shares: enough
      ? all.map((s, i) => ({
          id: s.id,
          label: both(s.label),
          figure: hidden[i] ? null : weightedShare(chose[i] as Float64Array, weights, of, people.length),
          plain: hidden[i] ? null : (counts[i] ?? 0) / of.length,
        }))
      : [],
    mean: numeric && enough ? mean((x) => x) : null,
    netPromoters: q.kind === 'scale' && enough ? mean((x) => (x >= 9 ? 1 : x <= 6 ? -1 : 0)) : null,
    satisfied:
      q.kind === 'rating' && enough
        ? weightedShare(
            value((x) => Number(x >= 4)),
            weights,
            of,
            people.length,
          )
        : null,
    // Words are shown without who said them, and only among enough people.
    texts:
      q.kind === 'text' && enough
        ? of
            .map((i) => String(people[i]?.answers[q.id]))
            .sort()
            .slice(0, TEXTS)
        : [],
  };
}

/** Groups of a scale that are told beside each other; other questions as they are. */
function grouped(q: Question): { id: string; label: Words; has: (answer: Answers[string]) => boolean }[] {
  if (q.kind === 'scale')
    return [
      { id: 'detractors', label: { en: '0–6 detractors', zh: '0–6 贬损者' }, has: (a) => Number(a) <= 6 },
      {
        id: 'passives',
        label: { en: '7–8 passives', zh: '7–8 被动者' },
        has: (a) => Number(a) === 7 || Number(a) === 8,
      },
      { id: 'promoters', label: { en: '9–10 promoters', zh: '9–10 推荐者' }, has: (a) => Number(a) >= 9 },
    ];
  return steps(q).map((s) => ({
    id: s.id,
    label: both(s.label),
    has: (a) => (Array.isArray(a) ? a.includes(s.id) : String(a) === s.id),
  }));
}

export async function surveyTable(
  store: Store,
  surveyId: string,
  asked: { rows: string; columns: string },
): Promise<SurveyCrossTab> {
  const { survey, weighed: w } = await weighed(store, surveyId);
  const find = (id: string): Question => {
    const q = survey.definition.questions.find((x) => x.id === id);
    if (!q || q.kind === 'text' || q.kind === 'number')
      throw refused('bad-question', `${id} is not a question with choices or a scale.`, { column: id });
    return q;
  };
  const row = find(asked.rows);
  const column = await columnOf(store, asked.columns, find, w.people);
  const rowGroups = grouped(row);
  const columnGroups = column.groups;
  const table = crossTab(
    rowGroups.map((g) => g.id),
    columnGroups.map((g) => g.id),
    w.people.map((p) => {
      const answer = p.answers[row.id];
      return answer === undefined ? [] : rowGroups.flatMap((g, i) => (g.has(answer) ? [i] : []));
    }),
    w.people.map((p) => column.placeOf(p)),
    w.weights,
    row.kind !== 'multiple',
  );
  return {
    rowQuestion: { id: row.id, title: both(row.title), kind: row.kind },
    columnQuestion: { id: asked.columns, title: both(column.title) },
    weighted: w.told.state === 'ok',
    gate: CELL_GATE,
    rows: rowGroups.map(({ id, label }) => ({ id, label })),
    columns: columnGroups.map(({ id, label }, c) => {
      const base = table.bases[c] ?? 0;
      return { id, label, base: base > 0 && base < CELL_GATE ? null : base };
    }),
    n: table.n,
    cells: table.cells,
    suppressed: table.suppressed,
    total: table.total,
    test: table.test,
  };
}

interface Grouping {
  title: Words;
  groups: { id: string; label: Words }[];
  placeOf(person: Complete): number;
}

/** What divides people: a question, or what facts say of those who agreed to be joined. */
async function columnOf(
  store: Store,
  named: string,
  find: (id: string) => Question,
  people: readonly Complete[],
): Promise<Grouping> {
  const known = BEHAVIOUR.find((b) => b.id === named);
  if (known) {
    const of = await behaviourOf(
      store,
      people.flatMap((p) => (p.actorKey === null ? [] : [p.actorKey])),
    );
    return {
      ...known,
      placeOf: (p) => (p.actorKey === null ? -1 : known.place(of.get(p.actorKey) ?? { acts: 0, orders: 0 })),
    };
  }
  const column = find(named);
  if (column.kind === 'multiple')
    throw refused(
      'bad-question',
      `${column.id} allows several answers: it cannot divide people into groups.`,
    );
  const groups = grouped(column);
  return {
    title: column.title,
    groups,
    placeOf: (p) => {
      const answer = p.answers[column.id];
      return answer === undefined ? -1 : groups.findIndex((g) => g.has(answer));
    },
  };
}

interface Acts {
  acts: number;
  orders: number;
}
/** Groups by behaviour; the ids are shared with the web. */
const BEHAVIOUR: readonly (Omit<Grouping, 'placeOf'> & { id: string; place(a: Acts): number })[] = [
  {
    id: '@orders',
    title: { en: 'Orders in hand', zh: '已导入的订单' },
    groups: [
      { id: 'none', label: { en: 'no order', zh: '无订单' } },
      { id: 'some', label: { en: 'ordered', zh: '有订单' } },
    ],
    place: (a) => (a.orders > 0 ? 1 : 0),
  },
  {
    id: '@acts',
    title: { en: 'Acts on posts', zh: '对作品的互动' },
    groups: [
      { id: 'few', label: { en: '0–1', zh: '0–1 次' } },
      { id: 'some', label: { en: '2–4', zh: '2–4 次' } },
      { id: 'many', label: { en: '5 or more', zh: '5 次及以上' } },
    ],
    place: (a) => (a.acts >= 5 ? 2 : a.acts >= 2 ? 1 : 0),
  },
];
const KEYS_AT_ONCE = 1000;

async function behaviourOf(store: Store, keys: readonly string[]): Promise<Map<string, Acts>> {
  const found = new Map<string, Acts>();
  for (let i = 0; i < keys.length; i += KEYS_AT_ONCE)
    for (const { key, ...acts } of await store.facts.all(behaviour, {
      keys: keys.slice(i, i + KEYS_AT_ONCE),
    }))
      found.set(key, acts);
  return found;
}

/** Answers a row a person, newest first, with weights. */
export async function responses(
  store: Store,
  surveyId: string,
  page: { limit: number; offset: number },
): Promise<Responses> {
  const { weighed: w } = await weighed(store, surveyId);
  const weightOf = new Map(
    w.told.state === 'ok' ? w.people.map((p, i) => [p.responseId, w.weights[i] as number]) : [],
  );
  const { db } = store.state;
  const rows = await db
    .selectFrom('survey_response')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('started_at', 'desc')
    .orderBy('response_id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const total = await db
    .selectFrom('survey_response')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
  const answers = new Map<string, Answers>();
  for (let i = 0; i < rows.length; i += 500) {
    const some = rows.slice(i, i + 500).map((r) => r.response_id);
    for (const a of await db
      .selectFrom('survey_answer')
      .selectAll()
      .where('response_id', 'in', some)
      .execute()) {
      const of = answers.get(a.response_id) ?? {};
      of[a.question_id] = answerSchema.parse(JSON.parse(a.value));
      answers.set(a.response_id, of);
    }
  }
  return {
    total: total?.n ?? 0,
    items: rows.map((r) => ({
      responseId: r.response_id,
      actorKey: r.actor_key,
      source: r.source,
      state: r.state === 'agreed' ? 'partial' : r.state,
      language: r.language,
      startedAt: r.started_at,
      finishedAt: r.finished_at,
      weight: weightOf.get(r.response_id) ?? null,
      answers: answers.get(r.response_id) ?? {},
    })),
  };
}
