/** The front of a plan: worth and proof, claimed against held-out reach, the budget curve, and the three factors. */
import { useTranslation } from 'react-i18next';
import type { Decision, PlanFigure } from '#domain/decisions/mix/plan/schema.ts';
import { TIERS } from '#domain/facts/library/schema.ts';
import { formatCount, formatMoney, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';
import { BudgetCurve } from '#web/rooms/plan/BudgetCurve.tsx';
import { ContactChart } from '#web/rooms/plan/ContactChart.tsx';
import { GapBadge } from '#web/rooms/plan/GapBadge.tsx';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

export function OverviewTab(part: PlanPartProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { decision: d } = part.plan;
  const n = (x: number) => formatCount(Math.round(x), style);
  return (
    <>
      <section className="card">
        <dl className="stats">
          <div>
            <dt>{t(`plan.units.${d.valueUnit}`, { k: d.times })}</dt>
            <dd>{n(d.value)}</dd>
          </div>
          <div>
            <dt>{t('plan.bound')}</dt>
            <dd>{n(d.bound)}</dd>
          </div>
          <div>
            <dt>{t('plan.proof')}</dt>
            <dd>
              <GapBadge proven={d.proven} gap={d.gap} />
            </dd>
          </div>
          <div>
            <dt>{t('plan.touchOf', { n: n(d.panelPeople) })}</dt>
            <dd>{formatShare(d.touchShare, style)}</dd>
          </div>
          <div>
            <dt>{t('plan.atLeast', { k: d.times > 1 ? d.times : 1 })}</dt>
            <dd>{n(d.atLeastTimes)}</dd>
          </div>
          <div>
            <dt>{t('plan.meanContacts')}</dt>
            <dd>{d.meanContacts === null ? '–' : d.meanContacts.toFixed(2)}</dd>
          </div>
        </dl>
        <Truth decision={d} />
      </section>
      <div className="cards">
        <section className="card">
          <h2>{t('plan.curve.title')}</h2>
          <BudgetCurve {...part} />
        </section>
        <section className="card">
          <h2>{t('plan.contacts.title')}</h2>
          <ContactChart decision={d} />
        </section>
      </div>
      <Factors decision={d} />
      <div className="cards">
        <Constraints decision={d} />
        <Money decision={d} />
      </div>
    </>
  );
}

/** Claimed beside held out, on one scale, whiskers first. */
function Truth({ decision: d }: { decision: Decision }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { heldOut, robust } = d;
  const n = (x: number) => formatCount(Math.round(x), style);
  if (heldOut.state === 'insufficient') return <Insufficient {...heldOut} />;
  const ends = [
    heldOut.low,
    heldOut.high,
    heldOut.claimed,
    d.value,
    ...(robust.state === 'ok' ? [robust.likely.low, robust.cautious.low] : []),
  ];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(1, (high - low) * 0.15);
  const rows = [
    {
      id: 'claimed',
      label: t('plan.truth.claimed'),
      q: { value: heldOut.claimed, low: heldOut.claimed, high: heldOut.claimed },
      text: n(heldOut.claimed),
    },
    {
      id: 'held',
      label: t('plan.truth.held'),
      q: heldOut,
      text: `${n(heldOut.value)} (${n(heldOut.low)}–${n(heldOut.high)})`,
    },
    ...(robust.state === 'ok'
      ? [
          {
            id: 'low',
            label: t('plan.truth.low'),
            q: { value: robust.likely.low, low: robust.likely.low, high: robust.likely.likely },
            text: `${n(robust.likely.low)} · ${t('plan.truth.cautious', { value: n(robust.cautious.low) })}`,
          },
        ]
      : []),
  ];
  return (
    <table className="plain truth">
      <tbody>
        {rows.map((r) => (
          <tr key={r.id}>
            <th scope="row">{r.label}</th>
            <td>
              <IntervalBar
                quantity={r.q}
                from={low - room}
                to={high + room}
                label={`${r.label}: ${r.text}`}
                width={260}
                colour={r.id === 'claimed' ? 'var(--muted)' : 'var(--series-1)'}
              />
            </td>
            <td className="number">{r.text}</td>
          </tr>
        ))}
        <tr>
          <td colSpan={3} className="muted small">
            {t('plan.truth.hint', {
              optimism: formatShare(heldOut.optimismShare, style),
              parts: heldOut.parts,
              n: n(heldOut.n),
            })}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Factors({ decision: d }: { decision: Decision }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const money = (x: number) => formatMoney(x * 100, d.brief.currency, style);
  const platforms = [...new Set(d.chosen.map((c) => c.platform))];
  const of = (test: (c: Decision['chosen'][number]) => boolean) => d.chosen.filter(test);
  const cost = (list: Decision['chosen']) => list.reduce((sum, c) => sum + c.cost, 0);
  const read = of((c) => c.trueShare !== null);
  const weighed = read.reduce((sum, c) => sum + (c.trueShare?.value ?? 0) * c.targetPeople, 0);
  const people = read.reduce((sum, c) => sum + c.targetPeople, 0);
  const lows = read.map((c) => c.trueShare?.low ?? 0);
  return (
    <div className="cards three">
      <section className="card">
        <h2>{t('plan.factor.channel')}</h2>
        <table className="plain">
          <tbody>
            {platforms.map((p) => (
              <tr key={p}>
                <th scope="row">{platformName(p)}</th>
                <td className="right number">{of((c) => c.platform === p).length}</td>
                <td className="right number">{money(cost(of((c) => c.platform === p)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="card">
        <h2>{t('plan.factor.matrix')}</h2>
        <table className="plain">
          <tbody>
            {TIERS.filter((tier) => d.chosen.some((c) => c.tier === tier)).map((tier) => (
              <tr key={tier}>
                <th scope="row">{t(`tier.${tier}`)}</th>
                <td className="right number">{of((c) => c.tier === tier).length}</td>
                <td className="right number">{money(cost(of((c) => c.tier === tier)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="card">
        <h2>{t('plan.factor.fans')}</h2>
        <dl className="facts">
          <dt>{t('plan.factor.read')}</dt>
          <dd>{t('plan.factor.readOf', { n: read.length, all: d.chosen.length })}</dd>
          <dt>{t('plan.factor.trueShare')}</dt>
          <dd>{people > 0 ? formatShare(weighed / people, style) : '–'}</dd>
          <dt>{t('plan.factor.lowest')}</dt>
          <dd>{lows.length > 0 ? formatShare(Math.min(...lows), style) : '–'}</dd>
          <dt>{t('plan.factor.readings')}</dt>
          <dd>{formatCount(d.readingIds.length, style)}</dd>
        </dl>
      </section>
    </div>
  );
}

function Constraints({ decision: d }: { decision: Decision }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const show = (x: number | null, unit: string) =>
    x === null ? '–' : unit === 'names' ? String(x) : formatMoney(x * 100, unit, style);
  return (
    <section className="card">
      <h2>{t('plan.constraints.title')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('plan.constraints.name')}</th>
            <th scope="col" className="right">
              {t('plan.constraints.used')}
            </th>
            <th scope="col" className="right">
              {t('plan.constraints.least')}
            </th>
            <th scope="col" className="right">
              {t('plan.constraints.most')}
            </th>
            <th scope="col">{t('plan.constraints.state')}</th>
          </tr>
        </thead>
        <tbody>
          {d.constraints.map((c) => (
            <tr key={c.name}>
              <th scope="row">{say(c.label)}</th>
              <td className="right number">{show(c.used, c.unit)}</td>
              <td className="right number">{show(c.least, c.unit)}</td>
              <td className="right number">{show(c.most, c.unit)}</td>
              <td>{c.binds ? <span className="tag binds">{t('plan.constraints.binds')}</span> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Money({ decision: d }: { decision: Decision }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const rows = ['expectedPeople', 'costPerPerson', 'engagements', 'sales', 'revenue'] as const;
  const show = (figure: PlanFigure, money: boolean) => {
    if (figure.state === 'insufficient')
      return (
        <span
          className="level level-insufficient"
          title={`${say(figure.need)}; ${say(figure.have)}. ${say(figure.why)}`}
        >
          {t('authenticity.level.insufficient')} · {say(figure.need)}
        </span>
      );
    const one = (x: number) =>
      money
        ? formatMoney(x * 100, d.brief.currency, style)
        : formatCount(x >= 100 ? Math.round(x) : Number(x.toFixed(1)), style);
    return figure.low === figure.high
      ? one(figure.value)
      : `${one(figure.value)} (${one(figure.low)}–${one(figure.high)})`;
  };
  return (
    <section className="card">
      <h2>{t('plan.money.title')}</h2>
      <dl className="facts">
        {rows.map((row) => [
          <dt key={`${row}-t`}>{t(`plan.money.${row}`)}</dt>,
          <dd key={`${row}-d`} className="number">
            {show(d.money[row], row === 'costPerPerson' || row === 'revenue')}
          </dd>,
        ])}
      </dl>
      <p className="muted small">{t('plan.money.hint')}</p>
    </section>
  );
}
