/** Who is this person to us? Look one up by id, see the path, export it, erase it. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { Who } from '#domain/assets/members/schema.ts';
import { CONSENT_STATES } from '#domain/readings/voice/invite/schema.ts';
import { membersQuery, receiptsQuery } from '#web/api/surveys.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { OneMember } from '#web/rooms/members/OneMember.tsx';
import '#web/rooms/surveys/surveys.css';

export const membersRoute = createLazyRoute('/assets/members')({ component: MembersPage });

const PAGE = 50;

function MembersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/assets/members' });
  const search = useSearch({ from: '/assets/members' });
  const offset = Math.max(0, Number(search.offset ?? 0) || 0);
  const query = useQuery(membersQuery(offset));
  const [form, setForm] = useState({ platform: 'weibo' as (typeof PLATFORM_IDS)[number], id: '' });
  // A typed id stays out of the address; a key may stand there.
  const [typed, setTyped] = useState<Who | null>(null);
  const who: Who | null = typed ?? (search.key ? { key: search.key } : null);
  const show = (key: string) => {
    setTyped(null);
    void navigate({ search: (old) => ({ ...old, key }) });
  };
  return (
    <Page
      title={t('members.title')}
      answer={t('members.answer', { count: query.data?.total ?? 0 })}
      foot={t('members.foot')}
    >
      <AssetsTabs />
      <section className="card">
        <form
          className="survey-form"
          onSubmit={(e) => {
            e.preventDefault();
            if (form.id.trim() !== '') setTyped({ platform: form.platform, id: form.id.trim() });
          }}
        >
          <label>
            {t('members.platform')}
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
            {t('members.id')}
            <input
              className="field"
              autoComplete="off"
              value={form.id}
              onChange={(e) => setForm({ ...form, id: e.target.value })}
            />
          </label>
          <button type="submit" className="button primary">
            {t('members.find')}
          </button>
        </form>
      </section>
      {who ? (
        <OneMember
          key={JSON.stringify(who)}
          who={who}
          gone={() => {
            setForm({ ...form, id: '' });
            void navigate({ search: (old) => ({ ...old, key: undefined }), replace: true });
          }}
        />
      ) : null}
      <Answer query={query} rows={8}>
        {({ items, total }) =>
          total === 0 ? (
            <p className="muted">{t('members.none')}</p>
          ) : (
            <section className="card scroll">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t('members.key')}</th>
                    <th scope="col">{t('members.lists')}</th>
                    <th scope="col" className="right">
                      {t('members.invited')}
                    </th>
                    <th scope="col">{t('members.consent')}</th>
                    <th scope="col" className="right">
                      {t('members.asked')}
                    </th>
                    <th scope="col" className="right">
                      {t('members.answered')}
                    </th>
                    <th scope="col">{t('members.last')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((m) => {
                    const consent = CONSENT_STATES.find((c) => c === m.consent);
                    return (
                      <tr key={m.key} aria-selected={who !== null && 'key' in who && who.key === m.key}>
                        <th scope="row" className="code">
                          <button type="button" className="plain-button" onClick={() => show(m.key)}>
                            {m.key}
                          </button>
                        </th>
                        <td>{m.lists.join(', ') || '—'}</td>
                        <td className="right number">{m.invited}</td>
                        <td>{consent ? t(`members.consentOf.${consent}`) : '—'}</td>
                        <td className="right number">{m.surveysAsked}</td>
                        <td className="right number">{m.surveysAnswered}</td>
                        <td className="number">{m.lastAt ? formatDay(m.lastAt) : '—'}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
              <p className="row">
                <span className="muted number">
                  {offset + 1}–{offset + items.length} / {total}
                </span>
                {offset > 0 ? (
                  <Link
                    className="button"
                    to="/assets/members"
                    search={(old) => ({ ...old, offset: String(Math.max(0, offset - PAGE)) })}
                  >
                    {t('members.newer')}
                  </Link>
                ) : null}
                {offset + items.length < total ? (
                  <Link
                    className="button"
                    to="/assets/members"
                    search={(old) => ({ ...old, offset: String(offset + PAGE) })}
                  >
                    {t('members.older')}
                  </Link>
                ) : null}
              </p>
            </section>
          )
        }
      </Answer>
      <Receipts />
    </Page>
  );
}

function Receipts() {
  const { t } = useTranslation();
  const items = useQuery(receiptsQuery).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('members.receipts')}</h2>
      <ul>
        {items.map((r) => (
          <li key={r.erasureId}>
            <span className="number">
              {t('members.receiptLine', {
                at: r.at.slice(0, 16).replace('T', ' '),
                rows: r.tables.reduce((n, x) => n + x.removed, 0),
                files: r.files.length,
              })}
            </span>{' '}
            · {r.verified ? t('members.verified') : t('members.unverified')}{' '}
            <span className="muted code">{r.erasureId}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
