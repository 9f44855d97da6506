/** For which goal, along which map, near which brand: the three choices that every value page keeps in its address. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueQuery } from '#domain/readings/value/schema.ts';
import { valueSettingsQuery } from '#web/api/value.ts';
import { useSay } from '#web/parts/say.ts';

export interface GoalSearch {
  goal?: string;
  map?: string;
  brand?: string;
}

/** Only what the address names; the rest is the server's choice. */
export const valueQueryOf = ({ goal, map, brand }: GoalSearch): ValueQuery => ({
  ...(goal ? { goal } : {}),
  ...(map ? { map } : {}),
  ...(brand ? { brand } : {}),
});

interface GoalBarProps {
  search: GoalSearch;
  /** What the server took. */
  used: { goal: string; map: string } | undefined;
  change: (part: GoalSearch) => void;
}

export function GoalBar({ search, used, change }: GoalBarProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { data: settings } = useQuery(valueSettingsQuery);
  const [brand, setBrand] = useState(search.brand ?? '');
  const goal = used?.goal ?? search.goal;
  const chosen = settings?.weights.goals.find((g) => g.goal === goal);
  return (
    <section className="card" aria-label={t('value.goal')}>
      <div className="row">
        <fieldset className="goals">
          <legend className="hidden">{t('value.goal')}</legend>
          {settings?.weights.goals.map((g) => (
            <button
              key={g.goal}
              type="button"
              className={g.goal === goal ? 'button primary' : 'button'}
              aria-pressed={g.goal === goal}
              onClick={() => change({ goal: g.goal })}
            >
              {say(g.name)}
            </button>
          ))}
        </fieldset>
        <label className="row">
          {t('value.map')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={used?.map ?? search.map ?? ''}
            onChange={(e) => change({ map: e.target.value })}
          >
            {settings?.maps.map((m) => (
              <option key={m.map} value={m.map}>
                {say(m.name)}
              </option>
            ))}
          </select>
        </label>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            change({ brand: brand.trim() });
          }}
        >
          <label className="row">
            {t('value.brand')}
            <input
              className="field"
              style={{ width: 160 }}
              placeholder={t('value.brandHint')}
              value={brand}
              onChange={(e) => setBrand(e.target.value)}
              onBlur={() => {
                if (brand.trim() !== (search.brand ?? '')) change({ brand: brand.trim() });
              }}
            />
          </label>
        </form>
      </div>
      {chosen ? <p className="muted small">{say(chosen.why)}</p> : null}
    </section>
  );
}
