/** One small multiple as a drawing of its own, with its base written on it, so that it can leave the page. */
import { useTranslation } from 'react-i18next';
import type { PortraitPanel } from '#domain/readings/audience/schema.ts';
import { formatCount, formatDay, formatShare } from '#web/parts/format.ts';
import { FONT } from '#web/parts/palette.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { linesOf } from '#web/rooms/audience/wrap.ts';

type Drawn = Extract<PortraitPanel, { state: 'ok' }>;
type Segment = Drawn['segments'][number];

const WIDTH = 360;
const ROW = 20;
const TOP = 28;
const LABEL = 104;
const VALUE = 132;
const SMALL = 15;
/** Rows drawn; the rest is told in words. */
const MOST = 12;
/** Units of a caption line: a Chinese character counts two. */
const LINE_UNITS = 62;
const NAME_UNITS = 17;

/** Name, base, n, coverage, suppressed cells and day of a panel, in one sentence. */
function useCaption(): (panel: Drawn) => string {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const n = (value: number) => formatCount(value, { ...style, short: false });
  return (p) =>
    [
      say(p.of),
      p.n === null ? t('account.nUnstated') : `n = ${n(p.n)}`,
      p.coverage === null ? '' : t('audience.portrait.coverage', { share: formatShare(p.coverage, style) }),
      p.suppressed.cells > 0
        ? t('audience.portrait.suppressed', { cells: p.suppressed.cells, least: p.suppressed.least })
        : '',
      p.segments.length > MOST && p.dimension !== 'activity_hour'
        ? t('account.moreSegments', { number: p.segments.length - MOST })
        : '',
      p.overlapping ? t('audience.portrait.overlapping') : '',
      p.asOf ? formatDay(p.asOf) : '',
    ]
      .filter((part) => part !== '')
      .join(' · ');
}

export function PortraitPicture({ panel }: { panel: Drawn }) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const word = useWord();
  const caption = useCaption()(panel);
  const hours = panel.dimension === 'activity_hour' && panel.segments.length > MOST;
  const shown = hours ? panel.segments : panel.segments.slice(0, MOST);
  const body = hours ? 120 : shown.length * ROW;
  const lines = linesOf(caption, LINE_UNITS);
  const height = TOP + body + 8 + lines.length * SMALL + 4;
  const name = (s: Segment) => {
    const told = say(s.label);
    return told === s.segment ? word('segment', s.segment) : told;
  };
  const percent = (s: Segment) =>
    s.low === null || s.high === null || s.low === s.high
      ? formatShare(s.value, style)
      : `${formatShare(s.value, style)} (${formatShare(s.low, style)} – ${formatShare(s.high, style)})`;
  const most = Math.max(...panel.segments.map((s) => s.high ?? s.value), 0.01);
  const from = panel.from === 'vendor' ? word('vendor', panel.vendor ?? '') : t('audience.portrait.sample');
  const title = `${say(panel.title)} · ${from}`;
  const colour = panel.from === 'vendor' ? 'var(--series-2)' : 'var(--series-1)';
  return (
    <svg
      className="portrait-picture"
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${title}: ${shown.map((s) => `${name(s)} ${percent(s)}`).join('; ')}. ${caption}`}
      fontFamily={FONT}
      fontSize={12}
      fill="var(--text)"
    >
      <text x={0} y={15} fontSize={13} fontWeight={600}>
        {title}
      </text>
      {hours ? (
        <Columns segments={panel.segments} most={most} colour={colour} height={body} />
      ) : (
        shown.map((s, i) => (
          <g key={s.segment} transform={`translate(0 ${TOP + i * ROW})`}>
            <text x={0} y={14}>
              {linesOf(name(s), NAME_UNITS)[0]}
              {linesOf(name(s), NAME_UNITS).length > 1 ? '…' : ''}
            </text>
            <Bar segment={s} most={most} colour={colour} />
            <text x={WIDTH} y={14} textAnchor="end" fontSize={11}>
              {percent(s)}
            </text>
          </g>
        ))
      )}
      {lines.map((line, i) => (
        <text key={line} x={0} y={TOP + body + 16 + i * SMALL} fontSize={11} fill="var(--muted)">
          {line}
        </text>
      ))}
    </svg>
  );
}

interface BarProps {
  segment: Segment;
  most: number;
  colour: string;
}
function Bar({ segment: { value, low, high }, most, colour }: BarProps) {
  const span = WIDTH - LABEL - VALUE - 8;
  const x = (v: number) => LABEL + (Math.min(v, most) / most) * span;
  return (
    <>
      <rect x={LABEL} y={4} width={x(value) - LABEL} height={12} fill={colour} opacity={0.75} />
      {low !== null && high !== null && low < high ? (
        <path
          d={`M${x(low)} 6 V14 M${x(low)} 10 H${x(high)} M${x(high)} 6 V14`}
          stroke="var(--text)"
          strokeWidth={1.2}
          fill="none"
        />
      ) : null}
    </>
  );
}

interface ColumnsProps {
  segments: readonly Segment[];
  most: number;
  colour: string;
  height: number;
}
/** The hours of the day as upright bars; a suppressed hour is an empty place. */
function Columns({ segments, most, colour, height }: ColumnsProps) {
  const step = WIDTH / 24;
  const base = TOP + height - 16;
  const y = (v: number) => base - (Math.min(v, most) / most) * (height - 24);
  return (
    <>
      {segments.map((s) => {
        const x = Number(s.segment) * step;
        const middle = x + step / 2 - 1;
        return (
          <g key={s.segment}>
            <rect
              x={x}
              y={y(s.value)}
              width={step - 3}
              height={base - y(s.value)}
              fill={colour}
              opacity={0.75}
            />
            {s.low !== null && s.high !== null && s.low < s.high ? (
              <path d={`M${middle} ${y(s.low)} V${y(s.high)}`} stroke="var(--text)" strokeWidth={1.2} />
            ) : null}
          </g>
        );
      })}
      <path d={`M0 ${base} H${WIDTH}`} stroke="var(--line)" />
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={hour * step} y={base + 14} fontSize={11} fill="var(--muted)">
          {String(hour).padStart(2, '0')}:00
        </text>
      ))}
    </>
  );
}
