/** Single values as dots on a scale of magnitudes, with the interval of their median over them. */
interface PriceStripProps {
  dots: readonly number[];
  /** Median with its interval; null for a blank cell. A null end lies beyond. */
  norm: { value: number; low: number; high: number | null } | null;
  /** A price marked on the scale. */
  mark?: number | null;
  /** Ends of the scale, above 0. */
  from: number;
  to: number;
  label: string;
  width?: number;
}
const HEIGHT = 26;

export function PriceStrip({ dots, norm, mark = null, from, to, label, width = 320 }: PriceStripProps) {
  const [a, b] = [Math.log(from), Math.log(to)];
  const x = (v: number) =>
    6 + (b > a ? Math.min(1, Math.max(0, (Math.log(v) - a) / (b - a))) : 0.5) * (width - 12);
  const middle = HEIGHT / 2;
  return (
    <svg className="interval" width={width} height={HEIGHT} role="img" aria-label={label}>
      <line x1={0} x2={width} y1={middle} y2={middle} stroke="var(--line)" />
      {dots.map((v, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: equal prices are equal dots
          key={i}
          cx={x(v)}
          // Dots of one price stand over each other: a fixed step up and down keeps them apart.
          cy={middle + (((i * 7) % 5) - 2) * 3.6}
          r={2}
          fill="var(--series-1)"
          opacity={0.45}
        />
      ))}
      {norm ? (
        <>
          <line
            x1={x(norm.low)}
            x2={norm.high === null ? width : x(norm.high)}
            y1={middle}
            y2={middle}
            stroke="var(--series-2)"
            strokeWidth={4}
            strokeLinecap="round"
          />
          <line
            x1={x(norm.value)}
            x2={x(norm.value)}
            y1={4}
            y2={HEIGHT - 4}
            stroke="var(--series-2)"
            strokeWidth={2.5}
          />
        </>
      ) : null}
      {mark === null ? null : (
        <path
          d={`M${x(mark)} ${middle - 7} l6 7 l-6 7 l-6 -7 z`}
          fill="none"
          stroke="var(--text)"
          strokeWidth={1.8}
        />
      )}
    </svg>
  );
}

/** Ends of a scale that holds all values, on round magnitudes' halves. */
export function scaleOf(values: readonly number[]): { from: number; to: number } {
  const known = values.filter((v) => v > 0 && Number.isFinite(v));
  if (known.length === 0) return { from: 1, to: 10 };
  const [low, high] = known.reduce(([l, h], v) => [Math.min(l, v), Math.max(h, v)], [Infinity, 0]);
  return { from: low * 0.9, to: Math.max(high * 1.1, low * 1.3) };
}
