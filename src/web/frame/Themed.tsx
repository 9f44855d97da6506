/** antd and our own style sheet under the chosen theme and language. */
import { App, ConfigProvider } from 'antd';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { antdThemeOf } from '#web/frame/theme.ts';
import { changeLanguage } from '#web/i18n/i18n.ts';
import { applyPalette } from '#web/parts/palette.ts';
import { usePreferences, useTheme } from '#web/parts/preferences.ts';

type AntdLocale = Parameters<typeof ConfigProvider>[0]['locale'];

const antdWords = {
  en: () => import('antd/es/locale/en_US.js'),
  zh: () => import('antd/es/locale/zh_CN.js'),
} as const;

export function Themed({ children }: { children: ReactNode }) {
  const theme = useTheme();
  const { language } = usePreferences();
  const [locale, setLocale] = useState<AntdLocale>();
  useLayoutEffect(() => applyPalette(theme), [theme]);
  useEffect(() => {
    let current = true;
    void changeLanguage(language);
    void antdWords[language]().then((words) => {
      if (current) setLocale(words.default as unknown as AntdLocale);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return (
    <ConfigProvider
      theme={antdThemeOf(theme)}
      button={{ autoInsertSpace: false }}
      {...(locale ? { locale } : {})}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}
