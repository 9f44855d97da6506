/** Answers a row a person, and the import of a file of them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerImport, Survey } from '#domain/assets/surveys/schema.ts';
import { importAnswerFile, surveyResponsesQuery } from '#web/api/surveys.ts';
import { useTell } from '#web/i18n/tell.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';

const PAGE = 50;
const stateOf = (state: string): 'complete' | 'declined' | 'partial' =>
  state === 'complete' || state === 'declined' ? state : 'partial';

export function AnswersTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate({ from: '/assets/surveys/$id' });
  const search = useSearch({ from: '/assets/surveys/$id' });
  const offset = Math.max(0, Number(search.offset ?? 0) || 0);
  const query = useQuery(surveyResponsesQuery(survey.surveyId, offset));
  const { questions } = survey.definition;
  const shown = (id: string, value: unknown): string => {
    const q = questions.find((x) => x.id === id);
    const name = (choice: string) => {
      const found = q?.choices.find((c) => c.id === choice);
      return found ? say(found.label) : choice;
    };
    return Array.isArray(value) ? value.map((v) => name(String(v))).join(', ') : name(String(value));
  };
  const to = (next: number) =>
    void navigate({ search: (old) => ({ ...old, offset: next === 0 ? undefined : String(next) }) });
  return (
    <>
      <section className="card scroll">
        <Answer query={query} rows={8}>
          {({ items, total }) =>
            total === 0 ? (
              <p className="muted">{t('surveys.noAnswers')}</p>
            ) : (
              <>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t('surveys.member')}</th>
                      <th scope="col">{t('surveys.sourceName')}</th>
                      <th scope="col">{t('surveys.stateName')}</th>
                      <th scope="col">{t('surveys.begun')}</th>
                      <th scope="col" className="right">
                        {t('surveys.weight')}
                      </th>
                      {questions.map((q) => (
                        <th key={q.id} scope="col" title={say(q.title)}>
                          {q.id}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((r) => (
                      <tr key={r.responseId}>
                        <td className="code">
                          {r.actorKey ? (
                            <Link to="/assets/members" search={{ key: r.actorKey }}>
                              {r.actorKey.slice(0, 8)}
                            </Link>
                          ) : (
                            '—'
                          )}
                        </td>
                        <td>{t(`surveys.sourceOf.${r.source === 'file' ? 'file' : 'hosted'}`)}</td>
                        <td>{t(`surveys.responseState.${stateOf(r.state)}`)}</td>
                        <td className="number">{formatDay(r.startedAt)}</td>
                        <td className="right number">{r.weight === null ? '—' : r.weight.toFixed(2)}</td>
                        {questions.map((q) => (
                          <td key={q.id}>
                            {r.answers[q.id] === undefined ? '' : shown(q.id, r.answers[q.id]).slice(0, 60)}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className="row">
                  <span className="muted number">
                    {offset + 1}–{offset + items.length} / {total}
                  </span>
                  {offset > 0 ? (
                    <button type="button" className="button" onClick={() => to(Math.max(0, offset - PAGE))}>
                      {t('surveys.newer')}
                    </button>
                  ) : null}
                  {offset + items.length < total ? (
                    <button type="button" className="button" onClick={() => to(offset + PAGE)}>
                      {t('surveys.older')}
                    </button>
                  ) : null}
                </p>
              </>
            )
          }
        </Answer>
      </section>
      <ImportForm survey={survey} />
    </>
  );
}

function ImportForm({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const tell = useTell();
  const client = useQueryClient();
  const complain = useComplain();
  const [consented, setConsented] = useState(false);
  const [report, setReport] = useState<AnswerImport | null>(null);
  const send = async (file: File) => {
    try {
      setReport(await importAnswerFile(survey.surveyId, file, consented));
      await client.invalidateQueries({ queryKey: ['surveys'] });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <section className="card scroll">
      <h2>{t('surveys.importFile')}</h2>
      <p className="muted">{t('surveys.importHint')}</p>
      <div className="survey-form">
        <input
          type="file"
          aria-label={t('surveys.importFile')}
          accept=".csv,.tsv,.xlsx,.json"
          onChange={(e) => {
            const file = e.target.files?.[0];
            if (file) void send(file);
            e.target.value = '';
          }}
        />
        <label style={{ display: 'flex', gap: 6 }}>
          <input type="checkbox" checked={consented} onChange={(e) => setConsented(e.target.checked)} />
          {t('surveys.consented')}
        </label>
      </div>
      {report ? (
        <>
          <p role="status">{t('surveys.imported', { ...report, file: report.fileName })}</p>
          {report.rejections.length > 0 ? (
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col" className="right">
                    {t('surveys.rowNo')}
                  </th>
                  <th scope="col">{t('surveys.column')}</th>
                  <th scope="col">{t('surveys.value')}</th>
                  <th scope="col">{t('surveys.reason')}</th>
                </tr>
              </thead>
              <tbody>
                {report.rejections.slice(0, 100).map((r) => (
                  <tr key={`${r.row}${r.column}`}>
                    <td className="right number">{r.row}</td>
                    <td>{r.column}</td>
                    <td>{r.value}</td>
                    <td>{tell(r.reason)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
