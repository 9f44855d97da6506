/** How are the posts of this campaign doing? */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createLazyRoute, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { overviewQuery, postsQuery } from '#web/api/endpoints.ts';
import { formatCount, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { period } from '#web/rooms/deliver/DeliverPage.tsx';
import { PostList } from '#web/rooms/posts/PostList.tsx';

export const campaignRoute = createLazyRoute('/deliver/$campaign')({ component: CampaignPage });

function CampaignPage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const { campaign } = useParams({ from: '/deliver/$campaign' });
  const { data } = useQuery(overviewQuery);
  const query = useInfiniteQuery(postsQuery({ campaign }));
  const facts = data?.campaigns.filter((c) => c.campaign === campaign) ?? [];
  return (
    <Page title={t('campaign.title', { campaign })} foot={t('deliver.foot')}>
      {facts.map((c) => (
        <dl className="stats" key={c.brand}>
          <div>
            <dt>{c.brand ?? t('deliver.brand')}</dt>
            <dd>{c.state ? word('status', c.state) : '—'}</dd>
          </div>
          <div>
            <dt>{t('deliver.period')}</dt>
            <dd>{period(c)}</dd>
          </div>
          <div>
            <dt>{t('strategy.accounts')}</dt>
            <dd>{c.accounts}</dd>
          </div>
          <div>
            <dt>{t('deliver.paid')}</dt>
            <dd>{c.paidMinor === null ? '—' : formatMoney(c.paidMinor, c.currency, style)}</dd>
          </div>
          <div>
            <dt>{t('deliver.orders')}</dt>
            <dd>{formatCount(c.orders, { ...style, short: false })}</dd>
          </div>
          <div>
            <dt>{t('deliver.sales')}</dt>
            <dd>{c.salesMinor === null ? '—' : formatMoney(c.salesMinor, c.currency, style)}</dd>
          </div>
        </dl>
      ))}
      <PostList query={query} withAccount />
    </Page>
  );
}
