/** Which chosen names share people, and whether the goal wants that. */
import { useTranslation } from 'react-i18next';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';
import type { PlanPartProps } from '#web/rooms/plan/PlanPage.tsx';

/** Names in the matrix; the rest would be too small to read. */
const MOST = 20;

export function OverlapTab({ plan }: PlanPartProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const { decision: d } = plan;
  const shown = d.chosen
    .map((c, i) => ({ c, i }))
    .toSorted((a, b) => b.c.targetPeople - a.c.targetPeople)
    .slice(0, MOST);
  const share = (i: number, j: number) =>
    (d.overlap.people[i]?.[j] ?? 0) / Math.max(1, d.overlap.people[i]?.[i] ?? 1);
  return (
    <section className="card scroll-x">
      <h2>{t(`plan.overlap.${d.overlap.wanted}`)}</h2>
      <p>{say(d.overlap.why)}</p>
      <p className="muted">
        {t('plan.overlap.mean', {
          share: d.overlap.meanShare === null ? '–' : formatShare(d.overlap.meanShare, style),
        })}
        {d.chosen.length > MOST ? ` ${t('plan.overlap.first', { n: MOST, all: d.chosen.length })}` : ''}
      </p>
      <table className="plain matrix">
        <thead>
          <tr>
            <th scope="col">{t('plan.overlap.of')}</th>
            {shown.map(({ c }) => (
              <th key={c.accountId} scope="col">
                <span>{c.name ?? c.accountId}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ c, i }) => (
            <tr key={c.accountId}>
              <th scope="row">
                {c.name ?? c.accountId}{' '}
                <span className="muted number">{formatCount(c.targetPeople, style)}</span>
              </th>
              {shown.map(({ c: other, i: j }) =>
                i === j ? (
                  <td key={other.accountId} className="self">
                    –
                  </td>
                ) : (
                  <td
                    key={other.accountId}
                    className="number"
                    style={{
                      background: `color-mix(in srgb, var(--series-${d.overlap.wanted === 'low' ? 2 : 1}) ${Math.round(70 * share(i, j))}%, transparent)`,
                    }}
                    title={t('plan.overlap.cell', {
                      a: c.name ?? c.accountId,
                      b: other.name ?? other.accountId,
                      n: d.overlap.people[i]?.[j] ?? 0,
                    })}
                  >
                    {(100 * share(i, j)).toFixed(0)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
