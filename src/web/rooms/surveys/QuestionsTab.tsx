/** The questions: changed while a draft, read after. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Definition,
  QUESTION_KINDS,
  type Question,
  type Survey,
} from '#domain/assets/surveys/schema.ts';
import { keepDefinition, surveyQuery } from '#web/api/surveys.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useSay } from '#web/parts/say.ts';

export function QuestionsTab({ survey }: { survey: Survey }) {
  return survey.state === 'draft' ? <Builder survey={survey} /> : <Fixed survey={survey} />;
}

function Fixed({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="card">
      <p className="muted">{t('surveys.fixed')}</p>
      <ol>
        {survey.definition.questions.map((q) => (
          <li key={q.id}>
            <b>{say(q.title)}</b>{' '}
            <span className="muted">
              {q.id} · {t(`surveys.kinds.${q.kind}`)}
              {q.showIf ? ` · ${t('surveys.showIf')} ${q.showIf.question} = ${q.showIf.in.join(', ')}` : ''}
            </span>
            {q.choices.length > 0 ? <div>{q.choices.map((c) => say(c.label)).join(' / ')}</div> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Choices as lines `id | English | Chinese`, as typed. */
type Draft = Omit<Question, 'choices'> & { lines: string };
const draftOf = (q: Question): Draft => {
  const { choices, ...rest } = q;
  return { ...rest, lines: choices.map((c) => `${c.id} | ${c.label.en} | ${c.label.zh}`).join('\n') };
};
const questionOf = ({ lines, ...rest }: Draft): Question => ({
  ...rest,
  choices:
    rest.kind === 'single' || rest.kind === 'multiple'
      ? lines
          .split('\n')
          .map((line) => line.split('|').map((part) => part.trim()))
          .filter(([id]) => id !== '')
          .map(([id = '', en = '', zh = '']) => ({ id, label: { en: en || id, zh } }))
      : [],
});

function Builder({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const [frame, setFrame] = useState<Omit<Definition, 'questions'>>(survey.definition);
  const [questions, setQuestions] = useState(survey.definition.questions.map(draftOf));
  const [kept, setKept] = useState(false);
  const change = (i: number, next: Partial<Draft>) => {
    setKept(false);
    setQuestions(questions.map((q, j) => (j === i ? { ...q, ...next } : q)));
  };
  const move = (i: number, by: number) => {
    const next = [...questions];
    const [taken] = next.splice(i, 1);
    if (taken) next.splice(i + by, 0, taken);
    setQuestions(next);
  };
  const keep = async () => {
    try {
      const next = await keepDefinition(survey.surveyId, { ...frame, questions: questions.map(questionOf) });
      client.setQueryData(surveyQuery(survey.surveyId).queryKey, next);
      setKept(true);
    } catch (error) {
      complain(error);
    }
  };
  const words = (key: 'title' | 'consent', lang: 'en' | 'zh') => (
    <label key={`${key}${lang}`} style={{ flex: 1, minWidth: 260 }}>
      {t(`surveys.${key}${lang === 'en' ? 'En' : 'Zh'}`)}
      <textarea
        className="field"
        style={{ width: '100%', height: key === 'consent' ? 110 : 36 }}
        value={frame[key][lang]}
        onChange={(e) => setFrame({ ...frame, [key]: { ...frame[key], [lang]: e.target.value } })}
      />
    </label>
  );
  return (
    <section className="card">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void keep();
        }}
      >
        <div className="survey-form">
          {(['title', 'consent'] as const).flatMap((k) => [words(k, 'en'), words(k, 'zh')])}
        </div>
        {questions.map((q, i) => (
          <QuestionForm
            // The place is the identity: ids are being typed.
            // oxlint-disable-next-line react/no-array-index-key
            key={i}
            q={q}
            place={i}
            before={questions.slice(0, i)}
            last={i === questions.length - 1}
            change={(next) => change(i, next)}
            move={(by) => move(i, by)}
            remove={() => setQuestions(questions.filter((_, j) => j !== i))}
          />
        ))}
        <p className="row">
          <button
            type="button"
            className="button"
            onClick={() =>
              setQuestions([
                ...questions,
                {
                  id: `q${questions.length + 1}`,
                  kind: 'single',
                  title: { en: '', zh: '' },
                  required: true,
                  lines: 'yes | Yes | 是\nno | No | 否',
                  showIf: null,
                },
              ])
            }
          >
            {t('surveys.addQuestion')}
          </button>
          <button type="submit" className="button primary">
            {t('surveys.keep')}
          </button>
          {kept ? <span role="status">{t('surveys.kept')}</span> : null}
        </p>
      </form>
    </section>
  );
}

