import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { finishWatch, startWatch, stepWatch } from '#domain/decisions/monitor/measures/minute-watch.ts';
import {
  type Gap,
  type Reset,
  type WatchAlarm,
  type WatchSettings,
  watchDefaults,
} from '#domain/decisions/monitor/schema.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { readTimedCounts, type TimedCounts } from './read-timed-counts.ts';

interface Watched {
  readings: number;
  ignored: number;
  judgedMinutes: number;
  cadenceMs: number;
  declaredRate: number;
  horizonMinutes: number;
  gaps: (Gap & { from: string; to: string })[];
  resets: (Reset & { at: string })[];
  alarms: (WatchAlarm & { at: string; from: string })[];
}

const iso = (ms: number) => new Date(ms).toISOString();

/** A minute, or what the file's readings are usually apart, in whole minutes. */
function cadenceOf(series: TimedCounts): number {
  const head = series.atMs.slice(0, 200);
  if (head.length < 3) return 60_000;
  return (
    60_000 *
    Math.max(1, Math.round(medianOf(head.slice(1).map((at, i) => at - (head[i] as number))) / 60_000))
  );
}

/** The whole watch over a file, reading by reading. */
function watchSeries(series: TimedCounts, settings: WatchSettings): Watched {
  const watched: Watched = {
    readings: 0,
    ignored: 0,
    judgedMinutes: 0,
    cadenceMs: settings.cadenceMs,
    declaredRate: settings.declaredRate,
    horizonMinutes: settings.horizonMinutes,
    gaps: [],
    resets: [],
    alarms: [],
  };
  let state = startWatch(settings);
  for (let i = 0; i <= series.atMs.length; i++) {
    const step =
      i < series.atMs.length
        ? stepWatch(state, { atMs: series.atMs[i] as number, count: series.value[i] as number })
        : finishWatch(state);
    state = step.state;
    for (const { event, ...found } of step.events)
      if (event === 'gap') {
        const gap = found as Gap;
        watched.gaps.push({ from: iso(gap.fromMs), to: iso(gap.toMs), ...gap });
      } else if (event === 'reset') {
        const reset = found as Reset;
        watched.resets.push({ at: iso(reset.atMs), ...reset });
      } else {
        const alarm = found as WatchAlarm;
        watched.alarms.push({ at: iso(alarm.raisedAtMs), from: iso(alarm.fromMs), ...alarm });
      }
  }
  return {
    ...watched,
    readings: state.readings,
    ignored: state.ignored + series.skippedRows,
    judgedMinutes: state.judgedMinutes,
  };
}

/** `touchstone eval watch`: gaps, resets and alarms of one counter, with the rate of false alarms that is declared. */
export function evalWatch(group: Command): void {
  group
    .command('watch')
    .description(
      'gaps and alarms on a counter read over time, with the declared false-alarm rate of the whole watch',
    )
    .requiredOption('--series <file>', 'two columns: time (seconds, milliseconds or a date), count; .gz too')
    .option(
      '--declared <share>',
      'chance of any false alarm in the whole watch',
      String(watchDefaults.declaredRate),
    )
    .option(
      '--horizon <minutes>',
      'how long the watch is meant to last',
      String(watchDefaults.horizonMinutes),
    )
    .action((flags: { series: string; declared: string; horizon: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const declaredRate = Number(flags.declared);
        if (!(declaredRate > 0 && declaredRate < 1))
          throw usage(
            'bad-share',
            `--declared is ${flags.declared}; it is a share between 0 and 1.`,
            'For example 0.05.',
          );
        const horizonMinutes = Number(flags.horizon);
        if (!Number.isInteger(horizonMinutes) || horizonMinutes < 1)
          throw usage(
            'bad-minutes',
            `--horizon is ${flags.horizon}; it is a number of minutes.`,
            'For example 10080, a week.',
          );
        const series = readTimedCounts(flags.series);
        const watched = watchSeries(series, {
          ...watchDefaults,
          declaredRate,
          horizonMinutes,
          cadenceMs: cadenceOf(series),
        });
        if (json) printJson(watched);
        else {
          print(
            `${watched.readings} readings · ${watched.judgedMinutes} minutes judged · ${watched.gaps.length} gaps · ${watched.resets.length} resets · at most ${declaredRate} of ordinary watches alarm`,
          );
          printTable(
            ['raised', 'kind', 'before', 'after', 'excess', 'p'],
            watched.alarms.map((a) =>
              [a.at, a.kind, a.before, a.after, Math.round(a.excess), a.p.toExponential(1)].map(String),
            ),
          );
        }
        return EXIT.fine;
      }),
    );
}
