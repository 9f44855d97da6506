/** Search, how fresh the data is, language and theme. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { statusQuery } from '#web/api/endpoints.ts';
import { brandsQuery } from '#web/api/loop.ts';
import { formatDay } from '#web/parts/format.ts';
import { setPreferences, usePreferences, useTheme } from '#web/parts/preferences.ts';

const mac = navigator.platform.startsWith('Mac');

export function TopBar({ find }: { find: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(statusQuery);
  const { language } = usePreferences();
  const theme = useTheme();
  return (
    <div className="top">
      <button type="button" className="find" onClick={find}>
        <span>{t('top.find')}</span>
        <kbd>{mac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <div className="top-right">
        <BrandPicker />
        {data?.demo ? <span className="tag">{t('top.demo')}</span> : null}
        <span className="muted" title={t('top.asOfHint')}>
          {data?.asOf ? t('top.asOf', { day: formatDay(data.asOf) }) : ''}
        </span>
        <button
          type="button"
          className="plain-button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setPreferences({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          {theme === 'dark' ? t('top.light') : t('top.dark')}
        </button>
      </div>
    </div>
  );
}

/** Whose work is shown. Nothing to pick below two brands. */
function BrandPicker() {
  const { t } = useTranslation();
  const { data } = useQuery(brandsQuery);
  const { brand } = usePreferences();
  const brands = data?.brands ?? [];
  if (brands.length < 2) return null;
  return (
    <select
      className="field brand-picker"
      aria-label={t('loop.brands.picker')}
      value={brands.some((b) => b.name === brand) ? (brand ?? '') : ''}
      onChange={(e) => setPreferences({ brand: e.target.value === '' ? null : e.target.value })}
    >
      <option value="">{t('loop.brands.all')}</option>
      {brands.map((b) => (
        <option key={b.brandId} value={b.name}>
          {b.name}
        </option>
      ))}
    </select>
  );
}
