/** Watching, spreading, forecasting: the figures of the monitor and the cascade. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rng } from '#basis/rng.ts';
import { evaluate, publicFile } from './evaluation.ts';
import { benchWatch } from './monitor-watch.ts';
import { nabLeftOut } from './nab-left-out.ts';
import { type NabSeries, nabScore } from './nab-score.ts';
import type { Line } from './run.ts';

export async function benchMonitor(): Promise<Line[]> {
  return [...benchWatch(), ...benchCascades(), ...benchForecasts(), ...benchAnomalies()];
}

interface CascadeSummary {
  acts: number;
  parentsRecorded: number;
  parentsEqual: number;
  ms: number;
}

function benchCascades(): Line[] {
  const lines: Line[] = [];
  const file = publicFile('cascades/weibo-events-600.ndjson.gz');
  if (file) {
    const summary = evaluate('cascade', '--events', file).result as CascadeSummary;
    lines.push({
      name: '600 events: recorded parents not found',
      value: summary.parentsRecorded - summary.parentsEqual,
      unit: 'ratio',
      bound: 0,
      note: `${summary.parentsRecorded} recorded among ${summary.acts} acts`,
    });
  }
  mkdirSync('.cache', { recursive: true });
  const large = join('.cache', 'cascade-1m.csv');
  const random = rng('a million acts');
  const rows = Array.from({ length: 1_000_000 }, (_, i) =>
    i === 0 ? 'n0,,1700000000' : `n${i},n${random.int(Math.max(0, i - 50_000), i - 1)},${1_700_000_000 + i}`,
  );
  writeFileSync(large, `id,parent,time\n${rows.join('\n')}\n`);
  const { result, seconds } = evaluate('cascade', '--events', large);
  lines.push({
    name: 'a cascade of a million acts',
    value: (result as CascadeSummary).ms / 1000,
    unit: 's',
    bound: 5,
    note: `tree and measures; with reading and start ${seconds.toFixed(2)} s`,
  });
  return lines;
}

interface ForecastSummary {
  posts: number;
  medianApe: number;
  baselineMedianApe: number;
  baselineFreeSlopeMedianApe: number;
  coverage: number;
}

function benchForecasts(): Line[] {
  const lines: Line[] = [];
  for (const [path, times] of [
    ['posts/news-popularity-facebook.csv.gz', [120, 360, 720]],
    ['cascades/weibo-events-600.ndjson.gz', [30, 60]],
  ] as const) {
    const file = publicFile(path);
    if (!file) continue;
    for (const at of times) {
      const f = evaluate('forecast', '--series', file, '--at', String(at)).result as ForecastSummary;
      const name = `${path.split('/')[1]?.split('.')[0]} at ${at} minutes`;
      lines.push(
        {
          name: `${name}: median error of the final size`,
          value: f.medianApe,
          unit: 'ratio',
          bound: Math.min(f.baselineMedianApe, f.baselineFreeSlopeMedianApe),
          note: `${f.posts} posts; log-linear ${f.baselineMedianApe.toFixed(3)}, with a free slope ${f.baselineFreeSlopeMedianApe.toFixed(3)}`,
        },
        {
          name: `${name}: coverage of the 90 % interval, distance from .90`,
          value: Math.abs(f.coverage - 0.9),
          unit: 'ratio',
          bound: 0.05,
          note: `covers ${f.coverage.toFixed(3)}`,
        },
      );
    }
  }
  return lines;
}

const momentOf = (text: string) => Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);

function benchAnomalies(): Line[] {
  const named = publicFile('series/nab-windows.json');
  if (!named) return [];
  const windows = JSON.parse(readFileSync(named, 'utf8')) as Record<string, [string, string][]>;
  mkdirSync('.cache', { recursive: true });
  const series = readdirSync(dirname(named))
    .filter((name) => windows[name] !== undefined)
    .map((name): NabSeries => {
      const out = join('.cache', `scores-${name}`);
      evaluate('anomalies', '--series', join(dirname(named), name), '--out', out);
      const rows = readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','));
      return {
        name,
        atMs: Float64Array.from(rows, (row) => momentOf(row[0] as string)),
        score: Float64Array.from(rows, (row) => Number(row[2])),
        windows: (windows[name] ?? []).map(([from, to]) => [momentOf(from), momentOf(to)] as const),
      };
    });
  const left = nabLeftOut(named, windows, momentOf);
  const leftOut: Line = {
    name: 'NAB, each series by constants chosen on the others: points missing from 100',
    value: 100 - left.all,
    unit: 'ratio',
    bound: null,
    note: `score ${left.all.toFixed(1)}, tweets ${left.tweets.toFixed(1)}; median of the grid, in sample, ${left.typical.toFixed(1)}`,
  };
  const inSample = (
    [
      ['all', () => true, 60],
      ['tweets', (s: NabSeries) => s.name.includes('Twitter'), 70],
      ['ad exchange', (s: NabSeries) => s.name.includes('exchange'), null],
    ] as const
  ).map(([name, chosen, aim]): Line => {
    const kept = series.filter(chosen);
    const best = nabScore(kept);
    return {
      name: `NAB, ${name}: points missing from 100`,
      value: 100 - best.score,
      unit: 'ratio',
      bound: aim === null ? null : 100 - aim,
      note: `score ${best.score.toFixed(1)} at threshold ${best.threshold.toFixed(3)} (${best.hits} of ${best.windows} windows, ${best.falseAlarms} rows outside); ${nabScore(kept, 0.5).score.toFixed(1)} at .5`,
    };
  });
  return [...inSample, leftOut];
}
