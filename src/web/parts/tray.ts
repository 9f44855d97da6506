/** The accounts picked for comparison: order and colour stay the same on every page. */
import { preferences, setPreferences, usePreferences } from '#web/parts/preferences.ts';
import { TRAY_SIZE, type TrayItem } from '#web/parts/tray-item.ts';

export const useTray = (): readonly TrayItem[] => usePreferences().tray;

/** Adds an account, or takes it out; a full tray stays as it is. Returns whether it changed. */
export function toggleTray(item: TrayItem): boolean {
  const { tray } = preferences();
  const without = tray.filter((x) => x.accountId !== item.accountId);
  if (without.length < tray.length) setPreferences({ tray: without });
  else if (tray.length < TRAY_SIZE) setPreferences({ tray: [...tray, item] });
  else return false;
  return true;
}

export const clearTray = (): void => setPreferences({ tray: [] });

/** Colour of the account at a place in the compared order; the accent and a grey follow the set of eight. */
export const trayColour = (index: number): string =>
  index < 8 ? `var(--series-${index + 1})` : index === 8 ? 'var(--accent)' : 'var(--muted)';
