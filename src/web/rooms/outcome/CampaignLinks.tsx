/** The pages of one campaign. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

const PAGES = [
  ['posts', '/deliver/$campaign'],
  ['spread', '/deliver/$campaign/spread'],
  ['participants', '/deliver/$campaign/participants'],
  ['effect', '/deliver/$campaign/effect'],
  ['report', '/deliver/$campaign/report'],
] as const;

export function CampaignLinks({
  campaign,
  current,
}: {
  campaign: string;
  current: (typeof PAGES)[number][0];
}) {
  const { t } = useTranslation();
  return (
    <nav className="tabs" aria-label={t('outcome.pages')}>
      {PAGES.map(([id, to]) => (
        <Link
          key={id}
          to={to}
          params={{ campaign }}
          activeProps={{}}
          aria-current={id === current ? 'page' : undefined}
        >
          {t(`outcome.page.${id}`)}
        </Link>
      ))}
    </nav>
  );
}
