/** Who could not be chosen: how many fell at each gate, and the reason of every account. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PLAN_GATES } from '#domain/decisions/mix/plan/schema.ts';
import { formatCount } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

export function DroppedTab({ plan, search, change }: PlanPartProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const { decision: d } = plan;
  const most = Math.max(1, ...d.funnel.map((g) => g.left + g.dropped));
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const gate = PLAN_GATES.find((g) => g === search.gate) ?? null;
  const dropped = d.dropped.filter((x) => gate === null || x.gate === gate);
  return (
    <section className="card">
      <h2>{t('plan.funnel.title')}</h2>
      <ol className="funnel" aria-label={t('plan.funnel.title')}>
        {d.funnel
          .filter((g) => g.gate === 'library' || g.dropped > 0)
          .map((g) => (
            <li key={g.gate}>
              <span>{say(g.label)}</span>
              <span className="funnel-bar" aria-hidden>
                <i style={{ width: `${(g.left / most) * 100}%` }} />
                <b style={{ width: `${(g.dropped / most) * 100}%` }} />
              </span>
              <span className="right number">{t('audience.funnel.left', { n: n(g.left) })}</span>
              {g.gate === 'library' ? (
                <span />
              ) : (
                <button
                  type="button"
                  className="plain-button"
                  aria-expanded={gate === g.gate}
                  onClick={() => change({ gate: gate === g.gate ? '' : g.gate })}
                >
                  {t('audience.funnel.dropped', { n: n(g.dropped) })}
                </button>
              )}
            </li>
          ))}
      </ol>
      <table className="plain">
        <tbody>
          {dropped.slice(0, 300).map((x) => (
            <tr key={x.accountId}>
              <th scope="row">
                <Link to="/accounts/$id" params={{ id: x.accountId }}>
                  {x.name ?? x.accountId}
                </Link>
              </th>
              <td className="muted">{platformName(x.platform)}</td>
              <td>{say(x.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {dropped.length === 0 ? <p className="muted">{t('plan.funnel.nobody')}</p> : null}
    </section>
  );
}
