/** The newest figure of every metric, vendors side by side, and the counters over time. */
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/parts/Answer.tsx';
import { FigureTable } from '#web/rooms/accounts/FigureTable.tsx';
import { SeriesCard } from '#web/rooms/accounts/SeriesCard.tsx';

const OVER_TIME = [
  'engagement_median',
  'engagement_mean',
  'view_median',
  'read_median',
  'like_median',
  'received_like_save_count',
  'received_like_count',
  'total_view_count',
  'post_count',
] as const;

export function OverviewTab({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const has = (metric: string) => account.figures.some((f) => f.metric === metric);
  const second = OVER_TIME.find(has);
  if (account.figures.length === 0)
    return (
      <EmptyState title={t('account.noFigures')}>
        <p>{t('account.noFiguresHint')}</p>
      </EmptyState>
    );
  return (
    <>
      <div className="cards" style={{ marginBottom: 16 }}>
        {has('follower_count') ? (
          <SeriesCard accountId={account.card.accountId} metric="follower_count" />
        ) : null}
        {second ? <SeriesCard accountId={account.card.accountId} metric={second} /> : null}
      </div>
      <FigureTable figures={account.figures} />
    </>
  );
}
