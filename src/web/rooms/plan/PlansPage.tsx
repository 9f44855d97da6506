/** Which mixes are planned? The newest version of every plan, with what proves it. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { plansQuery } from '#web/api/plan.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatDay, formatMoney, formatShare } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import { GapBadge } from '#web/rooms/plan/GapBadge.tsx';
import '#web/rooms/plan/plan.css';

export const plansRoute = createLazyRoute('/select/plans')({ component: PlansPage });

function PlansPage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const query = useQuery(plansQuery);
  return (
    <Page
      title={t('plan.list.title')}
      answer={t('plan.list.answer')}
      foot={t('plan.list.foot')}
      actions={
        <Link to="/select/plans/new" className="button primary">
          {t('plan.list.new')}
        </Link>
      }
    >
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('plan.list.empty')}>
              <p>{t('plan.list.emptyHint')}</p>
              <Link to="/select/plans/new" className="button primary">
                {t('plan.list.new')}
              </Link>
            </EmptyState>
          ) : (
            <section className="card scroll-x">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t('plan.list.name')}</th>
                    <th scope="col">{t('plan.brief.goal')}</th>
                    <th scope="col" className="right">
                      {t('plan.names')}
                    </th>
                    <th scope="col" className="right">
                      {t('plan.cost')}
                    </th>
                    <th scope="col" className="right">
                      {t('plan.touch')}
                    </th>
                    <th scope="col">{t('plan.proof')}</th>
                    <th scope="col">{t('plan.list.made')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((p) => (
                    <tr key={p.planId}>
                      <th scope="row">
                        <Link to="/select/plans/$id" params={{ id: p.planId }}>
                          {p.name}
                        </Link>{' '}
                        <span className="muted">{t('plan.version', { n: p.version })}</span>
                      </th>
                      <td>{t(`plan.goals.${p.goal}`)}</td>
                      <td className="right number">{p.names}</td>
                      <td className="right number">
                        {formatMoney(p.cost * 100, p.currency, style)}{' '}
                        <span className="muted">/ {formatMoney(p.budget * 100, p.currency, style)}</span>
                      </td>
                      <td className="right number">{formatShare(p.touchShare, style)}</td>
                      <td>
                        <GapBadge proven={p.proven} gap={p.gap} />
                      </td>
                      <td className="muted">{formatDay(p.createdAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }
      </Answer>
    </Page>
  );
}
