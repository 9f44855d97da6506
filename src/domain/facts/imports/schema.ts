/** The nouns of the imports room: drafts, where they came from, and the account of a file. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { accountDraftSchema } from '#domain/facts/accounts/schema.ts';
import { cooperationDraftSchema, orderDraftSchema, touchDraftSchema } from '#domain/facts/commerce/schema.ts';
import {
  actorDraftSchema,
  engagementDraftSchema,
  FOLLOW_DESIGNS,
  followDraftSchema,
} from '#domain/facts/engagements/schema.ts';
import { postDraftSchema } from '#domain/facts/posts/schema.ts';

/** What a connector yields. One source row may yield several. */
export const draftSchema = z.discriminatedUnion('kind', [
  accountDraftSchema,
  postDraftSchema,
  engagementDraftSchema,
  followDraftSchema,
  actorDraftSchema,
  cooperationDraftSchema,
  orderDraftSchema,
  touchDraftSchema,
]);
export type Draft = z.infer<typeof draftSchema>;

/** Whose data it is (B3): a platform's own, a third party's, the user's own. */
export const SOURCE_CLASSES = ['platform', 'third_party', 'first_party'] as const;

/** One problem of a row or cell, named so that a user finds it. */
export const problemSchema = z.object({
  file: z.string(),
  sheet: z.string().nullable(),
  row: z.number(),
  scope: z.enum(['row', 'cell']),
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  fix: z.string().nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

/** The account of one file. rowsRead = rowsKept + rowsRejected; kept rows that added nothing are `rowsRepeated`. */
export const fileReportSchema = z.object({
  runId: z.string().nullable(),
  file: z.string(),
  digest: z.string(),
  byteCount: z.number(),
  state: z.enum(['imported', 'already-imported', 'refused']),
  vendor: z.string().nullable(),
  platform: z.string().nullable(),
  connector: z.string().nullable(),
  confidence: z.number().nullable(),
  sourceClass: z.string().nullable(),
  asOf: z.string().nullable(),
  rowsRead: z.number(),
  rowsKept: z.number(),
  rowsNew: z.number(),
  rowsRepeated: z.number(),
  rowsRejected: z.number(),
  cellsUnreadable: z.number(),
  sheets: z.array(
    z.object({
      sheet: z.string().nullable(),
      rowsRead: z.number(),
      rowsKept: z.number(),
      rowsRejected: z.number(),
    }),
  ),
  /** How many rows were rejected for each reason. */
  reasons: z.array(
    z.object({
      scope: z.string(),
      column: z.string(),
      reason: z.string(),
      count: z.number(),
      example: z.object({ row: z.number(), value: z.string() }),
      fix: z.string().nullable(),
    }),
  ),
  unknownColumns: z.array(z.string()),
  withheldColumns: z.array(z.string()),
  facts: z.record(z.string(), z.number()),
  warnings: z.array(z.string()),
  error: z.object({ code: z.string(), message: z.string(), fix: z.string().nullable() }).nullable(),
  seconds: z.number(),
});
export type FileReport = z.infer<typeof fileReportSchema>;

export const importReportSchema = z.object({
  batchId: z.string(),
  files: z.array(fileReportSchema),
  totals: z.object({
    rowsRead: z.number(),
    rowsKept: z.number(),
    rowsNew: z.number(),
    rowsRejected: z.number(),
  }),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importOptionsSchema = z.object({
  brand: z.string().max(200).optional(),
  /** The moment the files describe; the time of import where the rows do not say and this is absent. */
  asOf: z.iso.datetime().optional(),
  platform: z.enum(PLATFORM_IDS).optional(),
  dateOrder: z.enum(['day-first', 'month-first']).optional(),
  utcOffsetMinutes: z.number().int().min(-840).max(840).optional(),
  /** How the follower lists among the files were drawn, where the person knows better than the layout. */
  followDesign: z.enum(FOLLOW_DESIGNS).optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** One file of an import: an upload, or a path when the caller is on this machine and holds its key. */
export const importFileSchema = z.object({
  uploadId: z.string().optional(),
  path: z.string().optional(),
  /** Use this connector instead of the recognised one. */
  connector: z.string().optional(),
  /** A mapping (see `connectors/mapping.ts`) to read the file with. */
  mapping: z.unknown().optional(),
});
export const importRequestSchema = importOptionsSchema.extend({
  files: z.array(importFileSchema).min(1).max(200),
});
export type ImportRequest = z.infer<typeof importRequestSchema>;

/** What the wizard shows before anything is stored. */
export const previewSchema = z.object({
  file: z.string(),
  byteCount: z.number(),
  format: z.string(),
  encoding: z.string().nullable(),
  compression: z.string().nullable(),
  warnings: z.array(z.string()),
  error: z.object({ code: z.string(), message: z.string(), fix: z.string().nullable() }).nullable(),
  tables: z.array(
    z.object({
      sheet: z.string().nullable(),
      candidates: z.array(
        z.object({
          connector: z.string(),
          en: z.string(),
          zh: z.string(),
          vendor: z.string(),
          platform: z.string().nullable(),
          confidence: z.number(),
          reasons: z.array(z.string()),
        }),
      ),
      columns: z.array(
        z.object({
          header: z.string(),
          target: z.string().nullable(),
          meaning: z.string().nullable(),
          unitNote: z.string().nullable(),
          confidence: z.number(),
          examples: z.array(z.string()),
        }),
      ),
      /** The guessed mapping, editable and shareable, where no connector claims the table. */
      mapping: z.unknown().nullable(),
      rows: z.array(z.record(z.string(), z.string())),
      /** A dry run over the sampled rows. */
      sample: z.object({
        rowsRead: z.number(),
        rowsKept: z.number(),
        rowsRejected: z.number(),
        problems: z.array(problemSchema),
      }),
    }),
  ),
});
export type Preview = z.infer<typeof previewSchema>;

export const runSchema = z.object({
  runId: z.string(),
  batchId: z.string(),
  file: z.string(),
  digest: z.string(),
  byteCount: z.number(),
  vendor: z.string(),
  connector: z.string(),
  platform: z.string().nullable(),
  sourceClass: z.string(),
  brand: z.string().nullable(),
  asOf: z.string(),
  importedAt: z.string(),
  rowsRead: z.number(),
  rowsKept: z.number(),
  rowsNew: z.number(),
  rowsRejected: z.number(),
  cellsUnreadable: z.number(),
  unknownColumns: z.array(z.string()),
  withheldColumns: z.array(z.string()),
  warnings: z.array(z.string()),
  seconds: z.number(),
});
export type Run = z.infer<typeof runSchema>;

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export const jobSchema = z.object({
  jobId: z.string(),
  kind: z.string(),
  state: z.enum(JOB_STATES),
  /** 0–1. */
  progress: z.number(),
  message: z.string(),
  result: z.unknown().nullable(),
  error: z.object({ code: z.string(), message: z.string(), fix: z.string().nullable() }).nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const connectorSchema = z.object({
  id: z.string(),
  version: z.number(),
  vendor: z.string(),
  en: z.string(),
  zh: z.string(),
  sourceClass: z.enum(SOURCE_CLASSES),
  platforms: z.array(z.enum(PLATFORM_IDS)),
});
export const uploadSchema = z.object({ uploadId: z.string(), fileName: z.string(), byteCount: z.number() });
export const pushReceiptSchema = z.object({
  batchId: z.string(),
  state: z.enum(['accepted', 'already-accepted']),
  recordCount: z.number(),
  waiting: z.number(),
});
export const auditLineSchema = z.object({
  at: z.string(),
  who: z.string(),
  act: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.unknown(),
});
