/** How something is spoken of: posts and comments apart, weeks, aspects, intent, provinces. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Checks, FEELINGS, type Feelings, type MarketVoice } from '#domain/readings/voice/schema.ts';
import { marketVoiceQuery } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import { Provinces } from '#web/rooms/voice/Provinces.tsx';
import { FEELING_COLOURS, ShareLine } from '#web/rooms/voice/ShareLine.tsx';
import { scopeIn, type VoiceSearch } from '#web/rooms/voice/search.ts';

interface MarketTabProps {
  search: VoiceSearch;
  change: (part: VoiceSearch) => void;
}

export function MarketTab({ search, change }: MarketTabProps) {
  const query = useQuery(marketVoiceQuery(scopeIn(search)));
  return (
    <Answer query={query} rows={12}>
      {(voice) => <Market voice={voice} search={search} change={change} />}
    </Answer>
  );
}

function Market({ voice, search, change }: MarketTabProps & { voice: MarketVoice }) {
  const { t, i18n } = useTranslation();
  const style = useNumberStyle();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const weeks = useMemo<ChartOption>(() => {
    const line = (key: 'positive' | 'negative', colour: string) => [
      {
        type: 'line' as const,
        name: t(`voice.feeling.${key}`),
        showSymbol: false,
        color: colour,
        data: voice.weeks.map((w) => w[key].value),
      },
      {
        type: 'line' as const,
        name: `${key} low`,
        stack: key,
        symbol: 'none',
        silent: true,
        lineStyle: { opacity: 0 },
        tooltip: { show: false },
        data: voice.weeks.map((w) => w[key].low),
      },
      {
        type: 'line' as const,
        name: `${key} band`,
        stack: key,
        symbol: 'none',
        silent: true,
        lineStyle: { opacity: 0 },
        areaStyle: { color: colour, opacity: 0.16 },
        tooltip: { show: false },
        data: voice.weeks.map((w) => w[key].high - w[key].low),
      },
    ];
    return {
      legend: { data: [t('voice.feeling.positive'), t('voice.feeling.negative')] },
      xAxis: { type: 'category', data: voice.weeks.map((w) => w.week) },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        axisLabel: { formatter: (v: number) => `${Math.round(100 * v)}%` },
      },
      tooltip: {
        trigger: 'axis',
        valueFormatter: (v: unknown) => (typeof v === 'number' ? formatShare(v, style) : ''),
      },
      series: [...line('positive', '#2f7fb8'), ...line('negative', '#c25700')],
    };
  }, [voice, t, style]);
  return (
    <>
      <div className="cards">
        <FeelingCard title={t('voice.kind.post')} feelings={voice.posts} kind="post" search={search} />
        <FeelingCard
          title={t('voice.kind.comment')}
          feelings={voice.interactions}
          kind="comment"
          search={search}
        />
      </div>
      <ChecksLine checks={voice.checks} />
      <section className="card">
        <h2>{t('voice.weeks')}</h2>
        {voice.weeks.length < 2 ? (
          <p className="muted">{t('voice.tooFewWeeks')}</p>
        ) : (
          <Chart option={weeks} height={220} label={t('voice.weeksLabel', { n: voice.weeks.length })} />
        )}
      </section>
      <div className="voice-two">
        <section className="card scroll">
          <h2>{t('voice.aspects')}</h2>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('voice.aspect')}</th>
                <th scope="col" className="right">
                  {t('voice.texts')}
                </th>
                <th scope="col">{t('voice.praise')}</th>
                <th scope="col">{t('voice.inWords')}</th>
              </tr>
            </thead>
            <tbody>
              {voice.aspects.map((a) => (
                <tr key={a.aspect}>
                  <th scope="row">
                    <Link to="/voice" search={{ ...search, tab: 'rows', aspect: a.aspect }}>
                      {a.name[language]}
                    </Link>
                  </th>
                  <td className="right number">{formatCount(a.n, { ...style, short: false })}</td>
                  <td>
                    <ShareLine share={a.positive} name={a.name[language]} width={100} />
                  </td>
                  <td className="wrap">
                    {a.opinions.map((o) => (
                      <span key={`${o.opinion}${o.polarity}`} className="chip">
                        {o.polarity > 0 ? '+' : '−'} {o.opinion} <span className="muted">{o.n}</span>
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="card">
          <h2>{t('voice.provinces')}</h2>
          <Provinces provinces={voice.provinces} open={(province) => change({ province, tab: 'rows' })} />
          <h3>{t('voice.intents')}</h3>
          <table className="plain">
            <tbody>
              {voice.intents.map((i) => (
                <tr key={i.intent}>
                  <th scope="row">
                    <Link to="/voice" search={{ ...search, tab: 'rows', intent: i.intent }}>
                      {t(`voice.intent.${i.intent}`)}
                    </Link>
                  </th>
                  <td className="right number">{formatCount(i.n, { ...style, short: false })}</td>
                  <td>
                    <ShareLine share={i.share} name={t(`voice.intent.${i.intent}`)} width={100} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}

interface FeelingCardProps {
  title: string;
  feelings: Feelings;
  kind: 'post' | 'comment';
  search: VoiceSearch;
}
/** What the model counts, and the share corrected for its error, side by side. */
export function FeelingCard({ title, feelings, kind, search }: FeelingCardProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  if (feelings.n === 0)
    return (
      <section className="card">
        <h2>{title}</h2>
        <p className="muted">{t('voice.none')}</p>
      </section>
    );
  return (
    <section className="card">
      <h2>
        {title} <span className="muted">n = {n(feelings.n)}</span>
      </h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('voice.feelingHead')}</th>
            <th scope="col">{t('voice.corrected')}</th>
            <th scope="col" className="right">
              {t('voice.bySaid')}
            </th>
            <th scope="col" className="right">
              {t('voice.byPlain')}
            </th>
          </tr>
        </thead>
        <tbody>
          {FEELINGS.map((f) => (
            <tr key={f}>
              <th scope="row">
                <Link to="/voice" search={{ ...search, tab: 'rows', kind, feeling: f }}>
                  {t(`voice.feeling.${f}`)}
                </Link>
              </th>
              <td>
                <ShareLine
                  share={feelings.share[f]}
                  name={t(`voice.feeling.${f}`)}
                  colour={FEELING_COLOURS[f]}
                />
              </td>
              <td className="right number">{n(feelings.said[f])}</td>
              <td className="right number">{n(feelings.plain[f])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        {t('voice.errorHere', {
          value: formatShare(feelings.error.value, style),
          low: formatShare(feelings.error.low, style),
          high: formatShare(feelings.error.high, style),
          n: feelings.checkedHere,
        })}
      </p>
    </section>
  );
}

export function ChecksLine({ checks }: { checks: Checks }) {
  const { t } = useTranslation();
  return (
    <p className="note">
      {t(`voice.basis.${checks.basis}`, { drawn: checks.drawn, seen: checks.seen })}{' '}
      <Link to="/voice" search={{ tab: 'rows', drawn: '1' }}>
        {t('voice.checkRows')}
      </Link>
    </p>
  );
}
