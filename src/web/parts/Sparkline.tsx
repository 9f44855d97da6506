/** A small line without axes; its title says what it shows. The vertical scale runs from its lowest to its highest point. */
interface SparklineProps {
  /** Moments in any unit, ascending. */
  at: readonly number[];
  values: readonly number[];
  title: string;
}

const [WIDTH, HEIGHT, PAD] = [72, 20, 2];

export function Sparkline({ at, values, title }: SparklineProps) {
  const [start = 0, end = 1] = [at[0], at.at(-1)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (moment: number) => PAD + ((moment - start) / (end - start || 1)) * (WIDTH - 2 * PAD);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / (high - low)) * (HEIGHT - 2 * PAD);
  const points = values.map((value, i) => `${x(at[i] ?? 0).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} role="img" aria-label={title}>
      <title>{title}</title>
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}
