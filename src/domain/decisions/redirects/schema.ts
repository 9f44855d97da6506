/** Short links that count their visits. Browser-safe. */
import { z } from 'zod';

const target = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && url.username === '' && url.password === '';
  }, 'A target carries no user name or password.');

export const newRedirectSchema = z.object({
  /** Chosen, or made when absent. */
  code: z
    .string()
    .regex(/^[A-Za-z0-9_-]{3,40}$/, '3 to 40 letters, digits, - or _')
    .optional(),
  target,
  campaign: z.string().trim().min(1).max(200),
  accountId: z.string().nullable().default(null),
  postId: z.string().nullable().default(null),
  /** Sets a random cookie, so that a returning browser is known again. Ask for consent where the law does. */
  remembers: z.boolean().default(false),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type NewRedirect = z.output<typeof newRedirectSchema>;

export const redirectSchema = z.object({
  code: z.string(),
  path: z.string(),
  target: z.string(),
  campaign: z.string(),
  accountId: z.string().nullable(),
  postId: z.string().nullable(),
  remembers: z.boolean(),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
  state: z.enum(['open', 'expired', 'withdrawn']),
  /** Visits stored so far, by who asked; the newest few seconds are still on their way. */
  people: z.number().int(),
  bots: z.number().int(),
  prefetches: z.number().int(),
  /** Orders that name a visit of it, or its code. */
  orders: z.number().int(),
});
export type Redirect = z.infer<typeof redirectSchema>;
