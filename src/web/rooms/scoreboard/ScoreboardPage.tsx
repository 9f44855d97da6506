/** Whose forecasts hold, and what should the next plan believe? */
import { useQuery } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ForecastLine, Scoreboard } from '#domain/assets/forecasts/schema.ts';
import { FORECASTERS } from '#domain/decisions/campaigns/schema.ts';
import { assumptionsQuery, scoreboardQuery } from '#web/api/loop.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { CalibrationPlot } from '#web/parts/CalibrationPlot.tsx';
import { IntervalScatter, type ScatterPoint } from '#web/parts/IntervalScatter.tsx';
import { Page } from '#web/parts/Page.tsx';
import { usePreferences } from '#web/parts/preferences.ts';
import { useSay } from '#web/parts/say.ts';
import { useMetricName } from '#web/parts/words.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';
import { ForecastTable } from '#web/rooms/scoreboard/ForecastTable.tsx';
import { Learned } from '#web/rooms/scoreboard/Learned.tsx';
import { short } from '#web/rooms/scoreboard/ScoreText.tsx';
import { Overrides, SourceTable } from '#web/rooms/scoreboard/SourceTable.tsx';
import '#web/rooms/scoreboard/scoreboard.css';

export const scoreboardRoute = createLazyRoute('/assets/scoreboard')({ component: ScoreboardPage });

const COLOUR = { program: 'var(--series-1)', analyst: 'var(--series-2)', agency: 'var(--series-3)' } as const;
const SHAPE = { program: 'circle', analyst: 'square', agency: 'diamond' } as const;
/** Shown first where there are forecasts of it. */
const FIRST = ['order_count', 'seen_count', 'engagement_count'] as const;

function ScoreboardPage() {
  const { t } = useTranslation();
  const say = useSay();
  const search = useSearch({ from: '/assets/scoreboard' });
  const { brand } = usePreferences();
  const query = useQuery(scoreboardQuery(search.campaign, brand ?? undefined));
  const learned = useQuery(assumptionsQuery);
  const board = query.data;
  const program = board?.sources
    .filter((s) => s.kind === 'program' && s.method.startsWith('assumed-rates'))
    .find((s) => s.error.state === 'ok');
  return (
    <Page
      title={t('loop.board.title')}
      answer={
        board ? (
          <span>
            {t('loop.board.answer', {
              stored: short(board.counts.stored),
              before: short(board.counts.before),
              scored: short(board.counts.scored),
            })}{' '}
            {program?.error.state === 'ok'
              ? t('loop.board.program', {
                  error: program.error.value.toFixed(2),
                  low: program.error.low.toFixed(2),
                  high: program.error.high.toFixed(2),
                  n: program.error.n,
                })
              : null}
          </span>
        ) : null
      }
      foot={board ? `${t('loop.board.foot')} ${board.caveats.map(say).join(' ')}` : t('loop.board.foot')}
    >
      <AssetsTabs />
      <Answer query={query} rows={12}>
        {(data) =>
          data.counts.stored === 0 ? (
            <EmptyState title={t('loop.board.empty')}>
              <p>{t('loop.board.emptyHint')}</p>
            </EmptyState>
          ) : (
            <Board board={data} />
          )
        }
      </Answer>
      <Answer query={learned} rows={4}>
        {(page) => <Learned page={page} />}
      </Answer>
      {board && board.counts.stored > 0 ? <Lines board={board} /> : null}
    </Page>
  );
}

function useChoice(board: Scoreboard) {
  const search = useSearch({ from: '/assets/scoreboard' });
  const quantities = [
    ...new Set(board.lines.filter((l) => l.result === 'scored').map((l) => l.quantity)),
  ].sort(
    (a, b) =>
      ((FIRST.findIndex((f) => f === a) + 9) % 9) - ((FIRST.findIndex((f) => f === b) + 9) % 9) ||
      a.localeCompare(b),
  );
  const quantity = quantities.find((q) => q === search.quantity) ?? quantities[0] ?? 'order_count';
  const source = FORECASTERS.find((k) => k === search.source);
  const fits = (l: ForecastLine) =>
    l.quantity === quantity && (source === undefined || l.madeByKind === source);
  return { quantities, quantity, source, fits };
}

