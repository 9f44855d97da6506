import type { Command } from 'commander';
import { usage } from '#basis/error.ts';
import { historyScores } from '#domain/readings/authenticity/growth/measures/campaign-post-against-history.ts';
import { followerBursts } from '#domain/readings/authenticity/growth/measures/follower-bursts.ts';
import { followerPurges } from '#domain/readings/authenticity/growth/measures/follower-purges.ts';
import { postCurveShape } from '#domain/readings/authenticity/growth/measures/post-curve-shape.ts';
import {
  evennessScores,
  surpriseScores,
} from '#domain/readings/authenticity/growth/measures/post-windows.ts';
import { smoothGrowth } from '#domain/readings/authenticity/growth/measures/smooth-growth.ts';
import { ratioScores } from '#domain/readings/authenticity/ratios/measures/ratio-consistency.ts';
import { type AlarmShare, alarmShare } from '#numerics/series/alarm-share.ts';
import type { TooThin } from '#numerics/series/too-thin.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { readSeriesFile, type Series, type SeriesColumns, type SeriesFile } from './eval-curves-file.ts';

interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** One way of judging, with how often it alarms on the file. All figures per 1,000 judged. */
export interface AlarmLine {
  detector: string;
  counter: string;
  unit: 'post' | 'curve' | 'account';
  /** `ranked`: among the file's other accounts; `own`: by the series alone, declared as an upper bound. */
  calibration: 'ranked' | 'own';
  judged: number;
  declaredPer1000: number;
  measuredPer1000: Estimate | null;
  /** Ranked among one half of the accounts, counted in the other. */
  heldOutPer1000: Estimate | null;
  /** Not judged: too little to read. */
  thin: number;
}

const per1000 = (e: Estimate): Estimate => ({
  value: e.value * 1000,
  low: e.low * 1000,
  high: e.high * 1000,
});

/** The pairs whose ratio is judged where a file has both: acts against base. */
const RATIOS = [
  ['like-view-ratio@1', 'likes', 'views'],
  ['comment-like-ratio@1', 'comments', 'likes'],
  ['save-like-ratio@1', 'saves', 'likes'],
  ['share-view-ratio@1', 'shares', 'views'],
] as const;

/** Alarms of every detector that the file can be judged by. `declared` is a share, 0–1. */
export function curveAlarms(file: SeriesFile, declared: number): AlarmLine[] {
  if (file.kind === 'posts') return postAlarms(file, declared);
  const lines: AlarmLine[] = [];
  for (const [counter, series] of file.counters)
    lines.push(
      ...(file.kind === 'curves'
        ? shapeAlarms(counter, series, declared)
        : counterAlarms(counter, series, declared)),
    );
  return lines;
}

/** Accounts (or curves) below which ranking among others measures nothing. */
const LEAST_GROUPS = 50;

const ranked = (
  detector: string,
  counter: string,
  unit: AlarmLine['unit'],
  declared: number,
  total: number,
  share: AlarmShare,
): AlarmLine => ({
  detector,
  counter,
  unit,
  calibration: 'ranked',
  judged: share.judged,
  declaredPer1000: declared * 1000,
  measuredPer1000: share.groups >= LEAST_GROUPS ? per1000(share.measured) : null,
  heldOutPer1000: share.groups >= LEAST_GROUPS ? per1000(share.heldOut) : null,
  thin: total - share.judged,
});

function postAlarms(file: SeriesFile, declared: number): AlarmLine[] {
  const lines: AlarmLine[] = [];
  const add = (detector: string, counter: string, group: Int32Array, scores: Float64Array) =>
    lines.push(
      ranked(
        detector,
        counter,
        'post',
        declared,
        scores.length,
        alarmShare(scores, group, declared, `${detector}/${counter}`),
      ),
    );
  for (const [counter, series] of file.counters) {
    const group = Int32Array.from(series.flatMap((s, a) => Array.from(s.values, () => a)));
    const every = (score: (values: Float64Array) => Float64Array) =>
      Float64Array.from(series.flatMap((s) => Array.from(overKnown(s.values, score))));
    add('campaign-post-against-history@1', counter, group, every(historyScores));
    add(
      'follower-bursts@1 (step)',
      counter,
      group,
      every((v) => surpriseScores(v, 1)),
    );
    add(
      'follower-purges@1 (step)',
      counter,
      group,
      every((v) => surpriseScores(v, -1)),
    );
    add('smooth-growth@1', counter, group, every(evennessScores));
  }
  for (const [detector, acts, base] of RATIOS) {
    const [on, of] = [file.counters.get(acts), file.counters.get(base)];
    if (!on || !of || on.length !== of.length) continue;
    const account = Int32Array.from(on.flatMap((s, a) => Array.from(s.values, () => a)));
    const columns = {
      account,
      acts: Float64Array.from(on.flatMap((s) => Array.from(s.values))),
      base: Float64Array.from(of.flatMap((s) => Array.from(s.values))),
    };
    const known = (i: number) => !Number.isNaN((columns.acts[i] as number) + (columns.base[i] as number));
    const { away } = ratioScores({
      ...columns,
      groups: Array.from(account, (_, i) => (known(i) ? ['file'] : [])),
    });
    add(`${detector} (high)`, `${acts} / ${base}`, account, away);
    add(
      `${detector} (low)`,
      `${acts} / ${base}`,
      account,
      away.map((v) => -v),
    );
  }
  return lines;
}

