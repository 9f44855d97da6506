/** Breadth or seeding: what this library says beside what the field says. */
import { useTranslation } from 'react-i18next';
import { TIERS } from '#domain/facts/library/schema.ts';
import type { PlatformRoleRow } from '#domain/readings/market/rivals/schema.ts';
import { formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';

interface RolesTableProps {
  rows: readonly PlatformRoleRow[];
  heads: readonly string[];
}

export function RolesTable({ rows, heads }: RolesTableProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const shown = (share: PlatformRoleRow['headFollowerShare']) =>
    share ? (
      <>
        <IntervalBar quantity={share} from={0} to={1} width={130} label={formatShare(share.value, style)} />{' '}
        <span className="number">{formatShare(share.value, style)}</span>
      </>
    ) : (
      <span className="muted">—</span>
    );
  return (
    <>
      <p className="muted small">
        {t('rivals.roles.heads', {
          tiers: TIERS.filter((x) => heads.includes(x))
            .map((x) => t(`tier.${x}`))
            .join(' · '),
        })}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('library.columns.platform')}</th>
            <th scope="col">{t('rivals.roles.found')}</th>
            <th scope="col">{t('rivals.roles.usual')}</th>
            <th scope="col">{t('rivals.roles.headFollowers')}</th>
            <th scope="col">{t('rivals.roles.headEngagements')}</th>
            <th scope="col">{t('rivals.saturation.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.platform}>
              <th scope="row">{platformName(r.platform)}</th>
              <td>
                {r.found ? (
                  <span className="tag">{t(`rivals.roles.role.${r.found}`)}</span>
                ) : (
                  <span className="level level-insufficient">{t('rivals.roles.unknown')}</span>
                )}
              </td>
              <td>{r.usual ? t(`rivals.roles.role.${r.usual}`) : t('rivals.roles.noUsual')}</td>
              <td>{shown(r.headFollowerShare)}</td>
              <td>{shown(r.headEngagementShare)}</td>
              <td className="small">
                {say(r.why)}{' '}
                <span className="muted">
                  {t('rivals.roles.effective', { n: r.accounts, effective: r.headFollowerShare?.n ?? 0 })}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
