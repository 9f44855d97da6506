/** The five saved dashboards. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DASHBOARDS, type DashboardCard } from '#domain/readings/voice/dashboards/schema.ts';
import type { VoiceStatus } from '#domain/readings/voice/schema.ts';
import { dashboardQuery, saveDashboard } from '#web/api/voice.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Chart } from '#web/parts/Chart.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatCount, formatShare } from '#web/parts/format.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { useNumberStyle } from '#web/parts/words.ts';
import type { VoiceSearch } from '#web/rooms/voice/search.ts';

interface BoardsTabProps {
  search: VoiceSearch;
  change: (part: VoiceSearch) => void;
  status: VoiceStatus;
}
const WINDOWS = [30, 90, 180, 365];

export function BoardsTab({ search, change, status }: BoardsTabProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const name = DASHBOARDS.find((d) => d === search.board) ?? 'brand';
  const query = useQuery(dashboardQuery(name));
  const save = async (json: unknown) => {
    try {
      await saveDashboard(name, json);
      await client.invalidateQueries({ queryKey: ['library', 'voice'] });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <>
      <div className="voice-scope" role="group" aria-label={t('voice.boards')}>
        {DASHBOARDS.map((d) => (
          <button
            key={d}
            type="button"
            className="button"
            aria-pressed={d === name}
            onClick={() => change({ board: d })}
          >
            {t(`voice.board.${d}`)}
          </button>
        ))}
      </div>
      <Answer query={query} rows={10}>
        {(board) => (
          <>
            <div className="voice-scope">
              <select
                className="field"
                aria-label={t('voice.scope.brand')}
                value={board.settings.brand ?? ''}
                onChange={(e) => void save({ ...board.settings, brand: e.target.value || null })}
              >
                <option value="">{t('voice.boardBrand')}</option>
                {status.brands.map((b) => (
                  <option key={b} value={b}>
                    {b}
                  </option>
                ))}
              </select>
              <select
                className="field"
                aria-label={t('voice.window')}
                value={board.settings.windowDays}
                onChange={(e) => void save({ ...board.settings, windowDays: Number(e.target.value) })}
              >
                {WINDOWS.map((w) => (
                  <option key={w} value={w}>
                    {t('voice.days', { n: w })}
                  </option>
                ))}
              </select>
              <span className="muted">{board.saved ? t('voice.saved') : t('voice.unsaved')}</span>
            </div>
            <div className="cards">
              {board.cards.map((card) => (
                <BoardCard key={card.card} card={card} />
              ))}
            </div>
          </>
        )}
      </Answer>
    </>
  );
}

function BoardCard({ card }: { card: DashboardCard }) {
  const { t, i18n } = useTranslation();
  const style = useNumberStyle();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const show = (x: number) =>
    card.unit === 'share'
      ? formatShare(x, style)
      : card.unit === 'ratio'
        ? `${x.toFixed(2)}×`
        : formatCount(x, style);
  const most = card.unit === 'share' ? 1 : Math.max(...card.rows.map((r) => r.high ?? r.value), 1);
  return (
    <section className="card">
      <h2>{card.title[language]}</h2>
      {card.note ? <p className="muted">{card.note[language]}</p> : null}
      {card.rows.length === 0 ? <p className="muted">{t('voice.none')}</p> : null}
      {card.shape === 'line' && card.rows.length > 1 ? (
        <Chart
          option={{
            xAxis: { type: 'category', data: card.rows.map((r) => r.label[language]) },
            yAxis: { type: 'value' },
            tooltip: {
              trigger: 'axis',
              valueFormatter: (v: unknown) => (typeof v === 'number' ? show(v) : ''),
            },
            series: [
              { type: 'line', showSymbol: false, data: card.rows.map((r) => r.value) },
              ...(card.unit === 'share'
                ? [
                    {
                      type: 'line' as const,
                      stack: 'band',
                      symbol: 'none',
                      silent: true,
                      lineStyle: { opacity: 0 },
                      data: card.rows.map((r) => r.low ?? r.value),
                    },
                    {
                      type: 'line' as const,
                      stack: 'band',
                      symbol: 'none',
                      silent: true,
                      lineStyle: { opacity: 0 },
                      areaStyle: { opacity: 0.15 },
                      data: card.rows.map((r) => (r.high ?? r.value) - (r.low ?? r.value)),
                    },
                  ]
                : []),
            ],
          }}
          height={180}
          label={card.title[language]}
        />
      ) : (
        <div className="board-bars">
          {card.rows.map((r) => (
            <BoardRow
              key={r.label.en}
              row={r}
              most={most}
              show={show}
              name={r.label[language]}
              bars={card.shape === 'bars'}
            />
          ))}
        </div>
      )}
    </section>
  );
}

interface BoardRowProps {
  row: DashboardCard['rows'][number];
  most: number;
  show: (x: number) => string;
  name: string;
  bars: boolean;
}
function BoardRow({ row, most, show, name, bars }: BoardRowProps) {
  const text =
    row.low === null || row.high === null
      ? show(row.value)
      : `${show(row.value)} (${show(row.low)} – ${show(row.high)})`;
  return (
    <>
      <span>{row.href ? <a href={row.href}>{name}</a> : name}</span>
      <span className="share-line">
        {!bars ? null : row.low === null ? (
          <span className="share-bar" style={{ width: 110 }} aria-hidden>
            <i style={{ width: `${(100 * row.value) / most}%` }} />
          </span>
        ) : (
          <IntervalBar quantity={row} from={0} to={most} width={110} label={`${name}: ${text}`} />
        )}
        <span className="number">{text}</span>
        {row.n === null ? null : <span className="muted">n = {row.n}</span>}
      </span>
    </>
  );
}
