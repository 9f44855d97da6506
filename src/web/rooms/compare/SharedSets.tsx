/** UpSet-like: a column for each account's own people and for the largest pairs, dots below say who is in it. */
import { useTranslation } from 'react-i18next';
import type { Estimate, OverlapReport } from '#domain/readings/audience/schema.ts';
import { trayColour } from '#web/parts/tray.ts';
import { useEstimate } from '#web/rooms/compare/estimate.ts';

interface Column {
  key: string;
  members: string[];
  size: Estimate;
  label: string;
  /** People of these accounts and no other; pairs count whoever else reaches them too. */
  only: boolean;
}

const PAIRS = 16;
const STEP = 30;
const HIGH = 130;
const ROW = 22;
const NAMES = 170;

export function SharedSets({ report }: { report: OverlapReport }) {
  const { t } = useTranslation();
  const show = useEstimate();
  const { accounts, together } = report;
  const nameOf = (id: string) => accounts.find((a) => a.accountId === id)?.name ?? id;
  const own: Column[] =
    together.state === 'ok'
      ? accounts.flatMap((a, i) => {
          const size = together.exclusiveOf[i];
          return size
            ? [
                {
                  key: a.accountId,
                  members: [a.accountId],
                  size,
                  label: t('audience.overlap.only', { a: nameOf(a.accountId) }),
                  only: true,
                },
              ]
            : [];
        })
      : [];
  const pairs: Column[] = report.pairs
    .flatMap((p) =>
      p.state === 'ok'
        ? [
            {
              key: `${p.a} ${p.b}`,
              members: [p.a, p.b],
              size: p.intersection,
              label: t('audience.overlap.pair', { a: nameOf(p.a), b: nameOf(p.b) }),
              only: false,
            },
          ]
        : [],
    )
    .sort((x, y) => y.size.value - x.size.value)
    .slice(0, PAIRS);
  const columns = [...own, ...pairs];
  if (columns.length === 0) return null;
  const most = Math.max(...columns.map((c) => c.size.high), 1);
  const y = (value: number) => HIGH - (value / most) * (HIGH - 30);
  const width = NAMES + columns.length * STEP + 8;
  const height = HIGH + accounts.length * ROW + 8;
  const times =
    together.state === 'ok'
      ? together.histogram.map((size, i) => ({ n: i + 1, size })).filter((x) => x.size.value > 0)
      : [];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('audience.overlap.sets')} tabIndex={0}>
      <h2>{t('audience.overlap.sets')}</h2>
      <p className="muted">{t('audience.overlap.setsHint')}</p>
      <svg
        width={width}
        height={height}
        role="img"
        fontSize={11}
        fill="var(--text)"
        aria-label={columns
          .map((c) => t('audience.overlap.label', { name: c.label, text: show(c.size) }))
          .join('; ')}
      >
        {accounts.map((a, i) => (
          <g key={a.accountId} transform={`translate(0 ${HIGH + i * ROW})`}>
            {i % 2 === 0 ? <rect x={0} y={0} width={width} height={ROW} fill="var(--background)" /> : null}
            <circle cx={8} cy={ROW / 2} r={5} fill={trayColour(i)} />
            <text x={20} y={15}>
              {(a.name ?? a.accountId).slice(0, 20)}
            </text>
          </g>
        ))}
        {columns.map((c, at) => {
          const x = NAMES + at * STEP + STEP / 2;
          const rows = c.members.map((m) => accounts.findIndex((a) => a.accountId === m));
          const cy = (row: number) => HIGH + row * ROW + ROW / 2;
          return (
            <g key={c.key}>
              <title>{t('audience.overlap.label', { name: c.label, text: show(c.size) })}</title>
              <rect
                x={x - 9}
                y={y(c.size.value)}
                width={18}
                height={HIGH - y(c.size.value)}
                fill={c.only ? 'var(--muted)' : 'var(--series-1)'}
                opacity={0.75}
              />
              {c.size.exact ? null : (
                <path
                  d={`M${x} ${y(c.size.low)} V${y(c.size.high)}`}
                  stroke="var(--text)"
                  strokeWidth={1.2}
                />
              )}
              <text x={x} y={y(c.size.high) - 4} textAnchor="middle" fontSize={10}>
                {short(c.size.value)}
              </text>
              {rows.length > 1 ? (
                <line
                  x1={x}
                  x2={x}
                  y1={cy(Math.min(...rows))}
                  y2={cy(Math.max(...rows))}
                  stroke="var(--text)"
                  strokeWidth={2}
                />
              ) : null}
              {accounts.map((a, row) => (
                <circle
                  key={a.accountId}
                  cx={x}
                  cy={cy(row)}
                  r={rows.includes(row) ? 5 : 2}
                  fill={rows.includes(row) ? 'var(--text)' : 'var(--line)'}
                />
              ))}
            </g>
          );
        })}
      </svg>
      {times.length > 0 ? (
        <dl className="stats">
          {times.map(({ n, size }) => (
            <div key={n}>
              <dt>{t('audience.overlap.times', { n })}</dt>
              <dd className="number">{show(size)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}

/** Room for four characters above a bar; the exact number is in its title. */
const short = (value: number): string =>
  value >= 1e6
    ? `${(value / 1e6).toFixed(1)}M`
    : value >= 1e4
      ? `${Math.round(value / 1e3)}k`
      : String(Math.round(value));
