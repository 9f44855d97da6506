/** Which tags stand together, and who uses them: from a brand's or a product's tags to candidates. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { PLATFORM_IDS } from '#basis/platform.ts';
import type { Tags } from '#domain/readings/market/schema.ts';
import { tagsQuery } from '#web/api/market.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { formatCount, formatDay } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { csvOf, saveText } from '#web/parts/save.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { ListMenu } from '#web/rooms/library/ListMenu.tsx';

interface TagsTabProps {
  tags: readonly string[];
  platform: string | undefined;
  window: string | undefined;
  change: (part: { tags?: string; platform?: string; window?: string }) => void;
}

const WINDOWS = [30, 90, 180, 365] as const;

export function TagsTab({ tags, platform, window, change }: TagsTabProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const days = WINDOWS.find((w) => String(w) === window) ?? 180;
  const known = PLATFORM_IDS.find((p) => p === platform);
  const query = useQuery(tagsQuery(tags, known, days));
  const n = (x: number) => formatCount(x, { ...style, short: false });
  const set = (next: readonly string[]) => change({ tags: next.join(',') });
  return (
    <>
      <section className="card">
        <div className="row">
          <Select
            mode="tags"
            aria-label={t('value.tagsPage.choose')}
            placeholder={t('value.tagsPage.choose')}
            value={[...tags]}
            options={(query.data?.companions ?? []).map((c) => ({
              value: c.tag,
              label: `${c.tag} · ${n(c.posts)}`,
            }))}
            tokenSeparators={[',', '，']}
            onChange={(next: string[]) => set(next)}
            style={{ minWidth: 320, flex: 1 }}
          />
          <select
            className="field"
            style={{ width: 'auto' }}
            aria-label={t('value.tagsPage.platform')}
            value={known ?? ''}
            onChange={(e) => change({ platform: e.target.value })}
          >
            <option value="">{t('value.tagsPage.anyPlatform')}</option>
            <PlatformOptions />
          </select>
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
        </div>
      </section>
      <Answer query={query} rows={8}>
        {(found) => (
          <div className={tags.length > 0 ? 'two-columns' : undefined}>
            <Companions found={found} add={(tag) => set([...tags, tag])} />
            {tags.length > 0 ? <Candidates found={found} /> : null}
          </div>
        )}
      </Answer>
    </>
  );
}

/** Lifts are drawn from 0 to 10 times; beyond that at the edge. */
const MOST_LIFT = 10;

function Companions({ found, add }: { found: Tags; add: (tag: string) => void }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (x: number) => formatCount(x, { ...style, short: false });
  const chosen = found.tags.length > 0;
  return (
    <section className="card scroll">
      <h2>{chosen ? t('value.tagsPage.beside') : t('value.tagsPage.most')}</h2>
      <p className="muted">
        {t('value.tagsPage.answer', {
          posts: n(found.posts),
          days: found.windowDays,
          seeded: n(found.seeded),
          day: found.asOf ? formatDay(found.asOf) : '—',
        })}
      </p>
      {found.companions.length === 0 ? (
        <p className="muted">{t('value.tagsPage.none')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('value.tagsPage.tag')}</th>
              <th scope="col" className="right">
                {t('value.tagsPage.posts')}
              </th>
              {chosen ? (
                <>
                  <th scope="col" className="right">
                    {t('value.tagsPage.besideN')}
                  </th>
                  <th scope="col">{t('value.tagsPage.lift')}</th>
                </>
              ) : null}
              <th scope="col" className="right">
                {t('value.tagsPage.accounts')}
              </th>
            </tr>
          </thead>
          <tbody>
            {found.companions.slice(0, 40).map((c) => (
              <tr key={c.tag}>
                <th scope="row">
                  <button
                    type="button"
                    className="plain-button"
                    aria-label={t('value.tagsPage.add', { tag: c.tag })}
                    onClick={() => add(c.tag)}
                  >
                    {c.tag}
                  </button>
                </th>
                <td className="right number">{n(c.posts)}</td>
                {chosen ? (
                  <>
                    <td className="right number">{n(c.both)}</td>
                    <td className="number">
                      {c.lift ? (
                        <span className="row" style={{ flexWrap: 'nowrap' }}>
                          <IntervalBar
                            quantity={{
                              value: Math.min(c.lift.value, MOST_LIFT),
                              low: Math.min(c.lift.low, MOST_LIFT),
                              high: Math.min(c.lift.high, MOST_LIFT),
                            }}
                            from={0}
                            to={MOST_LIFT}
                            label={`${c.lift.value.toFixed(1)} (${c.lift.low.toFixed(1)} – ${c.lift.high.toFixed(1)})`}
                          />
                          {c.lift.value.toFixed(1)} ({c.lift.low.toFixed(1)} – {c.lift.high.toFixed(1)})
                        </span>
                      ) : null}
                    </td>
                  </>
                ) : null}
                <td className="right number">{n(c.accounts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Candidates({ found }: { found: Tags }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const { candidates } = found;
  return (
    <section className="card scroll">
      <header className="reading-head">
        <h2>
          {t('value.tagsPage.candidates')} {candidates.length}
        </h2>
        {candidates.length > 0 ? (
          <>
            <ListMenu chosen={candidates.map((c) => c.accountId)} />
            <Link
              to="/compare"
              search={{ ids: candidates.slice(0, 10).map((c) => c.accountId) }}
              className="button"
            >
              {t('value.tagsPage.pick')}
            </Link>
            <button
              type="button"
              className="button"
              onClick={() =>
                saveText(
                  'tag-candidates.csv',
                  csvOf([
                    [
                      'account',
                      'name',
                      'platform',
                      'tier',
                      'followers',
                      'posts_with_tags',
                      'posts',
                      'tags',
                      'last',
                    ],
                    ...candidates.map((c) =>
                      [
                        c.accountId,
                        c.name ?? '',
                        c.platform,
                        c.tier ?? '',
                        c.followers ?? '',
                        c.posts,
                        c.of,
                        c.tags,
                        c.lastOn,
                      ].map(String),
                    ),
                  ]),
                  'text/csv',
                )
              }
            >
              {t('value.tagsPage.save')}
            </button>
          </>
        ) : null}
      </header>
      <p className="muted">{t('value.tagsPage.candidatesHint')}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('value.board.account')}</th>
            <th scope="col" className="right">
              {t('value.board.followers')}
            </th>
            <th scope="col" className="right">
              {t('value.tagsPage.use')}
            </th>
            <th scope="col" className="right">
              {t('value.tagsPage.tags')}
            </th>
            <th scope="col">{t('value.tagsPage.last')}</th>
          </tr>
        </thead>
        <tbody>
          {candidates.slice(0, 60).map((c) => (
            <tr key={c.accountId}>
              <th scope="row">
                <Link to="/accounts/$id" params={{ id: c.accountId }} search={{ tab: 'posts' }}>
                  {c.name ?? c.accountId}
                </Link>
                <div className="muted small">
                  {platformName(c.platform)}
                  {c.tier ? ` · ${t(`tier.${c.tier as 'mid'}`)}` : ''}
                </div>
              </th>
              <td className="right number">{c.followers === null ? '—' : formatCount(c.followers, style)}</td>
              <td className="right number">
                {c.posts} / {c.of}
              </td>
              <td className="right number">
                {c.tags} / {found.tags.length}
              </td>
              <td className="number">{c.lastOn}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
