/** All watched placements as rows on one clock: gain per quarter of an hour by depth of colour, alarms as marks. */
import { useTranslation } from 'react-i18next';
import type { LiveAlarm, LivePost } from '#domain/decisions/monitor/schema.ts';
import { formatCount } from '#web/parts/format.ts';
import { useMetricName, useNumberStyle, usePlatformName } from '#web/parts/words.ts';

interface HorizonRowsProps {
  posts: readonly LivePost[];
  alarms: readonly LiveAlarm[];
  chosen: string | undefined;
  choose: (postId: string) => void;
  /** Larger, without choice: for the wall. */
  large?: boolean;
}

const [WIDTH, HEIGHT, LEVELS] = [720, 26, 4];

export function HorizonRows({ posts, alarms, chosen, choose, large = false }: HorizonRowsProps) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const metricName = useMetricName();
  const platformName = usePlatformName();
  const ends = posts.flatMap((p) =>
    p.row
      ? [Date.parse(p.row.fromAt), Date.parse(p.row.fromAt) + p.row.gains.length * p.row.stepMinutes * 60_000]
      : [],
  );
  const [start, end] = [Math.min(...ends), Math.max(...ends)];
  return (
    <div className={large ? 'horizons large' : 'horizons'}>
      {posts.map((post) => {
        const own = alarms.filter((a) => a.postId === post.postId);
        const name = post.accountName ?? post.accountId;
        const metric = post.row?.metric ?? 'like_count';
        const label = t('live.rowLabel', {
          name,
          total: formatCount(post.latest[metric] ?? 0, style),
          metric: metricName(metric),
          alarms: own.length,
        });
        return (
          <button
            type="button"
            key={post.postId}
            className="horizon"
            aria-pressed={post.postId === chosen}
            aria-label={label}
            onClick={() => choose(post.postId)}
          >
            <span className="horizon-name">
              {name} <span className="muted">{platformName(post.platform)}</span>
            </span>
            <Strip post={post} alarms={own} start={start} end={end} />
            <span className="right number">{formatCount(post.latest[metric] ?? 0, style)}</span>
            <span className={own.some((a) => a.context.length === 0) ? 'alarm-count open' : 'alarm-count'}>
              {own.length > 0 ? `▲ ${own.length}` : ''}
            </span>
          </button>
        );
      })}
    </div>
  );
}

interface StripProps {
  post: LivePost;
  alarms: readonly LiveAlarm[];
  start: number;
  end: number;
}

/** Gains folded into bands: each level is the same height, drawn over the one below in a deeper tone. */
function Strip({ post: { row }, alarms, start, end }: StripProps) {
  if (!row) return <span />;
  const step = row.stepMinutes * 60_000;
  const x = (ms: number) => ((ms - start) / (end - start || 1)) * WIDTH;
  const from = Date.parse(row.fromAt);
  const roots = row.gains.map((g) => Math.sqrt(Math.max(0, g ?? 0)));
  const most = Math.max(...roots, 1);
  const width = Math.max(0.8, x(from + step) - x(from));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="horizon-strip" aria-hidden>
      {Array.from({ length: LEVELS }, (_, level) => (
        <g key={`level ${level}`} fill="var(--series-1)" opacity={0.25 + (0.75 * level) / LEVELS}>
          {roots.map((r, i) => {
            const part = Math.min(1, Math.max(0, (r / most) * LEVELS - level));
            return part > 0 ? (
              <rect
                key={`${level} ${from + i * step}`}
                x={x(from + i * step)}
                y={HEIGHT * (1 - part)}
                width={width}
                height={HEIGHT * part}
              />
            ) : null;
          })}
        </g>
      ))}
      {alarms.map((a) => (
        <path
          key={a.alarmId}
          d={`M${x(Date.parse(a.fromAt))} 0 v${HEIGHT}`}
          stroke={a.context.length === 0 ? 'var(--alarm)' : 'var(--warn)'}
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
