import type { Command } from 'commander';
import { refused, usage } from '#basis/error.ts';
import { rng } from '#basis/rng.ts';
import {
  fitLogLinear,
  fitSizes,
  forecastSizes,
  LEAST_POSTS,
  logLinearSize,
  type SizeForecast,
} from '#domain/decisions/monitor/measures/final-size.ts';
import { medianOf } from '#numerics/series/robust.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { EXIT, print, printJson, printTable } from '../output.ts';
import { runAlone } from '../run-command.ts';
import { type FinishedPosts, readFinishedPosts } from './read-early-curves.ts';

const FOLDS = 5;

/** Every post forecast by what was learned from the other four fifths. */
function crossFitted({ curves, finals }: FinishedPosts, seed: string) {
  const n = curves.length;
  const order = rng(`folds/${seed}`).shuffle(Array.from({ length: n }, (_, i) => i));
  const forecast: SizeForecast[] = [];
  const published = new Float64Array(n);
  const free = new Float64Array(n);
  const now = (i: number) => curves[i]?.counts.at(-1) as number;
  for (let fold = 0; fold < FOLDS; fold++) {
    const test = order.filter((_, k) => k % FOLDS === fold);
    const train = order.filter((_, k) => k % FOLDS !== fold);
    const known = train.map((i) => finals[i] as number);
    const model = fitSizes(
      train.map((i) => curves[i] as FinishedPosts['curves'][number]),
      known,
      `${seed}/${fold}`,
    );
    if ('state' in model) return null;
    const lines = [false, true].map((slope) => fitLogLinear(train.map(now), known, slope));
    const told = forecastSizes(
      model,
      test.map((i) => curves[i] as FinishedPosts['curves'][number]),
    );
    for (const [k, i] of test.entries()) {
      forecast[i] = told[k] as SizeForecast;
      published[i] = logLinearSize(lines[0] as never, now(i));
      free[i] = logLinearSize(lines[1] as never, now(i));
    }
  }
  return { forecast, published, free };
}

/** `touchstone eval forecast`: final size from the first minutes, beside Szabo and Huberman's log-linear forecast. */
export function evalForecast(group: Command): void {
  group
    .command('forecast')
    .description(
      'error and interval coverage of final sizes told early, beside the log-linear baseline; cross-fitted',
    )
    .requiredOption(
      '--series <file>',
      'a row a post with counts at even times, or cascades (see eval cascade); .gz too',
    )
    .requiredOption('--at <minutes>', 'minutes after publication')
    .option('--step <minutes>', 'minutes between the counts of a row', '20')
    .option('--seed <text>', 'of folds and forests', '1')
    .option('--list', 'list every forecast')
    .action(
      (flags: { series: string; at: string; step: string; seed: string; list?: boolean }, command: Command) =>
        runAlone(command, async ({ json }) => {
          const [atMinutes, stepMinutes] = [Number(flags.at), Number(flags.step)];
          if (!(atMinutes > 0 && stepMinutes > 0))
            throw usage(
              'bad-minutes',
              `--at is ${flags.at} and --step ${flags.step}; both are minutes.`,
              'For example --at 120 --step 20.',
            );
          const posts = readFinishedPosts(flags.series, atMinutes, stepMinutes);
          const { ids, curves, finals, notYetSeen } = posts;
          const told = curves.length * (1 - 1 / FOLDS) < LEAST_POSTS ? null : crossFitted(posts, flags.seed);
          if (!told)
            throw refused(
              'too-few',
              `${curves.length} posts had a count at ${atMinutes} minutes; a forecast needs ${Math.ceil(LEAST_POSTS / (1 - 1 / FOLDS))}.`,
              { file: flags.series },
              'Give more finished posts, or a later --at.',
            );
          const errors = (of: (i: number) => number) =>
            medianOf(Float64Array.from(finals, (final, i) => Math.abs(of(i) - final) / final));
          const inside = told.forecast.filter(
            (f, i) => f.low <= (finals[i] as number) + 1e-9 && (finals[i] as number) <= f.high + 1e-9,
          ).length;
          const covered = wilson(inside, finals.length);
          const result = {
            atMinutes,
            posts: finals.length,
            notYetSeen,
            medianApe: errors((i) => told.forecast[i]?.size as number),
            baselineMedianApe: errors((i) => told.published[i] as number),
            baselineFreeSlopeMedianApe: errors((i) => told.free[i] as number),
            nominalCoverage: 0.9,
            coverage: inside / finals.length,
            coverageLow: covered.low,
            coverageHigh: covered.high,
            medianIntervalRatio: medianOf(told.forecast.map((f) => f.high / f.low)),
          };
          if (json)
            printJson({
              ...result,
              ...(flags.list
                ? {
                    forecasts: told.forecast.map((f, i) => ({
                      id: ids[i],
                      now: curves[i]?.counts.at(-1),
                      final: finals[i],
                      ...f,
                    })),
                  }
                : {}),
            });
          else {
            print(
              `${result.posts} posts at ${atMinutes} minutes · ${notYetSeen} not yet seen or without an end`,
            );
            printTable(
              ['', 'median error', '90 % interval covers'],
              [
                [
                  'forecast',
                  result.medianApe.toFixed(3),
                  `${result.coverage.toFixed(3)} (${covered.low.toFixed(3)}–${covered.high.toFixed(3)})`,
                ],
                ['log-linear, slope 1', result.baselineMedianApe.toFixed(3), '–'],
                ['log-linear, free slope', result.baselineFreeSlopeMedianApe.toFixed(3), '–'],
              ],
            );
          }
          return EXIT.fine;
        }),
    );
}
