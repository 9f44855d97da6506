/** Numbers taken on trust, to be changed in place; a change makes a new version. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '#web/parts/say.ts';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

const PER_CENT = ['feed_share', 'unread_true_share', 'service_fee_share'] as const;
type Name = PlanPartProps['plan']['decision']['assumptions'][number]['name'];
const FIELD: Readonly<Record<Name, string>> = {
  feed_share: 'feedShare',
  sales_per_million: 'salesPerMillion',
  engagement_ratio: 'engagementRatio',
  unread_true_share: 'unreadTrueShare',
  order_value: 'orderValue',
  service_fee_share: 'serviceFeeShare',
};
const isShare = (name: Name): boolean => PER_CENT.some((p) => p === name);

export function AssumptionForm({ plan, revise, busy }: PlanPartProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { decision: d } = plan;
  const [given, setGiven] = useState<Partial<Record<Name, string>>>({});
  const [inGoal, setInGoal] = useState(
    d.valueUnit.startsWith('expected') || d.brief.assumptions.feedShare !== null,
  );
  const shown = (name: Name, value: number | null) =>
    given[name] ??
    (value === null ? '' : String(Number((isShare(name) ? 100 * value : value).toPrecision(4))));
  const apply = () => {
    const assumptions: Record<string, unknown> = { ...d.brief.assumptions };
    for (const [name, text] of Object.entries(given) as [Name, string][]) {
      const value = Number(text);
      if (text === '' && name === 'order_value') assumptions['orderValue'] = null;
      else if (text !== '' && Number.isFinite(value))
        assumptions[FIELD[name]] = isShare(name) ? value / 100 : value;
    }
    if (!inGoal) assumptions['feedShare'] = null;
    else if (assumptions['feedShare'] === null) delete assumptions['feedShare'];
    revise({ brief: { ...d.brief, assumptions: assumptions as typeof d.brief.assumptions } });
  };
  return (
    <section className="card">
      <h2>{t('plan.assume.title')}</h2>
      <p className="muted">{t('plan.assume.hint')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <table className="plain">
          <tbody>
            {d.assumptions.map((a) => (
              <tr key={a.name}>
                <th scope="row">
                  <label htmlFor={`assume-${a.name}`}>{t(`plan.assume.${a.name}`)}</label>
                </th>
                <td>
                  <input
                    id={`assume-${a.name}`}
                    className="field"
                    type="number"
                    min={0}
                    step="any"
                    style={{ width: 110 }}
                    disabled={a.name === 'service_fee_share' && a.value === null}
                    value={shown(a.name, a.value)}
                    onChange={(e) => setGiven((old) => ({ ...old, [a.name]: e.target.value }))}
                  />{' '}
                  {isShare(a.name) ? '%' : ''}
                </td>
                <td className="muted">{say(a.words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <label className="row">
          <input type="checkbox" checked={inGoal} onChange={(e) => setInGoal(e.target.checked)} />
          {t('plan.assume.inGoal')}
        </label>
        <p>
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? t('plan.solving') : t('plan.assume.apply')}
          </button>
        </p>
      </form>
      <h3>{t('plan.assume.rules')}</h3>
      <ul className="tight">
        <li>
          {t('plan.brief.template')}: {t(`plan.templates.${d.brief.rules.template.name}.name`)} —{' '}
          {t(`plan.templates.${d.brief.rules.template.name}.why`)}
        </li>
        <li>
          {t('plan.brief.seller')}:{' '}
          {d.brief.rules.sellerSize.on && d.brief.rules.sellerSize.monthlySales !== null
            ? t('plan.assume.sellerOn', { sales: d.brief.rules.sellerSize.monthlySales })
            : t('plan.assume.off')}
        </li>
        <li>
          {t('plan.brief.promotion')}:{' '}
          {d.brief.rules.promotion.on
            ? t(`plan.promotions.${d.brief.rules.promotion.mode}`)
            : t('plan.assume.off')}
        </li>
      </ul>
      {d.caveats.map((c) => (
        <p key={c.en} className="note">
          {say(c)}
        </p>
      ))}
    </section>
  );
}
