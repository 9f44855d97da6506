/** How shall it look, and what is running? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { statusQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatBytes, formatCount, formatMoment } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { setPreferences, usePreferences } from '#web/parts/preferences.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';

export const settingsRoute = createLazyRoute('/settings')({ component: SettingsPage });

const THEMES = ['system', 'light', 'dark'] as const;
const NUMBERS = ['auto', 'plain', 'short'] as const;

function SettingsPage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const chosen = usePreferences();
  const query = useQuery(statusQuery);
  const sample = 13_270_000;
  return (
    <Page
      title={t('settings.title')}
      answer={t('settings.answer')}
      actions={<Link to="/settings/prices">{t('authenticity.costEdit')}</Link>}
    >
      <div className="cards">
        <section className="card form">
          <h2>{t('settings.look')}</h2>
          <label>
            <span>{t('settings.language')}</span>
            <select
              className="field"
              value={chosen.language}
              onChange={(e) => setPreferences({ language: e.target.value === 'zh' ? 'zh' : 'en' })}
            >
              <option value="en">English</option>
              <option value="zh">简体中文</option>
            </select>
          </label>
          <label>
            <span>{t('settings.theme')}</span>
            <select
              className="field"
              value={chosen.theme}
              onChange={(e) =>
                setPreferences({ theme: THEMES.find((x) => x === e.target.value) ?? 'system' })
              }
            >
              {THEMES.map((theme) => (
                <option key={theme} value={theme}>
                  {t(`settings.themes.${theme}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t('settings.numbers')}</span>
            <select
              className="field"
              value={chosen.numbers}
              onChange={(e) =>
                setPreferences({ numbers: NUMBERS.find((x) => x === e.target.value) ?? 'auto' })
              }
            >
              {NUMBERS.map((numbers) => (
                <option key={numbers} value={numbers}>
                  {t(`settings.numberStyles.${numbers}`)}
                </option>
              ))}
            </select>
          </label>
          <p className="muted">{t('settings.sample', { sample: formatCount(sample, style) })}</p>
          <div>
            <button type="button" className="plain-button" onClick={() => setPreferences({ trail: 0 })}>
              {t('settings.trail')}
            </button>
          </div>
        </section>
        <section className="card">
          <h2>{t('settings.status')}</h2>
          <Answer query={query}>
            {(status) => (
              <dl className="facts">
                <dt>{t('settings.version')}</dt>
                <dd>{status.version}</dd>
                <dt>{t('settings.home')}</dt>
                <dd className="code">{status.home}</dd>
                <dt>{t('settings.asOf')}</dt>
                <dd>{status.asOf ? formatMoment(status.asOf) : '—'}</dd>
                <dt>{t('settings.stale')}</dt>
                <dd>{t('settings.staleDays', { days: status.staleDays })}</dd>
                <dt>{t('settings.counts')}</dt>
                <dd>
                  {Object.entries(status.counts)
                    .map(
                      ([name, count]) =>
                        `${word('counted', name)} ${formatCount(count, { ...style, short: false })}`,
                    )
                    .join(' · ')}
                </dd>
                {status.stores.map((store) => (
                  <div key={store.name} style={{ display: 'contents' }}>
                    <dt>
                      {store.name} ({store.engine})
                    </dt>
                    <dd>
                      {formatBytes(store.byteCount)} · <span className="code">{store.file}</span> ·{' '}
                      {store.migrations.join(', ')}
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </Answer>
        </section>
        <section className="card">
          <h2>{t('settings.about')}</h2>
          <p>{t('settings.aboutText')}</p>
          <p>
            <a href="/api/v1/openapi.json">{t('settings.api')}</a>
          </p>
        </section>
      </div>
    </Page>
  );
}
