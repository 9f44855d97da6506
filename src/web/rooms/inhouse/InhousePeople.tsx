/** The brand's own accounts, and people who could become one. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Candidate, type OwnAccount } from '#domain/assets/inhouse/schema.ts';
import { Sparkline } from '#web/parts/Sparkline.tsx';
import { usePlatformName } from '#web/parts/words.ts';
import { short } from '#web/rooms/scoreboard/ScoreText.tsx';

export function OwnAccounts({ items }: { items: readonly OwnAccount[] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  return (
    <section className="card scroll">
      <h2>{t('loop.house.own')}</h2>
      {items.length === 0 ? (
        <p className="muted">{t('loop.house.ownNone')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('find.account')}</th>
              <th scope="col">{t('loop.house.persona')}</th>
              <th scope="col">{t('loop.house.since')}</th>
              <th scope="col" className="right">
                {t('loop.house.followers')}
              </th>
              <th scope="col">{t('loop.house.growth')}</th>
              <th scope="col">{t('loop.house.evidence')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((o) => (
              <tr key={o.ownId}>
                <th scope="row">
                  <Link
                    to="/accounts/$id"
                    params={{ id: o.accountId }}
                    style={{ textDecoration: 'underline' }}
                  >
                    {o.name ?? o.accountId}
                  </Link>{' '}
                  <span className="muted">{o.platform ? platformName(o.platform) : ''}</span>
                </th>
                <td>{o.persona}</td>
                <td className="number">{o.since}</td>
                <td className="right number">{o.followers === null ? '—' : short(o.followers)}</td>
                <td>
                  {o.series.length > 1 ? (
                    <Sparkline
                      at={o.series.map((s) => Date.parse(s.day))}
                      values={o.series.map((s) => s.value)}
                      title={t('loop.house.followers')}
                    />
                  ) : null}{' '}
                  {o.growth
                    ? t('loop.house.perMonth', {
                        share: `${(100 * o.growth.perMonth).toFixed(1)} %`,
                        days: o.growth.days,
                      })
                    : t('loop.house.noGrowth')}
                </td>
                <td>
                  <Link to="/accounts/$id" params={{ id: o.accountId }} search={{ tab: 'authenticity' }}>
                    {o.evidence ? (
                      <span className={`level level-${o.evidence}`}>
                        {t(`authenticity.level.${o.evidence as 'none'}`)}
                      </span>
                    ) : (
                      t('loop.house.notAudited')
                    )}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function PersonaCandidates({ items }: { items: readonly Candidate[] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('loop.house.candidates')} tabIndex={0}>
      <h2>{t('loop.house.candidates')}</h2>
      <p className="muted">{t('loop.house.candidatesHint')}</p>
      {items.length === 0 ? (
        <p className="muted">{t('loop.house.noCandidates')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('loop.house.person')}</th>
              <th scope="col">{t('loop.house.platform')}</th>
              {(['acts', 'posts', 'elsewhere', 'accounts', 'replies', 'likes', 'bought'] as const).map(
                (k) => (
                  <th key={k} scope="col" className="right">
                    {t(`loop.house.${k}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((c) => (
              <tr key={`${c.platform}${c.actor}`}>
                <th scope="row">
                  {c.accountId ? (
                    <Link to="/accounts/$id" params={{ id: c.accountId }}>
                      {c.name ?? c.accountId}
                    </Link>
                  ) : (
                    <code>{c.actor.slice(0, 10)}…</code>
                  )}
                </th>
                <td>{platformName(c.platform)}</td>
                {[c.acts, c.posts, c.comments, c.accounts, c.replies, c.likes, c.bought].map((n, i) => (
                  // oxlint-disable-next-line react/no-array-index-key -- the place is the column
                  <td key={i} className="right number">
                    {short(n)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
