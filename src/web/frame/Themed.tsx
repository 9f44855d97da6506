/** antd and our own style sheet under the chosen theme and language. */
import { App, ConfigProvider } from 'antd';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { antdThemeOf } from '#web/frame/theme.ts';
import { changeLanguage, type Language } from '#web/i18n/i18n.ts';
import { applyPalette } from '#web/parts/palette.ts';
import { usePreferences, useTheme } from '#web/parts/preferences.ts';

type AntdWords = NonNullable<Parameters<typeof ConfigProvider>[0]['locale']>;

const sources = {
  en: () => import('antd/es/locale/en_US.js'),
  zh: () => import('antd/es/locale/zh_CN.js'),
} as const;

export const antdWords = async (language: Language): Promise<AntdWords> =>
  (await sources[language]()).default as unknown as AntdWords;

interface ThemedProps {
  /** antd's words from the first render on: without them it builds another tree, and setting them later would remount the app. */
  words: AntdWords;
  children: ReactNode;
}

export function Themed({ words, children }: ThemedProps) {
  const theme = useTheme();
  const { language } = usePreferences();
  const [locale, setLocale] = useState(words);
  useLayoutEffect(() => applyPalette(theme), [theme]);
  useEffect(() => {
    let current = true;
    void changeLanguage(language);
    void antdWords(language).then((found) => {
      if (current) setLocale(found);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return (
    <ConfigProvider theme={antdThemeOf(theme)} locale={locale} button={{ autoInsertSpace: false }}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
