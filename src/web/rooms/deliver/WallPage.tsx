/** The wall: one campaign on a screen that a room can read. New facts arrive by themselves. */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Live, LivePost } from '#domain/decisions/monitor/schema.ts';
import { liveQuery, mapQuery } from '#web/api/campaigns.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount, formatMoment } from '#web/parts/format.ts';
import { ProvinceMap } from '#web/parts/ProvinceMap.tsx';
import { useMetricName, useNumberStyle } from '#web/parts/words.ts';
import { kindIn } from '#web/rooms/deliver/AlarmList.tsx';
import '#web/rooms/deliver/deliver.css';
import { HorizonRows } from '#web/rooms/deliver/HorizonRows.tsx';

export const wallRoute = createLazyRoute('/wall/$campaign')({ component: WallPage });

const MOST_ALARMS = 4;
const MOST_POSTS = 5;
const ACTS = ['like_count', 'comment_count', 'share_count', 'repost_count', 'save_count'];
const actsOf = (p: LivePost) => ACTS.reduce((sum, m) => sum + (p.latest[m] ?? 0), 0);
const viewsOf = (p: LivePost) => p.latest['view_count'] ?? p.latest['read_count'] ?? null;

function WallPage() {
  const { t } = useTranslation();
  const { campaign } = useParams({ from: '/wall/$campaign' });
  const title = t('live.wall.title', { campaign });
  useEffect(() => {
    document.title = `${title} · Touchstone 试金石`;
  }, [title]);
  return (
    <div className="wall">
      <header>
        <h1>{title}</h1>
        <Link to="/deliver/$campaign" params={{ campaign }} search={{ tab: 'live' }}>
          {t('live.wall.close')}
        </Link>
      </header>
      <Answer query={useQuery(liveQuery(campaign))} rows={10}>
        {(live) => <Wall live={live} />}
      </Answer>
    </div>
  );
}

function Wall({ live }: { live: Live }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const top = live.posts.toSorted((a, b) => actsOf(b) - actsOf(a));
  const shown = top.slice(0, MOST_POSTS);
  return (
    <div className="wall-grid">
      <section aria-label={t('live.wall.provinces')} className="wall-map">
        <h2>{t('live.wall.provinces')}</h2>
        <Provinces live={live} />
      </section>
      <section aria-label={t('live.wall.curves')} className="wall-curves">
        <h2>
          {t('live.wall.curves')}{' '}
          <span className="muted">
            {t('live.wall.updated', { at: live.untilAt ? formatMoment(live.untilAt) : '—' })}
          </span>
        </h2>
        <HorizonRows posts={shown} alarms={live.alarms} chosen={undefined} choose={() => {}} large />
      </section>
      <Alarms live={live} />
      <section aria-label={t('live.wall.top')} className="wall-top">
        <h2>{t('live.wall.top')}</h2>
        <ol>
          {shown.map((p) => {
            const views = viewsOf(p);
            return (
              <li key={p.postId}>
                <span className="wall-number">{formatCount(actsOf(p), style)}</span>
                <span className="ellipsis">{p.title ?? p.accountName ?? p.postId}</span>
                <span className="muted">
                  {views === null ? '' : t('live.wall.views', { n: formatCount(views, style) })}
                </span>
              </li>
            );
          })}
        </ol>
      </section>
    </div>
  );
}

function Provinces({ live }: { live: Live }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const outlines = useQuery(mapQuery);
  return (
    <>
      <Answer query={outlines} rows={6}>
        {(map) => (
          <ProvinceMap
            outlines={map}
            values={live.provinces.map((p) => ({ province: p.province, value: p.acts }))}
            label={t('live.wall.mapLabel', { top: live.provinces[0]?.province ?? '—' })}
            height="100%"
            unit=""
          />
        )}
      </Answer>
      <p>
        <strong>{t('live.wall.unknown', { n: formatCount(live.provinceUnknown, style) })}</strong>{' '}
        <span className="muted small">{t('live.wall.mapNote')}</span>
      </p>
    </>
  );
}

function Alarms({ live }: { live: Live }) {
  const { t } = useTranslation();
  const metricName = useMetricName();
  const open = live.alarms.filter((a) => a.context.length === 0);
  const explained = live.alarms.filter((a) => a.context.length > 0);
  return (
    <section
      aria-label={t('live.wall.alarms')}
      className={open.length > 0 ? 'wall-alarms open' : 'wall-alarms'}
    >
      <h2>
        {t('live.wall.alarms')} <span className="wall-number">{open.length}</span>
      </h2>
      {live.alarms.length === 0 ? <p>{t('live.wall.none')}</p> : null}
      <ul>
        {[...open, ...explained].slice(0, MOST_ALARMS).map((a) => (
          <li key={a.alarmId} className={a.context.length === 0 ? '' : 'muted'}>
            <strong className={a.context.length === 0 ? 'alarm-text' : ''}>
              {t(`live.alarm.${a.kind}`)}
            </strong>{' '}
            {live.posts.find((p) => p.postId === a.postId)?.accountName ?? a.postId} · {metricName(a.metric)}{' '}
            · {formatMoment(a.raisedAt)}
            {a.context[0]
              ? ` · ${t('live.wall.explained')}: ${t(`live.kinds.${kindIn(a.context[0].kind)}`)}`
              : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}
