/** The league table as a page of docs/methods; every figure comes from the table. */
import type { LeagueRow, LeagueTable, Share } from './schema.ts';

const percent = (x: number): string => (100 * x).toFixed(x < 0.1 && x > 0 ? 1 : 0);
export const shareText = ({ value, low, high }: Share): string =>
  `${percent(value)} % (${percent(low)}–${percent(high)})`;

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${' --- |'.repeat(head.length)}`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
];

export function leagueMarkdown(table: LeagueTable, command: string): string {
  const lines = [
    '# League table of the detectors',
    '',
    `Made by \`${command}\` with Touchstone ${table.product}: seed ${table.seed}, ${table.cases} cases a cell before a surface’s own factor.`,
    `An alarm is the level \`${table.alarmFrom}\` or above. Shares with Wilson 95 % intervals; n in brackets. Everything here is simulated: [red-team.md](methods/red-team.md) says what that is worth.`,
    '',
  ];
  for (const surface of table.surfaces) {
    const rows = table.rows.filter((r) => r.surface === surface.id);
    lines.push(`## ${surface.id}`, '', `One case: ${surface.case.en.toLowerCase()}.`, '');
    lines.push(
      ...tableOf(
        ['detector', 'declared', `clean`, ...surface.lookAlikes.map((l) => l.title.en)],
        rows.map((r) => [
          `\`${r.measure}\``,
          `${percent(r.declared)} %`,
          `${shareText(r.falseAlarm)} [${r.falseAlarm.n}]`,
          ...surface.lookAlikes.map((l) => shareText(r.innocent.find((i) => i.id === l.id)?.alarm as Share)),
        ]),
      ),
    );
    for (const attack of surface.attacks) {
      const cell = (r: LeagueRow, dose: number): string => {
        const found = r.attacks.find((a) => a.id === attack.id)?.detection.find((d) => d.dose === dose);
        return found ? shareText(found.share) : '–';
      };
      const n = rows[0]?.attacks.find((a) => a.id === attack.id)?.detection[0]?.share.n ?? 0;
      lines.push(
        `**${attack.title.en}.** Dose: ${attack.doseMeans.en} [${n} a cell]. The detectors made for it are marked \\*.`,
        '',
      );
      lines.push(
        ...tableOf(
          ['detector', ...attack.doses.map((dose) => `× ${dose}`)],
          rows.map((r) => [
            `\`${r.measure}\`${r.attacks.some((a) => a.id === attack.id && a.intended) ? ' \\*' : ''}`,
            ...attack.doses.map((dose) => cell(r, dose)),
          ]),
        ),
      );
    }
  }
  lines.push('## Parameters of the generator', '');
  lines.push(
    ...tableOf(
      ['parameter', 'value', 'because'],
      table.parameters.map((p) => [`\`${p.name}\``, String(p.value), p.because]),
    ),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}
