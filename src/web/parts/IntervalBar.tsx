/** A point with its whiskers on a scale shared by its neighbours. An open end is drawn as an arrow. */
import type { Quantity } from '#basis/quantity.ts';

interface IntervalBarProps {
  quantity: Quantity;
  /** The ends of the common scale. */
  from: number;
  to: number;
  colour?: string;
  /** What the picture says, in words. */
  label: string;
  width?: number;
}

const HEIGHT = 14;

export function IntervalBar({
  quantity,
  from,
  to,
  colour = 'var(--series-1)',
  label,
  width = 180,
}: IntervalBarProps) {
  const span = to > from ? to - from : 1;
  const x = (value: number) => 6 + Math.min(Math.max((value - from) / span, 0), 1) * (width - 12);
  const { value, low, high } = quantity;
  const known = value ?? low ?? high;
  if (known === null) return null;
  const left = low === null ? 0 : x(low);
  const right = high === null ? width : x(high);
  const middle = HEIGHT / 2;
  return (
    <svg className="interval" width={width} height={HEIGHT} role="img" aria-label={label}>
      <line x1={0} x2={width} y1={middle} y2={middle} stroke="var(--line)" />
      <line x1={left} x2={right} y1={middle} y2={middle} stroke={colour} strokeWidth={2} />
      {low === null ? (
        <path d={`M6 2 L0 ${middle} L6 ${HEIGHT - 2}`} fill="none" stroke={colour} strokeWidth={1.5} />
      ) : (
        <line x1={left} x2={left} y1={3} y2={HEIGHT - 3} stroke={colour} strokeWidth={1.5} />
      )}
      {high === null ? (
        <path
          d={`M${width - 6} 2 L${width} ${middle} L${width - 6} ${HEIGHT - 2}`}
          fill="none"
          stroke={colour}
          strokeWidth={1.5}
        />
      ) : (
        <line x1={right} x2={right} y1={3} y2={HEIGHT - 3} stroke={colour} strokeWidth={1.5} />
      )}
      {value === null ? null : <circle cx={x(value)} cy={middle} r={4} fill={colour} />}
    </svg>
  );
}
