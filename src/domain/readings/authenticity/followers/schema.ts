/** The file of a trained account model. Browser-safe. */
import { z } from 'zod';
import { wordsSchema } from '#basis/reading.ts';

const figureSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const memberSchema = z.object({ bias: z.number(), boosted: z.string(), forest: z.string() });

export const accountModelSchema = z.object({
  touchstoneModel: z.literal(1),
  kind: z.literal('accounts'),
  /** Where it was trained: shown wherever it speaks. */
  trainedOn: z.object({
    origin: z.enum(['simulator', 'rows']),
    words: wordsSchema,
    files: z.array(z.object({ name: z.string(), digest: z.string(), rowCount: z.number().int() })),
    rowCount: z.number().int(),
    fakeCount: z.number().int(),
    /** Rows that repeat another to the last field. */
    repeatedCount: z.number().int(),
    /** Human corrections among the rows. */
    correctedCount: z.number().int(),
    seed: z.string(),
  }),
  fields: z.array(z.string()),
  features: z.array(z.string()),
  /** Trained on all rows; see numerics/learn/packed-trees.ts. */
  scorer: memberSchema,
  /** Each trained without a part of the rows. */
  checkers: z.array(memberSchema).min(2),
  /**
   * Rows with their label and the checker that never saw them: sensitivity, specificity and calibration are counted on
   * these, for whichever fields a list shows. Numbers only; `null` is a missing field.
   */
  validation: z.object({
    labels: z.array(z.union([z.literal(0), z.literal(1)])),
    checkers: z.array(z.number().int()),
    columns: z.record(z.string(), z.array(z.number().nullable())),
  }),
  /** Cross-validated, on all rows. */
  figures: z.record(z.string(), figureSchema),
});
export type AccountModelFile = z.infer<typeof accountModelSchema>;

/** One sampled follower before an analyst: fields as seen, what was said, and the model's probability of automation once something was. */
export const personToJudgeSchema = z.object({
  /** Keyed hash. */
  actor: z.string(),
  position: z.number().nullable(),
  fields: z.record(z.string(), z.number().nullable()),
  label: z.union([z.literal(0), z.literal(1)]).nullable(),
  score: z.number().nullable(),
  sourceId: z.number(),
  row: z.number(),
});
export type PersonToJudge = z.infer<typeof personToJudgeSchema>;

export const judgedPersonSchema = z.object({
  features: z.record(z.string(), z.number().nullable()),
  label: z.union([z.literal(0), z.literal(1)]),
});
export type JudgedPerson = z.infer<typeof judgedPersonSchema>;
