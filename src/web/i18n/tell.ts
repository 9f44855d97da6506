/**
 * Texts that the server stored or sent in English, in the reader's language. The English text is its own key, as in
 * gettext, so reports stored before a translation existed read in Chinese too.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

type Table = Readonly<Record<string, string>>;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** From an English text to the table's text; what the table does not hold stays as it is, also in the blanks. */
export function translator(table: Table): (text: string) => string {
  // The longer the fixed words of a template, the surer its match: “{} is not a file.” comes before “{} {}”.
  const templates = Object.entries(table)
    .filter(([key]) => key.includes('{}'))
    .sort(([a], [b]) => b.length - a.length)
    .map(([key, words]) => ({
      pattern: new RegExp(`^${key.split('{}').map(escaped).join('(.*?)')}$`, 's'),
      words,
      /** “{}: {}” fits nearly any text: it counts only when one of its blanks is known. */
      wordless: !/\p{L}/u.test(key),
    }));
  const known = new Map<string, string>();
  const find = (text: string): string => {
    const whole = Object.hasOwn(table, text) ? table[text] : undefined;
    if (whole !== undefined) return whole;
    for (const { pattern, words, wordless } of templates) {
      const blanks = pattern.exec(text)?.map((blank, i) => (i === 0 ? blank : translate(blank)));
      if (!blanks || (wordless && blanks.slice(1).every((blank) => text.includes(blank)))) continue;
      return words.replaceAll(/\{(\d)\}/g, (_, place: string) => blanks[Number(place)] ?? '');
    }
    return text;
  };
  const translate = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text);
    known.set(text, found);
    return found;
  };
  return translate;
}

let chinese: (text: string) => string = (text) => text;
/** Called once, when the Chinese tables arrive. */
export function setTold(table: Table): void {
  chinese = translator(table);
}

/** `tell('is not a number')` → the same, or 不是数字. */
export function useTell(): (text: string) => string {
  const { language } = useTranslation().i18n;
  return useCallback((text) => (language === 'zh' ? chinese(text) : text), [language]);
}
