/** The newest figure of every metric, vendors side by side, and the counters over time. */
import { useTranslation } from 'react-i18next';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { EmptyState } from '#web/parts/Answer.tsx';
import { FigureTable } from '#web/rooms/accounts/FigureTable.tsx';
import { PostDots } from '#web/rooms/accounts/PostDots.tsx';
import { SeriesCard } from '#web/rooms/accounts/SeriesCard.tsx';

export function OverviewTab({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const { card, figures } = account;
  if (figures.length === 0 && card.postCount === 0)
    return (
      <EmptyState title={t('account.noFigures')}>
        <p>{t('account.noFiguresHint')}</p>
      </EmptyState>
    );
  const hasFollowers = figures.some((f) => f.metric === 'follower_count');
  return (
    <>
      <div className="cards" style={{ marginBottom: 16 }}>
        {hasFollowers ? <SeriesCard accountId={card.accountId} metric="follower_count" /> : null}
        {card.postCount > 0 ? <PostDots accountId={card.accountId} /> : null}
      </div>
      {figures.length > 0 ? <FigureTable figures={figures} /> : null}
    </>
  );
}
