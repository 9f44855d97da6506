/** What this browser remembers of its user: language, theme, number style, the trail and the compare tray. */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { TRAY_SIZE, trayItemSchema } from '#web/parts/tray-item.ts';

const preferencesSchema = z.object({
  language: z.enum(['en', 'zh']),
  theme: z.enum(['light', 'dark', 'system']),
  /** `plain`: 1 327 000; `short`: 132.7万 or 1.327 M; `auto`: short in Chinese, plain in English. */
  numbers: z.enum(['auto', 'plain', 'short']),
  /** The step of the first-run trail, 0–4; null once it is closed. */
  trail: z.number().int().min(0).max(4).nullable(),
  tray: z.array(trayItemSchema).max(TRAY_SIZE),
  /** The brand whose campaigns Deliver and Assets show; null: all. */
  brand: z.string().nullable(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const KEY = 'touchstone.preferences';
const fallback = (): Preferences => ({
  language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  theme: 'system',
  numbers: 'auto',
  trail: 0,
  tray: [],
  brand: null,
});

function load(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return preferencesSchema.catch(fallback()).parse(Object.assign(fallback(), stored));
  } catch {
    return fallback();
  }
}

let current = load();
const listeners = new Set<() => void>();

export const preferences = (): Preferences => current;

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser without storage keeps the choice for this visit only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const onStorage = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    current = load();
    listener();
  };
  addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', onStorage);
  };
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);

const darkQuery = matchMedia('(prefers-color-scheme: dark)');
const onDark = (listener: () => void) => {
  darkQuery.addEventListener('change', listener);
  return () => darkQuery.removeEventListener('change', listener);
};

/** The theme in use, with `system` resolved. */
export function useTheme(): 'light' | 'dark' {
  const dark = useSyncExternalStore(onDark, () => darkQuery.matches);
  const { theme } = usePreferences();
  return theme === 'system' ? (dark ? 'dark' : 'light') : theme;
}
