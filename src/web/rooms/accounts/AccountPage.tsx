/** What is known of this account, and from which rows? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountPage as Account } from '#domain/facts/library/schema.ts';
import { accountQuery } from '#web/api/endpoints.ts';
import { marksQuery } from '#web/api/relations.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { toggleTray, useTray } from '#web/parts/tray.ts';
import { usePlatformName, useWord } from '#web/parts/words.ts';
import { AudienceTab } from '#web/rooms/accounts/AudienceTab.tsx';
import { ContentTab } from '#web/rooms/accounts/ContentTab.tsx';
import { Duplicates } from '#web/rooms/accounts/Duplicates.tsx';
import { OverviewTab } from '#web/rooms/accounts/OverviewTab.tsx';
import { PostsTab } from '#web/rooms/accounts/PostsTab.tsx';
import { PricesTab } from '#web/rooms/accounts/PricesTab.tsx';
import { SourcesTab } from '#web/rooms/accounts/SourcesTab.tsx';
import { ValueTab } from '#web/rooms/accounts/ValueTab.tsx';
import { AuthenticityTab } from '#web/rooms/authenticity/AuthenticityTab.tsx';

export const accountRoute = createLazyRoute('/accounts/$id')({ component: AccountPage });

const TABS = [
  'overview',
  'authenticity',
  'value',
  'posts',
  'content',
  'audience',
  'prices',
  'sources',
] as const;

function AccountPage() {
  const { id } = useParams({ from: '/accounts/$id' });
  const query = useQuery(accountQuery(id));
  return (
    <Answer query={query} rows={10}>
      {(account) => <AccountView account={account} />}
    </Answer>
  );
}

function AccountView({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: '/accounts/$id' });
  const platformName = usePlatformName();
  const current = TABS.find((x) => x === tab) ?? 'overview';
  const tray = useTray();
  const { card } = account;
  const mark = useQuery(marksQuery).data?.items.find((m) => m.accountId === card.accountId);
  const name = card.name ?? card.handle ?? card.accountId;
  const inTray = tray.some((x) => x.accountId === card.accountId);
  const counts = {
    overview: account.figures.length,
    posts: card.postCount,
    prices: account.quotes.length,
    sources: account.sources.length,
  };
  return (
    <Page
      title={t('account.title', { name })}
      answer={
        <span>
          <b>{platformName(card.platform)}</b>
          {card.tier ? ` · ${t(`tier.${card.tier}`)}` : ''}
          {card.region ? ` · ${card.region}` : ''} ·{' '}
          {t('account.answer', {
            figures: account.figures.length,
            sources: account.sources.length,
            day: card.lastObservedAt ? formatDay(card.lastObservedAt) : '—',
          })}{' '}
          {card.stale ? <span className="mark">{t('figure.stale')}</span> : null}
          {mark ? (
            <span className="mark">
              {t(`relations.colour.${mark.colour}`)}: {mark.reason}
            </span>
          ) : null}
        </span>
      }
      actions={
        <>
          <Link to="/assets/kols/$id" params={{ id: card.accountId }} className="button">
            {t('relations.toRecord')}
          </Link>
          <button
            type="button"
            className="button"
            aria-pressed={inTray}
            onClick={() =>
              toggleTray({ accountId: card.accountId, platform: card.platform, name: card.name })
            }
          >
            {inTray ? t('account.outOfTray') : t('account.intoTray')}
          </button>
          {card.url && /^https?:\/\//.test(card.url) ? (
            <a className="button" href={card.url} target="_blank" rel="noreferrer noopener">
              {t('account.visit', { platform: platformName(card.platform) })}
            </a>
          ) : null}
        </>
      }
      foot={t('account.foot')}
    >
      <Identity account={account} />
      <Duplicates account={account} />
      <TabLinks
        label={t('account.tabs')}
        current={current}
        tabs={TABS.map((x) => ({
          id: x,
          text:
            x === 'authenticity'
              ? t('authenticity.tab')
              : x === 'content'
                ? t('voice.content')
                : x === 'value'
                  ? t('value.account')
                  : x === 'audience'
                    ? t('account.tab.audience')
                    : `${t(`account.tab.${x}`)} ${counts[x]}`,
        }))}
      />
      {current === 'overview' ? <OverviewTab account={account} /> : null}
      {current === 'authenticity' ? <AuthenticityTab accountId={card.accountId} /> : null}
      {current === 'value' ? <ValueTab accountId={card.accountId} /> : null}
      {current === 'posts' ? <PostsTab accountId={card.accountId} /> : null}
      {current === 'content' ? <ContentTab accountId={card.accountId} /> : null}
      {current === 'audience' ? <AudienceTab account={account} /> : null}
      {current === 'prices' ? <PricesTab account={account} /> : null}
      {current === 'sources' ? <SourcesTab account={account} /> : null}
    </Page>
  );
}

/** Every id in a field of its own: a vendor's id is not the platform's. */
function Identity({ account }: { account: Account }) {
  const { t } = useTranslation();
  const word = useWord();
  const { card } = account;
  const namespace = (name: string) => {
    const [kind = '', vendor] = name.split(':');
    return vendor ? `${word('namespace', kind)} (${word('vendor', vendor)})` : word('namespace', kind);
  };
  return (
    <section className="card" aria-label={t('account.identity')}>
      <dl className="stats identity">
        {account.identifiers.map((id) => (
          <div key={`${id.namespace}${id.value}`}>
            <dt>{namespace(id.namespace)}</dt>
            <dd>
              <EvidenceButton from={id.from}>{id.value}</EvidenceButton>
            </dd>
          </div>
        ))}
        {card.agency ? (
          <div>
            <dt>{word('attribute', 'agency')}</dt>
            <dd>{card.agency}</dd>
          </div>
        ) : null}
        {card.verified ? (
          <div>
            <dt>{word('attribute', 'verified')}</dt>
            <dd>{card.verified}</dd>
          </div>
        ) : null}
      </dl>
      <div>
        {[...new Set([...card.categories, ...card.tags])].slice(0, 16).map((tag) => (
          <span key={tag} className="chip">
            {tag}
          </span>
        ))}
      </div>
    </section>
  );
}
