/** How do these accounts differ? Up to ten, same order and colour everywhere. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import type { Shortlist } from '#domain/readings/value/schema.ts';
import { compareQuery } from '#web/api/endpoints.ts';
import { shortlistQuery } from '#web/api/value.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { DotPlot } from '#web/parts/DotPlot.tsx';
import { FigureCell } from '#web/parts/Figure.tsx';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { trayColour, useTray } from '#web/parts/tray.ts';
import { useMetricName, usePlatformName, useScope, useWord } from '#web/parts/words.ts';
import { Checklist } from '#web/rooms/compare/Checklist.tsx';
import { type CompareRow, compareRows } from '#web/rooms/compare/compare-rows.ts';
import { GoalBar, valueQueryOf } from '#web/rooms/compare/GoalBar.tsx';
import { OverlapTab } from '#web/rooms/compare/OverlapTab.tsx';
import { PathCard } from '#web/rooms/compare/PathCard.tsx';
import { PercentileTable } from '#web/rooms/compare/PercentileTable.tsx';
import { ShortlistTab } from '#web/rooms/compare/ShortlistTab.tsx';
import type { CompareSearch } from '#web/rooms/compare/search.ts';
import '#web/rooms/audience/audience.css';

export const compareRoute = createLazyRoute('/compare')({ component: ComparePage });

const TABS = ['figures', 'value', 'overlap', 'shortlist'] as const;
const PICK = 3;

function ComparePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/compare' });
  const navigate = useNavigate({ from: '/compare' });
  const tray = useTray();
  const accountIds = search.ids ?? tray.map((x) => x.accountId);
  const current = TABS.find((x) => x === search.tab) ?? 'figures';
  const query = useQuery(compareQuery(current === 'figures' ? accountIds : []));
  const change = (part: CompareSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  if (accountIds.length === 0)
    return (
      <Page title={t('compare.title')}>
        <EmptyState title={t('compare.empty')}>
          <Link to="/library">{t('compare.choose')}</Link>
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={t('compare.title')}
      answer={t('compare.answer', { count: accountIds.length })}
      foot={current === 'figures' ? t('compare.foot') : t(`value.foot.${current}`)}
    >
      <TabLinks
        label={t('value.tabs')}
        current={current}
        tabs={TABS.map((id) => ({ id, text: t(`value.tab.${id}`) }))}
      />
      {current === 'figures' ? (
        <Answer query={query} rows={10}>
          {({ items }) => <CompareTable accounts={items} />}
        </Answer>
      ) : current === 'overlap' ? (
        <OverlapTab
          accountIds={accountIds}
          basis={search.basis === 'followers' ? 'followers' : 'engagers'}
          change={change}
        />
      ) : (
        <Valued accountIds={accountIds} tab={current} search={search} change={change} />
      )}
    </Page>
  );
}

interface ValuedProps {
  accountIds: readonly string[];
  tab: 'value' | 'shortlist';
  search: CompareSearch;
  change: (part: CompareSearch) => void;
}

/** Percentiles and path, or the shortlist: both come from one question to the server. */
function Valued({ accountIds, tab, search, change }: ValuedProps) {
  const pick = Math.min(Math.max(Math.trunc(Number(search.pick)) || PICK, 1), 9);
  const query = useQuery(shortlistQuery({ candidates: [...accountIds], pick, ...valueQueryOf(search) }));
  const colourOf = (id: string) => trayColour(accountIds.indexOf(id));
  const coloursOf = (list: Shortlist) => list.candidates.map((c) => colourOf(c.accountId));
  const used = query.data && { goal: query.data.goal.goal, map: query.data.map.map };
  return (
    <>
      <GoalBar search={search} used={used} change={change} />
      <Answer query={query} rows={10}>
        {(list) =>
          tab === 'shortlist' ? (
            <>
              <ShortlistTab list={list} pick={pick} colourOf={colourOf} change={change} />
              <Checklist pages={list.candidates} colours={coloursOf(list)} />
            </>
          ) : (
            <>
              <PathCard pages={list.candidates} colours={coloursOf(list)} />
              <PercentileTable pages={list.candidates} colours={coloursOf(list)} />
            </>
          )
        }
      </Answer>
    </>
  );
}

