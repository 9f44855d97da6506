/** One number with its interval and base on a common scale, or what is missing for it. */
import { useTranslation } from 'react-i18next';
import type { Estimate } from '#domain/telling/outcome/schema.ts';
import { formatValue } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

interface EstimateLineProps {
  label: string;
  hint?: string;
  estimate: Estimate;
  unit: 'share' | 'count' | 'money';
  currency?: string | null;
  /** End of the common scale; shares end at 1. */
  to?: number;
}

export function EstimateLine({ label, hint, estimate, unit, currency = null, to = 1 }: EstimateLineProps) {
  const style = useNumberStyle();
  return (
    <div className="estimate-line" title={hint}>
      <span>{label}</span>
      <EstimateText estimate={estimate} unit={unit} currency={currency} />
      {estimate.state === 'ok' && estimate.low !== null ? (
        <IntervalBar
          quantity={estimate}
          from={0}
          to={to}
          label={`${formatValue(estimate.low, unit, currency, style)}–${formatValue(estimate.high ?? estimate.value, unit, currency, style)}`}
        />
      ) : (
        <span />
      )}
      <span className="muted">{hint}</span>
    </div>
  );
}

export function EstimateText({
  estimate,
  unit,
  currency = null,
}: Pick<EstimateLineProps, 'estimate' | 'unit' | 'currency'>) {
  const { t } = useTranslation();
  const say = useSay();
  const style = { ...useNumberStyle(), short: false };
  if (estimate.state !== 'ok')
    return (
      <span
        className="level level-insufficient"
        title={`${say(estimate.need)} · ${say(estimate.have)} · ${say(estimate.why)}`}
      >
        {t('authenticity.level.insufficient')}
      </span>
    );
  const text = (value: number) => formatValue(value, unit, currency, style);
  return (
    <b className="number" title={t('outcome.base', { n: estimate.n })}>
      {text(estimate.value)}
      {estimate.low === null || estimate.high === null ? null : (
        <small className="muted">
          {' '}
          [{text(estimate.low)}–{text(estimate.high)}]
        </small>
      )}
    </b>
  );
}
