/** After `npm install`: builds the web app and the demo library, so that `npm start` has nothing left to do. */
import { build } from 'vite';
import { makeTemplate } from '../src/demo/template.ts';

const started = performance.now();
const since = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
await build({ logLevel: 'warn' });
console.log(`web app built (${since()})`);
const demo = await makeTemplate();
console.log(
  demo
    ? `demo library made: ${demo.files} files, ${demo.rows} rows (${since()})`
    : 'demo library is there already',
);
// The reading thread would keep the process alive.
process.exit(0);
