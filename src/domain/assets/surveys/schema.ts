/** Questionnaires, the people they ask, their answers, weights and tables. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';
import { CONSENT_STATES } from '#domain/readings/voice/invite/schema.ts';

const count = z.number().int();
export const QUESTION_KINDS = ['single', 'multiple', 'scale', 'rating', 'number', 'text'] as const;
export const SURVEY_STATES = ['draft', 'open', 'closed'] as const;

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower-case letters, digits and _, beginning with a letter');
/** Either language may be empty; the other is shown then. */
const text = (most: number) => z.object({ en: z.string().max(most), zh: z.string().max(most) });
const said = (most: number) =>
  text(most).refine((t) => t.en.trim() !== '' || t.zh.trim() !== '', 'needs a text in one language');

export const choiceSchema = z.object({ id: name, label: said(200) });
export const questionSchema = z.object({
  id: name,
  kind: z.enum(QUESTION_KINDS),
  title: said(500),
  required: z.boolean().default(true),
  /** Of single and multiple. */
  choices: z.array(choiceSchema).max(60).default([]),
  /** Asked only of those whose earlier answer is one of these: choice ids, or numbers as text. */
  showIf: z
    .object({ question: name, in: z.array(z.string()).min(1).max(60) })
    .nullable()
    .default(null),
});
export type Question = z.infer<typeof questionSchema>;

export const definitionSchema = z
  .object({
    title: said(200),
    intro: text(2000).default({ en: '', zh: '' }),
    /** Shown first; nothing is kept before it is agreed to. */
    consent: said(4000),
    thanks: text(1000).default({ en: '', zh: '' }),
    questions: z.array(questionSchema).min(1).max(80),
  })
  .superRefine((d, context) => {
    const seen = new Map<string, Question>();
    d.questions.forEach((q, i) => {
      const bad = (message: string) => context.addIssue({ code: 'custom', path: ['questions', i], message });
      if (seen.has(q.id)) bad(`the question ${q.id} stands twice`);
      const chosen = q.kind === 'single' || q.kind === 'multiple';
      if (chosen && q.choices.length < 2) bad(`${q.id} needs two choices at least`);
      if (!chosen && q.choices.length > 0) bad(`${q.id} has choices, which a ${q.kind} question has not`);
      if (new Set(q.choices.map((c) => c.id)).size < q.choices.length) bad(`${q.id} has a choice twice`);
      if (q.showIf) {
        const before = seen.get(q.showIf.question);
        if (!before) bad(`${q.id} depends on ${q.showIf.question}, which does not stand before it`);
        else if (before.kind === 'text') bad(`${q.id} depends on a free text`);
        else if (
          before.choices.length > 0 &&
          q.showIf.in.some((c) => !before.choices.some((b) => b.id === c))
        )
          bad(`${q.id} depends on a choice that ${before.id} has not`);
      }
      seen.set(q.id, q);
    });
  });
export type Definition = z.infer<typeof definitionSchema>;

export const answerSchema = z.union([z.string(), z.number(), z.array(z.string())]);
export type Answer = z.infer<typeof answerSchema>;
export type Answers = Record<string, Answer>;

export const TEMPLATES = ['satisfaction', 'perception', 'blank'] as const;
export const newSurveySchema = z.object({
  name: z.string().trim().min(1).max(120),
  campaign: z.string().trim().min(1).max(200).nullable().default(null),
  template: z.enum(TEMPLATES).default('blank'),
  brand: z.string().max(120).default(''),
  definition: definitionSchema.optional(),
});

const responseCounts = z.object({ complete: count, partial: count, declined: count, links: count });
export const surveySummarySchema = z.object({
  surveyId: z.string(),
  name: z.string(),
  campaign: z.string().nullable(),
  state: z.enum(SURVEY_STATES),
  createdAt: z.string(),
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  questions: count,
  counts: responseCounts,
});
export type SurveySummary = z.infer<typeof surveySummarySchema>;

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
export const ratesSchema = z.object({
  asked: count,
  complete: count,
  partial: count,
  refused: count,
  noAnswer: count,
  rr1: interval.nullable(),
  rr2: interval.nullable(),
  coop1: interval.nullable(),
  breakOffShare: interval.nullable(),
});
export const nonResponseSchema = z.object({
  /** Of personal links; null where there are none. */
  personal: ratesSchema.nullable(),
  /** Answers by the open link and from files: they have no denominator. */
  open: z.object({ complete: count, partial: count, declined: count }),
  /** Complete answers of those asked, by quota cell of the frame. */
  cells: z.array(z.object({ cell: z.string(), asked: count, complete: count, rr1: interval })),
  /** Test whether the cells answer alike; null with fewer than two. */
  alike: z.object({ chi2: z.number(), df: count, p: z.number() }).nullable(),
  /** Questions at which people stopped, most first. */
  stoppedAt: z.array(z.object({ question: z.string(), people: count })),
});
export type NonResponse = z.infer<typeof nonResponseSchema>;

export const boundsSchema = z
  .object({ least: z.number().min(0).lt(1), most: z.number().gt(1) })
  .nullable()
  .default(null);
/** Margins by single-choice question: choice → share. */
export const weightingSchema = z.object({
  margins: z.record(z.string(), z.record(z.string(), z.number().min(0))),
  source: z.string().max(300).default(''),
  bounds: boundsSchema,
});
export type Weighting = z.infer<typeof weightingSchema>;

