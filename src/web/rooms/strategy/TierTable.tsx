/** Tiers of each platform: cut-offs with their interval, accounts, how often the bootstrap found as many. */
import { useTranslation } from 'react-i18next';
import type { PlatformTiers } from '#domain/readings/market/schema.ts';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';

/** Cut-offs are drawn between 100 and 100 million followers, by tenfold. */
const LEAST = 2;
const MOST = 8;
const log = (x: number) => Math.log10(Math.max(x, 1));

export function TierTable({ platforms }: { platforms: readonly PlatformTiers[] }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const platformName = usePlatformName();
  const n = (x: number) => formatCount(Math.round(x), style);
  const thin = platforms.filter((p) => p.state === 'insufficient');
  const have = {
    en: thin.map((p) => `${platformName(p.platform)}: ${p.have.en}`).join('; '),
    zh: thin.map((p) => `${platformName(p.platform)}：${p.have.zh}`).join('；'),
  };
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('value.tiers.tier')}</th>
            <th scope="col" className="right">
              {t('value.tiers.from')}
            </th>
            <th scope="col">{t('value.tiers.scale')}</th>
            <th scope="col" className="right">
              {t('value.tiers.accounts')}
            </th>
            <th scope="col" className="right">
              {t('value.tiers.centre')}
            </th>
          </tr>
        </thead>
        {platforms.map((p) =>
          p.state === 'ok' ? (
            <tbody key={p.platform}>
              <tr className="group">
                <th scope="rowgroup" colSpan={5}>
                  {platformName(p.platform)}{' '}
                  <span className="muted">
                    {[
                      `n = ${formatCount(p.n, { ...style, short: false })}`,
                      p.left > 0 ? t('value.tiers.left', { n: p.left }) : '',
                      p.stableShare === null
                        ? ''
                        : t('value.tiers.stable', { share: formatShare(p.stableShare, style), k: p.k }),
                    ]
                      .filter((x) => x !== '')
                      .join(' · ')}
                  </span>
                </th>
              </tr>
              {p.tiers.map((tier) => (
                <tr key={tier.tier}>
                  <th scope="row">{say(tier.name)}</th>
                  <td className="right number">
                    {n(tier.from.value)}
                    {tier.from.low < tier.from.high ? ` (${n(tier.from.low)} – ${n(tier.from.high)})` : ''}
                  </td>
                  <td>
                    {tier.from.value > 0 ? (
                      <IntervalBar
                        quantity={{
                          value: log(tier.from.value),
                          low: log(tier.from.low),
                          high: log(tier.from.high),
                        }}
                        from={LEAST}
                        width={120}
                        to={MOST}
                        label={`${say(tier.name)}: ${n(tier.from.value)} (${n(tier.from.low)} – ${n(tier.from.high)})`}
                      />
                    ) : null}
                  </td>
                  <td className="right number">{formatCount(tier.accounts, { ...style, short: false })}</td>
                  <td className="right number">{tier.centre === null ? '—' : n(tier.centre)}</td>
                </tr>
              ))}
            </tbody>
          ) : null,
        )}
      </table>
      {thin[0] ? (
        <div style={{ marginTop: 12 }}>
          <Insufficient need={thin[0].need} have={have} why={thin[0].why} />
        </div>
      ) : null}
    </>
  );
}
