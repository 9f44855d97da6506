/** The rooms of Assets in one row. A room adds its line to ROOMS; its name stands under `assets.tab`. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

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
  return (
    <nav className="tabs" aria-label={t('assets.tabs')}>
      {ROOMS.map((room) => (
        <Link
          key={room.id}
          to={room.to}
          activeOptions={{ exact: room.id === 'overview', includeSearch: false }}
        >
          {t(`assets.tab.${room.id}`)}
        </Link>
      ))}
    </nav>
  );
}
