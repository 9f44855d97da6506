/** How far from the best the plan can be: proven, or at most so much. */
import { useTranslation } from 'react-i18next';
import { formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function GapBadge({ proven, gap }: { proven: 'optimal' | 'bounded'; gap: number }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  return (
    <span className={proven === 'optimal' ? 'badge proven' : 'badge'} title={t('plan.proofHint')}>
      {proven === 'optimal' ? t('plan.proven') : t('plan.bounded', { gap: formatShare(gap, style) })}
    </span>
  );
}
