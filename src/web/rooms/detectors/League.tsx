/** The league table: what each detector finds of made-up cheating, by dose, and what it alarms on in innocent cases. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeagueRow, LeagueTable, Share } from '#domain/readings/authenticity/redteam/schema.ts';
import type { MeasureCard } from '#domain/readings/authenticity/schema.ts';
import { Chart } from '#web/parts/Chart.tsx';
import type { ChartOption } from '#web/parts/EChart.tsx';
import { formatShare } from '#web/parts/format.ts';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle } from '#web/parts/words.ts';

interface LeagueProps {
  table: LeagueTable;
  titles: readonly MeasureCard[];
}

export function League({ table, titles }: LeagueProps) {
  const { t } = useTranslation();
  const say = useSay();
  const [surfaceId, setSurface] = useState(table.surfaces[0]?.id ?? '');
  const surface = table.surfaces.find((s) => s.id === surfaceId);
  const rows = table.rows.filter((r) => r.surface === surfaceId);
  const nameOf = (measure: string) => {
    const card = titles.find((c) => c.measure === measure);
    return card ? say(card.title) : measure;
  };
  if (!surface) return null;
  return (
    <section className="card">
      <h2>{t('authenticity.detectors.league')}</h2>
      <p className="muted">
        {t('authenticity.detectors.leagueHint', { seed: table.seed, cases: table.cases })}
      </p>
      <label>
        {t('authenticity.detectors.surface')}{' '}
        <select className="field" value={surfaceId} onChange={(e) => setSurface(e.target.value)}>
          {table.surfaces.map((s) => (
            <option key={s.id} value={s.id}>
              {say(s.case)}
            </option>
          ))}
        </select>
      </label>
      <h3>{t('authenticity.detectors.cleanOf')}</h3>
      <FalseAlarms rows={rows} table={table} surfaceId={surfaceId} nameOf={nameOf} />
      <div className="readings">
        {surface.attacks.map((attack) => (
          <div key={attack.id}>
            <h3>{say(attack.title)}</h3>
            <p className="muted">{t('authenticity.detectors.dose', { means: say(attack.doseMeans) })}</p>
            <Chart
              height={220}
              label={t('authenticity.detectors.detection', { measure: say(attack.title) })}
              option={byDose(rows, attack.id, nameOf)}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

function FalseAlarms(p: {
  rows: readonly LeagueRow[];
  table: LeagueTable;
  surfaceId: string;
  nameOf: (measure: string) => string;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const style = useNumberStyle();
  const kinds = p.table.surfaces.find((s) => s.id === p.surfaceId)?.lookAlikes ?? [];
  const cell = (share: Share | undefined) =>
    share ? (
      <span
        className="number"
        title={`${formatShare(share.low, style)} – ${formatShare(share.high, style)}, n ${share.n}`}
      >
        {formatShare(share.value, style)}
      </span>
    ) : (
      '—'
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={t('authenticity.detectors.cleanOf')}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('authenticity.detectors.measure')}</th>
            <th scope="col" className="right">
              {t('authenticity.detectors.declared')}
            </th>
            <th scope="col" className="right">
              {t('authenticity.detectors.clean')}
            </th>
            {kinds.map((kind) => (
              <th key={kind.id} scope="col" className="right">
                {say(kind.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {p.rows.map((row) => (
            <tr key={row.measure}>
              <th scope="row">{p.nameOf(row.measure)}</th>
              <td className="right number">{formatShare(row.declared, style)}</td>
              <td className="right">{cell(row.falseAlarm)}</td>
              {kinds.map((kind) => (
                <td key={kind.id} className="right">
                  {cell(row.innocent.find((i) => i.id === kind.id)?.alarm)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Detection with its interval at each dose; only detectors made for the attack. */
function byDose(
  rows: readonly LeagueRow[],
  attackId: string,
  nameOf: (measure: string) => string,
): ChartOption {
  const lines = rows.flatMap((row) => {
    const attack = row.attacks.find((a) => a.id === attackId && a.intended);
    return attack ? [{ name: nameOf(row.measure), detection: attack.detection }] : [];
  });
  const doses = lines[0]?.detection.map((d) => String(d.dose)) ?? [];
  return {
    legend: lines.length > 1 ? {} : undefined,
    grid: { top: lines.length > 1 ? 40 : 16 },
    xAxis: { type: 'category', data: doses },
    yAxis: { type: 'value', min: 0, max: 1 },
    series: lines.flatMap(({ name, detection }) => [
      { name, type: 'line' as const, data: detection.map((d) => d.share.value) },
      {
        name,
        type: 'line' as const,
        data: detection.map((d) => d.share.low),
        lineStyle: { type: 'dotted' as const, width: 1 },
        showSymbol: false,
      },
      {
        name,
        type: 'line' as const,
        data: detection.map((d) => d.share.high),
        lineStyle: { type: 'dotted' as const, width: 1 },
        showSymbol: false,
      },
    ]),
  };
}
