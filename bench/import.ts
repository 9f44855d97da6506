/** Import of a 5-million-row engagement CSV against the bare engine reading the same file, in turn, as whole processes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engagementFile } from './engagement-file.ts';
import type { Line } from './run.ts';

interface Run {
  seconds: number;
  rows: number;
  maxRssMb: number;
}

function run(script: string, target: string, csv: string): Run {
  const started = performance.now();
  const child = spawnSync(process.execPath, [new URL(script, import.meta.url).pathname, target, csv], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // As the launcher starts the program.
    env: { ...process.env, NODE_COMPILE_CACHE: join('.cache', 'compile') },
  });
  const seconds = (performance.now() - started) / 1000;
  if (child.status !== 0) throw new Error(`${script} ended with ${child.status}`);
  const printed = JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '{}') as {
    rows: number;
    maxRssMb: number;
    error?: unknown;
  };
  if (printed.error) throw new Error(JSON.stringify(printed.error));
  return { seconds, rows: printed.rows, maxRssMb: printed.maxRssMb };
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export async function benchImport(rows: number, rounds: number): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  mkdirSync('.cache', { recursive: true });
  try {
    const csv = join('.cache', `engagements-${rows}.csv`);
    await engagementFile(csv, rows);
    const ours: Run[] = [];
    const bare: Run[] = [];
    for (let i = 0; i < rounds; i++) {
      bare.push(run('./bare-engine.ts', join(folder, `bare-${i}.duckdb`), csv));
      ours.push(run('./import-child.ts', join(folder, `home-${i}`), csv));
    }
    if (ours.some((r) => r.rows !== rows)) throw new Error(`imported ${ours[0]?.rows} rows of ${rows}`);
    const [a, b] = [median(ours.map((r) => r.seconds)), median(bare.map((r) => r.seconds))];
    const wide = join('.cache', 'engagements-2gb.csv');
    const bytes = await engagementFile(wide, 4_600_000, true);
    const large = run('./import-child.ts', join(folder, 'home-wide'), wide);
    rmSync(wide);
    const peak = Math.max(...ours.map((r) => r.maxRssMb));
    return [
      {
        name: `import of ${rows} engagement rows ÷ bare engine`,
        value: a / b,
        unit: 'ratio',
        bound: 2.5,
        note: `${a.toFixed(2)} s against ${b.toFixed(2)} s, median of ${rounds}`,
      },
      { name: 'peak memory of that import', value: peak, unit: 'MB', bound: 1500, note: '' },
      {
        name: `peak memory of a ${(bytes / 2 ** 30).toFixed(2)} GiB file`,
        value: large.maxRssMb,
        unit: 'MB',
        bound: 1500,
        note: `${large.seconds.toFixed(1)} s; ${(large.maxRssMb / peak).toFixed(2)} × the peak above`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
