/**
 * The fault run (`npm run faults`): 200 damaged inputs through one server, then 30 kills in imports and 30 in
 * pushes; `npm run faults -- damaged imports pushes` runs those named. Uses a folder of its own and loopback only, ends
 * by itself, exits 1 on any violation.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importDamaged } from './fault-damaged.ts';
import { type KillTally, killImports, killPushes } from './fault-kills.ts';
import { FaultServer } from './fault-server.ts';

const KILLS = Number(process.env['FAULT_KILLS'] ?? 30);
const ROWS = Number(process.env['FAULT_ROWS'] ?? 300_000);
const MEMORY_LIMIT = 1.5e9;
const RUN_LIMIT_MS = 40 * 60_000;
const PARTS = ['damaged', 'imports', 'pushes'] as const;
type Part = (typeof PARTS)[number];

const named = process.argv.slice(2);
const unknown = named.find((name) => !PARTS.some((part) => part === name));
if (unknown !== undefined) {
  console.error(`There is no part “${unknown}”; the parts are ${PARTS.join(', ')}.`);
  process.exit(2);
}
const wanted = (part: Part) => named.length === 0 || named.includes(part);

const folder = await mkdtemp(join(tmpdir(), 'touchstone-faults-'));
const violations: string[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
setTimeout(() => {
  console.log(`VIOLATION the run is not over after ${RUN_LIMIT_MS / 60_000} min`);
  process.exit(1);
}, RUN_LIMIT_MS).unref();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

async function damaged(): Promise<void> {
  const started = performance.now();
  const server = await FaultServer.start(join(folder, 'damaged'));
  const tally = await importDamaged(server, folder);
  const peak = server.alive ? server.peakRss() : 0;
  if (peak > MEMORY_LIMIT)
    tally.violations.push(`the server's memory peaked at ${(peak / 1e6).toFixed(0)} MB`);
  await server.stop();
  violations.push(...tally.violations);
  console.log(
    `damaged inputs: ${tally.inputs} imported after a good file: ${tally.read} read, ${tally.withRejectedRows} read with rejected rows, ` +
      `${tally.refused} refused; ${tally.violations.length} violations; slowest ${(tally.slowestMs / 1000).toFixed(1)} s (${tally.slowest}); ` +
      `server's memory peaked at ${(peak / 1e6).toFixed(0)} MB; ${seconds(started)}`,
  );
}

function tell(what: string, tally: KillTally, detail: string, started: number): void {
  violations.push(...tally.violations);
  console.log(
    `kills in ${what}: ${tally.kills}, ${tally.amidWork} of them amid work; ${detail}; ` +
      `${tally.violations.length} violations; ${seconds(started)}`,
  );
}

try {
  if (wanted('damaged')) await damaged();
  if (wanted('imports')) {
    const started = performance.now();
    const a = await killImports(join(folder, 'imports'), folder, KILLS, ROWS);
    tell(
      'imports',
      a,
      `${a.imports} files with ${a.rows} rows are there once, each resumed by itself`,
      started,
    );
  }
  if (wanted('pushes')) {
    const started = performance.now();
    const b = await killPushes(join(folder, 'pushes'), KILLS, 200);
    tell(
      'pushes',
      b,
      `${b.batches} acknowledged batches with ${b.rows} posts are there once, ${b.repeated} repeated keys accepted once`,
      started,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const violation of violations.slice(0, 50)) console.log(`VIOLATION ${violation.slice(0, 600)}`);
process.exit(violations.length === 0 ? 0 : 1);
