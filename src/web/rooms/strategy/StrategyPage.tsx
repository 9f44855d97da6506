/** Where are the accounts, and who works with whom? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Overview, TIERS } from '#domain/facts/library/schema.ts';
import { overviewQuery } from '#web/api/endpoints.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { TabLinks } from '#web/parts/TabLinks.tsx';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { IndustryTab } from '#web/rooms/strategy/IndustryTab.tsx';
import { Lessons } from '#web/rooms/strategy/Lessons.tsx';
import { PlatformsTab } from '#web/rooms/strategy/PlatformsTab.tsx';
import { RivalsTab } from '#web/rooms/strategy/RivalsTab.tsx';
import { TagsTab } from '#web/rooms/strategy/TagsTab.tsx';
import { TiersTab } from '#web/rooms/strategy/TiersTab.tsx';
import '#web/rooms/audience/audience.css';
import '#web/rooms/strategy/strategy.css';

export const strategyRoute = createLazyRoute('/strategy')({ component: StrategyPage });

const TABS = ['overview', 'rivals', 'platforms', 'industry', 'tiers', 'tags'] as const;
type Tab = (typeof TABS)[number];
const OF_RIVALS = ['rivals', 'platforms'] as const;
const ofRivals = (tab: Tab) => OF_RIVALS.find((x) => x === tab);
const OF_MARKET = ['industry', 'tiers', 'tags'] as const;
const ofMarket = (tab: Tab) => OF_MARKET.find((x) => x === tab) ?? null;

function StrategyPage() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const search = useSearch({ from: '/strategy' });
  const navigate = useNavigate({ from: '/strategy' });
  const query = useQuery(overviewQuery);
  const current = TABS.find((x) => x === search.tab) ?? 'overview';
  const rival = ofRivals(current);
  const market = ofMarket(current);
  const say = (kind: 'Title' | 'Foot' | 'Tab', tab: Tab): string => {
    const [r, m] = [ofRivals(tab), ofMarket(tab)];
    const words = {
      Title: [r && t(`rivals.title.${r}`), m && t(`value.strategyTitle.${m}`), t('strategy.title')],
      Foot: [r && t(`rivals.foot.${r}`), m && t(`value.foot.${m}`), t('strategy.foot')],
      Tab: [r && t(`rivals.tab.${r}`), m && t(`value.strategyTab.${m}`), t('value.strategyTab.overview')],
    };
    return words[kind].find(Boolean) ?? '';
  };
  const n = (value: number) => formatCount(value, { ...style, short: false });
  const change = (part: typeof search) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  return (
    <Answer query={query} rows={10}>
      {(overview) => (
        <Page
          title={say('Title', current)}
          answer={t('strategy.answer', {
            accounts: n(overview.accounts),
            posts: n(overview.posts),
            day: overview.asOf ? formatDay(overview.asOf) : '—',
          })}
          actions={
            <Link to="/voice" className="button">
              {t('voice.link')}
            </Link>
          }
          foot={say('Foot', current)}
        >
          {overview.accounts === 0 ? (
            <EmptyState title={t('strategy.empty')}>
              <Link to="/data/import">{t('runs.import')}</Link>
            </EmptyState>
          ) : (
            <>
              <TabLinks
                label={t('value.strategyTabs')}
                current={current}
                tabs={TABS.map((id) => ({ id, text: say('Tab', id) }))}
              />
              {rival === 'rivals' ? (
                <RivalsTab search={search} change={change} />
              ) : rival === 'platforms' ? (
                <PlatformsTab search={search} change={change} />
              ) : market === 'industry' ? (
                <IndustryTab category={search.category} window={search.window} change={change} />
              ) : market === 'tags' ? (
                <TagsTab
                  tags={(search.tags ?? '').split(',').filter((x) => x !== '')}
                  platform={search.platform}
                  window={search.window}
                  change={change}
                />
              ) : market === 'tiers' ? (
                <TiersTab scheme={search.scheme} k={search.k} change={change} />
              ) : (
                <>
                  <Lessons />
                  <Tiers overview={overview} />
                  <Brands overview={overview} />
                </>
              )}
            </>
          )}
        </Page>
      )}
    </Answer>
  );
}

const BANDS = [...TIERS, null] as const;

function Tiers({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const tierName = (tier: (typeof BANDS)[number]) => (tier ? t(`tier.${tier}`) : t('tier.none'));
  const totals = Map.groupBy(overview.platforms, (p) => p.platform);
  const platforms = [...totals.entries()]
    .map(([platform, cells]) => ({
      platform,
      cells,
      accounts: cells.reduce((sum, c) => sum + c.accounts, 0),
    }))
    .sort((a, b) => b.accounts - a.accounts);
  const option = useMemo<ChartOption>(() => {
    const order = [...platforms].reverse();
    return {
      legend: {},
      grid: { left: 8, right: 16, top: 32, bottom: 4 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', data: order.map((p) => platformName(p.platform)) },
      series: BANDS.map((tier) => ({
        type: 'bar',
        stack: 'tier',
        name: tierName(tier),
        barMaxWidth: 18,
        data: order.map((p) => p.cells.find((c) => c.tier === tier)?.accounts ?? 0),
      })),
    };
    // The name functions follow the language, which `t` stands for.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [overview, t]);
  const count = (value: number | null) =>
    value === null ? <span className="muted">{t('strategy.tooFew')}</span> : formatCount(value, style);
  return (
    <>
      <section className="card">
        <h2>{t('strategy.tiers')}</h2>
        <Chart
          ordered
          option={option}
          height={Math.max(220, platforms.length * 28 + 60)}
          label={t('strategy.tiersLabel', { count: platforms.length })}
        />
      </section>
      <section className="card scroll">
        <h2>{t('strategy.table')}</h2>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('library.columns.platform')}</th>
              <th scope="col">{t('library.columns.tier')}</th>
              <th scope="col" className="right">
                {t('strategy.accounts')}
              </th>
              <th scope="col" className="right">
                {t('strategy.followers')}
              </th>
              <th scope="col" className="right">
                {t('strategy.engagement')}
              </th>
              <th scope="col" className="right">
                {t('strategy.posts')}
              </th>
            </tr>
          </thead>
          <tbody>
            {platforms.flatMap(({ platform, cells }) =>
              BANDS.flatMap((tier) => {
                const cell = cells.find((c) => c.tier === tier);
                if (!cell) return [];
                return [
                  <tr key={`${platform}${tier}`}>
                    <th scope="row">{platformName(platform)}</th>
                    <td>{tierName(tier)}</td>
                    <td className="right">
                      <Link
                        to="/library"
                        search={{ platform: [platform], ...(tier ? { tier: [tier] } : {}) }}
                      >
                        {cell.accounts}
                      </Link>
                    </td>
                    <td className="right number">{count(cell.followerMedian)}</td>
                    <td className="right number">{count(cell.engagementMedian)}</td>
                    <td className="right number">{formatCount(cell.posts, { ...style, short: false })}</td>
                  </tr>,
                ];
              }),
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}

const MOST_BRANDS = 30;

/** Brand × platform: how many accounts name the brand or worked with it. */
function Brands({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const brands = [...Map.groupBy(overview.brands, (b) => b.brand).entries()]
    .map(([brand, cells]) => ({ brand, cells, accounts: cells.reduce((sum, c) => sum + c.accounts, 0) }))
    .sort((a, b) => b.accounts - a.accounts);
  const platforms = [...new Set(overview.brands.map((b) => b.platform))];
  if (brands.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('strategy.brands')} tabIndex={0}>
      <h2>{t('strategy.brands')}</h2>
      <p className="muted">{t('strategy.brandsHint')}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('strategy.brand')}</th>
            {platforms.map((p) => (
              <th key={p} scope="col" className="right">
                {platformName(p)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {brands.slice(0, MOST_BRANDS).map(({ brand, cells }) => (
            <tr key={brand}>
              <th scope="row">{brand}</th>
              {platforms.map((p) => {
                const cell = cells.find((c) => c.platform === p);
                return (
                  <td key={p} className="right number">
                    {cell ? (
                      <>
                        <Link to="/library" search={{ brand: [brand], platform: [p] }}>
                          {cell.accounts}
                        </Link>
                        {cell.cooperations > 0 ? (
                          <span className="muted">
                            {' '}
                            · {t('strategy.worked', { count: cell.cooperations })}
                          </span>
                        ) : null}
                      </>
                    ) : (
                      <span className="muted">0</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {brands.length > MOST_BRANDS ? (
        <p className="muted">{t('strategy.moreBrands', { number: brands.length - MOST_BRANDS })}</p>
      ) : null}
    </section>
  );
}
