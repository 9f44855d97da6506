/** What the top tenth of posts has more or less often than the rest. */
import { useTranslation } from 'react-i18next';
import type { Industry } from '#domain/readings/market/schema.ts';
import { DotPlot } from '#web/parts/DotPlot.tsx';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';

const TRAITS = ['format', 'sponsored', 'length', 'tags', 'hour'] as const;

export function EngagingTraits({ found }: { found: Industry['highInteraction'] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const valueName = (trait: string, value: string) =>
    trait === 'format'
      ? word('format', value)
      : trait === 'sponsored'
        ? word('content', value === 'yes' ? 'sponsored' : 'organic')
        : value;
  if (found.top === 0) return <p className="muted">{t('value.industry.none')}</p>;
  const most = Math.max(...found.traits.flatMap((x) => [x.topShare.high, x.otherShare.high]));
  return (
    <>
      <p className="muted">
        {t('value.industry.engagingHint', {
          top: formatCount(found.top, { ...style, short: false }),
          posts: formatCount(found.posts, { ...style, short: false }),
        })}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('value.industry.trait')}</th>
            <th scope="col">
              <span className="dot" style={{ background: 'var(--series-1)' }} aria-hidden />
              {t('value.industry.topShare')}{' '}
              <span className="dot" style={{ background: 'var(--series-2)' }} aria-hidden />
              {t('value.industry.otherShare')}
            </th>
            <th scope="col" className="right">
              {t('value.industry.both')}
            </th>
            <th scope="col">{t('value.industry.differ')}</th>
          </tr>
        </thead>
        <tbody>
          {found.traits.map((x) => {
            const trait = TRAITS.find((id) => id === x.trait);
            const apart = x.topShare.low > x.otherShare.high || x.topShare.high < x.otherShare.low;
            const text = `${formatShare(x.topShare.value, style)} / ${formatShare(x.otherShare.value, style)}`;
            return (
              <tr key={`${x.trait}${x.value}`}>
                <th scope="row">
                  {trait ? t(`value.industry.traits.${trait}`) : x.trait}: {valueName(x.trait, x.value)}
                </th>
                <td>
                  <DotPlot
                    quantities={[x.topShare, x.otherShare]}
                    colours={['var(--series-1)', 'var(--series-2)']}
                    to={most}
                    label={text}
                    width={160}
                  />
                </td>
                <td className="right number">
                  {text}
                  <div className="muted small">
                    n = {x.topShare.n} / {x.otherShare.n}
                  </div>
                </td>
                <td>
                  {apart ? (
                    <span className="tag">
                      {x.topShare.value > x.otherShare.value
                        ? t('value.industry.more')
                        : t('value.industry.less')}
                    </span>
                  ) : (
                    <span className="muted">{t('value.industry.same')}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