function Lines({ board }: { board: Scoreboard }) {
  const { forecast } = useSearch({ from: '/assets/scoreboard' });
  const { fits } = useChoice(board);
  return <ForecastTable lines={board.lines.filter(fits)} picked={forecast} />;
}

function Board({ board }: { board: Scoreboard }) {
  const { t } = useTranslation();
  const metric = useMetricName();
  const search = useSearch({ from: '/assets/scoreboard' });
  const navigate = useNavigate({ from: '/assets/scoreboard' });
  const change = (part: typeof search) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const { quantities, quantity, source, fits } = useChoice(board);
  const chosen = board.lines.filter(
    (l) => l.timing === 'before' && l.actual !== null && fits(l) && l.subject.kind !== 'campaign',
  );
  const points = chosen.map(
    (l): ScatterPoint => ({
      id: l.forecastId,
      x: l.value,
      low: l.low,
      high: l.high,
      y: l.actual ?? 0,
      colour: COLOUR[l.madeByKind],
      shape: SHAPE[l.madeByKind],
      title: `${l.about} · ${t(`loop.kind.${l.madeByKind}`)} ${l.madeBy} · ${short(l.value)} → ${short(l.actual ?? 0)}`,
      faint: chosen.length > 80 && l.inside !== false,
    }),
  );
  return (
    <>
      <div className="row gap-below">
        <label>
          {t('loop.board.campaign')}{' '}
          <select
            className="field"
            value={search.campaign ?? ''}
            onChange={(e) => change({ campaign: e.target.value })}
          >
            <option value="">{t('loop.board.allCampaigns')}</option>
            {board.campaigns.map((c) => (
              <option key={c} value={c}>
                {c}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('loop.board.quantity')}{' '}
          <select className="field" value={quantity} onChange={(e) => change({ quantity: e.target.value })}>
            {quantities.map((q) => (
              <option key={q} value={q}>
                {metric(q)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('loop.board.source')}{' '}
          <select className="field" value={source ?? ''} onChange={(e) => change({ source: e.target.value })}>
            <option value="">{t('loop.board.allSources')}</option>
            {FORECASTERS.map((k) => (
              <option key={k} value={k}>
                {t(`loop.kind.${k}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="board-pictures">
        <section className="card">
          <h2>{t('loop.board.scatter')}</h2>
          <Legend />
          <IntervalScatter
            points={points}
            label={t('loop.board.scatterLabel', { count: points.length, quantity: metric(quantity) })}
            xName={`${t('loop.board.said')} · ${metric(quantity)}`}
            yName={t('loop.board.came')}
            pick={(forecast) => {
              change({ forecast });
              document.querySelector('#forecasts')?.scrollIntoView();
            }}
          />
          <p className="muted">{t('loop.board.scatterHint')}</p>
        </section>
        <section className="card">
          <h2>{t('loop.board.calibration')}</h2>
          {board.curves.length === 0 ? (
            <p className="muted">{t('loop.board.noCurve')}</p>
          ) : (
            <CalibrationPlot
              curves={board.curves.map((c) => ({
                name: t(`loop.kind.${c.kind}`),
                colour: COLOUR[c.kind],
                n: c.n,
                points: c.points,
              }))}
              label={t('loop.board.calibrationLabel', { count: board.curves.length })}
              xName={t('loop.board.stated')}
              yName={t('loop.board.observed')}
            />
          )}
          <p className="muted">{t('loop.board.calibrationHint')}</p>
        </section>
      </div>
      <SourceTable board={board} />
      <Overrides board={board} />
    </>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <p className="row board-legend">
      {FORECASTERS.map((k) => (
        <span key={k}>
          <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden>
            {SHAPE[k] === 'circle' ? (
              <circle cx={6} cy={6} r={4} fill={COLOUR[k]} />
            ) : (
              <rect
                x={2.5}
                y={2.5}
                width={7}
                height={7}
                fill={COLOUR[k]}
                transform={SHAPE[k] === 'diamond' ? 'rotate(45 6 6)' : undefined}
              />
            )}
          </svg>{' '}
          {t(`loop.kind.${k}`)}
        </span>
      ))}
    </p>
  );
}
