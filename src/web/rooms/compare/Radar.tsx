/** Five stages as a radar. It shows shape only: the dot plot beside it holds the intervals. */
import type { Result } from '#basis/reading.ts';

interface RadarProps {
  axes: readonly string[];
  lines: readonly { name: string; colour: string; values: readonly Result[] }[];
  label: string;
}

const WIDTH = 340;
const HEIGHT = 280;
const MIDDLE = WIDTH / 2;
const CENTRE = HEIGHT / 2 + 8;
const RADIUS = 96;

export function Radar({ axes, lines, label }: RadarProps) {
  const at = (axis: number, value: number) => {
    const angle = (2 * Math.PI * axis) / axes.length - Math.PI / 2;
    const r = (value / 100) * RADIUS;
    return [MIDDLE + r * Math.cos(angle), CENTRE + r * Math.sin(angle)] as const;
  };
  const ring = (value: number) => axes.map((_, i) => at(i, value).join(' ')).join(',');
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      fontSize={11}
    >
      {[25, 50, 75, 100].map((value) => (
        <polygon key={value} points={ring(value)} fill="none" stroke="var(--line)" />
      ))}
      {axes.map((axis, i) => {
        const [x, y] = at(i, 100);
        const [tx, ty] = at(i, 118);
        const anchor = Math.abs(tx - MIDDLE) < 12 ? 'middle' : tx > MIDDLE ? 'start' : 'end';
        return (
          <g key={axis}>
            <line x1={MIDDLE} y1={CENTRE} x2={x} y2={y} stroke="var(--line)" />
            <text x={tx} y={ty + 4} textAnchor={anchor} fill="var(--muted)">
              {axis}
            </text>
          </g>
        );
      })}
      <text x={MIDDLE + 3} y={at(0, 50)[1] + 4} fill="var(--muted)" fontSize={10}>
        50
      </text>
      {lines.map(({ name, colour, values }) => {
        const points = values.map((v, i) => (v.state === 'ok' ? at(i, v.value) : null));
        return (
          <g key={name} stroke={colour} fill={colour}>
            {points.map((point, i) => {
              const next = points[(i + 1) % points.length];
              // A stage without data breaks the line: nothing is drawn through it.
              return point && next ? (
                <line key={axes[i]} x1={point[0]} y1={point[1]} x2={next[0]} y2={next[1]} strokeWidth={1.5} />
              ) : null;
            })}
            {points.map((point, i) =>
              point ? <circle key={axes[i]} cx={point[0]} cy={point[1]} r={3} stroke="none" /> : null,
            )}
          </g>
        );
      })}
    </svg>
  );
}
