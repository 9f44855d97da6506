/** A number with everything it needs: unit, bounds, window, source and day. It opens the row it was read from. */

import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Quantity } from '#basis/quantity.ts';
import type { Figure, provenanceSchema } from '#domain/facts/library/schema.ts';
import { useEvidence } from '#web/parts/evidence-link.ts';
import { formatBounds, formatDay, formatQuantity } from '#web/parts/format.ts';
import { useCounted, useMetricName, useNumberStyle, useScope, useWord } from '#web/parts/words.ts';

interface QuantityProps {
  quantity: Quantity;
  unit: string;
  currency?: string | null;
}

/** A value in its unit; an em dash, named “unknown” to screen readers, when nothing is known. */
export function QuantityText({ quantity, unit, currency = null }: QuantityProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const text = formatQuantity(quantity, unit, currency, style);
  if (text === null)
    return (
      <span className="muted">
        <span aria-hidden>—</span>
        <span className="hidden">{t('figure.unknown')}</span>
      </span>
    );
  return <span className="number">{text}</span>;
}

/** The parts of a figure that say what it is, one a line. */
export function useFigureTitle(): (figure: Figure) => string {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const scope = useScope();
  const counted = useCounted();
  const word = useWord();
  return (figure) => {
    const bounds = formatBounds(figure, figure.unit, figure.currency, style);
    return [
      [metricName(figure.metric), scope(figure)].filter((x) => x !== '').join(' · '),
      bounds ? t('figure.between', { bounds }) : '',
      figure.denominator ? counted(figure.metric) : '',
      t('figure.source', { vendor: word('vendor', figure.from.vendor), day: formatDay(figure.asOf) }),
      figure.stale ? t('figure.staleLong', { days: figure.ageDays }) : '',
      t('figure.open'),
    ]
      .filter((line) => line !== '')
      .join('\n');
  };
}

interface FigureCellProps {
  figure: Figure | null;
  /** Say “stale” beside an old number. */
  markStale?: boolean;
}

export function FigureCell({ figure, markStale = true }: FigureCellProps) {
  const { t } = useTranslation();
  const title = useFigureTitle();
  if (!figure)
    return (
      <span className="muted" aria-label={t('figure.unknown')} role="img">
        —
      </span>
    );
  return (
    <span className="figure-cell">
      {markStale && figure.stale ? (
        <span className="mark" title={t('figure.staleLong', { days: figure.ageDays })}>
          {t('figure.stale')}
        </span>
      ) : null}
      <EvidenceButton from={figure.from} title={title(figure)}>
        <QuantityText quantity={figure} unit={figure.unit} currency={figure.currency} />
      </EvidenceButton>
    </span>
  );
}

interface EvidenceButtonProps {
  from: z.infer<typeof provenanceSchema>;
  title?: string;
  children: React.ReactNode;
}

/** Opens the row behind what it shows. */
export function EvidenceButton({ from, title, children }: EvidenceButtonProps) {
  const { t } = useTranslation();
  const open = useEvidence();
  return (
    <button
      type="button"
      className="evidence"
      title={title ?? t('figure.open')}
      onClick={(event) => {
        event.stopPropagation();
        open(from);
      }}
    >
      {children}
    </button>
  );
}
