/** How good each source is, interval first. */
import { useTranslation } from 'react-i18next';
import type { Score, Scoreboard, SourceScore } from '#domain/assets/forecasts/schema.ts';
import { IntervalBar } from '#web/parts/IntervalBar.tsx';
import { ScoreText } from '#web/rooms/scoreboard/ScoreText.tsx';

const LOG_END = Math.log(8);

function FactorBar({ score, label }: { score: Score; label: string }) {
  if (score.state !== 'ok') return null;
  const { value, low, high } = score;
  return (
    <IntervalBar
      quantity={{ value: Math.log(value), low: Math.log(low), high: Math.log(high) }}
      from={-LOG_END}
      to={LOG_END}
      width={120}
      label={label}
    />
  );
}

function Row({ s }: { s: SourceScore }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">
        {t(`loop.kind.${s.kind}`)} · {s.madeBy}
        <div className="muted small">{s.method}</div>
      </th>
      <td className="right number">
        {s.scored} / {s.stored}
      </td>
      <td>
        <FactorBar score={s.bias} label={t('loop.board.bias')} />
        <div>
          <ScoreText score={s.bias} />
        </div>
      </td>
      <td className="right">
        <ScoreText score={s.error} />
      </td>
      <td className="right">
        <ScoreText score={s.coverage} unit="share" />
      </td>
      <td className="right number">{s.nominal === null ? '—' : `${Math.round(100 * s.nominal)} %`}</td>
      <td>
        <span
          className={`level ${s.verdict === 'fits' ? 'level-none' : s.verdict === 'cannot_tell' ? 'level-insufficient' : 'level-moderate'}`}
        >
          {t(`loop.board.verdict.${s.verdict}`)}
        </span>
      </td>
    </tr>
  );
}

export function SourceTable({ board }: { board: Scoreboard }) {
  const { t } = useTranslation();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('loop.board.sources')} tabIndex={0}>
      <h2>{t('loop.board.sources')}</h2>
      <p className="muted">{t('loop.board.sourcesHint')}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.board.source')}</th>
            <th scope="col" className="right">
              {t('loop.board.scored')}
            </th>
            <th scope="col">{t('loop.board.bias')}</th>
            <th scope="col" className="right">
              {t('loop.board.error')}
            </th>
            <th scope="col" className="right">
              {t('loop.board.coverage')}
            </th>
            <th scope="col" className="right">
              {t('loop.board.nominal')}
            </th>
            <th scope="col">{t('loop.board.reading')}</th>
          </tr>
        </thead>
        <tbody>
          {board.sources.map((s) => (
            <Row key={s.source} s={s} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Overrides({ board }: { board: Scoreboard }) {
  const { t } = useTranslation();
  const { overrides: o } = board;
  const rows = board.lines.filter((l) => l.override?.role === 'human').slice(0, 8);
  const machine = new Map(board.lines.map((l) => [l.forecastId, l]));
  const off = (x: number | null) => (x === null ? '—' : `×${Math.exp(Math.abs(x)).toFixed(2)}`);
  return (
    <section className="card scroll">
      <h2>{t('loop.board.overrides')}</h2>
      <p>
        {t('loop.board.overridesAnswer', { pairs: o.pairs, scored: o.scored })}{' '}
        <span
          className={`level ${o.verdict === 'cannot_tell' ? 'level-insufficient' : o.verdict === 'helped' ? 'level-none' : 'level-moderate'}`}
        >
          {t(`loop.board.verdict.${o.verdict}`)}
        </span>
      </p>
      <dl className="stats">
        <div>
          <dt>{t('loop.board.nearer')}</dt>
          <dd>
            <ScoreText score={o.nearer} unit="share" />
          </dd>
        </div>
        <div>
          <dt>{t('loop.board.gain')}</dt>
          <dd>
            <ScoreText score={o.gain} unit="plain" />
          </dd>
        </div>
      </dl>
      {rows.length === 0 ? null : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('loop.board.about')}</th>
              <th scope="col">{t('loop.board.why')}</th>
              <th scope="col" className="right">
                {t('loop.kind.program')}
              </th>
              <th scope="col" className="right">
                {t('loop.board.override')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((l) => (
              <tr key={l.forecastId}>
                <th scope="row">{l.about}</th>
                <td className="muted">
                  {l.override?.why} — {l.override?.who}
                </td>
                <td className="right number">
                  {off(machine.get(l.override?.otherId ?? '')?.logError ?? null)}
                </td>
                <td className="right number">{off(l.logError)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
