/** One report model, from which every format is written. A number stands in a cell and nowhere else. Browser-safe. */
import { z } from 'zod';
import { rowRefSchema, wordsSchema } from '#basis/reading.ts';

export const LAYERS = ['page', 'manager', 'full'] as const;
export type Layer = (typeof LAYERS)[number];
export const FORMATS = ['xlsx', 'pptx', 'html', 'pdf'] as const;
export type ReportFormat = (typeof FORMATS)[number];
export type Language = 'en' | 'zh';

export const UNITS = ['count', 'share', 'money', 'number', 'minutes', 'text', 'day'] as const;

/** A number or a name with where it came from. `text` for names, days and words that rows state. */
export const cellSchema = z.object({
  id: z.string(),
  unit: z.enum(UNITS),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().nullable(),
  currency: z.string().nullable(),
  text: wordsSchema.nullable(),
  /** Set when there is too little to say. */
  thin: z.object({ need: wordsSchema, have: wordsSchema, why: wordsSchema }).nullable(),
  /** Rows that state it; the first of `rowCount`. */
  from: z.array(rowRefSchema),
  rowCount: z.number().int(),
  /** Reading or computation: `noun-phrase`. */
  by: z.string(),
});
export type Cell = z.infer<typeof cellSchema>;

const layer = z.enum(LAYERS);
export const blockSchema = z.discriminatedUnion('kind', [
  /** A sentence with `{cell id}` where numbers and names stand. */
  z.object({ kind: z.literal('prose'), layer, text: wordsSchema }),
  z.object({
    kind: z.literal('tiles'),
    layer,
    tiles: z.array(z.object({ label: wordsSchema, cell: z.string(), note: wordsSchema.nullable() })),
  }),
  z.object({
    kind: z.literal('table'),
    layer,
    id: z.string(),
    title: wordsSchema,
    /** The sheet of the workbook that holds it. */
    sheet: z.string(),
    columns: z.array(wordsSchema),
    /** Cell ids, row by row. */
    rows: z.array(z.array(z.string())),
  }),
  z.object({
    kind: z.literal('chart'),
    layer,
    id: z.string(),
    title: wordsSchema,
    sheet: z.string(),
    shape: z.enum(['bar', 'column', 'line']),
    categories: z.array(z.string()),
    series: z.array(z.object({ name: wordsSchema, cells: z.array(z.string()) })),
  }),
]);
export type Block = z.infer<typeof blockSchema>;

export const sectionSchema = z.object({
  id: z.string(),
  /** Its place in the usual close-out report; 0 for the appendix. */
  place: z.number().int(),
  title: wordsSchema,
  blocks: z.array(blockSchema),
});
export type Section = z.infer<typeof sectionSchema>;

export const CHAPTERS = ['overview', 'analysis', 'participants'] as const;
export const chapterSchema = z.object({
  id: z.enum([...CHAPTERS, 'appendix']),
  title: wordsSchema,
  sections: z.array(sectionSchema),
});
export type Chapter = z.infer<typeof chapterSchema>;

/** Rows as they were imported, for the workbook only. */
export const rawTableSchema = z.object({
  sheet: z.string(),
  columns: z.array(wordsSchema),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  /** Rows there are, before the limit. */
  rowCount: z.number().int(),
});
export type RawTable = z.infer<typeof rawTableSchema>;

export const reportModelSchema = z.object({
  campaign: z.string(),
  brand: z.string().nullable(),
  asOf: z.string().nullable(),
  madeAt: z.string(),
  product: z.string(),
  cells: z.record(z.string(), cellSchema),
  chapters: z.array(chapterSchema),
  raw: z.array(rawTableSchema),
  /** SHA-256 over cells and chapters: two reports with one digest say the same. */
  digest: z.string(),
});
export type ReportModel = z.infer<typeof reportModelSchema>;

export const SHEETS = [
  'Summary',
  'KOL明细',
  '内容明细',
  '分钟监测',
  '评论',
  '受众',
  '成本',
  '权益',
  '口径',
  '来源',
] as const;

export const reportRequestSchema = z.object({
  formats: z
    .array(z.enum(FORMATS))
    .min(1)
    .default([...FORMATS]),
  layer: layer.default('full'),
  language: z.enum(['en', 'zh']).default('zh'),
});
export type ReportRequest = z.infer<typeof reportRequestSchema>;

export const reportFileSchema = z.object({
  format: z.enum(FORMATS),
  name: z.string(),
  byteCount: z.number().int(),
});
export const reportMadeSchema = z.object({
  reportId: z.string(),
  campaign: z.string(),
  layer,
  language: z.enum(['en', 'zh']),
  digest: z.string(),
  madeAt: z.string(),
  ms: z.number(),
  files: z.array(reportFileSchema),
});
export type ReportMade = z.infer<typeof reportMadeSchema>;

export const shareSchema = z.object({ token: z.string(), path: z.string(), expiresAt: z.string() });
