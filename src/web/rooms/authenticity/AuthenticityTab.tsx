/** Is this creator real, and why? The combined reading first, then the cards, strongest first. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuthenticityPage } from '#domain/readings/authenticity/schema.ts';
import { authenticityQuery, startAudit } from '#web/api/authenticity.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatDay } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { CostToFake } from '#web/rooms/authenticity/CostToFake.tsx';
import { ErrorRate, EvidenceCard, LevelMark } from '#web/rooms/authenticity/EvidenceCard.tsx';
import { LabelDesk } from '#web/rooms/authenticity/LabelDesk.tsx';
import { ResultLine } from '#web/rooms/authenticity/ResultLine.tsx';
import { Disclosures, Replies } from '#web/rooms/authenticity/Said.tsx';

export function AuthenticityTab({ accountId }: { accountId: string }) {
  const query = useQuery(authenticityQuery(accountId));
  return (
    <Answer query={query} rows={8}>
      {(page) => <Cards page={page} />}
    </Answer>
  );
}

/** Starts an audit as a job; the task bar shows it, and the library's event asks for the cards again. */
export function AuditButton({ accountIds, label }: { accountIds: readonly string[] | null; label: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const start = useMutation({
    mutationFn: () => startAudit(accountIds),
    onSuccess: () => void message.info(t('authenticity.running')),
    onError: (error) => void message.error(error.message),
  });
  return (
    <button type="button" className="button" disabled={start.isPending} onClick={() => start.mutate()}>
      {label}
    </button>
  );
}

function Cards({ page }: { page: AuthenticityPage }) {
  const { t } = useTranslation();
  const say = useSay();
  if (page.asOf === null)
    return (
      <EmptyState title={t('authenticity.none')}>
        <p>{t('authenticity.noneHint')}</p>
        <AuditButton accountIds={[page.accountId]} label={t('authenticity.run')} />
      </EmptyState>
    );
  const { combined } = page;
  return (
    <>
      {combined ? (
        <section className="card reading combined">
          <header className="reading-head">
            <h2>{say(combined.card.title)}</h2>
            <LevelMark read={combined} />
            <span className="muted">{t('authenticity.asOf', { day: formatDay(page.asOf) })}</span>
            <AuditButton accountIds={[page.accountId]} label={t('authenticity.again')} />
          </header>
          <p className="reading-words">{say(combined.reading.summary)}</p>
          <ResultLine reading={combined.reading} />
          <p className="reading-error">
            <ErrorRate read={combined} />
          </p>
        </section>
      ) : null}
      <h2>{t('authenticity.cards')}</h2>
      <div className="readings">
        {page.cards.map((read) => (
          <EvidenceCard key={read.reading.readingId} read={read} />
        ))}
      </div>
      {page.below.length > 0 ? (
        <>
          <h2>{t('authenticity.below')}</h2>
          <div className="readings">
            {page.below.map((read) => (
              <EvidenceCard key={read.reading.readingId} read={read} />
            ))}
          </div>
        </>
      ) : null}
      <LabelDesk accountId={page.accountId} />
      <CostToFake cost={page.costToFake} />
      <Replies page={page} />
      <Disclosures page={page} />
    </>
  );
}
