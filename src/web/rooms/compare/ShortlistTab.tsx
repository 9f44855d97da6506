/** Ten in, three out: who covers the path for the goal, the three largest reasons, and what would change the pick. */

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Shortlist } from '#domain/readings/value/schema.ts';
import { EmptyState } from '#web/parts/Answer.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { saveText } from '#web/parts/save.ts';
import { useSay } from '#web/parts/say.ts';
import { pageName } from '#web/rooms/compare/PathCard.tsx';
import { useResultText } from '#web/rooms/compare/ResultText.tsx';

interface ShortlistTabProps {
  list: Shortlist;
  pick: number;
  /** The account's colour in the compared order. */
  colourOf: (accountId: string) => string;
  change: (part: { pick?: string; goal?: string }) => void;
}

const PICKS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export function ShortlistTab({ list, pick, colourOf, change }: ShortlistTabProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = usePreferences();
  const nameOf = (id: string) => {
    const page = list.candidates.find((c) => c.accountId === id);
    return page ? pageName(page) : id;
  };
  const stageNames = (stages: readonly string[]) =>
    list.candidates[0]?.stages
      .filter((s) => stages.includes(s.stage))
      .map((s) => say(s.name))
      .join(t('list.comma')) ?? '';
  const points = (x: number) => x.toFixed(1);
  return (
    <>
      <section className="card">
        <header className="reading-head">
          <h2>
            {t('value.short.title', {
              picks: list.picks.length,
              n: list.candidates.length,
              goal: say(list.goal.name),
            })}
          </h2>
          <label className="row">
            {t('value.short.pick')}
            <select
              className="field"
              style={{ width: 'auto' }}
              value={pick}
              onChange={(e) => change({ pick: e.target.value })}
            >
              {PICKS.map((k) => (
                <option key={k} value={k}>
                  {k}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            onClick={() => saveText(`why-${list.goal.goal}-${language}.md`, say(list.why), 'text/markdown')}
          >
            {t('value.short.save')}
          </button>
        </header>
        {list.objective ? (
          <p className="muted">
            {t('value.short.objective', {
              value: points(list.objective.value),
              path: points(list.objective.path),
              total: points(list.objective.total),
            })}{' '}
            {list.objective.exact ? t('value.short.exact') : t('value.short.greedy')}
          </p>
        ) : null}
      </section>
      {list.picks.length === 0 ? (
        <EmptyState title={t('value.short.none')}>
          <p>{t('value.short.noneHint')}</p>
        </EmptyState>
      ) : null}
      <ol className="picks">
        {list.picks.map((p) => (
          <li key={p.accountId} className="card">
            <header className="reading-head">
              <h3>
                <span className="dot" style={{ background: colourOf(p.accountId) }} aria-hidden />
                <Link to="/accounts/$id" params={{ id: p.accountId }} search={{ tab: 'value' }}>
                  {nameOf(p.accountId)}
                </Link>
              </h3>
              <Total list={list} id={p.accountId} />
            </header>
            <h4>{t('value.short.reasons')}</h4>
            <ol className="tight">
              {p.reasons.map((r) => (
                <li key={`${r.value}${r.part}`}>
                  {t('value.short.reason', {
                    part: say(r.name),
                    value: t(`value.name.${r.value}`),
                    points: points(r.points),
                    score: r.score.toFixed(0),
                  })}
                </li>
              ))}
            </ol>
            {p.leads.length > 0 ? <p>{t('value.short.leads', { stages: stageNames(p.leads) })}</p> : null}
            <p className="note">
              {p.instead
                ? t('value.short.instead', {
                    name: nameOf(p.instead.accountId),
                    loss: points(p.instead.loss),
                  })
                : t('value.short.noInstead')}
            </p>
          </li>
        ))}
      </ol>
      {list.rejected.length > 0 || list.unknown.length > 0 ? (
        <section className="card scroll">
          <h2>{t('value.short.rejected')}</h2>
          <table className="plain">
            <tbody>
              {list.rejected.map((r) => (
                <tr key={r.accountId}>
                  <th scope="row">
                    <span className="dot" style={{ background: colourOf(r.accountId) }} aria-hidden />
                    {nameOf(r.accountId)}
                  </th>
                  <td>
                    <span className={r.why === 'insufficient' ? 'level level-insufficient' : 'tag'}>
                      {t(`value.short.why.${r.why}`)}
                    </span>
                  </td>
                  <td>{say(r.words)}</td>
                </tr>
              ))}
              {list.unknown.map((u) => (
                <tr key={u.given}>
                  <th scope="row">{u.given}</th>
                  <td colSpan={2}>{say(u.reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {list.otherGoals.length > 0 ? (
        <section className="card">
          <h2>{t('value.short.otherGoals')}</h2>
          <ul className="tight">
            {list.otherGoals.map((g) => (
              <li key={g.goal}>
                <button type="button" className="plain-button" onClick={() => change({ goal: g.goal })}>
                  {say(g.name)}
                </button>{' '}
                {g.picks.length > 0 ? g.picks.map(nameOf).join(t('list.comma')) : t('value.short.nobody')}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Total({ list, id }: { list: Shortlist; id: string }) {
  const { t } = useTranslation();
  const text = useResultText();
  const page = list.candidates.find((c) => c.accountId === id);
  if (!page) return null;
  return <span className="number">{t('value.short.total', { total: text(page.total.result) })}</span>;
}
