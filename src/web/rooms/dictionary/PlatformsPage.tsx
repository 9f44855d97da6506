/** What does each platform count, and under which name? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatShare } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { useMetricName, useNumberStyle } from '#web/parts/words.ts';

export const platformsRoute = createLazyRoute('/data/platforms')({ component: PlatformsPage });

function PlatformsPage() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const query = useQuery(platformsQuery);
  return (
    <Page title={t('platforms.title')} answer={t('platforms.answer')} foot={t('platforms.foot')}>
      <Answer query={query} rows={10}>
        {(platforms) => (
          <div className="cards">
            {platforms
              .filter((p) => p.counters.length > 0)
              .map((p) => (
                <section key={p.id} className="card">
                  <h2>{p[language]}</h2>
                  <p className="muted">
                    {t('platforms.facts', { currency: p.currency, share: formatShare(p.feedShare, style) })}
                    {p.cascadeObservable ? ` · ${t('platforms.cascade')}` : ''}
                  </p>
                  <table className="plain">
                    <thead>
                      <tr>
                        <th scope="col">{t('platforms.metric')}</th>
                        <th scope="col">{t('platforms.word')}</th>
                        <th scope="col">{t('platforms.means')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {p.counters.map((c) => (
                        <tr key={c.metric}>
                          <th scope="row">{metricName(c.metric)}</th>
                          <td lang="zh-CN">{c.zh}</td>
                          <td>{c.means[language]}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </section>
              ))}
          </div>
        )}
      </Answer>
    </Page>
  );
}
