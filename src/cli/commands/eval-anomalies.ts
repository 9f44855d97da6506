import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf, usage } from '#basis/error.ts';
import { streamAnomalies } from '#domain/decisions/monitor/measures/stream-anomalies.ts';
import { EXIT, print, printJson } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { readTimedCounts } from './read-timed-counts.ts';

/** `touchstone eval anomalies`: a score from 0 to 1 for each row of a stream, from its past alone. */
export function evalAnomalies(group: Command): void {
  group
    .command('anomalies')
    .description('writes timestamp,value,anomaly_score (0–1) for each row, seeing only the rows before it')
    .requiredOption('--series <file>', 'two columns: time, value; .gz too')
    .requiredOption('--out <file>', 'CSV to write')
    .action((flags: { series: string; out: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const { timeText, atMs, value, skippedRows } = readTimedCounts(flags.series);
        const started = performance.now();
        const scores = streamAnomalies(atMs, value);
        const ms = performance.now() - started;
        const rows = timeText.map((time, i) => `${time},${value[i]},${(scores[i] as number).toFixed(6)}`);
        try {
          writeFileSync(flags.out, `timestamp,value,anomaly_score\n${rows.join('\n')}\n`);
        } catch (error) {
          throw usage('no-file', `${flags.out} cannot be written: ${messageOf(error)}`, 'Check the path.');
        }
        const above = scores.reduce((sum, score) => sum + (score >= 0.5 ? 1 : 0), 0);
        const result = {
          rows: rows.length,
          skippedRows,
          out: flags.out,
          threshold: 0.5,
          rowsAtThreshold: above,
          ms,
        };
        if (json) printJson(result);
        else print(`${rows.length} rows scored, ${above} at .5 or above → ${flags.out}`);
        return EXIT.fine;
      }),
    );
}
