/** All damaged inputs through a running server, after good data: what became of each, and of the good data. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rng } from '#basis/rng.ts';
import { damagedInputs } from './damaged-inputs.ts';
import type { FaultServer, FileReport } from './fault-server.ts';
import { bloggerRows, csvText, HEADERS } from './sound-files.ts';

export interface DamagedTally {
  inputs: number;
  read: number;
  withRejectedRows: number;
  refused: number;
  violations: string[];
  slowestMs: number;
  slowest: string;
}

const HANG_MS = 60_000;
const GOOD = '守望者';
/** Files that are tables of some kind but no layout anyone knows count as refused, with that reason. */
const INTERNAL = new Set(['internal', 'import-failed', 'fact-store', 'reader-stopped']);

interface Found {
  items: { accountId: string }[];
}
/** The good accounts by what the library says of each. */
async function goodAccounts(server: FaultServer): Promise<string> {
  const found = await server.get<Found>(`/accounts?q=${encodeURIComponent(GOOD)}&limit=100`);
  return JSON.stringify(found.items);
}

export async function importDamaged(
  server: FaultServer,
  folder: string,
  take: (big: boolean) => boolean = () => true,
): Promise<DamagedTally> {
  const tally: DamagedTally = {
    inputs: 0,
    read: 0,
    withRejectedRows: 0,
    refused: 0,
    violations: [],
    slowestMs: 0,
    slowest: '',
  };
  const rows = bloggerRows(rng('good'), 50).map((row, i) => [`${GOOD}${i}`, `good${i}`, ...row.slice(2)]);
  const good = join(folder, 'good.csv');
  await writeFile(good, csvText([HEADERS, ...rows]));
  const first = await server.outcome(
    await server.startImport(await server.upload(good, 'good.csv')),
    HANG_MS,
  );
  if (first?.result?.files[0]?.rowsKept !== 50)
    tally.violations.push(`the good file: ${JSON.stringify(first)}`);
  const before = await goodAccounts(server);
  if ((JSON.parse(before) as unknown[]).length !== 50)
    tally.violations.push('the good file is not all searchable');

  for (const input of damagedInputs('faults')) {
    if (!take(input.big)) continue;
    tally.inputs++;
    const path = await input.write(folder);
    const label = `${input.kind} / ${input.name.slice(0, 40)}`;
    const started = performance.now();
    try {
      const uploadId = await server.upload(path, input.name);
      const job = await server.outcome(await server.startImport(uploadId), HANG_MS);
      const report = job?.result?.files[0];
      if (!job) tally.violations.push(`${label}: not over in ${HANG_MS / 1000} s`);
      else if (!report) tally.violations.push(`${label}: job ${job.state} ${JSON.stringify(job.error)}`);
      else count(tally, report, label);
    } catch (error) {
      tally.violations.push(`${label}: ${String(error)}`);
    } finally {
      await rm(path, { force: true });
    }
    const ms = performance.now() - started;
    if (ms > tally.slowestMs) Object.assign(tally, { slowestMs: ms, slowest: label });
    if (!server.alive) {
      tally.violations.push(`${label}: the server is gone`);
      return tally;
    }
  }
  // Nothing but a later sighting may change what is shown; these names are nobody else's.
  if ((await goodAccounts(server)) !== before) tally.violations.push('the good accounts changed');
  return tally;
}

function count(tally: DamagedTally, report: FileReport, label: string): void {
  if (report.state === 'refused') {
    tally.refused++;
    if (!report.error || INTERNAL.has(report.error.code))
      tally.violations.push(`${label}: no clear error: ${JSON.stringify(report.error)}`);
  } else if (report.rowsRejected > 0) tally.withRejectedRows++;
  else tally.read++;
  if (report.rowsRead !== report.rowsKept + report.rowsRejected)
    tally.violations.push(
      `${label}: ${report.rowsRead} rows read ≠ ${report.rowsKept} + ${report.rowsRejected}`,
    );
  if (/[\\/\p{Cc}]/u.test(report.file) || report.file === '..')
    tally.violations.push(`${label}: its name is stored as ${JSON.stringify(report.file)}`);
}
