/** Formats, engagements beside the platform's, and the tags that stand beside a brand. */
import { useTranslation } from 'react-i18next';
import type { Rival } from '#domain/readings/market/rivals/schema.ts';
import { DotPlot } from '#web/parts/DotPlot.tsx';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle, usePlatformName, useWord } from '#web/parts/words.ts';

type Quartiles = Rival['interactions'][number]['all'];
const asQuantity = (q: Quartiles) => (q ? { value: q.median, low: q.lowQuarter, high: q.highQuarter } : null);

export function RivalFigures({ rival }: { rival: Rival }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const platformName = usePlatformName();
  const said = (q: Quartiles) =>
    q
      ? t('rivals.medianOf', {
          value: formatCount(q.median, style),
          low: formatCount(q.lowQuarter, style),
          high: formatCount(q.highQuarter, style),
          n: q.n,
        })
      : t('rivals.tooFew');
  return (
    <>
      <h3>{t('rivals.formats')}</h3>
      <ul className="plain-list">
        {rival.formats.map((f) => (
          <li key={f.format}>
            {word('format', f.format)}: <b>{f.posts}</b>{' '}
            <span className="muted small">{said(f.interactions)}</span>
          </li>
        ))}
      </ul>
      <h3>{t('rivals.interactions')}</h3>
      <table className="plain">
        <tbody>
          {rival.interactions.map((i) => (
            <tr key={i.platform}>
              <th scope="row">{platformName(i.platform)}</th>
              <td>
                <DotPlot
                  quantities={[asQuantity(i.naming), asQuantity(i.all)]}
                  colours={['var(--series-1)', 'var(--series-2)']}
                  label={`${t('rivals.naming')} ${said(i.naming)}; ${t('rivals.all')} ${said(i.all)}`}
                  width={150}
                />
              </td>
              <td className="small">
                <span className="dot" style={{ background: 'var(--series-1)' }} aria-hidden />{' '}
                {t('rivals.naming')} {said(i.naming)}
                <br />
                <span className="dot" style={{ background: 'var(--series-2)' }} aria-hidden />{' '}
                {t('rivals.all')} {said(i.all)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rival.tags.length > 0 ? (
        <>
          <h3>{t('rivals.tags')}</h3>
          <p>
            {rival.tags.map((tag) => (
              <span key={tag.tag} className="tag">
                {tag.tag} {tag.posts}
              </span>
            ))}
          </p>
        </>
      ) : null}
    </>
  );
}
