/** The industry in five panels: levels, active types, style, what engages, platforms. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Industry } from '#domain/readings/market/schema.ts';
import { facetsQuery } from '#web/api/endpoints.ts';
import { industryQuery } from '#web/api/market.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount, formatDay, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';
import { EngagingTraits } from '#web/rooms/strategy/EngagingTraits.tsx';
import { TierTable } from '#web/rooms/strategy/TierTable.tsx';

interface IndustryTabProps {
  category: string | undefined;
  window: string | undefined;
  change: (part: { category?: string; window?: string }) => void;
}

const WINDOWS = [30, 90, 180, 365, 1095] as const;
const USUAL = 180;

export function IndustryTab({ category, window, change }: IndustryTabProps) {
  const { t } = useTranslation();
  const days = WINDOWS.find((w) => String(w) === window) ?? USUAL;
  const query = useQuery(industryQuery(category, days));
  const { data: facets } = useQuery(facetsQuery({}));
  return (
    <>
      <p className="row">
        <label className="row">
          {t('value.industry.category')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={category ?? ''}
            onChange={(e) => change({ category: e.target.value })}
          >
            <option value="">{t('value.industry.all')}</option>
            {facets?.facets.category?.map((c) => (
              <option key={c.value} value={c.value}>
                {c.value} ({c.count})
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('value.industry.window')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={days}
            onChange={(e) => change({ window: e.target.value })}
          >
            {WINDOWS.map((w) => (
              <option key={w} value={w}>
                {t('figure.window', { days: w })}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Answer query={query} rows={10}>
        {(industry) => <Panels industry={industry} />}
      </Answer>
    </>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll panel" aria-label={title} tabIndex={0}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Panels({ industry }: { industry: Industry }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (x: number) => formatCount(x, { ...style, short: false });
  if (industry.accounts === 0) return <EmptyState title={t('value.industry.empty')} />;
  return (
    <>
      <p className="muted">
        {t('value.industry.answer', {
          n: n(industry.accounts),
          days: industry.windowDays,
          day: industry.asOf ? formatDay(industry.asOf) : '—',
        })}
      </p>
      <div className="five">
        <Panel title={t('value.industry.levels')}>
          <TierTable platforms={industry.levels} />
        </Panel>
        <Panel title={t('value.industry.active')}>
          <Active active={industry.active} />
        </Panel>
        <Panel title={t('value.industry.style')}>
          <Style style={industry.style} />
        </Panel>
        <Panel title={t('value.industry.engaging')}>
          <EngagingTraits found={industry.highInteraction} />
        </Panel>
        <Panel title={t('value.industry.platforms')}>
          <Platforms platforms={industry.platforms} />
        </Panel>
      </div>
    </>
  );
}

const MOST = 15;

function Active({ active }: { active: Industry['active'] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const most = Math.max(...active.slice(0, MOST).map((a) => a.fanEffect?.highQuarter ?? 0), 0.001);
  if (active.length === 0) return <p className="muted">{t('value.industry.none')}</p>;
  const three = (s: { value: number; low: number; high: number }) =>
    `${formatShare(s.value, style)} (${formatShare(s.low, style)} – ${formatShare(s.high, style)})`;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('value.industry.type')}</th>
          <th scope="col" className="right">
            {t('value.tiers.accounts')}
          </th>
          <th scope="col" className="right">
            {t('value.industry.activeShare')}
          </th>
          <th scope="col">{t('value.industry.fanEffect')}</th>
        </tr>
      </thead>
      <tbody>
        {active.slice(0, MOST).map((a) => (
          <tr key={a.category}>
            <th scope="row">
              <Link to="/library" search={{ category: [a.category] }}>
                {a.category}
              </Link>
            </th>
            <td className="right number">{a.accounts}</td>
            <td className="right number">{three(a.activeShare)}</td>
            <td>
              {a.fanEffect ? (
                <>
                  <IntervalBar
                    quantity={{
                      value: a.fanEffect.median,
                      low: a.fanEffect.lowQuarter,
                      high: a.fanEffect.highQuarter,
                    }}
                    from={0}
                    to={most}
                    width={120}
                    label={`${a.category}: ${formatShare(a.fanEffect.median, style)}`}
                  />
                  <span className="number">
                    {formatShare(a.fanEffect.median, style)}{' '}
                    <span className="muted">
                      ({formatShare(a.fanEffect.lowQuarter, style)} –{' '}
                      {formatShare(a.fanEffect.highQuarter, style)}) n = {a.fanEffect.n}
                    </span>
                  </span>
                </>
              ) : (
                <span className="muted">{t('value.industry.tooFew')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Style({ style: of }: { style: Industry['style'] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  return (
    <>
      {of.formats.length === 0 ? <p className="muted">{t('value.industry.none')}</p> : null}
      <div className="shares">
        {of.formats.slice(0, MOST).map((f) => (
          <FormatLine key={f.format} name={word('format', f.format)} share={f.share} posts={f.posts} />
        ))}
      </div>
      {of.tags.length > 0 ? (
        <>
          <h3>{t('value.industry.tags')}</h3>
          <div>
            {of.tags.slice(0, 30).map((tag) => (
              <span key={tag.tag} className="chip">
                {tag.tag}{' '}
                <span className="muted">
                  {t('value.industry.tagged', {
                    posts: formatCount(tag.posts, style),
                    accounts: formatCount(tag.accounts, style),
                  })}
                </span>
              </span>
            ))}
          </div>
        </>
      ) : null}
    </>
  );
}

function FormatLine({ name, share, posts }: { name: string; share: number; posts: number }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  return (
    <>
      <span>{name}</span>
      <div className="share-bar" aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <span className="right number">
        {formatShare(share, style)}{' '}
        <span className="muted">
          {t('audience.build.posts', { n: formatCount(posts, { ...style, short: false }) })}
        </span>
      </span>
    </>
  );
}

function Platforms({ platforms }: { platforms: Industry['platforms'] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('library.columns.platform')}</th>
          <th scope="col" className="right">
            {t('value.tiers.accounts')}
          </th>
          <th scope="col">{t('value.industry.share')}</th>
          <th scope="col" className="right">
            {t('strategy.posts')}
          </th>
          <th scope="col" className="right">
            {t('value.industry.followers')}
          </th>
        </tr>
      </thead>
      <tbody>
        {platforms.map((p) => {
          const text = `${formatShare(p.share.value, style)} (${formatShare(p.share.low, style)} – ${formatShare(p.share.high, style)})`;
          return (
            <tr key={p.platform}>
              <th scope="row">
                <Link to="/library" search={{ platform: [p.platform] }}>
                  {platformName(p.platform)}
                </Link>
              </th>
              <td className="right number">{formatCount(p.accounts, { ...style, short: false })}</td>
              <td>
                <IntervalBar quantity={p.share} from={0} to={1} width={120} label={text} />
                <span className="number">{text}</span>
              </td>
              <td className="right number">{formatCount(p.posts, { ...style, short: false })}</td>
              <td className="right number">{p.followers === null ? '—' : formatCount(p.followers, style)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
