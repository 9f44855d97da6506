import { z } from 'zod';
import { PLATFORM_IDS } from '#basis/platform.ts';

/** Accounts that can be put side by side at once. */
export const TRAY_SIZE = 10;

/** An account in the compare tray: enough to name it without asking the server. */
export const trayItemSchema = z.object({
  accountId: z.string(),
  platform: z.enum(PLATFORM_IDS),
  name: z.string().nullable(),
});
export type TrayItem = z.infer<typeof trayItemSchema>;
