/** Participants against one of the kept targets: its share among them, chosen by name. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Participants } from '#domain/telling/outcome/schema.ts';
import { savedTargetsQuery } from '#web/api/audience.ts';
import { EstimateLine } from '#web/rooms/outcome/EstimateLine.tsx';

interface TargetPickProps {
  chosen: string | undefined;
  inTarget: Participants['inTarget'];
}

export function TargetPick({ chosen, inTarget }: TargetPickProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useQuery(savedTargetsQuery);
  const targets = data?.items ?? [];
  const choose = (target: string | undefined) =>
    void navigate({
      to: '.',
      search: ((old: Record<string, unknown>) => ({ ...old, target })) as never,
      resetScroll: false,
      replace: true,
    });
  return (
    <section className="card gap-below" aria-label={t('participants.target')}>
      <div className="outcome-head">
        <h2>{t('participants.target')}</h2>
        {targets.length > 0 ? (
          <label className="row">
            {t('participants.targetPick')}
            <select
              className="field auto"
              value={chosen ?? ''}
              onChange={(event) => choose(event.target.value || undefined)}
            >
              <option value="">{t('participants.targetNone')}</option>
              {targets.map((s) => (
                <option key={s.key} value={s.key}>
                  {s.target.name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
      {inTarget ? (
        <EstimateLine
          label={t('participants.inTarget')}
          hint={t('participants.means.inTarget')}
          estimate={inTarget}
          unit="share"
        />
      ) : (
        <p className="muted">
          {targets.length > 0 ? (
            t('participants.targetHint')
          ) : (
            <>
              {t('participants.targetMissing')} <Link to="/audience">{t('participants.targetMake')}</Link>
            </>
          )}
        </p>
      )}
    </section>
  );
}
