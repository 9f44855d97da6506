/** How do these accounts differ? Up to ten, same order and colour everywhere. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { compareQuery } from '#web/api/endpoints.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { DotPlot } from '#web/parts/DotPlot.tsx';
import { FigureCell } from '#web/parts/Figure.tsx';
import { Page } from '#web/parts/Page.tsx';
import { trayColour, useTray } from '#web/parts/tray.ts';
import { useMetricName, usePlatformName, useScope, useWord } from '#web/parts/words.ts';
import { type CompareRow, compareRows } from '#web/rooms/compare/compare-rows.ts';

export const compareRoute = createLazyRoute('/compare')({ component: ComparePage });

function ComparePage() {
  const { t } = useTranslation();
  const { ids } = useSearch({ from: '/compare' });
  const tray = useTray();
  const accountIds = ids ?? tray.map((x) => x.accountId);
  const query = useQuery(compareQuery(accountIds));
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
      foot={t('compare.foot')}
    >
      <Answer query={query} rows={10}>
        {({ items }) => <CompareTable accounts={items} />}
      </Answer>
    </Page>
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
                      search: { ids: kept.filter((id) => id !== a.card.accountId) },
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
              <span className="mark">{t('compare.refused')}</span> {row.differences.join('; ')}
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
