/** Alarms, newest first, each with what explains it and the readings behind it. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTEXT_KINDS } from '#domain/decisions/campaigns/schema.ts';
import type { Live, LiveAlarm } from '#domain/decisions/monitor/schema.ts';
import { alarmRowsQuery } from '#web/api/campaigns.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useEvidence } from '#web/parts/evidence-link.ts';
import { formatCount, formatMoment } from '#web/parts/format.ts';
import { useMetricName, useNumberStyle } from '#web/parts/words.ts';

export const kindIn = (text: string): (typeof CONTEXT_KINDS)[number] =>
  CONTEXT_KINDS.find((k) => k === text) ?? 'other';

/** What nobody has explained comes first; within that the newest, as given. */
const openFirst = (a: LiveAlarm, b: LiveAlarm): number =>
  Number(a.context.length > 0) - Number(b.context.length > 0);

export function AlarmList({ live }: { live: Live }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={t('live.alarmList')}>
      <h2>{t('live.alarmList')}</h2>
      {live.alarms.length === 0 ? <p className="muted">{t('live.alarmNone')}</p> : null}
      <ul className="plain-list alarms">
        {[...live.alarms].sort(openFirst).map((alarm) => (
          <Alarm
            key={alarm.alarmId}
            campaign={live.campaign}
            alarm={alarm}
            name={live.posts.find((p) => p.postId === alarm.postId)?.accountName ?? alarm.postId}
          />
        ))}
      </ul>
    </section>
  );
}

function Alarm({ campaign, alarm, name }: { campaign: string; alarm: LiveAlarm; name: string }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const [opened, setOpened] = useState(false);
  const count = (n: number) => formatCount(n, { ...style, short: false });
  return (
    <li>
      <strong className={alarm.context.length === 0 ? 'alarm-text' : ''}>
        {t(`live.alarm.${alarm.kind}`)}
      </strong>{' '}
      {name} <span className="muted">{formatMoment(alarm.raisedAt)}</span>{' '}
      <Button size="small" type="text" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {opened ? t('live.hideRows') : t('live.showRows')}
      </Button>
      <br />
      <span className="number">
        {t('live.alarmText', {
          metric: metricName(alarm.metric),
          before: count(alarm.before),
          after: count(alarm.after),
          excess: count(Math.round(alarm.excess)),
          p: alarm.p.toExponential(1),
          allowance: alarm.allowance.toExponential(1),
        })}
      </span>
      <br />
      <span className="muted">
        {alarm.context.length === 0
          ? t('live.unexplained')
          : alarm.context
              .map((c) => t('live.explained', { kind: t(`live.kinds.${kindIn(c.kind)}`), note: c.note }))
              .join(' · ')}
      </span>
      {opened ? <Rows campaign={campaign} alarmId={alarm.alarmId} /> : null}
    </li>
  );
}

function Rows({ campaign, alarmId }: { campaign: string; alarmId: string }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const show = useEvidence();
  return (
    <Answer query={useQuery(alarmRowsQuery(campaign, alarmId))} rows={3}>
      {({ items }) => (
        <ol className="reading-rows">
          {items.map((r) => (
            <li key={`${r.sourceId} ${r.row}`}>
              {formatMoment(r.at)}{' '}
              <span className="number">{formatCount(r.value, { ...style, short: false })}</span>{' '}
              <button
                type="button"
                className="evidence"
                onClick={() => show({ sourceId: r.sourceId, row: r.row, column: null })}
              >
                {t('live.row', { row: r.row })}
              </button>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}
