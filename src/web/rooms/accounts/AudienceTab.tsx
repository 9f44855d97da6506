/** Who is the audience: counted from people in hand, and as sources state it with base, number and day. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { EmptyState } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatCount, formatDay, formatQuantity } from '#web/parts/format.ts';
import { useNumberStyle, useScope, useWord } from '#web/parts/words.ts';
import { Portrait as Counted } from '#web/rooms/audience/Portrait.tsx';

type Share = AccountPage['audience'][number];

/** Counted from people first, then as sources state it. */
export function AudienceTab({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const { basis, ringFree } = useSearch({ from: '/accounts/$id' });
  const navigate = useNavigate({ from: '/accounts/$id' });
  return (
    <>
      <Counted
        who={{ kind: 'account', id: account.card.accountId }}
        basis={basis === 'followers' ? 'followers' : 'engagers'}
        ringFree={ringFree === '1'}
        change={(part) =>
          void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false })
        }
      />
      <h2>{t('audience.portrait.stated')}</h2>
      <Stated account={account} />
    </>
  );
}

function Stated({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const groups = Map.groupBy(account.audience, (s) =>
    [s.dimension, s.base, s.windowDays, s.content, s.format, s.from.vendor, s.asOf].join('|'),
  );
  if (groups.size === 0)
    return (
      <EmptyState title={t('account.noAudience')}>
        <p>{t('account.noAudienceHint')}</p>
      </EmptyState>
    );
  return (
    <div className="cards">
      {[...groups.entries()].map(([key, shares]) => (
        <Portrait key={key} shares={shares} />
      ))}
    </div>
  );
}

/** The window and content a group of shares covers; a portrait of followers is of the moment. */
function useAudienceWindow(): (share: Share) => string {
  const { t } = useTranslation();
  const scope = useScope();
  return (share) => {
    const without = share.base === 'followers' ? t('figure.atMoment') : t('figure.windowUnstated');
    return [share.windowDays === null ? without : '', scope(share)].filter((x) => x !== '').join(' · ');
  };
}

const MOST = 12;

function Portrait({ shares }: { shares: readonly Share[] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const windowOf = useAudienceWindow();
  const first = shares[0];
  if (!first) return null;
  const point = (s: Share) => s.share ?? s.low ?? 0;
  const ordered = first.dimension === 'age' || first.dimension === 'activity_hour';
  const sorted = [...shares].sort((a, b) =>
    ordered ? a.segment.localeCompare(b.segment, undefined, { numeric: true }) : point(b) - point(a),
  );
  const largest = Math.max(...shares.map((s) => s.high ?? point(s)), 0.01);
  const wide = (value: number) => `${(value / largest) * 100}%`;
  const n = first.n;
  return (
    <section className="card">
      <h2>{word('dimension', first.dimension)}</h2>
      <p className="muted">
        {t('account.portrait', {
          base: word('base', first.base),
          window: windowOf(first),
          n: n === null ? t('account.nUnstated') : `n = ${formatCount(n, { ...style, short: false })}`,
          vendor: word('vendor', first.from.vendor),
          day: formatDay(first.asOf),
        })}
      </p>
      <div className="shares">
        {sorted.slice(0, MOST).map((s) => (
          <ShareLine key={s.segment} share={s} wide={wide} point={point(s)} />
        ))}
      </div>
      {sorted.length > MOST ? (
        <p className="muted">{t('account.moreSegments', { number: sorted.length - MOST })}</p>
      ) : null}
    </section>
  );
}

interface ShareLineProps {
  share: Share;
  point: number;
  /** A share as a width of the bar. */
  wide: (value: number) => string;
}

function ShareLine({ share, point, wide }: ShareLineProps) {
  const style = useNumberStyle();
  const word = useWord();
  const { low, high } = share;
  return (
    <>
      <span>{word('segment', share.segment)}</span>
      <div className="share-bar" aria-hidden>
        <i style={{ width: wide(point) }} />
        {low !== null && high !== null && low < high ? (
          <b style={{ left: wide(low), width: wide(high - low) }} />
        ) : null}
      </div>
      <span className="right">
        <EvidenceButton from={share.from}>
          {formatQuantity({ value: share.share, low, high }, 'share', null, style) ?? '—'}
        </EvidenceButton>
      </span>
    </>
  );
}
