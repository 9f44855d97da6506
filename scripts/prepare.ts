/** After `npm install`: builds the web app, so that `npm start` has nothing left to do. */
import { existsSync } from 'node:fs';
import { build } from 'vite';

if (existsSync(new URL('../vite.config.ts', import.meta.url))) {
  const started = performance.now();
  await build({ logLevel: 'warn' });
  console.log(`web app built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
