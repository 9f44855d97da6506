/** The four doors in the order of the loop, then the rooms they share. */
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

const DOORS = ['strategy', 'select', 'deliver', 'assets'] as const;
/** Pages that stand under a door or room without its address. */
const UNDER: Record<string, string> = {
  accounts: 'library',
  posts: 'library',
  compare: 'select',
  review: 'select',
  detectors: 'data',
  rings: 'select',
  agency: 'select',
  board: 'select',
};
const ROOMS = ['library', 'audience', 'data', 'settings'] as const;

export function Rail() {
  const { t } = useTranslation();
  const top = useLocation({ select: (location) => location.pathname.split('/')[1] ?? '' });
  const current = UNDER[top] ?? top;
  const link = (name: (typeof DOORS)[number] | (typeof ROOMS)[number]) => (
    <li key={name}>
      <Link
        to={`/${name}`}
        className="rail-link"
        activeProps={{}}
        aria-current={name === current ? 'page' : undefined}
      >
        {t(`nav.${name}`)}
      </Link>
    </li>
  );
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      <Link to="/library" className="brand" aria-label="Touchstone 试金石">
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden>
          <rect width="32" height="32" rx="6" fill="#12312f" />
          <path d="M7 23 20 6l5 5-13 15z" fill="#3a524f" />
          <path d="m10 20.500 9-9.500" stroke="#e8c15a" strokeWidth="2.500" strokeLinecap="round" />
        </svg>
        <span>{t('nav.brand')}</span>
      </Link>
      <ol>{DOORS.map(link)}</ol>
      <ul>{ROOMS.map(link)}</ul>
    </nav>
  );
}
