/** What do members think? Surveys with their counts, and the beginning of a new one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TEMPLATES } from '#domain/assets/surveys/schema.ts';
import { beginSurvey, surveysQuery } from '#web/api/surveys.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import '#web/rooms/surveys/surveys.css';

export const surveysRoute = createLazyRoute('/assets/surveys')({ component: SurveysPage });

function SurveysPage() {
  const { t } = useTranslation();
  const query = useQuery(surveysQuery());
  const items = query.data?.items ?? [];
  return (
    <Page
      title={t('surveys.title')}
      answer={t('surveys.answer', {
        count: items.length,
        complete: items.reduce((n, s) => n + s.counts.complete, 0),
      })}
      foot={t('surveys.foot')}
    >
      <AssetsTabs />
      <Answer query={query} rows={6}>
        {({ items: surveys }) =>
          surveys.length === 0 ? (
            <EmptyState title={t('surveys.none')}>
              <p>{t('surveys.noneHint')}</p>
            </EmptyState>
          ) : (
            <section className="card scroll">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t('surveys.name')}</th>
                    <th scope="col">{t('surveys.stateName')}</th>
                    <th scope="col">{t('surveys.campaign')}</th>
                    {(['asked', 'complete', 'partial', 'declined'] as const).map((k) => (
                      <th key={k} scope="col" className="right">
                        {t(`surveys.${k}`)}
                      </th>
                    ))}
                    <th scope="col">{t('surveys.made')}</th>
                  </tr>
                </thead>
                <tbody>
                  {surveys.map((s) => (
                    <tr key={s.surveyId}>
                      <th scope="row">
                        <Link to="/assets/surveys/$id" params={{ id: s.surveyId }}>
                          {s.name}
                        </Link>
                      </th>
                      <td>{t(`surveys.state.${s.state}`)}</td>
                      <td>
                        {s.campaign ? (
                          <Link to="/deliver/$campaign" params={{ campaign: s.campaign }}>
                            {s.campaign}
                          </Link>
                        ) : (
                          '—'
                        )}
                      </td>
                      <td className="right number">{s.counts.links}</td>
                      <td className="right number">{s.counts.complete}</td>
                      <td className="right number">{s.counts.partial}</td>
                      <td className="right number">{s.counts.declined}</td>
                      <td className="number">{formatDay(s.createdAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }
      </Answer>
      <Begin />
    </Page>
  );
}

function Begin() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const navigate = useNavigate();
  const [form, setForm] = useState({ name: '', template: 'satisfaction', brand: '', campaign: '' });
  const begin = async () => {
    try {
      const made = await beginSurvey({
        ...form,
        campaign: form.campaign.trim() === '' ? null : form.campaign.trim(),
      });
      await client.invalidateQueries({ queryKey: ['surveys'] });
      await navigate({
        to: '/assets/surveys/$id',
        params: { id: made.surveyId },
        search: { tab: 'questions' },
      });
    } catch (error) {
      complain(error);
    }
  };
  const field = (key: 'name' | 'brand' | 'campaign') => (
    <label>
      {t(`surveys.${key}`)}
      <input
        className="field"
        required={key === 'name'}
        value={form[key]}
        onChange={(e) => setForm({ ...form, [key]: e.target.value })}
      />
    </label>
  );
  return (
    <section className="card">
      <h2>{t('surveys.begin')}</h2>
      <form
        className="survey-form"
        onSubmit={(e) => {
          e.preventDefault();
          void begin();
        }}
      >
        {field('name')}
        <label>
          {t('surveys.template')}
          <select
            className="field"
            value={form.template}
            onChange={(e) => setForm({ ...form, template: e.target.value })}
          >
            {TEMPLATES.map((id) => (
              <option key={id} value={id}>
                {t(`surveys.templates.${id}`)}
              </option>
            ))}
          </select>
        </label>
        {field('brand')}
        {field('campaign')}
        <button type="submit" className="button primary">
          {t('surveys.beginButton')}
        </button>
      </form>
    </section>
  );
}
