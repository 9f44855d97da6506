/** What do we know of working with this KOL? The record: timeline, quotes, work, rights, contacts. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { KolRecord } from '#domain/assets/relations/schema.ts';
import type { RightList } from '#domain/assets/rights/schema.ts';
import { kolQuery, rightsQuery } from '#web/api/relations.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount, formatDay, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { ContactCard } from '#web/rooms/assets/ContactCard.tsx';
import { eventsOf, type RecordEvent } from '#web/rooms/assets/events.ts';
import { paidText } from '#web/rooms/assets/KolsPage.tsx';
import { BotCard, Checklist, LogForm, MarkCard } from '#web/rooms/assets/NoteForms.tsx';
import { QuoteTab } from '#web/rooms/assets/QuoteTab.tsx';
import { RightForm } from '#web/rooms/assets/RightForm.tsx';
import { RightTable } from '#web/rooms/assets/RightTable.tsx';
import { WorkTab } from '#web/rooms/assets/WorkTab.tsx';
import '#web/rooms/assets/assets.css';

export const kolRoute = createLazyRoute('/assets/kols/$id')({ component: KolPage });

const TABS = ['timeline', 'quotes', 'work', 'rights', 'contacts'] as const;

function KolPage() {
  const { id } = useParams({ from: '/assets/kols/$id' });
  const record = useQuery(kolQuery(id));
  const rights = useQuery(rightsQuery({ accountId: id }));
  return (
    <Answer query={record} rows={10}>
      {(r) => <Answer query={rights}>{(list) => <RecordView record={r} rights={list} />}</Answer>}
    </Answer>
  );
}

function RecordView({ record, rights }: { record: KolRecord; rights: RightList }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { tab } = useSearch({ from: '/assets/kols/$id' });
  const current = TABS.find((x) => x === tab) ?? 'timeline';
  const { line } = record;
  const name = line.accounts[0]?.name ?? line.kolId;
  const counts = {
    timeline: '',
    quotes: ` ${record.quotes.length + record.told.length}`,
    work: ` ${record.cooperations.length}`,
    rights: ` ${rights.items.length}`,
    contacts: ` ${record.contactCount}`,
  };
  return (
    <Page
      title={t('relations.recordTitle', { name })}
      answer={
        <span>
          {line.colour === 'none' ? null : (
            <span className="mark">
              {t(`relations.colour.${line.colour}`)}: {line.reason}
            </span>
          )}{' '}
          {t('relations.recordAnswer', {
            campaigns: line.campaigns,
            paid: paidText(line.paid, style) || t('relations.nothingPaid'),
            work: line.lastWorkedOn ?? t('relations.never'),
            contact: line.lastContactAt ? formatDay(line.lastContactAt) : t('relations.never'),
          })}{' '}
          {record.clock === 'demo' ? t('relations.demoDay', { day: record.on }) : null}
        </span>
      }
      foot={t('relations.recordFoot')}
    >
      <AssetsTabs />
      <Accounts record={record} />
      <TabLinks
        label={t('relations.tabs')}
        current={current}
        tabs={TABS.map((x) => ({ id: x, text: `${t(`relations.tab.${x}`)}${counts[x]}` }))}
      />
      {current === 'timeline' ? (
        <div className="kol-two">
          <section className="card" aria-label={t('relations.tab.timeline')}>
            {record.logIs === 'altered' ? <p className="note warn">{t('relations.logAltered')}</p> : null}
            <Events events={eventsOf(record, rights.items)} on={record.on} />
            <LogForm kolId={line.kolId} campaigns={record.cooperations.map((c) => c.campaign)} />
          </section>
          <div>
            <Checklist record={record} />
            <MarkCard record={record} />
            <BotCard record={record} />
          </div>
        </div>
      ) : null}
      {current === 'quotes' ? <QuoteTab record={record} /> : null}
      {current === 'work' ? <WorkTab record={record} /> : null}
      {current === 'rights' ? (
        <section className="card" aria-label={t('relations.tab.rights')}>
          {rights.items.length === 0 ? (
            <EmptyState title={t('rights.empty')} />
          ) : (
            <RightTable rights={rights.items} on={rights.on} named={false} />
          )}
          <RightForm record={record} />
        </section>
      ) : null}
      {current === 'contacts' ? <ContactCard record={record} /> : null}
    </Page>
  );
}

function Accounts({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  return (
    <section className="card row" aria-label={t('relations.accounts')}>
      {record.line.accounts.map((a) => (
        <span key={a.accountId}>
          <Link to="/accounts/$id" params={{ id: a.accountId }}>
            {a.name ?? a.accountId}
          </Link>{' '}
          <span className="muted">
            {platformName(a.platform)}
            {a.tier ? ` · ${t(`tier.${a.tier as 'mega'}`)}` : ''}
            {a.followers === null ? '' : ` · ${formatCount(a.followers, style)}`}
          </span>
        </span>
      ))}
    </section>
  );
}

function Events({ events, on }: { events: readonly RecordEvent[]; on: string }) {
  const { t } = useTranslation();
  if (events.length === 0) return <p className="muted">{t('relations.noEvents')}</p>;
  return (
    <ol className="events" aria-label={t('relations.tab.timeline')}>
      {events.map((e) => (
        <li key={e.key} className={e.at.slice(0, 10) > on ? 'ahead' : undefined}>
          <span className="number muted">{e.at.length === 10 ? e.at : formatDay(e.at)}</span>
          <span className="muted">{t(`relations.event.${e.event}`)}</span>
          <span className="wrap">
            <EventText event={e} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function EventText({ event: e }: { event: RecordEvent }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  if (e.quote)
    return (
      <>
        {word('quoteKind', e.quote.kind)} · {word('format', e.quote.format)}{' '}
        <b className="number">{formatMoney(e.quote.amountMinor, e.quote.currency, style)}</b>{' '}
        <span className="muted">
          {word('tax', e.quote.taxBasis)} · {t(`relations.states.${e.quote.state}`)} {e.text}
        </span>
      </>
    );
  if (e.entry)
    return (
      <>
        <span className="tag">{t(`relations.logKinds.${e.entry.kind}`)}</span> {e.text}{' '}
        <span className="muted">
          {t(`relations.direction.${e.entry.direction}`)}
          {e.entry.saidBy ? ` · ${e.entry.saidBy}` : ''}
          {e.entry.corrects ? ` · ${t('relations.corrected')}` : ''}
        </span>
      </>
    );
  return (
    <>
      {e.step ? `${t(`relations.step.${e.step}`)} · ` : ''}
      {e.colour ? <span className="tag">{t(`relations.colour.${e.colour}`)} </span> : null}
      {e.campaign ? (
        <Link to="/deliver/$campaign" params={{ campaign: e.campaign }}>
          {e.campaign}
        </Link>
      ) : null}{' '}
      {e.text}
    </>
  );
}