interface QuestionFormProps {
  q: Draft;
  place: number;
  before: readonly Draft[];
  last: boolean;
  change: (next: Partial<Draft>) => void;
  move: (by: number) => void;
  remove: () => void;
}
function QuestionForm({ q, place, before, last, change, move, remove }: QuestionFormProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="question" style={{ border: 0, borderBottom: '1px solid var(--line)', margin: 0 }}>
      <legend className="muted">{t('surveys.question', { n: place + 1 })}</legend>
      <label>
        {t('surveys.id')}
        <input className="field" value={q.id} onChange={(e) => change({ id: e.target.value })} />
      </label>
      <label>
        {t('surveys.kind')}
        <select
          className="field"
          value={q.kind}
          onChange={(e) => change({ kind: QUESTION_KINDS.find((k) => k === e.target.value) ?? 'single' })}
        >
          {QUESTION_KINDS.map((k) => (
            <option key={k} value={k}>
              {t(`surveys.kinds.${k}`)}
            </option>
          ))}
        </select>
      </label>
      {(['en', 'zh'] as const).map((lang) => (
        <label key={lang}>
          {t(lang === 'en' ? 'surveys.titleEn' : 'surveys.titleZh')}
          <input
            className="field"
            style={{ width: '100%' }}
            value={q.title[lang]}
            onChange={(e) => change({ title: { ...q.title, [lang]: e.target.value } })}
          />
        </label>
      ))}
      <div className="full">
        {q.kind === 'single' || q.kind === 'multiple' ? (
          <label style={{ flex: 1, minWidth: 280 }}>
            {t('surveys.choices')}
            <textarea
              className="field"
              style={{ width: '100%' }}
              value={q.lines}
              onChange={(e) => change({ lines: e.target.value })}
            />
          </label>
        ) : null}
        <label style={{ display: 'flex', gap: 6 }}>
          <input
            type="checkbox"
            checked={q.required}
            onChange={(e) => change({ required: e.target.checked })}
          />
          {t('surveys.required')}
        </label>
        <label>
          {t('surveys.showIf')}
          <select
            className="field"
            value={q.showIf?.question ?? ''}
            onChange={(e) =>
              change({
                showIf:
                  e.target.value === '' ? null : { question: e.target.value, in: q.showIf?.in ?? ['yes'] },
              })
            }
          >
            <option value="">{t('surveys.always')}</option>
            {before
              .filter((b) => b.kind !== 'text')
              .map((b) => (
                <option key={b.id} value={b.id}>
                  {b.id}
                </option>
              ))}
          </select>
        </label>
        {q.showIf ? (
          <label>
            {t('surveys.isOneOf')}
            <input
              className="field"
              value={q.showIf.in.join(',')}
              onChange={(e) =>
                change({
                  showIf: { question: q.showIf?.question ?? '', in: e.target.value.split(/\s*[,，]\s*/u) },
                })
              }
            />
          </label>
        ) : null}
        <button type="button" className="button" disabled={place === 0} onClick={() => move(-1)}>
          {t('surveys.up')}
        </button>
        <button type="button" className="button" disabled={last} onClick={() => move(1)}>
          {t('surveys.down')}
        </button>
        <button type="button" className="button" onClick={remove}>
          {t('surveys.removeQuestion')}
        </button>
      </div>
    </fieldset>
  );
}
