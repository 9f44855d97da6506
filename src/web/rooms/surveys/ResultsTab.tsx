/** Who answered and who did not; each question over all people, weighted, with intervals. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NonResponse, QuestionResult, Survey } from '#domain/assets/surveys/schema.ts';
import { surveyResultsQuery } from '#web/api/surveys.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useSay } from '#web/parts/say.ts';
import { percent, plainNumber, SurveyBar, SurveyText, whole } from '#web/rooms/surveys/figures.tsx';

export function ResultsTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const query = useQuery(surveyResultsQuery(survey.surveyId));
  return (
    <>
      <Response note={survey.nonResponse} survey={survey} />
      <Answer query={query} rows={10}>
        {(results) => (
          <>
            <p className="muted">{results.weighted ? t('surveys.weighted') : t('surveys.unweighted')}</p>
            <div className="cards">
              {results.items.map((q) => (
                <QuestionCard key={q.questionId} q={q} gate={results.gate} />
              ))}
            </div>
          </>
        )}
      </Answer>
    </>
  );
}

function Response({ note, survey }: { note: NonResponse; survey: Survey }) {
  const { t } = useTranslation();
  const say = useSay();
  const { personal, open, cells, alike, stoppedAt } = note;
  const rates = personal
    ? ([
        ['rr1', personal.rr1, t('surveys.rr1Of', { complete: personal.complete, asked: personal.asked })],
        ['rr2', personal.rr2, t('surveys.rr2Of')],
        ['coop', personal.coop1, t('surveys.coopOf')],
        ['breakOff', personal.breakOffShare, t('surveys.breakOffOf')],
      ] as const)
    : [];
  return (
    <section className="card">
      {rates.length > 0 ? (
        <dl className="stats">
          {rates.map(([key, rate, of]) => (
            <div key={key}>
              <dt>{t(`surveys.${key}`)}</dt>
              <dd className="number">
                {rate ? `${percent(rate.low)} – ${percent(rate.high)} · ${percent(rate.value)}` : '—'}
              </dd>
              <dd className="muted" style={{ fontSize: 12, fontWeight: 400, order: -1 }}>
                {of}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {open.complete + open.partial + open.declined > 0 ? (
        <p className="muted">{t('surveys.openOnly', open)}</p>
      ) : null}
      {cells.length > 1 ? (
        <details>
          <summary>
            {t('surveys.whoAnswers')}
            {alike
              ? ` · ${t(alike.p < 0.05 ? 'surveys.notAlike' : 'surveys.alike', {
                  p: alike.p.toPrecision(2),
                  chi2: alike.chi2.toFixed(1),
                  df: alike.df,
                })}`
              : ''}
          </summary>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('surveys.cell')}</th>
                <th scope="col" className="right">
                  {t('surveys.asked')}
                </th>
                <th scope="col" className="right">
                  {t('surveys.complete')}
                </th>
                <th scope="col">{t('surveys.rate')}</th>
              </tr>
            </thead>
            <tbody>
              {cells.map((c) => (
                <tr key={c.cell}>
                  <th scope="row">{c.cell}</th>
                  <td className="right number">{c.asked}</td>
                  <td className="right number">{c.complete}</td>
                  <td>
                    <SurveyBar
                      figure={{ ...c.rr1, n: c.asked, effectiveN: c.asked }}
                      from={0}
                      to={1}
                      show={percent}
                      label={c.cell}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
      {stoppedAt.length > 0 ? (
        <p className="muted">
          {t('surveys.stopped')}:{' '}
          {stoppedAt
            .slice(0, 4)
            .map((s) => {
              const q = survey.definition.questions.find((x) => x.id === s.question);
              return `${q ? say(q.title) : s.question} (${t('surveys.people', { count: s.people })})`;
            })
            .join('; ')}
        </p>
      ) : null}
    </section>
  );
}

function QuestionCard({ q, gate }: { q: QuestionResult; gate: number }) {
  const { t } = useTranslation();
  const say = useSay();
  const top = Math.max(0.05, ...q.shares.map((s) => s.figure?.high ?? 0));
  return (
    <section className="card" aria-label={say(q.title)}>
      <h2>{say(q.title)}</h2>
      <p className="muted">
        {t(`surveys.kinds.${q.kind}`)} · {t('surveys.n', { n: q.n })}
      </p>
      {q.n < gate ? <p className="muted">{t('surveys.tooFew', { gate, n: q.n })}</p> : null}
      {q.netPromoters ? (
        <>
          <p>
            <span className="big-figure number">
              {(100 * q.netPromoters.low).toFixed(0)} – {(100 * q.netPromoters.high).toFixed(0)}
            </span>{' '}
            {t('surveys.nps')} · <b>{(100 * q.netPromoters.value).toFixed(0)}</b>{' '}
            <span className="muted">{t('surveys.npsOf')}</span>
          </p>
          <NetBar q={q} />
        </>
      ) : null}
      {q.satisfied ? (
        <p>
          {t('surveys.satisfied')}: <SurveyText figure={q.satisfied} />
        </p>
      ) : null}
      {q.mean ? (
        <p>
          {t('surveys.mean')}: <SurveyText figure={q.mean} show={plainNumber} />
        </p>
      ) : null}
      <div className="answer-bars">
        {q.shares.map((s) => (
          <Line key={s.id} label={say(s.label)} share={s} top={top} gate={gate} />
        ))}
      </div>
      {q.texts.length > 0 ? (
        <details>
          <summary>{t('surveys.words', { count: q.texts.length })}</summary>
          <ul>
            {q.texts.slice(0, 50).map((text, i) => (
              <li key={`${i}${text}`}>{text}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Line({
  label,
  share,
  top,
  gate,
}: {
  label: string;
  share: QuestionResult['shares'][number];
  top: number;
  gate: number;
}) {
  const { t } = useTranslation();
  return (
    <>
      <span>{label}</span>
      {share.figure ? (
        <SurveyBar figure={share.figure} from={0} to={top} show={percent} label={label} width={120} />
      ) : (
        <span />
      )}
      {share.figure ? (
        <SurveyText figure={share.figure} show={whole} />
      ) : (
        <span className="muted" title={t('surveys.hiddenTitle')}>
          {t('surveys.hidden', { gate })}
        </span>
      )}
    </>
  );
}

/** Detractors, passives and promoters as one bar; drawn only where no step is hidden. */
function NetBar({ q }: { q: QuestionResult }) {
  if (q.shares.some((s) => s.figure === null)) return null;
  const sum = (from: number, to: number) =>
    q.shares.slice(from, to + 1).reduce((n, s) => n + (s.figure?.value ?? 0), 0);
  const parts = [
    { id: 'detractors', value: sum(0, 6), colour: 'var(--series-2)' },
    { id: 'passives', value: sum(7, 8), colour: 'var(--muted)' },
    { id: 'promoters', value: sum(9, 10), colour: 'var(--series-1)' },
  ];
  return (
    <div
      className="nps-bar"
      role="img"
      aria-label={parts.map((p) => `${p.id} ${percent(p.value)}`).join(', ')}
      title={parts.map((p) => `${p.id} ${percent(p.value)}`).join(' · ')}
    >
      {parts.map((p) => (
        <i key={p.id} style={{ width: `${100 * p.value}%`, background: p.colour }} />
      ))}
    </div>
  );
}
