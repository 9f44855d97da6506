/** Stored forecasts of the choice, newest first; the program's can get a person's number beside them until their launch. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForecastLine } from '#domain/assets/forecasts/schema.ts';
import { overrideForecast } from '#web/api/loop.ts';
import { useComplain } from '#web/parts/complain.ts';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay } from '#web/parts/format.ts';
import { useMetricName } from '#web/parts/words.ts';
import { short } from '#web/rooms/scoreboard/ScoreText.tsx';

const MOST = 60;

function OverrideForm({ line, close }: { line: ForecastLine; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [value, setValue] = useState('');
  const [why, setWhy] = useState('');
  const store = useMutation({
    mutationFn: () => overrideForecast(line.forecastId, { value: Number(value), why, who: 'user' }),
    onSuccess: async () => {
      close();
      await client.invalidateQueries({ queryKey: ['library', 'scoreboard'] });
    },
    onError: useComplain(),
  });
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        store.mutate();
      }}
    >
      <input
        className="field"
        type="number"
        min={0}
        step="any"
        required
        placeholder={t('loop.board.number')}
        aria-label={t('loop.board.number')}
        value={value}
        onChange={(e) => setValue(e.target.value)}
        style={{ width: 120 }}
      />
      <input
        className="field"
        required
        minLength={3}
        placeholder={t('loop.board.why')}
        aria-label={t('loop.board.why')}
        value={why}
        onChange={(e) => setWhy(e.target.value)}
        style={{ width: 280 }}
      />
      <button type="submit" className="button primary" disabled={store.isPending}>
        {t('loop.board.save')}
      </button>
      <button type="button" className="button" onClick={close}>
        {t('loop.board.cancel')}
      </button>
    </form>
  );
}

function Line({ line, picked }: { line: ForecastLine; picked: boolean }) {
  const { t } = useTranslation();
  const metric = useMetricName();
  const [open, setOpen] = useState(false);
  const [row] = line.rows;
  const can = line.madeByKind === 'program' && line.override === null && line.launchedAt === null;
  return (
    <>
      <tr className={picked ? 'picked' : undefined}>
        <th scope="row">
          {line.about}
          <div className="muted small">{line.campaign}</div>
        </th>
        <td>{metric(line.quantity)}</td>
        <td>
          {t(`loop.kind.${line.madeByKind}`)} · {line.madeBy}
          <div className="muted small">
            {line.method} · {formatDay(line.madeAt)}
          </div>
        </td>
        <td className="right number">
          {short(line.value)}
          {line.low === null || line.high === null ? null : (
            <div className="muted small">
              [{short(line.low)}–{short(line.high)}]
            </div>
          )}
        </td>
        <td className="right number">
          {line.actual === null ? (
            <span className="muted">{t(`loop.board.result.${line.result}`)}</span>
          ) : row ? (
            <EvidenceButton from={{ ...row, column: null, vendor: '' }}>{short(line.actual)}</EvidenceButton>
          ) : (
            short(line.actual)
          )}
        </td>
        <td>
          <span className={`tag${line.timing === 'before' ? '' : ' muted'}`}>
            {t(`loop.board.timing.${line.timing}`)}
          </span>
        </td>
        <td>
          {line.override ? (
            <span title={line.override.why}>
              {t(`loop.board.overrideOf.${line.override.role}`)}
              <div className="muted small">{line.override.why}</div>
            </span>
          ) : can ? (
            <button type="button" className="plain-button" onClick={() => setOpen(!open)}>
              {t('loop.board.change')}
            </button>
          ) : null}
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={7}>
            <OverrideForm line={line} close={() => setOpen(false)} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

export function ForecastTable({
  lines,
  picked,
}: {
  lines: readonly ForecastLine[];
  picked: string | undefined;
}) {
  const { t } = useTranslation();
  const first = lines.find((l) => l.forecastId === picked);
  const shown = [...(first ? [first] : []), ...lines.filter((l) => l !== first)].slice(0, MOST);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('loop.board.lines')} tabIndex={0} id="forecasts">
      <h2>{t('loop.board.lines')}</h2>
      <p className="muted">{t('loop.board.linesHint', { shown: shown.length, count: lines.length })}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.board.about')}</th>
            <th scope="col">{t('loop.board.quantity')}</th>
            <th scope="col">{t('loop.board.by')}</th>
            <th scope="col" className="right">
              {t('loop.board.value')}
            </th>
            <th scope="col" className="right">
              {t('loop.board.came')}
            </th>
            <th scope="col">{t('loop.board.when')}</th>
            <th scope="col">{t('loop.board.override')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((l) => (
            <Line key={l.forecastId} line={l} picked={l === first} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
