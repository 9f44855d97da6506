/** What the files do not say themselves: brand, as-of day, platform, order of dates, how follower lists were drawn. */
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import { FOLLOW_DESIGNS } from '#domain/facts/engagements/schema.ts';
import type { ImportOptions } from '#domain/facts/imports/schema.ts';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';

interface OptionFieldsProps {
  options: ImportOptions;
  change: (options: ImportOptions) => void;
}

/** The options without those that are empty. */
const filled = (options: { [K in keyof ImportOptions]: ImportOptions[K] | undefined }): ImportOptions =>
  Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined && v !== ''));

export function OptionFields({ options, change }: OptionFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="row" style={{ marginBottom: 16, gap: 16 }}>
      <label>
        {t('import.option.asOf')}{' '}
        <input
          className="field"
          style={{ width: 150 }}
          type="date"
          value={options.asOf?.slice(0, 10) ?? ''}
          onChange={(e) =>
            change(filled({ ...options, asOf: e.target.value ? `${e.target.value}T00:00:00Z` : undefined }))
          }
        />
      </label>
      <label>
        {t('import.option.platform')}{' '}
        <select
          className="field"
          style={{ width: 150 }}
          value={options.platform ?? ''}
          onChange={(e) =>
            change(filled({ ...options, platform: PLATFORM_IDS.find((p) => p === e.target.value) }))
          }
        >
          <option value="">{t('import.option.guess')}</option>
          <PlatformOptions />
        </select>
      </label>
      <label>
        {t('import.option.dates')}{' '}
        <select
          className="field"
          style={{ width: 190 }}
          value={options.dateOrder ?? ''}
          onChange={(e) =>
            change(
              filled({
                ...options,
                dateOrder: (['day-first', 'month-first'] as const).find((o) => o === e.target.value),
              }),
            )
          }
        >
          <option value="">{t('import.option.refuse')}</option>
          <option value="day-first">{t('import.option.dayFirst')}</option>
          <option value="month-first">{t('import.option.monthFirst')}</option>
        </select>
      </label>
      <label>
        {t('import.option.design')}{' '}
        <select
          className="field"
          style={{ width: 190 }}
          value={options.followDesign ?? ''}
          onChange={(e) =>
            change(filled({ ...options, followDesign: FOLLOW_DESIGNS.find((d) => d === e.target.value) }))
          }
        >
          <option value="">{t('import.option.designOfFile')}</option>
          {FOLLOW_DESIGNS.map((d) => (
            <option key={d} value={d}>
              {t(`import.design.${d}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('import.option.brand')}{' '}
        <input
          className="field"
          style={{ width: 150 }}
          defaultValue={options.brand ?? ''}
          onBlur={(e) => {
            if (e.target.value !== (options.brand ?? ''))
              change(filled({ ...options, brand: e.target.value }));
          }}
        />
      </label>
    </div>
  );
}
