/** All tests, browser tests included; ends with the count. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

const data = resolve(process.env['TOUCHSTONE_DATA'] ?? '../shared/data');
if (!existsSync(data))
  console.log(`TOUCHSTONE_DATA: ${data} is not there; tests on public data say so and are left out.`);
if (!existsSync('dist/web/index.html'))
  spawnSync(process.execPath, ['scripts/prepare.ts'], { stdio: 'inherit' });

const report = '.cache/test-report.json';
rmSync(report, { force: true });
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, TOUCHSTONE_DATA: data } },
);
const counts = existsSync(report)
  ? (JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
    })
  : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
console.log(
  `${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${counts.numPendingTests} skipped`,
);
process.exit(run.status ?? 1);
