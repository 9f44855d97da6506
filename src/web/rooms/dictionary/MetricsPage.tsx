/** What does each number mean? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { metricsQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { useWord } from '#web/parts/words.ts';
import { SearchBox } from '#web/rooms/library/SearchBox.tsx';

export const metricsRoute = createLazyRoute('/data/metrics')({ component: MetricsPage });

function MetricsPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const word = useWord();
  const { q = '', metric } = useSearch({ from: '/data/metrics' });
  const navigate = useNavigate({ from: '/data/metrics' });
  const query = useQuery(metricsQuery);
  const ready = query.data !== undefined;
  useEffect(() => {
    if (metric && ready) document.getElementById(`metric-${metric}`)?.scrollIntoView({ block: 'center' });
  }, [metric, ready]);
  return (
    <Page title={t('metrics.title')} answer={t('metrics.answer')}>
      <div className="bar-line">
        <SearchBox
          value={q}
          change={(text) => void navigate({ search: text ? { q: text } : {}, replace: true })}
        />
      </div>
      <Answer query={query} rows={12}>
        {(metrics) => (
          <section className="card scroll">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t('metrics.name')}</th>
                  <th scope="col">English</th>
                  <th scope="col">{t('metrics.of')}</th>
                  <th scope="col">{t('metrics.unit')}</th>
                  <th scope="col">{t('metrics.numerator')}</th>
                  <th scope="col">{t('metrics.denominator')}</th>
                  <th scope="col">{t('metrics.id')}</th>
                </tr>
              </thead>
              <tbody>
                {metrics
                  .filter((m) =>
                    `${m.id} ${m.en} ${m.zh} ${m.numerator.en} ${m.numerator.zh}`
                      .toLowerCase()
                      .includes(q.toLowerCase()),
                  )
                  .map((m) => (
                    <tr key={m.id} id={`metric-${m.id}`} className={m.id === metric ? 'read' : undefined}>
                      <th scope="row" lang="zh-CN">
                        {m.zh}
                      </th>
                      <td lang="en">{m.en}</td>
                      <td>{m.subject === 'post' ? t('metrics.post') : t('metrics.account')}</td>
                      <td>{word('unit', m.unit)}</td>
                      <td>{m.numerator[language]}</td>
                      <td>{m.denominator?.[language] ?? '—'}</td>
                      <td className="code">{m.id}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </section>
        )}
      </Answer>
    </Page>
  );
}
