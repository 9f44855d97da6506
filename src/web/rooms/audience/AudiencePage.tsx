/** What audience data is in hand, and what is still needed? Nothing here is estimated. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { overviewQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useNumberStyle } from '#web/parts/words.ts';

export const audienceRoute = createLazyRoute('/audience')({ component: AudiencePage });

function AudiencePage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const query = useQuery(overviewQuery);
  const n = (value: number) => formatCount(value, { ...style, short: false });
  return (
    <Page title={t('audience.title')} answer={t('audience.answer')} foot={t('audience.foot')}>
      <Answer query={query}>
        {(o) => (
          <div className="cards">
            {(
              [
                { id: 'engagements', have: o.engagements },
                { id: 'people', have: o.people },
                { id: 'follows', have: o.follows },
              ] as const
            ).map(({ id, have }) => (
              <section key={id} className="card">
                <h2>{t(`audience.${id}.name`)}</h2>
                <p className="balance number">
                  <b>{have > 0 ? n(have) : t('audience.noneYet')}</b>
                </p>
                <p>{t(`audience.${id}.means`)}</p>
                <p className="muted">{t(`audience.${id}.need`)}</p>
              </section>
            ))}
            <section className="card">
              <h2>{t('audience.portraits.name')}</h2>
              <p>{t('audience.portraits.means')}</p>
              <p className="muted">{t('audience.portraits.need')}</p>
              <Link to="/library">{t('audience.portraits.open')}</Link>
            </section>
          </div>
        )}
      </Answer>
    </Page>
  );
}
