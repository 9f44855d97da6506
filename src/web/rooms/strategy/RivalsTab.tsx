/** Whom did competitors use, in what mix, for about what, with which formats and results? */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TIERS } from '#domain/facts/library/schema.ts';
import { brandWritten, type Rival } from '#domain/readings/market/rivals/schema.ts';
import { rivalsQuery } from '#web/api/rivals.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatCount, formatDay, formatMoney, formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { BrandBar, type BrandSearch, daysOf, useBrands } from '#web/rooms/strategy/BrandBar.tsx';
import { RivalFigures } from '#web/rooms/strategy/RivalFigures.tsx';
import { RivalPosts } from '#web/rooms/strategy/RivalPosts.tsx';

export interface RivalsSearch extends BrandSearch {
  posts?: string | undefined;
}
interface RivalsTabProps {
  search: RivalsSearch;
  change: (part: RivalsSearch) => void;
}

export function RivalsTab({ search, change }: RivalsTabProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { rivals, own } = useBrands(search);
  const asked = {
    rivals,
    own: own || undefined,
    category: search.category,
    list: search.list,
    windowDays: daysOf(search.window),
  };
  const query = useQuery(rivalsQuery(asked));
  return (
    <>
      <BrandBar search={search} change={change} withBrands />
      {rivals ? (
        <Answer query={query} rows={12}>
          {(board) => (
            <>
              <p className="muted">{say(board.coverage)}</p>
              {board.brands.map((rival) => (
                <RivalCard
                  key={rival.brand}
                  rival={rival}
                  open={search.posts === rival.brand}
                  toggle={() => change({ posts: search.posts === rival.brand ? '' : rival.brand })}
                  category={search.category}
                  windowDays={board.windowDays}
                />
              ))}
            </>
          )}
        </Answer>
      ) : (
        <EmptyState title={t('rivals.none')}>
          <p>{t('rivals.noneHint')}</p>
        </EmptyState>
      )}
      <p className="muted small">{t('rivals.context')}</p>
    </>
  );
}

interface RivalCardProps {
  rival: Rival;
  open: boolean;
  toggle: () => void;
  category: string | undefined;
  windowDays: number;
}

function RivalCard({ rival, open, toggle, category, windowDays }: RivalCardProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  return (
    <section className="card rival" aria-label={rival.brand}>
      <header className="reading-head">
        <h2>{rival.brand}</h2>
        {rival.own ? <span className="tag">{t('rivals.isOwn')}</span> : null}
        <span>
          <b>{n(rival.accounts)}</b> {t('rivals.accounts')} · <b>{n(rival.posts)}</b> {t('rivals.posts')} ·{' '}
          {t('rivals.declared', { n: n(rival.declared) })}
          {rival.newestAt ? <span className="muted"> · {formatDay(rival.newestAt)}</span> : null}
        </span>
        <span className="actions">
          {rival.posts > 0 && !rival.own ? (
            <Link
              className="button"
              to="/strategy"
              search={
                ((old: Record<string, unknown>) => ({
                  ...old,
                  tab: 'platforms',
                  mix: brandWritten(rival),
                })) as never
              }
              title={t('rivals.copied')}
            >
              {t('rivals.copy')}
            </Link>
          ) : null}
          {rival.posts > 0 ? (
            <button type="button" className="button" aria-expanded={open} onClick={toggle}>
              {open ? t('rivals.close') : t('rivals.open')}
            </button>
          ) : null}
        </span>
      </header>
      {rival.posts > 0 ? (
        <>
          <div className="rival-body">
            <Mix rival={rival} />
            <div>
              <Spend rival={rival} />
              <RivalFigures rival={rival} />
            </div>
          </div>
          {open ? (
            <RivalPosts brand={brandWritten(rival)} category={category} windowDays={windowDays} />
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function Spend({ rival }: { rival: Rival }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  return (
    <>
      <h3>{t('rivals.spend')}</h3>
      {rival.spend.length === 0 ? (
        <p className="muted">{t('rivals.spendNone')}</p>
      ) : (
        <>
          {rival.spend.map((s) => (
            <p key={s.currency} className="number">
              {formatMoney(s.lowMinor, s.currency, style)} – {formatMoney(s.highMinor, s.currency, style)}
            </p>
          ))}
          <p className="muted small">{t('rivals.spendHint', { unpriced: rival.unpricedPosts })}</p>
        </>
      )}
    </>
  );
}

const BANDS = [...TIERS, null] as const;

/** Accounts by platform and tier; the ground of a cell says its share of the brand's posts, the title says it in words. */
function Mix({ rival }: { rival: Rival }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const platforms = [...new Set(rival.mix.map((m) => m.platform))];
  const bands = BANDS.filter((band) => rival.mix.some((m) => m.tier === band));
  const most = Math.max(...rival.mix.map((m) => m.posts));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className="scroll" tabIndex={0} role="region" aria-label={t('rivals.mix')}>
      <h3>{t('rivals.mix')}</h3>
      <table className="plain heat">
        <thead>
          <tr>
            <th scope="col">{t('library.columns.platform')}</th>
            {bands.map((band) => (
              <th key={band} scope="col" className="right">
                {band ? t(`tier.${band}`) : t('tier.none')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {platforms.map((platform) => (
            <tr key={platform}>
              <th scope="row">{platformName(platform)}</th>
              {bands.map((band) => {
                const cell = rival.mix.find((m) => m.platform === platform && m.tier === band);
                return (
                  <td
                    key={band}
                    className="right number"
                    style={
                      cell
                        ? {
                            background: `color-mix(in srgb, var(--series-1) ${Math.round((45 * cell.posts) / most)}%, transparent)`,
                          }
                        : undefined
                    }
                    title={
                      cell
                        ? t('rivals.shareOf', {
                            share: formatShare(cell.posts / rival.posts, style),
                            brand: rival.brand,
                          })
                        : undefined
                    }
                  >
                    {cell ? (
                      <>
                        {cell.accounts}
                        <span className="muted small"> · {cell.posts}</span>
                      </>
                    ) : (
                      <span className="muted">–</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