export const weightsSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('refused'), why: z.string(), fix: z.string().nullable() }),
  z.object({
    state: z.literal('ok'),
    n: count,
    /** Complete answers left out: a weighting question unanswered, or an answer without a margin. */
    without: count,
    iterations: count,
    maxDifference: z.number(),
    deff: z.number(),
    effectiveN: z.number(),
    least: z.number(),
    most: z.number(),
    bounded: count,
    margins: z.array(
      z.object({
        variable: z.string(),
        category: z.string(),
        n: count,
        before: z.number(),
        wanted: z.number(),
        after: z.number(),
      }),
    ),
  }),
]);
export type Weights = z.infer<typeof weightsSchema>;

export const surveySchema = surveySummarySchema.extend({
  definition: definitionSchema,
  openPath: z.string().nullable(),
  weighting: weightingSchema.nullable(),
  nonResponse: nonResponseSchema,
  weights: weightsSchema,
  imports: z.array(
    z.object({
      importId: z.string(),
      fileName: z.string(),
      layout: z.string(),
      read: count,
      kept: count,
      rejected: count,
      importedAt: z.string(),
    }),
  ),
});
export type Survey = z.infer<typeof surveySchema>;

const figure = interval.extend({ n: count, effectiveN: z.number() });
export const figureSchema = figure;
export type SurveyFigure = z.infer<typeof figureSchema>;

/** One question over all people: shares of answers, mean, and net promoters of a 0–10 scale. */
export const questionResultSchema = z.object({
  questionId: z.string(),
  kind: z.enum(QUESTION_KINDS),
  title: wordsSchema,
  n: count,
  /** Weighted shares; null where too few people to be shown. */
  shares: z.array(
    z.object({ id: z.string(), label: wordsSchema, figure: figure.nullable(), plain: z.number().nullable() }),
  ),
  mean: figure.nullable(),
  /** Promoters (9–10) less detractors (0–6), −1 to 1. */
  netPromoters: figure.nullable(),
  /** Share of 4 and 5 on a 1–5 rating. */
  satisfied: figure.nullable(),
  texts: z.array(z.string()),
});
export type QuestionResult = z.infer<typeof questionResultSchema>;
export const resultsSchema = z.object({
  weighted: z.boolean(),
  gate: count,
  items: z.array(questionResultSchema),
});
export type Results = z.infer<typeof resultsSchema>;

export const tableQuerySchema = z.object({ rows: z.string(), columns: z.string() });
export const crossTabSchema = z.object({
  rowQuestion: z.object({ id: z.string(), title: wordsSchema, kind: z.enum(QUESTION_KINDS) }),
  columnQuestion: z.object({ id: z.string(), title: wordsSchema }),
  weighted: z.boolean(),
  gate: count,
  rows: z.array(z.object({ id: z.string(), label: wordsSchema })),
  columns: z.array(z.object({ id: z.string(), label: wordsSchema, base: count.nullable() })),
  n: count,
  cells: z.array(z.array(figure.nullable())),
  suppressed: z.array(z.array(z.boolean())),
  total: z.array(figure.nullable()),
  test: z.object({ f: z.number(), df1: z.number(), df2: z.number(), p: z.number() }).nullable(),
});
export type SurveyCrossTab = z.infer<typeof crossTabSchema>;

export const responseRowSchema = z.object({
  responseId: z.string(),
  actorKey: z.string().nullable(),
  source: z.string(),
  state: z.string(),
  language: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  weight: z.number().nullable(),
  answers: z.record(z.string(), answerSchema),
});
export const responsesSchema = z.object({ items: z.array(responseRowSchema), total: count });
export type Responses = z.infer<typeof responsesSchema>;

/** Whom to ask: a frame with consent, a list of members, or ids of a platform (hashed at once, not kept). */
export const linksRequestSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('invitation'),
    invitationId: z.string(),
    states: z.array(z.enum(CONSENT_STATES)).min(1).default(['consented']),
  }),
  z.object({ from: z.literal('list'), list: z.string() }),
  z.object({
    from: z.literal('ids'),
    platform: z.enum(PLATFORM_IDS),
    ids: z.array(z.string().trim().min(1).max(200)).min(1).max(50_000),
  }),
]);
export type LinksRequest = z.infer<typeof linksRequestSchema>;
/** Told once: the store keeps digests of the links. */
export const linksSchema = z.object({
  made: count,
  already: count,
  erased: count,
  items: z.array(z.object({ person: z.string(), path: z.string() })),
});
export type Links = z.infer<typeof linksSchema>;

/** What a column of a file is: a question, or one choice of a multiple question, or what names the person or the answer. */
export const columnTargetSchema = z.discriminatedUnion('to', [
  z.object({ to: z.literal('question'), question: z.string() }),
  z.object({ to: z.literal('choice'), question: z.string(), choice: z.string() }),
  z.object({
    to: z.enum(['response', 'person', 'finished', 'submitted', 'language', 'consented', 'ignored']),
  }),
]);
export type ColumnTarget = z.infer<typeof columnTargetSchema>;
export const FILE_LAYOUTS = ['limesurvey', 'formbricks', 'table'] as const;
export const importOptionsSchema = z.object({
  columns: z.record(z.string(), columnTargetSchema).default({}),
  platform: z.enum(PLATFORM_IDS).optional(),
  /** Every row's person agreed that the answers may be joined with what else is known of the key. */
  consented: z.boolean().default(false),
});
export type AnswerImportOptions = z.infer<typeof importOptionsSchema>;
export const importReportSchema = z.object({
  importId: z.string(),
  fileName: z.string(),
  layout: z.enum(FILE_LAYOUTS),
  columns: z.record(z.string(), columnTargetSchema),
  read: count,
  kept: count,
  rejected: count,
  /** Answers joined to a key; rows of people who did not agree to it are kept without. */
  joined: count,
  already: z.boolean(),
  rejections: z.array(z.object({ row: count, column: z.string(), value: z.string(), reason: z.string() })),
});
export type AnswerImport = z.infer<typeof importReportSchema>;
