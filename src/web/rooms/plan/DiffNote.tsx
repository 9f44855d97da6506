/** What a version changed against another: names in and out, money, reach, and the places of the brief. */
import { useTranslation } from 'react-i18next';
import type { PlanDiff, PlanPage } from '#domain/decisions/mix/plan/schema.ts';
import { formatCount, formatMoney, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function DiffNote({ plan, diff }: { plan: PlanPage; diff: PlanDiff }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const { decision: d } = plan;
  const nameOf = (id: string) => diff.names[id] ?? id;
  const money = (x: number) => formatMoney(x * 100, d.brief.currency, style);
  return (
    <section className="card diff" aria-label={t('plan.diff.title', { n: diff.from })}>
      <b>{t('plan.diff.title', { n: diff.from })}</b>
      <span>
        {diff.removed.map((id) => (
          <del key={id}>{nameOf(id)}</del>
        ))}
        {diff.added.map((id) => (
          <ins key={id}>{nameOf(id)}</ins>
        ))}
        {diff.added.length + diff.removed.length === 0 ? t('plan.diff.sameNames') : null}
      </span>
      <span className="number">
        {t('plan.cost')} {money(diff.costBefore)} → {money(d.cost)}
      </span>
      <span className="number">
        {t('plan.touch')} {formatShare(diff.touchBefore, style)} → {formatShare(d.touchShare, style)}
      </span>
      {diff.valueBefore === null ? null : (
        <span className="number">
          {t('plan.value')} {formatCount(diff.valueBefore, style)} → {formatCount(d.value, style)}
        </span>
      )}
      {diff.brief.map((b) => (
        <span key={b.path} className="code small">
          {b.path}: {b.before || '–'} → {b.after || '–'}
        </span>
      ))}
    </section>
  );
}
