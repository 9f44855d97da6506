/** After `npm install`: builds the web app and the demo library, so that `npm start` has nothing left to do. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { makeTemplate } from '../src/demo/template.ts';
import { buildProgram } from './build-program.ts';

const started = performance.now();
const since = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
await build({ logLevel: 'warn' });
console.log(`web app built (${since()})`);
await buildProgram();
console.log(`program built (${since()})`);
const demo = await makeTemplate();
console.log(
  demo
    ? `demo library made: ${demo.files} files, ${demo.rows} rows (${since()})`
    : 'demo library is there already',
);
// One start and stop, so that the compiled modules are kept and the user's first start is warm.
const home = mkdtempSync(join(tmpdir(), 'touchstone-warm-'));
spawnSync(process.execPath, ['bin/touchstone.js', 'demo', '--home', home], { stdio: 'ignore' });
rmSync(home, { recursive: true, force: true });
console.log(`modules compiled (${since()})`);
// The reading thread would keep the process alive.
process.exit(0);
