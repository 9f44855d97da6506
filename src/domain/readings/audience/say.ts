import type { Words } from '#basis/reading.ts';

/** A sentence in both languages. */
export const word = (en: string, zh: string): Words => ({ en, zh });
