/**
 * The league table at its default size: how long it takes, whether a detector's false alarms on clean cases exceed what it
 * declares (lower end of the interval over the declared share), and what the highest dose of its own attacks leaves unfound.
 */
import { VERSION } from '#config/version.ts';
import { leagueTable } from '#domain/readings/authenticity/redteam/league.ts';
import type { Line } from './run.ts';

export async function benchRedteam(cases: number): Promise<Line[]> {
  const started = performance.now();
  const table = await leagueTable(VERSION, { seed: 'bench', cases, alarmFrom: 'moderate' });
  const seconds = (performance.now() - started) / 1000;
  const lines: Line[] = [
    { name: `red team, ${cases} cases`, value: seconds, unit: 's', bound: 60, note: '' },
  ];
  for (const row of table.rows) {
    const { value, low, high, n } = row.falseAlarm;
    lines.push({
      name: `${row.measure} false alarms over declared, at least`,
      value: low / row.declared,
      unit: 'ratio',
      bound: 1,
      note: `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)}) of ${n} clean cases`,
    });
    for (const { id, intended, detection } of row.attacks) {
      const most = detection.at(-1);
      if (intended && most)
        lines.push({
          name: `${row.measure} misses of ${id} × ${most.dose}`,
          value: 1 - most.share.value,
          unit: 'ratio',
          bound: null,
          note: `found ${most.share.low.toFixed(2)}–${most.share.high.toFixed(2)}`,
        });
    }
  }
  return lines;
}
