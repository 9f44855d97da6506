/** What a score is made of: points each part brings, inside the points its weight could bring. */
import { useTranslation } from 'react-i18next';
import type { Score } from '#domain/readings/value/schema.ts';
import { formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

interface ContributionsProps {
  score: Score;
  /** Say beside each part which sub-score it belongs to. */
  mixed?: boolean;
}

export function Contributions({ score, mixed = false }: ContributionsProps) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  // A score that is refused has no points to show.
  const parts = score.result.state === 'ok' ? score.parts : [];
  const most = Math.max(...parts.map((p) => p.weight * 100), 1);
  const wide = (points: number) => `${(points / most) * 100}%`;
  if (parts.length === 0 && score.missing.length === 0) return null;
  return (
    <>
      <div className="contributions">
        {parts.map((p) => (
          <div key={`${p.value}${p.part}`} className="contribution">
            <span>
              {say(p.name)}
              {mixed ? <span className="muted small"> {t(`value.name.${p.value}`)}</span> : null}
            </span>
            <span className="contribution-bar" aria-hidden>
              <i style={{ width: wide(p.points) }} data-value={p.value} />
              <b style={{ width: wide(p.weight * 100) }} />
            </span>
            <span className="right number">
              {t('value.points', {
                points: p.points.toFixed(1),
                weight: formatShare(p.weight, style),
                score: p.score.toFixed(0),
              })}
            </span>
          </div>
        ))}
      </div>
      {score.missing.length > 0 ? (
        <p className="muted small">
          {t('value.missing', {
            names: score.missing.map((m) => say(m.name)).join(t('list.comma')),
            share: formatShare(1 - score.coverage, style),
          })}
        </p>
      ) : null}
    </>
  );
}
