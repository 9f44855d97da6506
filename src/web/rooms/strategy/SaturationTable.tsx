/** Shares of posts and accounts that are a competitor's, with the bounds that make the reading. */
import { useTranslation } from 'react-i18next';
import type { Saturation } from '#domain/readings/market/rivals/schema.ts';
import { formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import type { PlatformsSearch } from '#web/rooms/strategy/PlatformsTab.tsx';

interface SaturationTableProps {
  rows: readonly Saturation[];
  search: PlatformsSearch;
  change: (part: PlatformsSearch) => void;
}
const BOUNDS = [
  ['avoidUsed', [0.3, 0.4, 0.5, 0.6, 0.7], 0.5],
  ['enterUsed', [0.1, 0.2, 0.25, 0.3, 0.4], 0.25],
  ['avoidPost', [0.05, 0.1, 0.2, 0.3], 0.1],
  ['enterPost', [0.01, 0.03, 0.05, 0.1], 0.03],
] as const;
const LEVEL = { enter: 'none', contested: 'weak', avoid: 'moderate', insufficient: 'insufficient' } as const;

export function SaturationTable({ rows, search, change }: SaturationTableProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const mostPosts = Math.max(0.05, ...rows.map((r) => r.postShare?.high ?? 0));
  const mostUsed = Math.max(0.1, ...rows.map((r) => r.usedShare?.high ?? 0));
  const shown = (share: Saturation['postShare'], part: number, most: number) =>
    share ? (
      <>
        <IntervalBar
          quantity={share}
          from={0}
          to={most}
          width={130}
          label={formatShare(share.value, style)}
        />{' '}
        <span className="number">{formatShare(share.value, style)}</span>{' '}
        <span className="muted small">{t('rivals.saturation.of', { part, n: share.n })}</span>
      </>
    ) : (
      <span className="muted">—</span>
    );
  return (
    <>
      <p className="row small">
        <span className="muted">{t('rivals.saturation.bounds')}</span>
        {BOUNDS.map(([name, values, usual]) => (
          <label key={name} className="row">
            {t(`rivals.saturation.${name}`)}
            <select
              className="field"
              style={{ width: 'auto' }}
              value={search[name] ?? String(usual)}
              onChange={(e) => change({ [name]: e.target.value })}
            >
              {values.map((v) => (
                <option key={v} value={String(v)}>
                  {Math.round(v * 100)}%
                </option>
              ))}
            </select>
          </label>
        ))}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('library.columns.platform')}</th>
            <th scope="col">{t('rivals.saturation.reading')}</th>
            <th scope="col">{t('rivals.saturation.usedShare')}</th>
            <th scope="col">{t('rivals.saturation.postShare')}</th>
            <th scope="col" className="right">
              {t('rivals.saturation.own')}
            </th>
            <th scope="col">{t('rivals.saturation.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.platform}>
              <th scope="row">{platformName(r.platform)}</th>
              <td>
                <span className={`level level-${LEVEL[r.level]}`}>
                  {t(`rivals.saturation.level.${r.level}`)}
                </span>
              </td>
              <td>{shown(r.usedShare, r.usedAccounts, mostUsed)}</td>
              <td>{shown(r.postShare, r.rivalPosts, mostPosts)}</td>
              <td className="right number">{r.ownPosts}</td>
              <td className="small">{say(r.why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
