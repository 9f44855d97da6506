/** Each post as a dot: when it was published and how many likes it had when last seen. Open bounds are drawn at their known end. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostCard } from '#domain/facts/library/schema.ts';
import { accountPostsQuery } from '#web/api/endpoints.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { useMetricName, useNumberStyle } from '#web/parts/words.ts';

/** Tooltips are HTML and titles come from files. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

/** The newest posts drawn; more would hide one another. */
const MOST = 200;
const CHOICES = ['engagement_count', 'like_count', 'view_count', 'read_count', 'comment_count'] as const;

export function PostDots({ accountId }: { accountId: string }) {
  const query = useInfiniteQuery(accountPostsQuery(accountId, MOST));
  const posts = query.data?.pages[0]?.items ?? [];
  const metric = CHOICES.find((m) => posts.some((p) => p.counters.some((c) => c.metric === m)));
  const metricName = useMetricName();
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{metric ? t('account.dots', { metric: metricName(metric) }) : t('posts.list')}</h2>
      <Answer query={query}>
        {() =>
          metric ? <Dots posts={posts} metric={metric} /> : <p className="muted">{t('account.noCounters')}</p>
        }
      </Answer>
    </section>
  );
}

function Dots({ posts, metric }: { posts: readonly PostCard[]; metric: string }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const points = useMemo(
    () =>
      posts.flatMap((post) => {
        const counter = post.counters.find((c) => c.metric === metric);
        const value = counter?.value ?? counter?.low ?? counter?.high;
        return post.publishedAt && counter && value !== null && value !== undefined
          ? [
              {
                at: post.publishedAt,
                value,
                counter,
                title: post.title ?? post.text ?? post.postId,
                paid: post.sponsored === true,
              },
            ]
          : [];
      }),
    [posts, metric],
  );
  const option = useMemo<ChartOption>(() => {
    const short = { ...style, short: true };
    const group = (paid: boolean) => points.filter((p) => p.paid === paid);
    const dots = (paid: boolean, name: string, symbol: string) => ({
      type: 'scatter' as const,
      name,
      symbol,
      symbolSize: 8,
      itemStyle: { opacity: 0.8 },
      data: group(paid).map((p) => ({
        value: [p.at, p.value],
        name: `${formatDay(p.at)} ${p.title.slice(0, 24)}`,
      })),
    });
    return {
      legend: {},
      grid: { top: 32 },
      xAxis: { type: 'time', axisLabel: { hideOverlap: true } },
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => formatCount(value, short) } },
      tooltip: {
        trigger: 'item',
        formatter: (hit) => {
          const one = Array.isArray(hit) ? hit[0] : hit;
          const value = (one?.value as [string, number] | undefined)?.[1];
          return `${escaped(one?.name ?? '')}: ${value === undefined ? '' : formatCount(value, style)}`;
        },
      },
      series: [
        dots(false, t('content.organic'), 'circle'),
        ...(group(true).length > 0 ? [dots(true, t('content.sponsored'), 'diamond')] : []),
      ],
    };
  }, [points, style, t]);
  if (points.length < 2) return <p className="muted">{t('account.onePoint', { number: points.length })}</p>;
  return <Chart option={option} height={220} label={t('account.dotsLabel', { number: points.length })} />;
}
