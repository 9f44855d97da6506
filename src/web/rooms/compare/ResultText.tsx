/** A result of a reading as a number with its interval and n, or what it lacks. */
import { useTranslation } from 'react-i18next';
import type { Result } from '#basis/reading.ts';
import { formatCount, formatMoney, formatShare, type NumberStyle } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { Insufficient } from '#web/rooms/audience/Insufficient.tsx';

const CENTS = /^([A-Z]{3}) minor per person$/;

function numberIn(value: number, unit: string, style: NumberStyle): string {
  const money = CENTS.exec(unit);
  if (money || unit === 'minor per person')
    return formatMoney(Number(value.toPrecision(3)), money?.[1] ?? null, style);
  if (unit === 'share') return formatShare(value, style);
  if (unit === 'score' || unit === 'percentile') return value.toFixed(1);
  return formatCount(Number(value.toPrecision(3)), style);
}

export function useResultText(): (result: Result) => string {
  const style = useNumberStyle();
  return (result) => {
    if (result.state !== 'ok') return '—';
    const one = (x: number) => numberIn(x, result.unit, style);
    const { value, low, high } = result;
    return low === null || high === null || low === high
      ? one(value)
      : `${one(value)} (${one(low)} – ${one(high)})`;
  };
}

interface ResultTextProps {
  result: Result;
  /** Draw the interval between these ends. */
  scale?: readonly [from: number, to: number];
}

export function ResultText({ result, scale }: ResultTextProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const text = useResultText()(result);
  if (result.state === 'insufficient')
    return <Insufficient need={result.need} have={result.have} why={result.why} />;
  const plain = ['score', 'percentile', 'share'].includes(result.unit) || result.unit.includes('minor');
  return (
    <p className="result-line">
      <b className="number">
        {text}
        {plain ? '' : ` ${word('unit', result.unit)}`}
      </b>
      {scale ? <IntervalBar quantity={result} from={scale[0]} to={scale[1]} label={text} /> : null}
      <span className="muted">
        {t('authenticity.n', { n: formatCount(result.n, { ...style, short: false }) })}
      </span>
    </p>
  );
}