const nameOf = ({ card }: AccountPage) => card.name ?? card.handle ?? card.accountId;

function CompareTable({ accounts }: { accounts: readonly AccountPage[] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const navigate = useNavigate({ from: '/compare' });
  const rows = compareRows(accounts);
  const kept = accounts.map((a) => a.card.accountId);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('compare.title')} tabIndex={0}>
      <table className="plain compare">
        <thead>
          <tr>
            <th scope="col">{t('figure.metric')}</th>
            <th scope="col">{t('compare.scale')}</th>
            {accounts.map((a, i) => (
              <th key={a.card.accountId} scope="col" className="right">
                <span className="dot" style={{ background: trayColour(i) }} aria-hidden />
                <Link to="/accounts/$id" params={{ id: a.card.accountId }}>
                  {nameOf(a)}
                </Link>
                <br />
                {platformName(a.card.platform)}{' '}
                <button
                  type="button"
                  className="plain-button"
                  aria-label={t('tray.remove', { name: nameOf(a) })}
                  onClick={() =>
                    void navigate({
                      search: (old) => ({ ...old, ids: kept.filter((id) => id !== a.card.accountId) }),
                      replace: true,
                    })
                  }
                >
                  ×
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={`${row.metric}${row.figures.map((f) => `${f?.from.vendor}${f?.windowDays}${f?.content}${f?.format}`).join()}`}
              row={row}
              accounts={accounts}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="muted">{t('compare.nothingShared')}</p> : null}
    </section>
  );
}

function Row({ row, accounts }: { row: CompareRow; accounts: readonly AccountPage[] }) {
  const { t } = useTranslation();
  const metricName = useMetricName();
  const scope = useScope();
  const word = useWord();
  const [anyway, setAnyway] = useState(false);
  const first = row.figures.find((f) => f !== null);
  if (!first) return null;
  const refused = row.differences.length > 0;
  const leader = row.leader === null ? null : accounts[row.leader];
  return (
    <tr>
      <th scope="row">
        {metricName(row.metric)}
        <div className="muted">
          {refused
            ? ''
            : [scope(first), word('vendor', first.from.vendor)].filter((x) => x !== '').join(' · ')}
        </div>
      </th>
      <td style={{ minWidth: 240 }}>
        {refused ? (
          <>
            <p>
              <span className="mark">{t('compare.refused')}</span>{' '}
              {t('compare.differ', {
                parts: row.differences.map((part) => t(`compare.part.${part}`)).join(t('list.comma')),
              })}
            </p>
            <label className="row">
              <input
                type="checkbox"
                className="check"
                checked={anyway}
                onChange={(e) => setAnyway(e.target.checked)}
              />
              {t('compare.anyway')}
            </label>
          </>
        ) : null}
        {!refused || anyway ? (
          <DotPlot
            quantities={row.figures}
            colours={accounts.map((_, i) => trayColour(i))}
            label={t('compare.plot', { metric: metricName(row.metric) })}
          />
        ) : null}
        <span className="muted">
          {refused ? '' : leader ? t('compare.leader', { name: nameOf(leader) }) : t('compare.cannotTell')}
        </span>
      </td>
      {row.figures.map((figure, i) => (
        <td key={accounts[i]?.card.accountId} className="right">
          <FigureCell figure={figure} />
          {refused && figure ? (
            <div className="muted">
              {[scope(figure), word('vendor', figure.from.vendor)].filter((x) => x !== '').join(' · ')}
            </div>
          ) : null}
        </td>
      ))}
    </tr>
  );
}
