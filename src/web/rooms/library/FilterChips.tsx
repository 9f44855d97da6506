/** The filters that are on, each removable. */
import { useTranslation } from 'react-i18next';
import { type AccountFilter, TIERS } from '#domain/facts/library/schema.ts';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';

interface FilterChipsProps {
  filter: AccountFilter;
  change: (next: Partial<AccountFilter>) => void;
  clear: () => void;
}

export function FilterChips({ filter, change, clear }: FilterChipsProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const word = useWord();
  const range = (
    key: string,
    legend: string,
    low: number | undefined,
    high: number | undefined,
    show: (value: number) => string,
    off: Partial<AccountFilter>,
  ) =>
    low === undefined && high === undefined
      ? []
      : [
          {
            key,
            text: `${legend}: ${low === undefined ? '' : show(low)}–${high === undefined ? '' : show(high)}`,
            off: () => change(off),
          },
        ];
  const several = (
    key: 'platform' | 'tier' | 'category' | 'region' | 'tag' | 'brand' | 'vendor',
    show: (value: string) => string,
  ) =>
    (filter[key] ?? []).map((value: string) => ({
      key: `${key}${value}`,
      text: show(value),
      off: () => {
        const left = (filter[key] ?? []).filter((v: string) => v !== value);
        change({ [key]: left.length > 0 ? left : undefined });
      },
    }));
  const count = (n: number) => formatCount(n, style);
  const money = (n: number) => formatMoney(n, null, style);
  const chips = [
    ...several('platform', platformName),
    ...several('tier', (tier) => t(`tier.${tier as (typeof TIERS)[number]}`)),
    ...several('category', String),
    ...several('region', String),
    ...several('brand', String),
    ...several('tag', String),
    ...several('vendor', (v) => word('vendor', v)),
    ...range('f', t('library.range.followers'), filter.followersMin, filter.followersMax, count, {
      followersMin: undefined,
      followersMax: undefined,
    }),
    ...range('e', t('library.range.engagement'), filter.engagementMin, filter.engagementMax, count, {
      engagementMin: undefined,
      engagementMax: undefined,
    }),
    ...range('p', t('library.range.price'), filter.priceMin, filter.priceMax, money, {
      priceMin: undefined,
      priceMax: undefined,
    }),
    ...(filter.freshDays === undefined
      ? []
      : [
          {
            key: 'fresh',
            text: t('library.freshDays', { days: filter.freshDays }),
            off: () => change({ freshDays: undefined }),
          },
        ]),
    ...(filter.list === undefined
      ? []
      : [{ key: 'list', text: t('library.inList'), off: () => change({ list: undefined }) }]),
  ];
  if (chips.length === 0) return null;
  return (
    <>
      {chips.map((chip) => (
        <span key={chip.key} className="chip" style={{ marginBottom: 0 }}>
          {chip.text}
          <button
            type="button"
            className="plain-button"
            aria-label={t('library.removeFilter', { filter: chip.text })}
            onClick={chip.off}
          >
            ×
          </button>
        </span>
      ))}
      <button type="button" className="plain-button" onClick={clear}>
        {t('library.clear')}
      </button>
    </>
  );
}
