/** A score with its interval and base, or that there is too little to say. */
import { useTranslation } from 'react-i18next';
import type { Score } from '#domain/assets/forecasts/schema.ts';
import { useSay } from '#web/parts/say.ts';

export const short = (v: number): string =>
  Math.abs(v) >= 1000
    ? Math.round(v).toLocaleString('en-US').replaceAll(',', '\u202f')
    : String(Number(v.toPrecision(3)));

export function ScoreText({ score, unit = 'factor' }: { score: Score; unit?: 'factor' | 'share' | 'plain' }) {
  const { t } = useTranslation();
  const say = useSay();
  if (score.state !== 'ok')
    return (
      <span
        className="level level-insufficient"
        title={`${say(score.need)} · ${say(score.have)} · ${say(score.why)}`}
      >
        {t('loop.insufficient')}
      </span>
    );
  const text = (v: number) =>
    unit === 'share' ? `${Math.round(100 * v)} %` : unit === 'factor' ? `×${v.toFixed(2)}` : v.toFixed(2);
  return (
    <b className="number" title={`n ${score.n}`}>
      {text(score.value)}{' '}
      <small className="muted">
        [{text(score.low)}–{text(score.high)}]
      </small>
    </b>
  );
}
