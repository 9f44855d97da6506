/** A share with its whiskers on the scale 0–1, and its interval in words. */
import type { Bounded } from '#domain/readings/voice/schema.ts';
import { formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useNumberStyle } from '#web/parts/words.ts';

interface ShareLineProps {
  share: Bounded;
  name: string;
  colour?: string;
  width?: number;
}
export const FEELING_COLOURS = {
  positive: 'var(--series-1)',
  neutral: 'var(--series-8)',
  negative: 'var(--series-2)',
} as const;

export function ShareLine({ share, name, colour = 'var(--series-1)', width = 140 }: ShareLineProps) {
  const style = useNumberStyle();
  const text = `${formatShare(share.value, style)} (${formatShare(share.low, style)} – ${formatShare(share.high, style)})`;
  return (
    <span className="share-line">
      <IntervalBar
        quantity={share}
        from={0}
        to={1}
        width={width}
        colour={colour}
        label={`${name}: ${text}`}
      />
      <span className="number">{text}</span>
    </span>
  );
}
