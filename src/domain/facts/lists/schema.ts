/** White, grey and black list: a colour and why, for accounts that somebody judged. */
import { z } from 'zod';

/** `none` takes an account off; that needs a reason too. */
export const COLOURS = ['white', 'grey', 'black', 'none'] as const;
export const colourSchema = z.enum(COLOURS);
export type Colour = (typeof COLOURS)[number];

export const newMarkSchema = z.object({
  colour: colourSchema,
  reason: z.string().trim().min(3, 'A mark needs a reason of at least three characters.').max(1000),
});

export const markSchema = z.object({
  markId: z.string(),
  accountId: z.string(),
  colour: colourSchema,
  reason: z.string(),
  markedBy: z.string(),
  markedAt: z.string(),
});
export type Mark = z.infer<typeof markSchema>;
