/** How the comments speak, corrected for the reader's error, with the way to the comments themselves. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Participants } from '#domain/telling/outcome/schema.ts';
import { EstimateLine } from '#web/rooms/outcome/EstimateLine.tsx';

export function CommentFeeling({
  campaign,
  feeling,
}: {
  campaign: string;
  feeling: Participants['feeling'];
}) {
  const { t } = useTranslation();
  return (
    <section className="card gap-below" aria-label={t('participants.feeling')}>
      <div className="outcome-head">
        <h2>{t('participants.feeling')}</h2>
        <Link to="/voice" search={{ tab: 'market', campaign }} className="button">
          {t('voice.tab.comments')}
        </Link>
      </div>
      {(['positive', 'neutral', 'negative', 'error'] as const).map((id) => (
        <EstimateLine key={id} label={t(`participants.feelings.${id}`)} estimate={feeling[id]} unit="share" />
      ))}
      <p className="muted">
        {t('participants.feelingFoot', {
          texts: feeling.texts,
          checked: feeling.checkedHere,
          model: feeling.model,
        })}
      </p>
    </section>
  );
}
