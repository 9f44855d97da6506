/** How is this campaign doing: what was agreed, what comes in minute by minute, which posts. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '#domain/decisions/campaigns/schema.ts';
import { campaignQuery } from '#web/api/campaigns.ts';
import { postsQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { ContextCard } from '#web/rooms/deliver/ContextCard.tsx';
import '#web/rooms/deliver/deliver.css';
import { period } from '#web/rooms/deliver/DeliverPage.tsx';
import { LiveTab } from '#web/rooms/deliver/LiveTab.tsx';
import { PlacementTable } from '#web/rooms/deliver/PlacementTable.tsx';
import { SuggestionCard } from '#web/rooms/deliver/SuggestionCard.tsx';
import { CampaignLinks } from '#web/rooms/outcome/CampaignLinks.tsx';
import { PostList } from '#web/rooms/posts/PostList.tsx';

export const campaignRoute = createLazyRoute('/deliver/$campaign')({ component: CampaignPage });

const TABS = ['overview', 'live', 'posts'] as const;

function CampaignPage() {
  const { t } = useTranslation();
  const { campaign } = useParams({ from: '/deliver/$campaign' });
  const search = useSearch({ from: '/deliver/$campaign' });
  const tab = TABS.find((id) => id === search.tab) ?? 'overview';
  const query = useQuery(campaignQuery(campaign));
  return (
    <Page
      title={tab === 'live' ? t('live.title', { campaign }) : t('campaign.title', { campaign })}
      actions={
        <>
          <Link to="/voice" search={{ tab: 'market', campaign }} className="button">
            {t('voice.tab.comments')}
          </Link>
          <Link to="/wall/$campaign" params={{ campaign }} className="button">
            {t('live.toWall')}
          </Link>
        </>
      }
      foot={t('deliver.foot')}
    >
      <CampaignLinks campaign={campaign} current={tab} />
      {tab === 'overview' ? (
        <Answer query={query} rows={8}>
          {(page) => <Overview page={page} />}
        </Answer>
      ) : null}
      {tab === 'live' ? <LiveTab campaign={campaign} post={search.post} metric={search.metric} /> : null}
      {tab === 'posts' ? <Posts campaign={campaign} /> : null}
    </Page>
  );
}

function Posts({ campaign }: { campaign: string }) {
  return <PostList query={useInfiniteQuery(postsQuery({ campaign }))} withAccount />;
}

function Overview({ page }: { page: Campaign }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  return (
    <>
      <dl className="stats">
        <div>
          <dt>{page.brand ?? t('deliver.brand')}</dt>
          <dd>{page.state ? word('status', page.state) : '—'}</dd>
        </div>
        <div>
          <dt>{t('deliver.period')}</dt>
          <dd>{period(page)}</dd>
        </div>
        <div>
          <dt>{t('strategy.accounts')}</dt>
          <dd>{page.accounts}</dd>
        </div>
        <div>
          <dt>{t('deliver.paid')}</dt>
          <dd>{page.paidMinor === null ? '—' : formatMoney(page.paidMinor, page.currency, style)}</dd>
        </div>
        <div>
          <dt>{t('deliver.orders')}</dt>
          <dd>{formatCount(page.orders, { ...style, short: false })}</dd>
        </div>
        <div>
          <dt>{t('deliver.sales')}</dt>
          <dd>{page.salesMinor === null ? '—' : formatMoney(page.salesMinor, page.currency, style)}</dd>
        </div>
        <div>
          <dt>{t('live.alarms')}</dt>
          <dd>
            <Link to="." search={{ tab: 'live' } as never}>
              {page.alarms}
            </Link>
          </dd>
        </div>
      </dl>
      <PlacementTable page={page} />
      <SuggestionCard campaign={page.campaign} />
      <ContextCard page={page} />
    </>
  );
}
