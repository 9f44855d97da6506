/** Whom do we work with, and how did it go? One line a KOL. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KolLine } from '#domain/assets/relations/schema.ts';
import { COLOURS } from '#domain/facts/lists/schema.ts';
import { kolsQuery } from '#web/api/relations.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { type Column, DataTable } from '#web/parts/DataTable.tsx';
import { formatDay, formatMoney, type NumberStyle } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import '#web/rooms/assets/assets.css';

export const kolsRoute = createLazyRoute('/assets/kols')({ component: KolsPage });

export const paidText = (paid: KolLine['paid'], style: NumberStyle): string =>
  paid.map((p) => formatMoney(p.minor, p.currency, style)).join(' + ');

const count = (n: number) => (n === 0 ? <span className="muted">–</span> : n);

function useColumns(): Column<KolLine>[] {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  return useMemo(() => {
    const number = (
      id: 'campaigns' | 'openQuotes' | 'rights' | 'deliverables' | 'contacts',
      of: (l: KolLine) => number,
    ): Column<KolLine> => ({
      id,
      title: t(`relations.columns.${id}`),
      width: 96,
      align: 'right',
      cell: (l) => count(of(l)),
      text: (l) => String(of(l)),
    });
    return [
      {
        id: 'name',
        title: t('relations.columns.name'),
        width: 260,
        cell: (l) => {
          const [first] = l.accounts;
          return (
            <>
              <Link to="/assets/kols/$id" params={{ id: l.kolId }} className="ellipsis">
                {first?.name ?? l.kolId}
              </Link>
              <span className="muted ellipsis">
                {[...new Set(l.accounts.map((a) => platformName(a.platform)))].join(' · ')}
                {first?.tier ? ` · ${t(`tier.${first.tier as 'mega'}`)}` : ''}
              </span>
            </>
          );
        },
        text: (l) => l.accounts[0]?.name ?? l.kolId,
      },
      {
        id: 'colour',
        title: t('relations.columns.colour'),
        width: 112,
        cell: (l) => <ColourTag line={l} t={t} />,
        text: (l) => (l.colour === 'none' ? '' : l.colour),
      },
      number('campaigns', (l) => l.campaigns),
      {
        id: 'paid',
        title: t('relations.columns.paid'),
        width: 120,
        align: 'right',
        cell: (l) => <span className="number">{paidText(l.paid, style) || count(0)}</span>,
        text: (l) => l.paid.map((p) => `${p.minor / 100} ${p.currency}`).join(' + '),
      },
      {
        id: 'lastWork',
        title: t('relations.columns.lastWork'),
        width: 104,
        cell: (l) => l.lastWorkedOn ?? count(0),
        text: (l) => l.lastWorkedOn ?? '',
      },
      {
        id: 'lastContact',
        title: t('relations.columns.lastContact'),
        width: 104,
        cell: (l) => (l.lastContactAt ? formatDay(l.lastContactAt) : count(0)),
        text: (l) => l.lastContactAt ?? '',
      },
      number('openQuotes', (l) => l.openQuotes),
      {
        id: 'rights',
        title: t('relations.columns.rights'),
        width: 128,
        align: 'right',
        cell: (l) => (
          <>
            {count(l.rights)}
            {l.rightsEnding > 0 ? (
              <span className="mark">
                {t('relations.columns.ending')} {l.rightsEnding}
              </span>
            ) : null}
          </>
        ),
        text: (l) => `${l.rights}`,
      },
      number('deliverables', (l) => l.openDeliverables),
      number('contacts', (l) => l.contacts),
    ];
  }, [t, style, platformName]);
}

export function ColourTag({ line, t }: { line: Pick<KolLine, 'colour' | 'reason'>; t: TFunction }) {
  return line.colour === 'none' ? (
    <span className="muted">–</span>
  ) : (
    <span className="tag" title={line.reason ?? ''}>
      {t(`relations.colour.${line.colour}`)}
    </span>
  );
}

function KolsPage() {
  const query = useQuery(kolsQuery);
  return (
    <Answer query={query} rows={12}>
      {(list) => <Kols items={list.items} on={list.on} demo={list.clock === 'demo'} />}
    </Answer>
  );
}

function Kols({ items, on, demo }: { items: readonly KolLine[]; on: string; demo: boolean }) {
  const { t } = useTranslation();
  const { q = '', colour } = useSearch({ from: '/assets/kols' });
  const navigate = useNavigate({ from: '/assets/kols' });
  const columns = useColumns();
  const rows = useMemo(() => {
    const word = q.trim().toLowerCase();
    return items.filter(
      (l) =>
        (colour === undefined || l.colour === colour) &&
        (word === '' ||
          l.accounts.some((a) => `${a.name ?? ''} ${a.accountId}`.toLowerCase().includes(word))),
    );
  }, [items, q, colour]);
  const total = (of: (l: KolLine) => boolean) => items.filter(of).length;
  return (
    <Page
      fill
      title={t('relations.title')}
      answer={
        <span>
          {t('relations.answer', {
            n: items.length,
            black: total((l) => l.colour === 'black'),
            open: total((l) => l.openQuotes > 0),
            ending: total((l) => l.rightsEnding > 0),
          })}{' '}
          {demo ? t('relations.demoDay', { day: on }) : null}
        </span>
      }
      actions={
        <Link to="/select/plans" className="button" title={t('relations.toAgencyHint')}>
          {t('relations.toAgency')}
        </Link>
      }
      foot={t('relations.foot')}
    >
      <AssetsTabs />
      {items.length === 0 ? (
        <EmptyState title={t('relations.empty')}>
          <p>{t('relations.emptyHint')}</p>
        </EmptyState>
      ) : (
        <>
          <div className="kol-bar">
            <input
              className="field"
              type="search"
              aria-label={t('relations.search')}
              placeholder={t('relations.search')}
              value={q}
              onChange={(e) =>
                void navigate({
                  search: (old) => ({ ...old, q: e.target.value || undefined }),
                  replace: true,
                })
              }
            />
            <label className="row">
              {t('relations.colourFilter')}
              <select
                className="field auto"
                value={colour ?? ''}
                onChange={(e) =>
                  void navigate({
                    search: (old) => ({ ...old, colour: e.target.value || undefined }),
                    replace: true,
                  })
                }
              >
                <option value="">{t('relations.all')}</option>
                {COLOURS.map((c) => (
                  <option key={c} value={c}>
                    {t(`relations.colour.${c}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <DataTable
            label={t('relations.table')}
            columns={columns}
            rows={rows}
            total={rows.length}
            rowKey={(l) => l.kolId}
            onOpen={(l) => void navigate({ to: '/assets/kols/$id', params: { id: l.kolId } })}
          />
        </>
      )}
    </Page>
  );
}