/** Scores of the known values of a series; NaN where the value is unknown. */
function overKnown(values: Float64Array, score: (known: Float64Array) => Float64Array): Float64Array {
  const scores = score(values.filter((v) => !Number.isNaN(v)));
  let next = 0;
  return values.map((v) => (Number.isNaN(v) ? Number.NaN : (scores[next++] as number)));
}

type Judged = { state: 'ok'; p: number } | TooThin;

function own(
  detector: string,
  counter: string,
  unit: AlarmLine['unit'],
  declared: number,
  read: readonly Judged[],
): AlarmLine {
  const judged = read.filter((r) => r.state === 'ok');
  const alarms = judged.filter((r) => r.p <= declared).length;
  return {
    detector,
    counter,
    unit,
    calibration: 'own',
    judged: judged.length,
    declaredPer1000: declared * 1000,
    measuredPer1000: judged.length > 0 ? per1000(wilson(alarms, judged.length)) : null,
    heldOutPer1000: null,
    thin: read.length - judged.length,
  };
}

const asCounter = (s: Series) => ({ atMs: s.atMs, count: s.values });

function shapeAlarms(counter: string, series: readonly Series[], declared: number): AlarmLine[] {
  const shapes = series.map((s) => postCurveShape(asCounter(s)));
  const scores = Float64Array.from(shapes, (s) => (s.state === 'ok' ? s.burstScore : Number.NaN));
  const group = Int32Array.from(series.keys());
  const [jump, even] = (['early-jump-then-flat', 'too-smooth'] as const).map((shape) =>
    shapes.map((s): Judged => (s.state === 'ok' ? { state: 'ok', p: s.pByShape[shape] } : s)),
  ) as [Judged[], Judged[]];
  return [
    ranked(
      'post-curve-shape@1 (second burst)',
      counter,
      'curve',
      declared,
      scores.length,
      alarmShare(scores, group, declared, counter),
    ),
    own('post-curve-shape@1 (early jump then flat)', counter, 'curve', declared, jump),
    own('post-curve-shape@1 (too smooth)', counter, 'curve', declared, even),
  ];
}

const counterAlarms = (counter: string, series: readonly Series[], declared: number): AlarmLine[] => [
  own(
    'follower-bursts@1',
    counter,
    'account',
    declared,
    series.map((s) => followerBursts(asCounter(s))),
  ),
  own(
    'follower-purges@1',
    counter,
    'account',
    declared,
    series.map((s) => followerPurges(asCounter(s))),
  ),
  own(
    'smooth-growth@1',
    counter,
    'account',
    declared,
    series.map((s) => smoothGrowth(asCounter(s))),
  ),
];

const shown = (e: Estimate | null) =>
  e === null ? '–' : `${e.value.toFixed(2)} (${e.low.toFixed(2)}–${e.high.toFixed(2)})`;

/** `touchstone eval curves`: alarms on series of ordinary accounts, beside what each detector declares. */
export function evalCurvesCommand(group: Command): void {
  group
    .command('curves')
    .description('alarms per 1,000 on ordinary series, beside the declared number')
    .requiredOption(
      '--series <file>',
      'posts of accounts, curves of posts or counters of accounts (json, csv, …; .gz too)',
    )
    .option('--declared <share>', 'share of ordinary posts that may alarm', '0.01')
    .option('--account <column>', 'column that names the account')
    .option('--post <column>', 'column that names the post')
    .option('--time <column>', 'column with the time of a reading or of publication')
    .option('--counter <column...>', 'columns that count')
    .action((flags: SeriesColumns & { series: string; declared: string }, command: Command) =>
      runAlone(command, async ({ json }) => {
        const declared = Number(flags.declared);
        if (!(declared > 0 && declared < 1))
          throw usage(
            'bad-share',
            `--declared is ${flags.declared}; it is a share between 0 and 1.`,
            'For example 0.01.',
          );
        const { series, declared: _, ...columns } = flags;
        const file = await readSeriesFile(series, columns);
        const detectors = curveAlarms(file, declared);
        const { kind, accountCount, postCount, skippedRows } = file;
        if (json) printJson({ kind, accounts: accountCount, posts: postCount, skippedRows, detectors });
        else {
          print(
            `${kind} · ${accountCount} accounts${postCount === null ? '' : ` · ${postCount} posts`}${skippedRows > 0 ? ` · ${skippedRows} rows skipped` : ''}`,
          );
          printTable(
            ['detector', 'counter', 'judged', 'declared /1000', 'measured /1000', 'held-out half /1000'],
            detectors.map((l) => [
              l.detector,
              l.counter,
              `${l.judged} ${l.unit}s`,
              `${l.calibration === 'own' ? '≤ ' : ''}${l.declaredPer1000}`,
              shown(l.measuredPer1000),
              shown(l.heldOutPer1000),
            ]),
          );
        }
        return EXIT.fine;
      }),
    );
}
