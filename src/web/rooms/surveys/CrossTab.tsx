/** One question by another: weighted shares with intervals, small cells hidden, and whether groups differ. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey, SurveyCrossTab, SurveyFigure } from '#domain/assets/surveys/schema.ts';
import { surveyTableQuery } from '#web/api/surveys.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useSay } from '#web/parts/say.ts';
import { percent } from '#web/rooms/surveys/figures.tsx';

/** Columns that facts make, of people who agreed to be joined. */
const BEHAVIOUR = ['@orders', '@acts'] as const;

export function CrossTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const rows = survey.definition.questions.filter((q) => q.kind !== 'text' && q.kind !== 'number');
  const columns = rows.filter((q) => q.kind !== 'multiple');
  const search = useSearch({ from: '/assets/surveys/$id' });
  const scale = rows.find((q) => q.kind === 'scale') ?? rows[0];
  const row = rows.find((q) => q.id === search.rows) ?? scale;
  const column =
    columns.find((q) => q.id === search.columns) ??
    columns.find((q) => q.kind === 'single' && q.id !== row?.id && q.showIf === null && q.id !== 'bought') ??
    columns.find((q) => q.id !== row?.id);
  const behaviour = BEHAVIOUR.find((id) => id === search.columns);
  if (!row || !column) return <p className="muted">{t('surveys.needTwo')}</p>;
  return (
    <Chosen survey={survey} rows={rows} columns={columns} row={row.id} column={behaviour ?? column.id} />
  );
}

interface ChosenProps {
  survey: Survey;
  rows: Survey['definition']['questions'];
  columns: Survey['definition']['questions'];
  row: string;
  column: string;
}
function Chosen({ survey, rows, columns, row, column }: ChosenProps) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate({ from: '/assets/surveys/$id' });
  const query = useQuery(surveyTableQuery(survey.surveyId, row, column));
  const choose = (key: 'rows' | 'columns', value: string) =>
    void navigate({ search: (old) => ({ ...old, [key]: value }), replace: true });
  const select = (key: 'rows' | 'columns', of: ChosenProps['rows'], value: string) => (
    <label>
      {t(`surveys.${key}`)}
      <select className="field" value={value} onChange={(e) => choose(key, e.target.value)}>
        {of.map((q) => (
          <option key={q.id} value={q.id}>
            {say(q.title)}
          </option>
        ))}
        {key === 'columns'
          ? BEHAVIOUR.map((id) => (
              <option key={id} value={id}>
                {t(id === '@orders' ? 'surveys.byOrders' : 'surveys.byActs')}
              </option>
            ))
          : null}
      </select>
    </label>
  );
  return (
    <section className="card scroll">
      <div className="survey-form" style={{ marginBottom: 10 }}>
        {select('rows', rows, row)}
        {select('columns', columns, column)}
      </div>
      <Answer query={query} rows={6}>
        {(table) => <Heat table={table} />}
      </Answer>
    </section>
  );
}

function Heat({ table }: { table: SurveyCrossTab }) {
  const { t } = useTranslation();
  const say = useSay();
  const { test } = table;
  const told = test
    ? { f: test.f.toFixed(2), df1: test.df1.toFixed(2), df2: test.df2.toFixed(0), p: test.p.toPrecision(2) }
    : null;
  return (
    <>
      {told ? <p>{t((test?.p ?? 1) < 0.05 ? 'surveys.test' : 'surveys.testNone', told)}</p> : null}
      <table className="plain heat">
        <thead>
          <tr>
            <th scope="col">{say(table.rowQuestion.title)}</th>
            {table.columns.map((c) => (
              <th key={c.id} scope="col" className="right">
                {say(c.label)}
                <small className="muted" style={{ display: 'block' }}>
                  n {c.base ?? t('surveys.hidden', { gate: table.gate })}
                </small>
              </th>
            ))}
            <th scope="col" className="right">
              {t('surveys.total')}
              <small className="muted" style={{ display: 'block' }}>
                n {table.n}
              </small>
            </th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((r, i) => (
            <tr key={r.id}>
              <th scope="row">{say(r.label)}</th>
              {table.columns.map((c, j) => (
                <HeatCell
                  key={c.id}
                  figure={table.cells[i]?.[j] ?? null}
                  hidden={table.suppressed[i]?.[j] ?? false}
                  gate={table.gate}
                />
              ))}
              <HeatCell figure={table.total[i] ?? null} hidden={table.total[i] === null} gate={table.gate} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        {t('surveys.heat')} {table.weighted ? t('surveys.weighted') : t('surveys.unweighted')}
      </p>
    </>
  );
}

function HeatCell({ figure, hidden, gate }: { figure: SurveyFigure | null; hidden: boolean; gate: number }) {
  const { t } = useTranslation();
  if (hidden || !figure)
    return (
      <td className={hidden ? 'hidden-cell' : ''} title={hidden ? t('surveys.hiddenTitle') : ''}>
        {hidden ? t('surveys.hidden', { gate }) : '—'}
      </td>
    );
  return (
    <td
      style={{ '--heat': figure.value } as CSSProperties}
      title={t('surveys.effective', { n: figure.effectiveN.toFixed(0) })}
    >
      <b>{percent(figure.value)}</b>
      <small>
        {percent(figure.low)} – {percent(figure.high)}
      </small>
    </td>
  );
}
