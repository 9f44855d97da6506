/** The number of a reading with its interval on a scale, or what is missing for one. */
import { useTranslation } from 'react-i18next';
import type { Reading } from '#basis/reading.ts';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';

const probability = (p: number): string => (p < 0.0001 ? '< 0.0001' : `= ${Number(p.toPrecision(2))}`);

export function ResultLine({ reading }: { reading: Reading }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const word = useWord();
  const { result } = reading;
  if (result.state === 'insufficient')
    return (
      <dl className="facts">
        <dt>{t('authenticity.need')}</dt>
        <dd>{say(result.need)}</dd>
        <dt>{t('authenticity.have')}</dt>
        <dd>{say(result.have)}</dd>
        <dt>{t('authenticity.why')}</dt>
        <dd>{say(result.why)}</dd>
      </dl>
    );
  const { unit, value, low, high, n } = result;
  const show = (x: number) => (unit === 'share' ? formatShare(x, style) : formatCount(x, style));
  const p = result.detail['pValue'];
  const text = low === null || high === null ? show(value) : `${show(value)} (${show(low)} – ${show(high)})`;
  return (
    <p className="result-line">
      {unit === 'p' ? null : (
        <b className="number">
          {text}
          {unit === 'share' || unit === 'count' ? '' : ` ${word('unit', unit)}`}
        </b>
      )}
      {unit === 'share' && low !== null && high !== null ? (
        <IntervalBar quantity={{ value, low, high }} from={0} to={1} label={text} />
      ) : null}
      <span className="muted">{t('authenticity.n', { n: formatCount(n, { ...style, short: false }) })}</span>
      {typeof p === 'number' ? (
        <span className="muted">{t('authenticity.p', { p: probability(p) })}</span>
      ) : null}
    </p>
  );
}
