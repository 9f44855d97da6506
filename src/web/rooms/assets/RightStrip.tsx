/** Terms of rights on one axis of months, with the day and the 30 days after it. */
import { useTranslation } from 'react-i18next';
import { type Right, WARNING_DAYS } from '#domain/assets/rights/schema.ts';

const DAY_MS = 86_400_000;
const [NAME, WIDTH, ROW, HEAD] = [236, 1120, 18, 22];
const MOST = 24;

export function RightStrip({ rights, on }: { rights: readonly Right[]; on: string }) {
  const { t } = useTranslation();
  const now = Date.parse(on);
  const shown = rights.filter((r) => r.startsOn !== null || r.expiresOn !== null).slice(0, MOST);
  if (shown.length === 0) return null;
  const days = shown.flatMap((r) =>
    [r.startsOn, r.expiresOn].flatMap((d) => (d === null ? [] : [Date.parse(d)])),
  );
  // A year each way is enough to see what comes; longer terms run to the edge.
  const from = Math.max(Math.min(...days, now - 60 * DAY_MS), now - 365 * DAY_MS);
  const to = Math.min(Math.max(...days, now + 60 * DAY_MS) + 10 * DAY_MS, now + 400 * DAY_MS);
  const x = (ms: number) => NAME + ((Math.min(Math.max(ms, from), to) - from) / (to - from)) * (WIDTH - NAME);
  const height = HEAD + shown.length * ROW + 4;
  const months: number[] = [];
  for (
    let m = new Date(from);
    m.getTime() <= to;
    m = new Date(Date.UTC(m.getUTCFullYear(), m.getUTCMonth() + 1, 1))
  )
    if (m.getUTCDate() === 1) months.push(m.getTime());
  const every = Math.ceil(months.length / 14);
  return (
    <svg
      className="right-strip"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${t('rights.strip')}: ${shown.map((r) => `${r.accountName ?? r.accountId} ${r.what} ${r.startsOn ?? '?'} – ${r.expiresOn ?? '?'}`).join('; ')}`}
    >
      <rect
        className="band"
        x={x(now)}
        y={HEAD}
        width={x(now + WARNING_DAYS * DAY_MS) - x(now)}
        height={height - HEAD}
      />
      {months.map((m, i) => (
        <g key={m}>
          <line className="tick" x1={x(m)} x2={x(m)} y1={HEAD - 4} y2={height} />
          {i % every === 0 ? (
            <text className="muted-text" x={x(m) + 3} y={14}>
              {new Date(m).toISOString().slice(0, 7)}
            </text>
          ) : null}
        </g>
      ))}
      {shown.map((r, i) => {
        const y = HEAD + i * ROW;
        const start = r.startsOn === null ? from : Date.parse(r.startsOn);
        const last = r.ended?.on ?? r.expiresOn;
        const end = last === null ? to : Date.parse(last) + DAY_MS;
        const over = r.state === 'expired' || r.state === 'ended';
        const name = `${r.accountName ?? r.accountId} · ${r.what}`;
        return (
          <g key={r.rightId}>
            <title>{`${name}\n${r.startsOn ?? t('rights.unknown')} – ${r.expiresOn ?? t('rights.openEnd')} · ${t(`rights.states.${r.state}`)}`}</title>
            <text x={0} y={y + 13}>
              {name.length > 18 ? `${name.slice(0, 17)}…` : name}
            </text>
            <rect
              className={`bar ${r.state === 'ending' ? 'ending' : over ? 'over' : ''}`}
              x={x(start)}
              y={y + 4}
              width={Math.max(2, x(end) - x(start))}
              height={ROW - 8}
              // An end that nobody wrote down fades out.
              opacity={last === null ? 0.45 : 1}
              rx={2}
            />
            {last !== null && end <= to && x(end) < WIDTH - 70 ? (
              <text className="muted-text" x={x(end) + 4} y={y + 13}>
                {last.slice(5)}
              </text>
            ) : null}
          </g>
        );
      })}
      <line className="now" x1={x(now)} x2={x(now)} y1={HEAD - 6} y2={height} />
    </svg>
  );
}
