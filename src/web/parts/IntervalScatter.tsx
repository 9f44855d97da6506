/** What was said against what came, on logarithmic axes: a point with its interval, the diagonal where both agree. */
import { useId } from 'react';

export interface ScatterPoint {
  id: string;
  /** Said, with its interval, and what came. */
  x: number;
  low: number | null;
  high: number | null;
  y: number;
  colour: string;
  /** Shape beside colour: kinds are told apart without it. */
  shape: 'circle' | 'square' | 'diamond';
  title: string;
  faint: boolean;
}
interface IntervalScatterProps {
  points: readonly ScatterPoint[];
  label: string;
  xName: string;
  yName: string;
  pick: (id: string) => void;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [560, 400, 56, 40, 12, 16];
const log = (v: number) => Math.log10(Math.max(0, v) + 1);
const short = (v: number): string => (v >= 1e6 ? `${v / 1e6} M` : v >= 1e3 ? `${v / 1e3} k` : String(v));

export function IntervalScatter({ points, label, xName, yName, pick }: IntervalScatterProps) {
  const clip = useId();
  const shown = points.flatMap((p) => [p.x, p.y]);
  const top = Math.max(1, Math.ceil(log(Math.max(1, ...shown)) * 2) / 2);
  const x = (v: number) => LEFT + (Math.min(log(v), top) / top) * (WIDTH - LEFT - RIGHT);
  const y = (v: number) => HEIGHT - BOTTOM - (Math.min(log(v), top) / top) * (HEIGHT - BOTTOM - TOP);
  const ticks = Array.from({ length: Math.floor(top) + 1 }, (_, i) => (i === 0 ? 0 : 10 ** i));
  return (
    <svg className="interval-scatter" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={label}>
      <clipPath id={clip}>
        <rect x={LEFT} y={TOP} width={WIDTH - LEFT - RIGHT} height={HEIGHT - BOTTOM - TOP} />
      </clipPath>
      {ticks.map((tick) => (
        <g key={tick} fill="var(--muted)" fontSize={11}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--line)" />
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={x(tick)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">
            {short(tick)}
          </text>
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {short(tick)}
          </text>
        </g>
      ))}
      <text
        x={(LEFT + WIDTH - RIGHT) / 2}
        y={HEIGHT - 6}
        textAnchor="middle"
        fill="var(--muted)"
        fontSize={12}
      >
        {xName}
      </text>
      <text
        transform={`translate(12 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`}
        textAnchor="middle"
        fill="var(--muted)"
        fontSize={12}
      >
        {yName}
      </text>
      <line
        x1={x(0)}
        y1={y(0)}
        x2={WIDTH - RIGHT}
        y2={TOP}
        stroke="var(--muted)"
        strokeDasharray="4 4"
        clipPath={`url(#${clip})`}
      />
      <g clipPath={`url(#${clip})`}>
        {points.map((p) =>
          p.low === null || p.high === null ? null : (
            <line
              key={p.id}
              x1={x(p.low)}
              x2={x(p.high)}
              y1={y(p.y)}
              y2={y(p.y)}
              stroke={p.colour}
              strokeOpacity={p.faint ? 0.15 : 0.35}
            />
          ),
        )}
        {points.map((p) => (
          <Mark key={p.id} p={p} cx={x(p.x)} cy={y(p.y)} pick={pick} />
        ))}
      </g>
    </svg>
  );
}

function Mark({ p, cx, cy, pick }: { p: ScatterPoint; cx: number; cy: number; pick: (id: string) => void }) {
  const look = { fill: p.colour, fillOpacity: p.faint ? 0.35 : 0.85, style: { cursor: 'pointer' } };
  const act = { onClick: () => pick(p.id) };
  return p.shape === 'circle' ? (
    <circle cx={cx} cy={cy} r={4} {...look} {...act}>
      <title>{p.title}</title>
    </circle>
  ) : (
    <rect
      x={cx - 3.5}
      y={cy - 3.5}
      width={7}
      height={7}
      transform={p.shape === 'diamond' ? `rotate(45 ${cx} ${cy})` : undefined}
      {...look}
      {...act}
    >
      <title>{p.title}</title>
    </rect>
  );
}
