/** Every chosen name: what it adds, up to which price it stays, who could stand in; then those who nearly came in. */
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chosen } from '#domain/decisions/mix/plan/schema.ts';
import { formatCount, formatDay, formatMoney, formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

export function NamesTab(part: PlanPartProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const { plan, search, change } = part;
  const { decision: d } = plan;
  const rows = d.chosen.toSorted((a, b) => b.marginalValue - a.marginalValue);
  const most = Math.max(1e-9, ...rows.map((c) => c.marginalValue));
  const dearest = Math.max(1e-9, ...rows.map((c) => Math.max(c.price, c.ceilingPrice ?? 0)));
  const money = (x: number) => formatMoney(Math.round(x) * 100, d.brief.currency, style);
  const added = new Set(plan.diff?.added);
  return (
    <>
      <section className="card scroll-x">
        <h2>{t('plan.namesTitle', { n: rows.length })}</h2>
        <p className="muted">{t('plan.namesHint')}</p>
        <table className="plain names">
          <thead>
            <tr>
              <th scope="col">{t('plan.list.name')}</th>
              <th scope="col">{t('plan.where')}</th>
              <th scope="col" className="right">
                {t('plan.people')}
              </th>
              <th scope="col">{t('plan.adds')}</th>
              <th scope="col">{t('plan.priceCeiling')}</th>
              <th scope="col">{t('plan.trueShare')}</th>
              <th scope="col">{t('plan.replace.title')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((c) => (
              <Fragment key={c.accountId}>
                <tr className={added.has(c.accountId) ? 'added' : undefined}>
                  <th scope="row">
                    <Link to="/accounts/$id" params={{ id: c.accountId }}>
                      {c.name ?? c.accountId}
                    </Link>
                    {added.has(c.accountId) ? <span className="tag">{t('plan.new')}</span> : null}
                    {c.must ? <span className="tag">{t('plan.must')}</span> : null}
                  </th>
                  <td>
                    {platformName(c.platform)}{' '}
                    <span className="muted">{c.tier ? t(`tier.${c.tier as 'mid'}`) : ''}</span>
                  </td>
                  <td className="right number">{formatCount(c.targetPeople, style)}</td>
                  <td>
                    <span className="bar-cell">
                      <i style={{ width: `${(Math.max(0, c.marginalValue) / most) * 100}%` }} aria-hidden />
                    </span>
                    <span className="number">{formatCount(Number(c.marginalValue.toFixed(1)), style)}</span>
                  </td>
                  <td>
                    <PriceBar chosen={c} dearest={dearest} />
                    <span className="number">
                      {money(c.price)}
                      {' → '}
                      {c.ceilingPrice === null ? '–' : money(c.ceilingPrice)}
                    </span>
                  </td>
                  <td className="number">
                    {c.trueShare
                      ? `${formatShare(c.trueShare.low, style)}–${formatShare(c.trueShare.high, style)}`
                      : t('plan.unread')}
                  </td>
                  <td className="right">
                    <button
                      type="button"
                      className="plain-button"
                      aria-expanded={search.open === c.accountId}
                      onClick={() => change({ open: search.open === c.accountId ? '' : c.accountId })}
                    >
                      {t('plan.substitutes')}
                    </button>
                  </td>
                </tr>
                {search.open === c.accountId ? (
                  <tr>
                    <td colSpan={7}>
                      <Substitutes chosen={c} {...part} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
      <RunnersUp {...part} />
    </>
  );
}

/** Price as a tick on the span up to the ceiling. */
function PriceBar({ chosen: c, dearest }: { chosen: Chosen; dearest: number }) {
  const at = (x: number) => `${(x / dearest) * 100}%`;
  return (
    <span className="price-bar" aria-hidden>
      {c.ceilingPrice === null ? null : <i style={{ width: at(c.ceilingPrice) }} />}
      <b style={{ left: at(c.price) }} />
    </span>
  );
}

function Substitutes({ chosen: c, plan, revise, busy }: PlanPartProps & { chosen: Chosen }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const { decision: d } = plan;
  const money = (x: number) => formatMoney(Math.round(x) * 100, d.brief.currency, style);
  const nameOf = (id: string) =>
    d.chosen.find((x) => x.accountId === id)?.name ??
    d.runnersUp.find((x) => x.accountId === id)?.name ??
    c.substitutes.find((x) => x.accountId === id)?.name ??
    id;
  return (
    <div className="substitutes">
      <p>{say(c.reason)}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => revise({ drop: c.accountId })}
        >
          {t('plan.replace.solve')}
        </button>
        <span className="muted">
          {t('plan.replace.solveHint', { loss: formatCount(Number(c.dropLoss.toFixed(1)), style) })}
          {c.dropIn.length > 0 ? ` ${t('plan.replace.in', { names: c.dropIn.map(nameOf).join(', ') })}` : ''}
          {c.dropOut.length > 0
            ? ` ${t('plan.replace.out', { names: c.dropOut.map(nameOf).join(', ') })}`
            : ''}
        </span>
      </div>
      {c.substitutes.length === 0 ? (
        <p className="muted">{t('plan.replace.none')}</p>
      ) : (
        <table className="plain">
          <tbody>
            {c.substitutes.map((s) => (
              <tr key={s.accountId}>
                <th scope="row">
                  <Link to="/accounts/$id" params={{ id: s.accountId }}>
                    {s.name ?? s.accountId}
                  </Link>
                </th>
                <td className="right number">{money(s.cost)}</td>
                <td className="right number">
                  {t('plan.replace.loses', { loss: formatCount(Number(s.loss.toFixed(1)), style) })}
                </td>
                <td className="right">
                  <button
                    type="button"
                    className="button"
                    disabled={busy}
                    onClick={() => revise({ drop: c.accountId, take: s.accountId })}
                  >
                    {t('plan.replace.take')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="muted small">
        {c.ceilingProven ? t('plan.ceilingProven') : t('plan.ceilingFound')} ·{' '}
        {t('plan.priceFrom', { kind: c.priceKind })},{' '}
        {c.quoteId === null ? t('plan.priceFile') : t('plan.priceLedger')}
        {c.priceOn === null ? '' : `, ${formatDay(c.priceOn)}`}
        {c.priceUntil === null ? '' : `, ${t('plan.priceUntil', { day: formatDay(c.priceUntil) })}`}
        {c.schedule ? ` · ${t('plan.schedule', { schedule: c.schedule })}` : ''}
      </p>
    </div>
  );
}

function RunnersUp({ plan }: PlanPartProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const { decision: d } = plan;
  const money = (x: number) => formatMoney(Math.round(x) * 100, d.brief.currency, style);
  if (d.runnersUp.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('plan.runners.title')}</h2>
      <p className="muted">{t('plan.runners.hint')}</p>
      <table className="plain">
        <tbody>
          {d.runnersUp.map((r) => (
            <tr key={r.accountId}>
              <th scope="row">
                <Link to="/accounts/$id" params={{ id: r.accountId }}>
                  {r.name ?? r.accountId}
                </Link>
              </th>
              <td>{platformName(r.platform)}</td>
              <td className="right number">{money(r.price)}</td>
              <td className="right number">
                {r.entryPrice === null
                  ? r.proven
                    ? t('plan.runners.never')
                    : t('plan.runners.open')
                  : t('plan.runners.entry', { price: money(r.entryPrice) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
