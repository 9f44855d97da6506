/** Sentences that come in both languages from the server. */
import { useCallback } from 'react';
import type { Words } from '#basis/reading.ts';
import { usePreferences } from '#web/parts/preferences.ts';

export function useSay(): (words: Words) => string {
  const { language } = usePreferences();
  return useCallback(
    // The Chinese font draws ’ as wide as a character.
    (words) => (language === 'en' ? words.en.replaceAll('’', "'") : words.zh),
    [language],
  );
}
