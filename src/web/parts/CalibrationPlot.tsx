/** Stated against observed coverage: on the diagonal a source holds as often as it says. */
interface Curve {
  name: string;
  colour: string;
  n: number;
  points: readonly { stated: number; observed: number; low: number; high: number }[];
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [360, 320, 44, 40, 12, 12];
const x = (v: number) => LEFT + v * (WIDTH - LEFT - RIGHT);
const y = (v: number) => HEIGHT - BOTTOM - v * (HEIGHT - BOTTOM - TOP);

export function CalibrationPlot({
  curves,
  label,
  xName,
  yName,
}: {
  curves: readonly Curve[];
  label: string;
  xName: string;
  yName: string;
}) {
  return (
    <svg className="calibration" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick} fill="var(--muted)" fontSize={11}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--line)" />
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={x(tick)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">
            {100 * tick}
          </text>
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {100 * tick}
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
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--muted)" strokeDasharray="4 4" />
      {curves.map((c) => (
        <g key={c.name} stroke={c.colour} fill="none">
          <path
            d={`M${c.points.map((p) => `${x(p.stated)} ${y(p.low)}`).join('L')}L${[...c.points]
              .reverse()
              .map((p) => `${x(p.stated)} ${y(p.high)}`)
              .join('L')}Z`}
            fill={c.colour}
            fillOpacity={0.12}
            stroke="none"
          />
          <polyline
            points={c.points.map((p) => `${x(p.stated)},${y(p.observed)}`).join(' ')}
            strokeWidth={2}
          />
          {c.points.map((p) => (
            <circle key={p.stated} cx={x(p.stated)} cy={y(p.observed)} r={3} fill={c.colour} stroke="none">
              <title>{`${c.name} · ${Math.round(100 * p.stated)} % → ${Math.round(100 * p.observed)} % (${Math.round(100 * p.low)}–${Math.round(100 * p.high)}), n ${c.n}`}</title>
            </circle>
          ))}
        </g>
      ))}
    </svg>
  );
}
