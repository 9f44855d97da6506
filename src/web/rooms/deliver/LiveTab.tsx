/** Is something being inflated? The minute curve with its band, alarms with evidence, all placements, gaps, final size. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Live, LivePost } from '#domain/decisions/monitor/schema.ts';
import { liveQuery, startWatch } from '#web/api/campaigns.ts';
import { ProblemError } from '#web/api/client.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatCount, formatMoment, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useMetricName, useNumberStyle } from '#web/parts/words.ts';
import { AlarmList } from '#web/rooms/deliver/AlarmList.tsx';
import { HorizonRows } from '#web/rooms/deliver/HorizonRows.tsx';
import { minuteOption } from '#web/rooms/deliver/minute-option.ts';

interface LiveTabProps {
  campaign: string;
  post: string | undefined;
  metric: string | undefined;
}

const MINUTES_A_DAY = 1440;

export function LiveTab({ campaign, post, metric }: LiveTabProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const query = useQuery(liveQuery(campaign, post, metric));
  if (query.error instanceof ProblemError && query.error.code === 'no-watch' && !query.data)
    return (
      <EmptyState title={t('live.notWatched')}>
        <p>{t('live.notWatchedHint')}</p>
        <Button type="primary" onClick={() => void startWatch(client, campaign).catch(complain)}>
          {t('live.start')}
        </Button>
      </EmptyState>
    );
  return (
    <Answer query={query} rows={10}>
      {(live) => <Watched live={live} />}
    </Answer>
  );
}

function Watched({ live }: { live: Live }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const navigate = useNavigate();
  const choose = (part: { post?: string; metric?: string | undefined }) =>
    void navigate({
      to: '.',
      search: ((old: Record<string, unknown>) => ({ ...old, metric: undefined, ...part })) as never,
      resetScroll: false,
      replace: true,
    });
  const open = live.alarms.filter((a) => a.context.length === 0).length;
  const { curve } = live;
  const shown = live.posts.find((p) => p.postId === curve?.postId);
  const marks = live.alarms.filter((a) => a.postId === curve?.postId && a.metric === curve.metric);
  const name = shown?.accountName ?? shown?.accountId ?? '';
  return (
    <>
      <p className="live-answer" role="status">
        <strong className={open > 0 ? 'alarm-text' : ''}>
          {live.alarms.length === 0
            ? t('live.answerQuiet', {
                readings: formatCount(live.readings, { ...style, short: false }),
                counters: live.counters,
              })
            : t('live.answerAlarms', { open, explained: live.alarms.length - open })}
        </strong>{' '}
        <span className="muted">
          {t('live.declared', {
            rate: formatShare(live.declaredRate, style),
            days: Math.round(live.horizonMinutes / MINUTES_A_DAY),
            method: live.method,
            until: live.untilAt ? formatMoment(live.untilAt) : '—',
          })}
        </span>
      </p>
      <section className="card" aria-label={t('live.rows')}>
        <h2>{t('live.rows')}</h2>
        <p className="muted">{t('live.rowsHint')}</p>
        <HorizonRows
          posts={live.posts}
          alarms={live.alarms}
          chosen={curve?.postId}
          choose={(postId) => choose({ post: postId })}
        />
      </section>
      {curve && shown ? (
        <section className="card" aria-label={t('live.minute', { metric: metricName(curve.metric), name })}>
          <div className="card-head">
            <h2>{t('live.minute', { metric: metricName(curve.metric), name })}</h2>
            <label className="row">
              {t('live.counter')}
              <select
                className="field auto"
                value={curve.metric}
                onChange={(e) => choose({ post: shown.postId, metric: e.target.value })}
              >
                {Object.keys(shown.latest)
                  .sort()
                  .map((m) => (
                    <option key={m} value={m}>
                      {metricName(m)}
                    </option>
                  ))}
              </select>
            </label>
          </div>
          <Chart
            height={280}
            label={t('live.minuteLabel', { metric: metricName(curve.metric), name, alarms: marks.length })}
            option={minuteOption(curve, marks, {
              gain: t('live.gain'),
              expected: t('live.expectedGain'),
              band: t('live.band'),
            })}
          />
          <Sizes post={shown} />
        </section>
      ) : null}
      <AlarmList live={live} />
      <section className="card" aria-label={t('live.gaps')}>
        <h2>{t('live.gaps')}</h2>
        {live.gaps.length === 0 ? <p className="muted">{t('live.gapNone')}</p> : null}
        <ul className="plain-list">
          {live.gaps.map((g) => (
            <li key={`${g.postId} ${g.fromAt}`}>
              {live.posts.find((p) => p.postId === g.postId)?.accountName ?? g.postId}{' '}
              <span className="muted">
                {t('live.gapText', {
                  from: formatMoment(g.fromAt),
                  to: formatMoment(g.toAt),
                  minutes: Math.round(g.minutes),
                })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Sizes({ post }: { post: LivePost }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  return (
    <>
      <h3>{t('live.sizes')}</h3>
      <p className="muted">{post.sizes.length === 0 ? t('live.sizeNone') : t('live.sizesHint')}</p>
      <ul className="plain-list">
        {post.sizes.map((size) => (
          <li key={size.metric}>
            {t('live.sizeOf', { metric: metricName(size.metric) })}{' '}
            <IntervalBar
              quantity={{ value: size.value, low: size.low, high: size.high }}
              from={0}
              to={(size.high ?? size.value) * 1.05}
              label={`${formatCount(Math.round(size.low ?? 0), style)} – ${formatCount(Math.round(size.high ?? 0), style)}`}
            />{' '}
            <span className="number">
              {formatCount(Math.round(size.low ?? 0), style)} –{' '}
              {formatCount(Math.round(size.high ?? 0), style)}
            </span>{' '}
            <span className="muted">
              {t('live.now', { total: formatCount(post.latest[size.metric] ?? 0, style) })} ·{' '}
              {t('live.from', { hours: / from (\d+) h/.exec(size.method)?.[1] ?? '?', n: size.n ?? 0 })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
