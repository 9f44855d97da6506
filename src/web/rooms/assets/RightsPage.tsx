/** What may we show again, where, and until when? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  type Ask,
  askSchema,
  EDITS,
  RIGHT_CHANNELS,
  type RightList,
  type Today,
} from '#domain/assets/rights/schema.ts';
import { rightsQuery, saveFile, todayQuery } from '#web/api/relations.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { Choice, TextField } from '#web/rooms/assets/InlineForm.tsx';
import { RightStrip } from '#web/rooms/assets/RightStrip.tsx';
import { RightTable } from '#web/rooms/assets/RightTable.tsx';
import { UseLog } from '#web/rooms/assets/UseLog.tsx';
import '#web/rooms/assets/assets.css';

export const rightsRoute = createLazyRoute('/assets/rights')({ component: RightsPage });

function useAsked(): Ask {
  const { on, territory, channel, edit } = useSearch({ from: '/assets/rights' });
  const read = askSchema.safeParse({ on, territory, channel, edit });
  return read.success ? read.data : {};
}

function RightsPage() {
  const asked = useAsked();
  const list = useQuery(rightsQuery());
  const today = useQuery(todayQuery(asked));
  return (
    <Answer query={list} rows={10}>
      {(l) => <Answer query={today}>{(d) => <RightsView list={l} today={d} asked={asked} />}</Answer>}
    </Answer>
  );
}

function RightsView({ list, today, asked }: { list: RightList; today: Today; asked: Ask }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const complain = useComplain();
  const save = (name: string, path: string) => void saveFile(name, path, { lang: language }).catch(complain);
  const ending = list.items.filter((r) => r.state === 'ending' && r.renewedBy === null).length;
  return (
    <Page
      title={t('rights.title')}
      answer={
        <span>
          {t('rights.answer', { ...today.counts, day: today.on, posts: today.unspoken.posts })}{' '}
          <b>{ending > 0 ? t('rights.ending', { count: ending }) : t('rights.noneEnding')}</b>{' '}
          {list.clock === 'demo' ? t('relations.demoDay', { day: list.on }) : null}
        </span>
      }
      actions={
        <>
          <button
            type="button"
            className="button"
            onClick={() => save('rights-expiring.ics', '/rights/calendar.ics')}
          >
            {t('rights.calendar')}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => save('rights-expiring.csv', '/rights/ledger.csv')}
          >
            {t('rights.table')}
          </button>
        </>
      }
      foot={t('rights.foot')}
    >
      <AssetsTabs />
      {list.items.length === 0 ? (
        <EmptyState title={t('rights.empty')}>
          <p>{t('rights.emptyHint')}</p>
          <Link to="/assets/kols">{t('assets.tab.kols')}</Link>
        </EmptyState>
      ) : (
        <section className="card" aria-label={t('rights.strip')}>
          <h2>{t('rights.strip')}</h2>
          <p className="muted">{t('rights.stripHint', { day: list.on })}</p>
          <RightStrip rights={list.items} on={list.on} />
        </section>
      )}
      <section className="card" aria-label={t('rights.ask')}>
        <h2>{t('rights.ask')}</h2>
        <AskBar asked={asked} on={today.on} />
        {today.lines.length > 0 ? (
          <RightTable
            rights={today.lines.map((l) => l.right)}
            on={today.on}
            named
            judged={new Map(today.lines.map((l) => [l.right.rightId, l]))}
          />
        ) : null}
      </section>
      <UseLog rights={list.items} />
      <Unspoken today={today} />
    </Page>
  );
}

/** Codes that rights of brands here name most; any other stands in the address. */
const TERRITORIES = ['CN', 'HK', 'MO', 'TW', 'SG', 'MY', 'TH', 'JP', 'KR', 'US', 'GB', 'ALL'] as const;

function AskBar({ asked, on }: { asked: Ask; on: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/assets/rights' });
  const change = (next: Partial<Record<keyof Ask, string | undefined>>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  const territories =
    asked.territory !== undefined && !TERRITORIES.some((c) => c === asked.territory)
      ? [...TERRITORIES, asked.territory]
      : TERRITORIES;
  return (
    <>
      <p className="muted">{t('rights.askHint')}</p>
      <div className="inline-form" style={{ marginBottom: 12 }}>
        <TextField
          label={t('rights.on')}
          value={asked.on ?? on}
          change={(v) => change({ on: v || undefined })}
          type="date"
        />
        <Choice<string>
          label={t('rights.territory')}
          value={asked.territory ?? ''}
          options={territories}
          name={(c) => (c === 'ALL' ? t('rights.worldwide') : c)}
          choose={(v) => change({ territory: v || undefined })}
          none={t('rights.any')}
        />
        <Choice
          label={t('rights.channel')}
          value={asked.channel ?? ''}
          options={RIGHT_CHANNELS}
          name={(c) => t(`rights.channels.${c}`)}
          choose={(v) => change({ channel: v || undefined })}
          none={t('rights.any')}
        />
        <Choice
          label={t('rights.edit')}
          value={asked.edit ?? ''}
          options={EDITS}
          name={(e) => t(`rights.edits.${e}`)}
          choose={(v) => change({ edit: v || undefined })}
          none={t('rights.any')}
        />
      </div>
    </>
  );
}

function Unspoken({ today }: { today: Today }) {
  const { t } = useTranslation();
  const { posts, items } = today.unspoken;
  if (posts === 0) return null;
  const shown = items.slice(0, 12);
  return (
    <section className="card" aria-label={t('rights.unspoken')}>
      <h2>
        {t('rights.unspoken')} <span className="muted">{posts}</span>
      </h2>
      <p className="muted">{t('rights.unspokenHint')}</p>
      <table className="plain kol-table">
        <thead>
          <tr>
            <th scope="col">{t('rights.account')}</th>
            <th scope="col">{t('rights.what')}</th>
            <th scope="col">{t('relations.campaign')}</th>
            <th scope="col">{t('live.published')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((p) => (
            <tr key={p.postId}>
              <th scope="row">
                <Link to="/assets/kols/$id" params={{ id: p.accountId }} search={{ tab: 'rights' }}>
                  {p.accountName ?? p.accountId}
                </Link>
              </th>
              <td>
                <Link to="/posts/$id" params={{ id: p.postId }}>
                  {p.title ?? p.postId}
                </Link>
              </td>
              <td>{p.campaign}</td>
              <td className="number">{p.publishedAt ? formatDay(p.publishedAt) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {posts > shown.length ? (
        <p className="muted">{t('rights.unspokenMore', { n: posts - shown.length })}</p>
      ) : null}
    </section>
  );
}
