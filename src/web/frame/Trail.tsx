/** First run: import → check → choose → run → learn, on the real pages with the demo data. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { statusQuery } from '#web/api/endpoints.ts';
import { setPreferences, usePreferences } from '#web/parts/preferences.ts';

const STEPS = [
  { id: 'import', to: '/data' },
  { id: 'check', to: '/library' },
  { id: 'choose', to: '/select' },
  { id: 'run', to: '/deliver' },
  { id: 'learn', to: '/assets' },
] as const;

export function Trail() {
  const { t } = useTranslation();
  const { trail } = usePreferences();
  const { data } = useQuery(statusQuery);
  const step = trail === null ? undefined : STEPS[trail];
  if (!step || !data?.demo) return null;
  const last = trail === STEPS.length - 1;
  return (
    <section className="trail" aria-label={t('trail.label')}>
      <ol>
        {STEPS.map((s, i) => (
          <li key={s.id}>
            <Link
              to={s.to}
              className="trail-step"
              aria-current={i === trail ? 'step' : undefined}
              onClick={() => setPreferences({ trail: i })}
            >
              {i + 1} {t(`trail.${s.id}`)}
            </Link>
          </li>
        ))}
      </ol>
      <p>{t(`trail.${step.id}Hint`)}</p>
      {last ? (
        <Link to="/data/import" className="button primary" onClick={() => setPreferences({ trail: null })}>
          {t('trail.ownFiles')}
        </Link>
      ) : null}
      <button type="button" className="plain-button" onClick={() => setPreferences({ trail: null })}>
        {t('trail.close')}
      </button>
    </section>
  );
}
