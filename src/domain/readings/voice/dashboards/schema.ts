/** Five saved dashboards (J5): each a list of cards that all draw alike. Browser-safe. */
import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { wordsSchema } from '#basis/reading.ts';

export const DASHBOARDS = ['brand', 'reputation', 'kol', 'social', 'consumption'] as const;
export const dashboardNameSchema = z.enum(DASHBOARDS);
export type DashboardName = z.infer<typeof dashboardNameSchema>;

/** What is saved with a dashboard: whom it is about, and over how long. */
export const dashboardSettingsSchema = z.object({
  brand: z.string().trim().min(1).max(100).nullable().default(null),
  platform: z.enum(PLATFORM_IDS).nullable().default(null),
  windowDays: z.coerce.number().int().min(7).max(3650).default(180),
});
export type DashboardSettings = z.infer<typeof dashboardSettingsSchema>;

const rowSchema = z.object({
  label: wordsSchema,
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number().int().nullable(),
  /** Page that holds its rows. */
  href: z.string().nullable(),
});
export const cardSchema = z.object({
  card: z.string(),
  title: wordsSchema,
  note: wordsSchema.nullable(),
  shape: z.enum(['bars', 'line', 'list']),
  unit: z.enum(['share', 'count', 'ratio']),
  rows: z.array(rowSchema),
});
export type DashboardCard = z.infer<typeof cardSchema>;
export const dashboardSchema = z.object({
  dashboard: dashboardNameSchema,
  settings: dashboardSettingsSchema,
  saved: z.boolean(),
  asOf: z.string().nullable(),
  cards: z.array(cardSchema),
});
export type Dashboard = z.infer<typeof dashboardSchema>;
