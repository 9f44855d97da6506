/** One survey: what it found, how it was weighed, who answered, whom it asks, and its questions. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Survey } from '#domain/assets/surveys/schema.ts';
import { answersAddress, setState, surveyQuery } from '#web/api/surveys.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { Page } from '#web/parts/Page.tsx';
import { saveFrom } from '#web/parts/save.ts';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { AnswersTab } from '#web/rooms/surveys/AnswersTab.tsx';
import { CrossTab } from '#web/rooms/surveys/CrossTab.tsx';
import { PeopleTab } from '#web/rooms/surveys/PeopleTab.tsx';
import { QuestionsTab } from '#web/rooms/surveys/QuestionsTab.tsx';
import { ResultsTab } from '#web/rooms/surveys/ResultsTab.tsx';
import { WeightsTab } from '#web/rooms/surveys/WeightsTab.tsx';
import '#web/rooms/surveys/surveys.css';

export const surveyRoute = createLazyRoute('/assets/surveys/$id')({ component: SurveyPage });

const TABS = ['results', 'weights', 'table', 'answers', 'people', 'questions'] as const;

function SurveyPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/assets/surveys/$id' });
  const search = useSearch({ from: '/assets/surveys/$id' });
  const query = useQuery(surveyQuery(id));
  const s = query.data;
  const current = TABS.find((tab) => tab === search.tab) ?? (s?.state === 'draft' ? 'questions' : 'results');
  return (
    <Page
      title={s?.name ?? t('surveys.title')}
      answer={
        s ? (
          <span>
            {t('surveys.headline', { complete: s.counts.complete, questions: s.questions })}{' '}
            {t(`surveys.state.${s.state}`)}
            {s.campaign ? (
              <>
                {' · '}
                <Link to="/deliver/$campaign" params={{ campaign: s.campaign }}>
                  {s.campaign}
                </Link>
              </>
            ) : null}
          </span>
        ) : null
      }
      actions={s ? <Actions survey={s} /> : undefined}
      foot={t('surveys.foot')}
    >
      <AssetsTabs />
      <TabLinks
        label={t('surveys.tabs')}
        current={current}
        tabs={TABS.map((tab) => ({ id: tab, text: t(`surveys.tab.${tab}`) }))}
      />
      <Answer query={query} rows={10}>
        {(survey) => {
          switch (current) {
            case 'results':
              return <ResultsTab survey={survey} />;
            case 'weights':
              return <WeightsTab survey={survey} />;
            case 'table':
              return <CrossTab survey={survey} />;
            case 'answers':
              return <AnswersTab survey={survey} />;
            case 'people':
              return <PeopleTab survey={survey} />;
            case 'questions':
              return <QuestionsTab key={survey.surveyId} survey={survey} />;
          }
        }}
      </Answer>
    </Page>
  );
}

function Actions({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const to = (state: 'open' | 'closed', openLink?: boolean) =>
    setState(survey.surveyId, state, openLink)
      .then((next) => client.setQueryData(surveyQuery(survey.surveyId).queryKey, next))
      .catch(complain);
  return (
    <>
      {survey.state === 'draft' ? (
        <>
          <button type="button" className="button" onClick={() => void to('open')}>
            {t('surveys.open')}
          </button>
          <button type="button" className="button primary" onClick={() => void to('open', true)}>
            {t('surveys.openLink')}
          </button>
        </>
      ) : (
        <button
          type="button"
          className="button"
          onClick={() => void to(survey.state === 'open' ? 'closed' : 'open')}
        >
          {survey.state === 'open' ? t('surveys.close') : t('surveys.reopen')}
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() => saveFrom('answers.csv', answersAddress(survey.surveyId))}
      >
        {t('surveys.export')}
      </button>
    </>
  );
}
