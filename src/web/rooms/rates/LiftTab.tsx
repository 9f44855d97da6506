/** Did paying for posts make them go further? Three estimates beside each other. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LIFT_METRICS, type Lift } from '#domain/assets/rates/schema.ts';
import { liftQuery } from '#web/api/rates.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useMetricName, usePlatformName } from '#web/parts/words.ts';
import { Choice } from '#web/rooms/rates/Choice.tsx';
import { useRateSearch } from '#web/rooms/rates/search.ts';

const ESTIMATES = ['plain', 'regression', 'matched'] as const;

export function LiftTab() {
  const { t } = useTranslation();
  const say = useSay();
  const metricName = useMetricName();
  const [search, change] = useRateSearch();
  const query = useQuery(liftQuery(search.platform, search.outcome));
  return (
    <Answer query={query}>
      {(found) => (
        <section className="card scroll">
          <div className="row" style={{ marginBottom: 8 }}>
            <Choice
              label={t('rates.lift.metric')}
              value={found.metric}
              options={LIFT_METRICS.map((m) => ({ value: m, text: metricName(m) }))}
              change={(value) => change({ outcome: value })}
            />
          </div>
          {found.pages.length === 0 ? (
            <EmptyState title={t('rates.lift.empty')}>
              <p>{t('rates.lift.emptyHint')}</p>
            </EmptyState>
          ) : (
            <Pages pages={found.pages} />
          )}
          <ul className="small muted">
            {found.limits.map((l) => (
              <li key={l.en}>{say(l)}</li>
            ))}
          </ul>
        </section>
      )}
    </Answer>
  );
}

function Pages({ pages }: { pages: Lift['pages'] }) {
  const { t } = useTranslation();
  const say = useSay();
  const platformName = usePlatformName();
  const top = Math.max(
    2,
    ...pages.flatMap((p) => ESTIMATES.map((e) => (p[e].state === 'ok' ? p[e].high : 0))),
  );
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('rates.lift.page')}</th>
          <th scope="col" className="right">
            {t('rates.lift.counts')}
          </th>
          <th scope="col">{t('rates.lift.estimate')}</th>
          <th scope="col">{t('rates.lift.factor')}</th>
          <th scope="col">{t('rates.lift.note')}</th>
        </tr>
      </thead>
      <tbody>
        {pages.flatMap((p) =>
          ESTIMATES.map((e) => {
            const f = p[e];
            return (
              <tr key={`${p.page}${e}`}>
                <th scope="row">
                  {e === 'plain'
                    ? (p.name ?? t('rates.lift.unnamed', { platform: platformName(p.platform) }))
                    : ''}
                </th>
                <td className="right number">{e === 'plain' ? `${p.paid} / ${p.unpaid}` : ''}</td>
                <td>{t(`rates.lift.of.${e}`)}</td>
                <td>
                  {f.state === 'ok' ? (
                    <>
                      <IntervalBar
                        quantity={f}
                        from={0}
                        to={top}
                        label={`× ${f.low.toFixed(2)} – ${f.value.toFixed(2)} – ${f.high.toFixed(2)}`}
                      />{' '}
                      <span className="number">
                        × {f.value.toFixed(2)} ({f.low.toFixed(2)}–{f.high.toFixed(2)}), n {f.n}
                      </span>
                    </>
                  ) : (
                    <span className="level level-insufficient" title={say(f.why)}>
                      {t('rates.blank', { need: say(f.need), have: say(f.have) })}
                    </span>
                  )}
                </td>
                <td className="small muted">
                  {e === 'regression' && p.covariates.length > 0
                    ? t('rates.lift.beside', {
                        list: p.covariates
                          .map((c) => t(`rates.lift.covariate.${c as 'followers'}`))
                          .join(t('rates.lift.and')),
                      })
                    : e === 'matched' && p.shuffleShare !== null
                      ? t('rates.lift.shuffles', { share: p.shuffleShare.toFixed(3) })
                      : ''}
                </td>
              </tr>
            );
          }),
        )}
      </tbody>
    </table>
  );
}
