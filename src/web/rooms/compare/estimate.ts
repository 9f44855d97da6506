/** Counts and shares with their intervals, in words. */
import type { Estimate } from '#domain/readings/audience/schema.ts';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

/** `12 345`, or `≈ 12 345 (12 000 – 12 700)` for an estimate. */
export function useEstimate(): (e: Estimate, unit?: 'share' | 'plain') => string {
  const style = useNumberStyle();
  return (e, unit) => {
    const one = (x: number) =>
      unit === 'share'
        ? formatShare(x, style)
        : unit === 'plain'
          ? formatCount(Number(x.toFixed(3)), { ...style, short: false })
          : formatCount(Math.round(x), { ...style, short: false });
    return e.exact ? one(e.value) : `≈ ${one(e.value)} (${one(e.low)} – ${one(e.high)})`;
  };
}
