/** The filters at the left: counts stand under all the other filters. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountFilter, type Facets as FacetCounts, TIERS } from '#domain/facts/library/schema.ts';
import { listsQuery } from '#web/api/endpoints.ts';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { RangeFilter } from '#web/rooms/library/RangeFilter.tsx';

type FacetName = 'platform' | 'tier' | 'category' | 'region' | 'tag' | 'brand' | 'vendor';
const FACETS: readonly FacetName[] = ['platform', 'tier', 'category', 'region', 'brand', 'tag', 'vendor'];
const SHORT = 8;

interface FacetsProps {
  filter: AccountFilter;
  facets: FacetCounts | undefined;
  change: (next: Partial<AccountFilter>) => void;
}

export function Facets({ filter, facets, change }: FacetsProps) {
  const { t } = useTranslation();
  const lists = useQuery(listsQuery);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <aside className="facets" aria-label={t('library.facets')} tabIndex={0}>
      {FACETS.map((name) => (
        <Facet
          key={name}
          name={name}
          counts={facets?.facets[name] ?? []}
          chosen={filter[name] ?? []}
          choose={(values) => change({ [name]: values.length > 0 ? values : undefined })}
        />
      ))}
      <RangeFilter
        legend={t('library.range.followers')}
        low={filter.followersMin}
        high={filter.followersMax}
        change={(followersMin, followersMax) => change({ followersMin, followersMax })}
      />
      <RangeFilter
        legend={t('library.range.engagement')}
        low={filter.engagementMin}
        high={filter.engagementMax}
        change={(engagementMin, engagementMax) => change({ engagementMin, engagementMax })}
      />
      <RangeFilter
        legend={t('library.range.price')}
        factor={100}
        low={filter.priceMin}
        high={filter.priceMax}
        change={(priceMin, priceMax) => change({ priceMin, priceMax })}
      />
      <fieldset>
        <legend>{t('library.fresh')}</legend>
        {[7, 30, 90].map((days) => (
          <label key={days} className="facet">
            <input
              type="checkbox"
              checked={filter.freshDays === days}
              onChange={(event) => change({ freshDays: event.target.checked ? days : undefined })}
            />
            <span className="ellipsis">{t('library.freshDays', { days })}</span>
          </label>
        ))}
      </fieldset>
      {lists.data && lists.data.length > 0 ? (
        <fieldset>
          <legend>{t('library.lists')}</legend>
          {lists.data.map((list) => (
            <label key={list.listId} className="facet">
              <input
                type="checkbox"
                checked={filter.list === list.listId}
                onChange={(event) => change({ list: event.target.checked ? list.listId : undefined })}
              />
              <span className="ellipsis">{list.name}</span>
              <span className="muted number">{list.size}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
    </aside>
  );
}

interface FacetProps {
  name: FacetName;
  counts: readonly { value: string; count: number }[];
  chosen: readonly string[];
  choose: (values: string[]) => void;
}

function Facet({ name, counts, chosen, choose }: FacetProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const word = useWord();
  const [whole, setWhole] = useState(false);
  const missing = chosen.filter((value) => !counts.some((c) => c.value === value));
  let all = [...missing.map((value) => ({ value, count: 0 })), ...counts];
  if (name === 'tier') all = TIERS.flatMap((tier) => all.filter((c) => c.value === tier));
  const shown = whole ? all : all.filter((c, i) => i < SHORT || chosen.includes(c.value));
  const label = (value: string) =>
    name === 'platform'
      ? platformName(value)
      : name === 'tier'
        ? t(`tier.${value as (typeof TIERS)[number]}`)
        : name === 'vendor'
          ? word('vendor', value)
          : value;
  if (all.length === 0) return null;
  return (
    <fieldset>
      <legend>{t(`library.facet.${name}`)}</legend>
      {shown.map(({ value, count }) => (
        <label key={value} className="facet">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              choose(event.target.checked ? [...chosen, value] : chosen.filter((v) => v !== value))
            }
          />
          <span className="ellipsis" title={label(value)}>
            {label(value)}
          </span>
          <span className="muted number">{formatCount(count, { ...style, short: false })}</span>
        </label>
      ))}
      {all.length > SHORT ? (
        <button type="button" className="plain-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t('library.fewer') : t('library.more', { number: all.length - SHORT })}
        </button>
      ) : null}
    </fieldset>
  );
}
