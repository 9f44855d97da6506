/** Column presets by job: choose, price, source. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountCard, Figure } from '#domain/facts/library/schema.ts';
import type { Column } from '#web/parts/DataTable.tsx';
import { FigureCell } from '#web/parts/Figure.tsx';
import { formatDay, formatQuantity } from '#web/parts/format.ts';
import { toggleTray, useTray } from '#web/parts/tray.ts';
import { useMetricName, usePlatformName, useWord } from '#web/parts/words.ts';
import type { Preset } from '#web/rooms/library/search.ts';

const PLAIN = { language: 'zh', short: false } as const;
const figureText = (f: Figure | null) =>
  f ? (formatQuantity(f, f.unit, f.currency, PLAIN) ?? '').replaceAll(/[,\u202f]/g, '') : '';

type ColumnId =
  | 'name'
  | 'platform'
  | 'tier'
  | 'followers'
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
    'engagement',
    'price',
    'posts',
    'categories',
    'region',
    'seen',
  ],
  price: ['name', 'platform', 'tier', 'followers', 'price', 'engagement', 'agency', 'brands', 'seen'],
  source: ['name', 'handle', 'platform', 'vendors', 'followers', 'engagement', 'tags', 'seen'],
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

export function useColumns(preset: Preset): readonly Column<AccountCard>[] {
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
        width: 170,
        sort: 'name',
        text: (row) => row.name ?? row.handle ?? row.accountId,
        cell: (row) => (
          <>
            <TrayBox row={row} />
            <Link to="/accounts/$id" params={{ id: row.accountId }} tabIndex={-1} className="ellipsis">
              {row.name ?? row.handle ?? row.accountId}
            </Link>
          </>
        ),
      },
      platform: words('platform', 112, (row) => platformName(row.platform)),
      tier: words('tier', 58, (row) => (row.tier ? t(`tier.${row.tier}`) : '')),
      followers: figure('followers', 98),
      engagement: figure('engagement', 118),
      price: figure('price', 126),
      posts: { ...words('posts', 58, (row) => String(row.postCount), 'posts'), align: 'right' },
      region: words('region', 72, (row) => row.region ?? ''),
      categories: words('categories', 92, (row) => row.categories.join(' · ')),
      tags: words('tags', 160, (row) => row.tags.join(' · ')),
      brands: words('brands', 130, (row) => row.brands.join(' · ')),
      agency: words('agency', 110, (row) => row.agency ?? ''),
      vendors: words('vendors', 140, (row) => row.vendors.map((v) => word('vendor', v)).join(' · ')),
      handle: words('handle', 120, (row) => row.handle ?? ''),
      seen: {
        id: 'seen',
        title: t('library.columns.seen'),
        width: 102,
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
  }, [preset, t, platformName, metricName, word]);
}
