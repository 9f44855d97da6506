/** A value of a standard's metric in its unit. */
import { metricRow } from '#basis/metric.ts';
import type { Norms } from '#domain/assets/rates/schema.ts';
import { formatValue } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function useShown(found: Pick<Norms, 'metric' | 'currency'>): (value: number) => string {
  const style = useNumberStyle();
  const { unit } = metricRow(found.metric);
  return (value) => formatValue(value, unit, found.currency, style);
}
