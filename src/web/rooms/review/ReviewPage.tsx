/** Which cards need a person's eye? */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link, useSearch } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Review, ReviewQueue } from '#domain/readings/authenticity/schema.ts';
import { reviewsQuery, sendReview } from '#web/api/authenticity.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatMoment } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { usePlatformName } from '#web/parts/words.ts';
import { AuditButton } from '#web/rooms/authenticity/AuthenticityTab.tsx';
import { EvidenceCard } from '#web/rooms/authenticity/EvidenceCard.tsx';

export const reviewRoute = createLazyRoute('/review')({ component: ReviewPage });

function ReviewPage() {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: '/review' });
  const judged = tab === 'judged';
  const query = useQuery(reviewsQuery(judged));
  const total = query.data?.total ?? 0;
  return (
    <Page
      title={t('authenticity.review.title')}
      answer={
        judged
          ? t('authenticity.review.answerDone', { total })
          : t('authenticity.review.answer', { total, done: query.data?.reviewedCount ?? 0 })
      }
      actions={<AuditButton accountIds={null} label={t('authenticity.runAll')} />}
      foot={t('authenticity.review.foot')}
    >
      <TabLinks
        label={t('authenticity.review.filter')}
        current={judged ? 'judged' : 'waiting'}
        tabs={(['waiting', 'judged'] as const).map((id) => ({ id, text: t(`authenticity.review.${id}`) }))}
      />
      <Answer query={query} rows={8}>
        {(queue) =>
          queue.items.length === 0 ? (
            <EmptyState title={t('authenticity.review.empty')}>
              <p>{t('authenticity.review.emptyHint')}</p>
            </EmptyState>
          ) : (
            <Queue items={queue.items} />
          )
        }
      </Answer>
    </Page>
  );
}

const KEYS: Record<string, Review['verdict']> = { c: 'confirmed', r: 'rejected', u: 'unclear' };

function Queue({ items }: { items: ReviewQueue['items'] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const say = useSay();
  const [at, setAt] = useState(0);
  const [note, setNote] = useState('');
  const { message } = App.useApp();
  const client = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const item = items[Math.min(at, items.length - 1)];
  const judge = useMutation({
    mutationFn: (verdict: Review['verdict']) => sendReview(item?.reading.readingId ?? '', verdict, note),
    onSuccess: () => {
      setNote('');
      return client.invalidateQueries({ queryKey: ['library', 'reviews'] });
    },
    onError: (error) => void message.error(error.message),
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && /INPUT|SELECT|TEXTAREA/.test(event.target.tagName);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const verdict = KEYS[event.key];
      if (event.key === 'j') setAt((i) => Math.min(i + 1, items.length - 1));
      else if (event.key === 'k') setAt((i) => Math.max(i - 1, 0));
      else if (verdict && !judge.isPending) judge.mutate(verdict);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [items.length, judge]);
  const current = item?.reading.readingId;
  useEffect(() => {
    if (current) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  if (!item) return null;
  return (
    <div className="review">
      <ul ref={list} className="review-list">
        {items.map((one, i) => (
          <li key={one.reading.readingId}>
            <button
              type="button"
              className="plain-button"
              aria-current={one === item ? 'true' : undefined}
              onClick={() => setAt(i)}
            >
              <span className={`level level-${one.reading.level}`}>
                {t(`authenticity.level.${one.reading.level}`)}
              </span>{' '}
              {one.name ?? one.accountId}
              <span className="muted">
                {' '}
                {one.platform ? platformName(one.platform) : ''} · {say(one.card.title)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div>
        <p>
          <Link to="/accounts/$id" params={{ id: item.accountId }} search={{ tab: 'authenticity' }}>
            {item.name ?? item.accountId}
          </Link>
        </p>
        <EvidenceCard key={item.reading.readingId} read={item} />
        <div className="row">
          <input
            className="field wide"
            aria-label={t('authenticity.review.note')}
            placeholder={t('authenticity.review.note')}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
          <Button onClick={() => judge.mutate('confirmed')} loading={judge.isPending}>
            {t('authenticity.review.confirm')}
          </Button>
          <Button onClick={() => judge.mutate('rejected')}>{t('authenticity.review.reject')}</Button>
          <Button onClick={() => judge.mutate('unclear')}>{t('authenticity.review.unclear')}</Button>
        </div>
        <p className="muted">{t('authenticity.review.keys')}</p>
        {item.reviews.map((r) => (
          <p key={r.reviewId}>
            <b>{t(`authenticity.review.verdict.${r.verdict}`)}</b> {r.note}{' '}
            <span className="muted">
              {t('authenticity.review.by', { who: r.reviewedBy, moment: formatMoment(r.reviewedAt) })}
            </span>
          </p>
        ))}
      </div>
    </div>
  );
}
