/** For which goal, along which map, near which brand: the three choices that every value page keeps in its address. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ValueQuery, weighed } from '#domain/readings/value/schema.ts';
import { savedTargetsQuery } from '#web/api/audience.ts';
import { valueSettingsQuery } from '#web/api/value.ts';
import { useSay } from '#web/parts/say.ts';
import { OwnWeights } from '#web/rooms/compare/OwnWeights.tsx';

export interface GoalSearch {
  goal?: string;
  map?: string;
  brand?: string;
  /** Weights of one's own, over the goal's. */
  weigh?: string;
  /** A kept target. */
  target?: string;
}

/** Only what the address names; the rest is the server's choice. */
export const valueQueryOf = ({ goal, map, brand, weigh, target }: GoalSearch): ValueQuery => ({
  ...(goal ? { goal } : {}),
  ...(map ? { map } : {}),
  ...(brand ? { brand } : {}),
  ...(weigh && weighed(weigh) ? { weigh } : {}),
  ...(target && /^[0-9a-f]{8}$/.test(target) ? { target } : {}),
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
  const { data: targets } = useQuery(savedTargetsQuery);
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
              onClick={() => change({ goal: g.goal, weigh: '' })}
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
            value={used?.map ?? search.map ?? settings?.map.map ?? ''}
            onChange={(e) => change({ map: e.target.value })}
          >
            {settings?.maps.map((m) => (
              <option key={m.map} value={m.map}>
                {say(m.name)}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('value.target')}
          <select
            className="field"
            style={{ width: 'auto', maxWidth: 220 }}
            value={search.target ?? ''}
            onChange={(e) => change({ target: e.target.value })}
          >
            <option value="">{t('value.targetNone')}</option>
            {targets?.items.map((one) => (
              <option key={one.key} value={one.key}>
                {one.target.name}
              </option>
            ))}
          </select>
        </label>
        {targets?.items.length === 0 ? <Link to="/audience">{t('value.targetMake')}</Link> : null}
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
      {goal === 'custom' && chosen ? (
        <OwnWeights
          weights={(search.weigh ? weighed(search.weigh) : null) ?? chosen}
          stages={
            (settings?.maps.find((m) => m.map === (used?.map ?? search.map)) ?? settings?.map)?.stages.map(
              (s) => say(s.name),
            ) ?? []
          }
          change={(weigh) => change({ goal: 'custom', weigh })}
        />
      ) : null}
      {chosen && !search.weigh ? <p className="muted small">{say(chosen.why)}</p> : null}
    </section>
  );
}
