/** What does a post cost, by platform, tier and format, and is this quote fair? */
import { createLazyRoute } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { CurvesTab } from '#web/rooms/rates/CurvesTab.tsx';
import { LiftTab } from '#web/rooms/rates/LiftTab.tsx';
import { Negotiation } from '#web/rooms/rates/Negotiation.tsx';
import { NormsTab } from '#web/rooms/rates/NormsTab.tsx';
import { useRateSearch } from '#web/rooms/rates/search.ts';

export const standardsRoute = createLazyRoute('/assets/prices')({ component: StandardsPage });

const TABS = ['norms', 'curves', 'lift'] as const;

function StandardsPage() {
  const { t } = useTranslation();
  const [search] = useRateSearch();
  const tab = TABS.find((id) => id === search.tab) ?? 'norms';
  return (
    <Page title={t('rates.title')} answer={t(`rates.answer.${tab}`)} foot={t(`rates.foot.${tab}`)}>
      <AssetsTabs />
      <TabLinks
        label={t('rates.tabs')}
        current={tab}
        tabs={TABS.map((id) => ({ id, text: t(`rates.tab.${id}`) }))}
      />
      {search.account && tab === 'norms' ? <Negotiation accountId={search.account} /> : null}
      {tab === 'norms' ? <NormsTab /> : tab === 'curves' ? <CurvesTab /> : <LiftTab />}
    </Page>
  );
}
