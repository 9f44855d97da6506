/** Strategy starts from what the campaigns before taught: the values the next plan takes, and whose they are. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assumptionsQuery } from '#web/api/loop.ts';
import { inUnit } from '#web/rooms/scoreboard/in-unit.ts';

export function Lessons() {
  const { t } = useTranslation();
  const { data } = useQuery(assumptionsQuery);
  const taught = data?.items.filter((i) => i.proposal.state === 'ok') ?? [];
  if (taught.length === 0) return null;
  const campaigns = [
    ...new Set(
      taught.flatMap((i) => (i.proposal.state === 'ok' ? i.proposal.campaigns.map((c) => c.campaign) : [])),
    ),
  ];
  return (
    <section className="card scroll">
      <h2>{t('loop.learn.lessons')}</h2>
      <p className="muted">
        {campaigns.join('、')} · {t('loop.learn.lessonsHint')}
      </p>
      <dl className="stats">
        {taught.map((i) => (
          <div key={i.name}>
            <dt>{t(`loop.learn.name.${i.name}`)}</dt>
            <dd>
              <b className="number">{inUnit(i.held?.value ?? i.shipped, i.unit)}</b>{' '}
              <span className="tag">{t(`loop.learn.source.${i.held?.source ?? 'shipped'}`)}</span>{' '}
              <small className="muted">
                {i.proposal.state === 'ok'
                  ? `[${inUnit(i.proposal.nextLow, i.unit)}–${inUnit(i.proposal.nextHigh, i.unit)}] n ${i.proposal.n}`
                  : ''}{' '}
                · {t('loop.learn.shipped')} {inUnit(i.shipped, i.unit)}
              </small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="row">
        <Link to="/assets/scoreboard" className="button">
          {t('loop.learn.toBoard')}
        </Link>
        <Link to="/select/plans/new" className="button primary">
          {t('loop.learn.toPlan')}
        </Link>
      </p>
    </section>
  );
}
