/** The pages of one campaign, from what was agreed to the report. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { surveysQuery } from '#web/api/surveys.ts';

const TABS = ['overview', 'live', 'posts'] as const;
const PAGES = [
  ['spread', '/deliver/$campaign/spread'],
  ['participants', '/deliver/$campaign/participants'],
  ['effect', '/deliver/$campaign/effect'],
  ['orders', '/deliver/$campaign/orders'],
  ['lift', '/deliver/$campaign/lift'],
  ['report', '/deliver/$campaign/report'],
] as const;

interface CampaignLinksProps {
  campaign: string;
  current: (typeof TABS)[number] | (typeof PAGES)[number][0];
}

export function CampaignLinks({ campaign, current }: CampaignLinksProps) {
  const { t } = useTranslation();
  const rounds = useQuery(surveysQuery(campaign)).data?.items ?? [];
  return (
    <nav className="tabs" aria-label={t('live.tabs')}>
      {TABS.map((id) => (
        <Link
          key={id}
          to="/deliver/$campaign"
          params={{ campaign }}
          search={id === 'overview' ? {} : { tab: id }}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{}}
          aria-current={id === current ? 'page' : undefined}
          resetScroll={false}
        >
          {t(`live.tab.${id}`)}
        </Link>
      ))}
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
      {rounds.map((round) => (
        <Link
          key={round.surveyId}
          to="/assets/surveys/$id"
          params={{ id: round.surveyId }}
          title={round.name}
        >
          {t('surveys.round', { complete: round.counts.complete })}
        </Link>
      ))}
    </nav>
  );
}
