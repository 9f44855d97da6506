/** Margins before and after raking, what the weights cost in precision, and the form that sets them. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey, Weights } from '#domain/assets/surveys/schema.ts';
import { setMargins, surveyQuery } from '#web/api/surveys.ts';
import { useTell } from '#web/i18n/tell.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useSay } from '#web/parts/say.ts';
import { percent } from '#web/rooms/surveys/figures.tsx';

type Ok = Extract<Weights, { state: 'ok' }>;

export function WeightsTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const tell = useTell();
  const w = survey.weights;
  return (
    <>
      <section className="card scroll">
        {w.state === 'none' ? <p>{t('surveys.weightsNone')}</p> : null}
        {w.state === 'refused' ? (
          <div role="alert">
            <p className="empty-title">{t('surveys.weightsRefused')}</p>
            <p>{tell(w.why)}</p>
            <p className="muted">{tell(w.fix ?? '')}</p>
          </div>
        ) : null}
        {w.state === 'ok' ? <Weighed survey={survey} w={w} /> : null}
      </section>
      <MarginsForm survey={survey} />
    </>
  );
}

function Weighed({ survey, w }: { survey: Survey; w: Ok }) {
  const { t } = useTranslation();
  const say = useSay();
  const top = Math.max(...w.margins.flatMap((m) => [m.before, m.after, m.wanted]));
  const facts: [string, string, string][] = [
    [t('surveys.deff'), w.deff.toFixed(2), t('surveys.deffNote', { deff: w.deff.toFixed(2) })],
    [t('surveys.effectiveN'), w.effectiveN.toFixed(0), t('surveys.n', { n: w.n })],
    [t('surveys.spread'), `${w.least.toFixed(2)} – ${w.most.toFixed(2)}`, t('surveys.spreadNote')],
    [
      t('surveys.rounds'),
      String(w.iterations),
      t('surveys.roundsNote', { max: w.maxDifference.toExponential(1) }),
    ],
  ];
  const questionOf = (id: string) => survey.definition.questions.find((q) => q.id === id);
  return (
    <>
      <p>{t('surveys.weightsOk', { n: w.n, without: w.without })}</p>
      <dl className="stats">
        {facts.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{value}</dd>
            <dd className="muted" style={{ fontSize: 12, fontWeight: 400, order: -1 }}>
              {note}
            </dd>
          </div>
        ))}
      </dl>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('surveys.variable')}</th>
            <th scope="col">{t('surveys.category')}</th>
            <th scope="col" className="right">
              n
            </th>
            <th scope="col" className="right">
              {t('surveys.before')}
            </th>
            <th scope="col" className="right">
              {t('surveys.wanted')}
            </th>
            <th scope="col" className="right">
              {t('surveys.after')}
            </th>
            <th scope="col">{t('surveys.shift', { top: percent(top) })}</th>
          </tr>
        </thead>
        <tbody>
          {w.margins.map((m) => {
            const q = questionOf(m.variable);
            const choice = q?.choices.find((c) => c.id === m.category);
            return (
              <tr key={`${m.variable}${m.category}`}>
                <td>{q ? say(q.title) : m.variable}</td>
                <th scope="row">{choice ? say(choice.label) : m.category}</th>
                <td className="right number">{m.n}</td>
                <td className="right number">{percent(m.before)}</td>
                <td className="right number">{percent(m.wanted)}</td>
                <td className="right number">{percent(m.after)}</td>
                <td>
                  <Shift before={m.before} after={m.after} wanted={m.wanted} top={top} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

/** Open circle before, filled one after, a tick where it should be. */
function Shift({
  before,
  after,
  wanted,
  top,
}: {
  before: number;
  after: number;
  wanted: number;
  top: number;
}) {
  const x = (value: number) => 8 + (value / (top || 1)) * 224;
  return (
    <svg
      width={240}
      height={16}
      role="img"
      aria-label={`${percent(before)} → ${percent(after)} (${percent(wanted)})`}
    >
      <line x1={8} x2={232} y1={8} y2={8} stroke="var(--line)" />
      <line x1={x(before)} x2={x(after)} y1={8} y2={8} stroke="var(--series-1)" strokeWidth={2} />
      <line x1={x(wanted)} x2={x(wanted)} y1={1} y2={15} stroke="var(--text)" strokeWidth={1.5} />
      <circle cx={x(before)} cy={8} r={4} fill="var(--surface)" stroke="var(--series-2)" strokeWidth={2} />
      <circle cx={x(after)} cy={8} r={4} fill="var(--series-1)" />
    </svg>
  );
}

function MarginsForm({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const complain = useComplain();
  const singles = survey.definition.questions.filter((q) => q.kind === 'single');
  const [cells, setCells] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      Object.entries(survey.weighting?.margins ?? {}).flatMap(([v, of]) =>
        Object.entries(of).map(([c, share]) => [`${v} ${c}`, String(+(100 * share).toFixed(4))]),
      ),
    ),
  );
  const [source, setSource] = useState(survey.weighting?.source ?? '');
  const [bounded, setBounded] = useState(survey.weighting?.bounds !== null && survey.weighting !== null);
  const keep = async (none: boolean) => {
    const margins: Record<string, Record<string, number>> = {};
    for (const q of singles)
      for (const c of q.choices) {
        const text = cells[`${q.id} ${c.id}`]?.trim() ?? '';
        if (text !== '') (margins[q.id] ??= {})[c.id] = Number(text) / 100;
      }
    try {
      const next = await setMargins(
        survey.surveyId,
        none ? null : { margins, source, bounds: bounded ? { least: 0.2, most: 5 } : null },
      );
      client.setQueryData(surveyQuery(survey.surveyId).queryKey, next);
      await client.invalidateQueries({ queryKey: ['surveys', survey.surveyId] });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <section className="card">
      <h2>{t('surveys.margins')}</h2>
      <p className="muted">{t('surveys.marginsHint')}</p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void keep(false);
        }}
      >
        {singles.map((q) => (
          <fieldset key={q.id} style={{ border: 0, padding: 0, margin: '0 0 10px' }}>
            <legend>{say(q.title)}</legend>
            <div className="survey-form">
              {q.choices.map((c) => (
                <label key={c.id}>
                  {say(c.label)}
                  <input
                    className="field"
                    style={{ width: 90 }}
                    inputMode="decimal"
                    value={cells[`${q.id} ${c.id}`] ?? ''}
                    onChange={(e) => setCells({ ...cells, [`${q.id} ${c.id}`]: e.target.value })}
                  />
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        <div className="survey-form">
          <label>
            {t('surveys.source')}
            <input className="field wide" value={source} onChange={(e) => setSource(e.target.value)} />
          </label>
          <label style={{ display: 'flex', gap: 6 }}>
            <input type="checkbox" checked={bounded} onChange={(e) => setBounded(e.target.checked)} />
            {t('surveys.bounds')}
          </label>
          <button type="submit" className="button primary">
            {t('surveys.weigh')}
          </button>
          {survey.weighting ? (
            <button type="button" className="button" onClick={() => void keep(true)}>
              {t('surveys.unweigh')}
            </button>
          ) : null}
        </div>
      </form>
    </section>
  );
}
