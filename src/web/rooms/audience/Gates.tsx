/** Which accounts stay: each gate can be set or switched off, and stands in the address. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TargetSearch } from '#web/rooms/audience/search.ts';
import { basisOf, gatesOf } from '#web/rooms/audience/target-search.ts';

interface GatesProps {
  search: TargetSearch;
  change: (part: TargetSearch) => void;
}

export function Gates({ search, change }: GatesProps) {
  const { t } = useTranslation();
  const gates = gatesOf(search);
  const choice = (label: string, value: string, set: (value: string) => void, options: ReactNode) => (
    <label className="gate">
      <span>{label}</span>
      <select className="field" value={value} onChange={(e) => set(e.target.value)}>
        {options}
      </select>
    </label>
  );
  return (
    <div className="gates">
      {choice(
        t('audience.gates.basis'),
        basisOf(search),
        (basis) => change({ basis }),
        <>
          <option value="engagers">{t('audience.basis.engagers')}</option>
          <option value="followers">{t('audience.basis.followers')}</option>
        </>,
      )}
      {choice(
        t('audience.gates.join'),
        search.join === 'any' ? 'any' : 'all',
        (join) => change({ join }),
        <>
          <option value="all">{t('audience.gates.all')}</option>
          <option value="any">{t('audience.gates.any')}</option>
        </>,
      )}
      {choice(
        t('audience.gates.rank'),
        search.rank === 'affinity' ? 'affinity' : 'reach',
        (rank) => change({ rank }),
        <>
          <option value="reach">{t('audience.gates.byReach')}</option>
          <option value="affinity">{t('audience.gates.byAffinity')}</option>
        </>,
      )}
      {choice(
        t('audience.gates.least'),
        String(gates.leastBase),
        (least) => change({ least }),
        [...new Set([1, 10, 30, 100, 300, gates.leastBase])]
          .sort((a, b) => a - b)
          .map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          )),
      )}
      {choice(
        t('audience.gates.falseShare'),
        gates.falseShare === null ? 'off' : String(gates.falseShare),
        (share) => change({ false: share }),
        <>
          {[...new Set([0.01, 0.05, 0.1, 0.2, gates.falseShare ?? 0.05])]
            .sort((a, b) => a - b)
            .map((q) => (
              <option key={q} value={q}>
                {q * 100}%
              </option>
            ))}
          <option value="off">{t('audience.gates.off')}</option>
        </>,
      )}
      {choice(
        t('audience.gates.commercial'),
        gates.commercial ? 'on' : 'off',
        (commercial) => change({ commercial }),
        <>
          <option value="on">{t('audience.gates.on')}</option>
          <option value="off">{t('audience.gates.off')}</option>
        </>,
      )}
      {choice(
        t('audience.gates.trouble'),
        gates.trouble ?? 'off',
        (trouble) => change({ trouble }),
        <>
          <option value="moderate">{t('audience.gates.moderate')}</option>
          <option value="strong">{t('audience.gates.strong')}</option>
          <option value="off">{t('audience.gates.off')}</option>
        </>,
      )}
    </div>
  );
}
