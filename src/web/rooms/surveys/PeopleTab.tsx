/** Whom the survey asks: personal links for a frame, a list or ids; and the public link. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { Links, LinksRequest, Survey } from '#domain/assets/surveys/schema.ts';
import { peopleListsQuery } from '#web/api/audience.ts';
import { askPeople } from '#web/api/surveys.ts';
import { invitationsQuery } from '#web/api/voice.ts';
import { useComplain } from '#web/parts/complain.ts';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { csvOf, saveText } from '#web/parts/save.ts';

const FROM = ['invitation', 'list', 'ids'] as const;

export function PeopleTab({ survey }: { survey: Survey }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const frames = useQuery(invitationsQuery).data?.items ?? [];
  const lists = useQuery(peopleListsQuery).data?.items ?? [];
  const [form, setForm] = useState({
    from: 'list' as (typeof FROM)[number],
    invitation: '',
    list: '',
    platform: 'weibo' as (typeof PLATFORM_IDS)[number],
    ids: '',
  });
  const [links, setLinks] = useState<Links | null>(null);
  const request = (): LinksRequest => {
    if (form.from === 'invitation')
      return {
        from: 'invitation',
        invitationId: form.invitation || (frames[0]?.invitationId ?? ''),
        states: ['consented'],
      };
    if (form.from === 'list') return { from: 'list', list: form.list || (lists[0]?.listId ?? '') };
    return {
      from: 'ids',
      platform: form.platform,
      ids: form.ids
        .split(/[\n,，]/u)
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    };
  };
  const make = async () => {
    try {
      setLinks(await askPeople(survey.surveyId, request()));
      await client.invalidateQueries({ queryKey: ['surveys'] });
    } catch (error) {
      complain(error);
    }
  };
  const full = (path: string) => `${location.origin}${path}`;
  return (
    <>
      {survey.openPath ? (
        <section className="card">
          <h2>{t('surveys.publicLink')}</h2>
          <p>
            <code>{full(survey.openPath)}</code>{' '}
            <a href={survey.openPath} target="_blank" rel="noreferrer">
              {t('surveys.tryIt')}
            </a>
          </p>
        </section>
      ) : null}
      <section className="card">
        <h2>{t('surveys.askPeople')}</h2>
        <form
          className="survey-form"
          onSubmit={(e) => {
            e.preventDefault();
            void make();
          }}
        >
          <label>
            {t('surveys.from')}
            <select
              className="field"
              value={form.from}
              onChange={(e) => setForm({ ...form, from: FROM.find((f) => f === e.target.value) ?? 'list' })}
            >
              {FROM.map((f) => (
                <option key={f} value={f}>
                  {t(`surveys.fromOf.${f}`)}
                </option>
              ))}
            </select>
          </label>
          {form.from === 'invitation' ? (
            <label>
              {t('surveys.frame')}
              <select
                className="field"
                value={form.invitation}
                onChange={(e) => setForm({ ...form, invitation: e.target.value })}
              >
                {frames.map((f) => (
                  <option key={f.invitationId} value={f.invitationId}>
                    {f.name} ({f.consent.consented})
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          {form.from === 'list' ? (
            <label>
              {t('surveys.list')}
              <select
                className="field"
                value={form.list}
                onChange={(e) => setForm({ ...form, list: e.target.value })}
              >
                {lists.map((l) => (
                  <option key={l.listId} value={l.listId}>
                    {l.name} ({l.people})
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          {form.from === 'ids' ? (
            <>
              <label>
                {t('surveys.platform')}
                <select
                  className="field"
                  value={form.platform}
                  onChange={(e) =>
                    setForm({ ...form, platform: PLATFORM_IDS.find((p) => p === e.target.value) ?? 'weibo' })
                  }
                >
                  <PlatformOptions />
                </select>
              </label>
              <label>
                {t('surveys.ids')}
                <textarea
                  className="field wide"
                  rows={3}
                  value={form.ids}
                  onChange={(e) => setForm({ ...form, ids: e.target.value })}
                />
              </label>
            </>
          ) : null}
          <button type="submit" className="button primary">
            {t('surveys.makeLinks')}
          </button>
        </form>
        {links ? (
          <div role="status">
            <p>{t('surveys.linksMade', links)}</p>
            {links.items.length > 0 ? (
              <p className="row">
                <span>{t('surveys.linksOnce')}</span>
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    saveText(
                      'survey-links.csv',
                      csvOf([['person', 'link'], ...links.items.map((l) => [l.person, full(l.path)])]),
                      'text/csv',
                    )
                  }
                >
                  {t('surveys.saveLinks')}
                </button>
              </p>
            ) : null}
          </div>
        ) : null}
      </section>
    </>
  );
}
