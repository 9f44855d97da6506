import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface RangeFilterProps {
  legend: string;
  low: number | undefined;
  high: number | undefined;
  /** What one typed unit is in stored units: 100 for money. */
  factor?: number;
  change: (low: number | undefined, high: number | undefined) => void;
}

/** Reads `5万`, `1.2w`, `3k`, `2 000`; undefined for an empty or unreadable box. */
export function readNumber(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)(万|w|k|m|亿)?$/i.exec(text.replaceAll(/[\s,，\u202f]/g, ''));
  if (!found) return undefined;
  const factor = { 万: 1e4, w: 1e4, k: 1e3, m: 1e6, 亿: 1e8 }[found[2]?.toLowerCase() ?? ''] ?? 1;
  return Number(found[1]) * factor;
}

/** Two boxes for the ends of a range; Enter or leaving a box applies it. */
export function RangeFilter({ legend, low, high, factor = 1, change }: RangeFilterProps) {
  const { t } = useTranslation();
  const show = (value: number | undefined) => (value === undefined ? '' : String(value / factor));
  const [from, setFrom] = useState(show(low));
  const [to, setTo] = useState(show(high));
  const asked = `${low}–${high}`;
  const [given, setGiven] = useState(asked);
  if (given !== asked) {
    setGiven(asked);
    setFrom(show(low));
    setTo(show(high));
  }

  function apply(): void {
    const read = (text: string) => {
      const value = readNumber(text);
      return value === undefined ? undefined : Math.round(value * factor);
    };
    const [a, b] = [read(from), read(to)];
    if (a !== low || b !== high) change(a, b);
  }
  const box = (label: string, value: string, set: (text: string) => void) => (
    <input
      className="field"
      inputMode="decimal"
      aria-label={`${legend}: ${label}`}
      placeholder={label}
      value={value}
      onChange={(event) => set(event.target.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
      }}
    />
  );
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="range">
        {box(t('library.range.from'), from, setFrom)}
        <span aria-hidden>–</span>
        {box(t('library.range.to'), to, setTo)}
      </div>
    </fieldset>
  );
}
