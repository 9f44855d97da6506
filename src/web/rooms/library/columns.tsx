/** Column presets by job: choose, price, source. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountCard, Figure, Trend } from '#domain/facts/library/schema.ts';
import { marksQuery } from '#web/api/relations.ts';
import type { Column } from '#web/parts/DataTable.tsx';
import { FigureCell } from '#web/parts/Figure.tsx';
import { formatCount, formatDay, formatQuantity } from '#web/parts/format.ts';
import { Sparkline } from '#web/parts/Sparkline.tsx';
import { toggleTray, useTray } from '#web/parts/tray.ts';
import { useMetricName, useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import type { Preset } from '#web/rooms/library/search.ts';
import type { Trends } from '#web/rooms/library/trends.ts';

const PLAIN = { language: 'zh', short: false } as const;
const figureText = (f: Figure | null) =>
  f ? (formatQuantity(f, f.unit, f.currency, PLAIN) ?? '').replaceAll(/[,\u202f]/g, '') : '';

type ColumnId =
  | 'name'
  | 'platform'
  | 'tier'
  | 'followers'
  | 'trend'
  | 'engagement'
  | 'price'
  | 'posts'
  | 'region'
  | 'categories'
  | 'tags'
  | 'brands'
  | 'agency'
  | 'vendors'
  | 'handle'
  | 'seen';

const COLUMNS: Record<Preset, readonly ColumnId[]> = {
  choose: [
    'name',
    'platform',
    'tier',
    'followers',
    'trend',
    'engagement',
    'price',
    'posts',
    'categories',
    'region',
    'seen',
  ],
  price: ['name', 'platform', 'tier', 'followers', 'price', 'engagement', 'agency', 'brands', 'seen'],
  source: ['name', 'handle', 'platform', 'vendors', 'followers', 'trend', 'engagement', 'tags', 'seen'],
};

function TrayBox({ row }: { row: AccountCard }) {
  const { t } = useTranslation();
  const tray = useTray();
  const name = row.name ?? row.handle ?? row.accountId;
  return (
    <input
      type="checkbox"
      className="check"
      tabIndex={-1}
      aria-label={t('tray.add', { name })}
      checked={tray.some((x) => x.accountId === row.accountId)}
      onChange={() => toggleTray({ accountId: row.accountId, platform: row.platform, name: row.name })}
    />
  );
}

/** White, grey or black list, with the reason to be read. */
function MarkTag({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const mark = useQuery(marksQuery).data?.items.find((m) => m.accountId === accountId);
  return mark ? (
    <span className="mark" title={mark.reason}>
      {t(`relations.colour.${mark.colour}`)}
    </span>
  ) : null;
}

/** The followers of an account over time; empty until they are known, and for accounts seen on one day only. */
function TrendCell({ trend }: { trend: Trend | undefined }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const [first, last] = [trend?.points[0], trend?.points.at(-1)];
  if (!trend || !first || !last) return null;
  return (
    <Sparkline
      at={trend.points.map((p) => Date.parse(p.on))}
      values={trend.points.map((p) => p.value)}
      title={t('library.trend', {
        from: formatCount(first.value, style),
        start: first.on,
        to: formatCount(last.value, style),
        end: last.on,
        vendor: word('vendor', trend.vendor),
      })}
    />
  );
}

export function useColumns(preset: Preset, trends: Trends): readonly Column<AccountCard>[] {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const metricName = useMetricName();
  const word = useWord();
  return useMemo(() => {
    const words = (
      id: ColumnId,
      width: number,
      of: (row: AccountCard) => string,
      sort?: string,
    ): Column<AccountCard> => ({
      id,
      title: t(`library.columns.${id}`),
      width,
      ...(sort ? { sort } : {}),
      text: of,
      cell: (row) => (
        <span className="ellipsis" title={of(row)}>
          {of(row)}
        </span>
      ),
    });
    const figure = (id: 'followers' | 'engagement' | 'price', width: number): Column<AccountCard> => ({
      id,
      title: t(`library.columns.${id}`),
      width,
      align: 'right',
      sort: id,
      text: (row) => figureText(row[id]),
      cell: (row) => (
        <>
          <FigureCell figure={row[id]} markStale={false} />
          {id === 'engagement' && row.engagement ? (
            <span className="muted ellipsis" title={metricName(row.engagement.metric)}>
              {t(
                `library.kind.${row.engagement.unit === 'share' ? 'share' : row.engagement.metric.endsWith('_mean') ? 'mean' : 'median'}`,
              )}
            </span>
          ) : null}
          {id === 'price' && row.price && row.priceFormat ? (
            <span className="muted ellipsis">{word('format', row.priceFormat)}</span>
          ) : null}
        </>
      ),
    });
    const all: Record<ColumnId, Column<AccountCard>> = {
      name: {
        id: 'name',
        title: t('library.columns.name'),
        width: 150,
        sort: 'name',
        text: (row) => row.name ?? row.handle ?? row.accountId,
        cell: (row) => (
          <>
            <TrayBox row={row} />
            <Link to="/accounts/$id" params={{ id: row.accountId }} tabIndex={-1} className="ellipsis">
              {row.name ?? row.handle ?? row.accountId}
            </Link>
            <MarkTag accountId={row.accountId} />
          </>
        ),
      },
      platform: words('platform', 92, (row) => platformName(row.platform)),
      tier: words('tier', 64, (row) => (row.tier ? t(`tier.${row.tier}`) : '')),
      followers: figure('followers', 92),
      trend: {
        id: 'trend',
        title: t('library.columns.trend'),
        width: 76,
        text: (row) =>
          trends
            .get(row.accountId)
            ?.points.map((p) => p.value)
            .join(' ') ?? '',
        cell: (row) => <TrendCell trend={trends.get(row.accountId)} />,
      },
      engagement: figure('engagement', 104),
      price: figure('price', 124),
      posts: { ...words('posts', 60, (row) => String(row.postCount), 'posts'), align: 'right' },
      region: words('region', 72, (row) => row.region ?? ''),
      categories: words('categories', 84, (row) => row.categories.join(' · ')),
      tags: words('tags', 160, (row) => row.tags.join(' · ')),
      brands: words('brands', 130, (row) => row.brands.join(' · ')),
      agency: words('agency', 110, (row) => row.agency ?? ''),
      vendors: words('vendors', 140, (row) => row.vendors.map((v) => word('vendor', v)).join(' · ')),
      handle: words('handle', 120, (row) => row.handle ?? ''),
      seen: {
        id: 'seen',
        title: t('library.columns.seen'),
        width: 124,
        sort: 'freshness',
        text: (row) => (row.lastObservedAt ? formatDay(row.lastObservedAt) : ''),
        cell: (row) => (
          <>
            <span className="number">{row.lastObservedAt ? formatDay(row.lastObservedAt) : '—'}</span>
            {row.stale ? <span className="mark">{t('figure.stale')}</span> : null}
          </>
        ),
      },
    };
    return COLUMNS[preset].map((id) => all[id]);
  }, [preset, t, platformName, metricName, word, trends]);
}
