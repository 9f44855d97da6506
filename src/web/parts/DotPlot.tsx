/** Several intervals on one scale: a line for each, in the order and colour of the compared accounts. */
import type { Quantity } from '#basis/quantity.ts';

interface DotPlotProps {
  quantities: readonly (Quantity | null)[];
  colours: readonly string[];
  label: string;
  width?: number;
  /** An end the scale has at least, so that neighbours share it. */
  to?: number;
}
const STEP = 10;
const EDGE = 8;

export function DotPlot({ quantities, colours, label, width = 220, to = 0 }: DotPlotProps) {
  const ends = quantities.flatMap((q) => (q ? [q.value, q.low, q.high] : [])).filter((v) => v !== null);
  const top = Math.max(...ends, to);
  const bottom = Math.min(...ends, 0);
  const x = (value: number) => EDGE + ((value - bottom) / (top - bottom || 1)) * (width - 2 * EDGE);
  const height = quantities.length * STEP + 4;
  return (
    <svg className="interval" width={width} height={height} role="img" aria-label={label}>
      <line x1={x(0)} x2={x(0)} y1={0} y2={height} stroke="var(--muted)" strokeDasharray="2 2" />
      {quantities.map((q, i) => {
        const y = i * STEP + STEP / 2 + 2;
        const colour = colours[i];
        if (!q || (q.value === null && q.low === null && q.high === null)) return null;
        const low = q.low === null ? 0 : x(q.low);
        const high = q.high === null ? width : x(q.high);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- the place in the order is the account
          <g key={i} stroke={colour} fill={colour}>
            <line x1={low} x2={high} y1={y} y2={y} strokeWidth={2} />
            {q.low === null ? null : <line x1={low} x2={low} y1={y - 3} y2={y + 3} strokeWidth={1.5} />}
            {q.high === null ? (
              <path d={`M${width - 5} ${y - 3} L${width} ${y} L${width - 5} ${y + 3}`} fill="none" />
            ) : (
              <line x1={high} x2={high} y1={y - 3} y2={y + 3} strokeWidth={1.5} />
            )}
            {q.value === null ? null : <circle cx={x(q.value)} cy={y} r={4} stroke="none" />}
          </g>
        );
      })}
    </svg>
  );
}
