/** The rooms of Assets in one row. A room adds its line to ROOMS; its name stands under `assets.tab`. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rightsQuery } from '#web/api/relations.ts';
import '#web/rooms/assets/assets.css';

const ROOMS = [
  { id: 'overview', to: '/assets' },
  { id: 'kols', to: '/assets/kols' },
  { id: 'prices', to: '/assets/prices' },
  { id: 'rights', to: '/assets/rights' },
  { id: 'surveys', to: '/assets/surveys' },
  { id: 'members', to: '/assets/members' },
  { id: 'scoreboard', to: '/assets/scoreboard' },
  { id: 'inhouse', to: '/assets/inhouse' },
  { id: 'brands', to: '/assets/brands' },
] as const;

export function AssetsTabs() {
  const { t } = useTranslation();
  const rights = useQuery(rightsQuery()).data?.items ?? [];
  const ending = rights.filter((r) => r.state === 'ending' && r.renewedBy === null).length;
  return (
    <nav className="tabs" aria-label={t('assets.tabs')}>
      {ROOMS.map((room) => (
        <Link
          key={room.id}
          to={room.to}
          activeOptions={{ exact: room.id === 'overview', includeSearch: false }}
        >
          {t(`assets.tab.${room.id}`)}
          {room.id === 'rights' && ending > 0 ? (
            <span className="tab-count" title={t('assets.endingRights', { count: ending })}>
              {ending}
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
