/** All tests, browser tests included; ends with the count. Browser tests wait more than they compute: both kinds run at once. */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

const data = resolve(process.env['TOUCHSTONE_DATA'] ?? '../shared/data');
if (!existsSync(data))
  console.log(`TOUCHSTONE_DATA: ${data} is not there; tests on public data say so and are left out.`);
if (!existsSync('dist/web/index.html'))
  spawnSync(process.execPath, ['scripts/prepare.ts'], { stdio: 'inherit' });

interface Counts {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}
interface Ended {
  name: string;
  code: number;
  counts: Counts;
  output: string;
}

/** One run of vitest. Its output comes whole when it is done, unless it is to be followed. */
function vitest(name: string, args: string[], follow: boolean): Promise<Ended> {
  const report = `.cache/test-report-${name.replaceAll(/[ /]/g, '-')}.json`;
  rmSync(report, { force: true });
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TOUCHSTONE_DATA: data } },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => {
      if (follow) process.stdout.write(part);
      else output += part.toString();
    });
  return new Promise((done) =>
    child.on('close', (code) =>
      done({
        name,
        code: code ?? 1,
        counts: existsSync(report)
          ? (JSON.parse(readFileSync(report, 'utf8')) as Counts)
          : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 },
        output,
      }),
    ),
  );
}

const asked = process.argv.slice(2);
/** Unit tests in parts: whoever is done takes the next, so that no core waits for the other kind. */
const PARTS = 6;
const parts = Array.from({ length: PARTS }, (_, k) => `--shard=${k + 1}/${PARTS}`);
async function unitParts(): Promise<Ended[]> {
  const done: Ended[] = [];
  for (let part = parts.shift(); part !== undefined; part = parts.shift())
    done.push(await vitest(`unit ${part.slice(8)}`, ['--project', 'unit', '--maxWorkers=1', part], true));
  return done;
}
const browserThenUnit = async (): Promise<Ended[]> => {
  const run = await vitest('browser', ['--project', 'browser'], false);
  console.log(run.output);
  return [run, ...(await unitParts())];
};
const ended =
  asked.length > 0
    ? [await vitest('asked', asked, true)]
    : (await Promise.all([browserThenUnit(), unitParts()])).flat();
const sum = (of: keyof Counts): number => ended.reduce((all, run) => all + run.counts[of], 0);
// A run that ended before its first test has no counts: its code tells.
for (const run of ended) if (run.code !== 0) console.log(`${run.name}: ended with ${run.code}`);
console.log(
  `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${sum('numPendingTests')} skipped`,
);
process.exit(ended.every((run) => run.code === 0) ? 0 : 1);
