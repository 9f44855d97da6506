/** How full is each platform, what is it good for, and how should a budget be split over them? */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platformRolesQuery, rivalsQuery } from '#web/api/rivals.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { BrandBar, type BrandSearch, daysOf, useBrands } from '#web/rooms/strategy/BrandBar.tsx';
import { RolesTable } from '#web/rooms/strategy/RolesTable.tsx';
import { SaturationTable } from '#web/rooms/strategy/SaturationTable.tsx';
import { SplitCard, type SplitSearch } from '#web/rooms/strategy/SplitCard.tsx';

export interface PlatformsSearch extends BrandSearch, SplitSearch {
  avoidUsed?: string | undefined;
  enterUsed?: string | undefined;
  avoidPost?: string | undefined;
  enterPost?: string | undefined;
}
interface PlatformsTabProps {
  search: PlatformsSearch;
  change: (part: PlatformsSearch) => void;
}

export function PlatformsTab({ search, change }: PlatformsTabProps) {
  const { t } = useTranslation();
  const { rivals, own } = useBrands(search);
  const windowDays = daysOf(search.window);
  const saturation = useQuery(
    rivalsQuery({
      rivals,
      own: own || undefined,
      category: search.category,
      list: search.list,
      windowDays,
      avoidUsedShare: search.avoidUsed,
      enterUsedShare: search.enterUsed,
      avoidPostShare: search.avoidPost,
      enterPostShare: search.enterPost,
    }),
  );
  const roles = useQuery(platformRolesQuery(search.category, windowDays));
  return (
    <>
      <BrandBar search={search} change={change} withBrands={false} />
      <SplitCard
        search={search}
        change={change}
        toAvoid={saturation.data?.saturation.filter((s) => s.level === 'avoid').map((s) => s.platform) ?? []}
        windowDays={windowDays}
      />
      <section className="card scroll">
        <h2>{t('rivals.saturation.title')}</h2>
        {rivals ? (
          <Answer query={saturation} rows={8}>
            {(board) => <SaturationTable rows={board.saturation} search={search} change={change} />}
          </Answer>
        ) : (
          <p className="muted">{t('rivals.saturation.noRivals')}</p>
        )}
      </section>
      <section className="card scroll">
        <h2>{t('rivals.roles.title')}</h2>
        <Answer query={roles} rows={8}>
          {(found) => <RolesTable rows={found.items} heads={found.headTiers} />}
        </Answer>
      </section>
    </>
  );
}
