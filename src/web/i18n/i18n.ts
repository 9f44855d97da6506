/** Both languages, loaded one at a time. Keys are typed from the English table. */
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from '#web/i18n/en.ts';
import { setTold } from '#web/i18n/tell.ts';

const i18next = createInstance();

export type Language = 'en' | 'zh';

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
/** The form both tables have. */
export type Translations = Shape<typeof en>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    enableSelector: false;
  }
}

const tables: Record<Language, () => Promise<Translations>> = {
  en: () => import('#web/i18n/en.ts').then((m) => m.en),
  zh: async () => {
    const [words, told] = await Promise.all([import('#web/i18n/zh.ts'), import('#web/i18n/told-zh.ts')]);
    setTold(told.toldZh);
    return words.zh;
  },
};

export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await tables[language]() } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await tables[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
