/** One counter over time: a line for each source that states it, with the band of its bounds. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricId } from '#basis/metric.ts';
import type { Figure } from '#domain/facts/library/schema.ts';
import { seriesQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import { formatDay, formatValue } from '#web/parts/format.ts';
import { useMetricName, useNumberStyle } from '#web/parts/words.ts';
import { useSeriesOption } from '#web/rooms/accounts/series-option.ts';

export function SeriesCard({ accountId, metric }: { accountId: string; metric: MetricId }) {
  const metricName = useMetricName();
  const query = useQuery(seriesQuery(accountId, metric));
  return (
    <section className="card">
      <h2>{metricName(metric)}</h2>
      <Answer query={query}>{(series) => <SeriesChart points={series.points} metric={metric} />}</Answer>
    </section>
  );
}

export function SeriesChart({ points, metric }: { points: readonly Figure[]; metric: string }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const option = useSeriesOption(points);
  const ends = useMemo(() => {
    const inOrder = [...points].sort((a, b) => a.asOf.localeCompare(b.asOf));
    return { first: inOrder[0], last: inOrder.at(-1) };
  }, [points]);
  const { first, last } = ends;
  if (!first || !last || points.length < 2)
    return <p className="muted">{t('account.onePoint', { number: points.length })}</p>;
  const show = (f: Figure) => {
    const value = f.value ?? f.low ?? f.high;
    return value === null ? '—' : formatValue(value, f.unit, f.currency, style);
  };
  return (
    <Chart
      option={option}
      height={220}
      label={t('account.chart', {
        metric: metricName(metric),
        number: points.length,
        from: show(first),
        to: show(last),
        fromDay: formatDay(first.asOf),
        toDay: formatDay(last.asOf),
      })}
    />
  );
}
