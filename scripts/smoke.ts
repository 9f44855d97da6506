/** Command one as a newcomer runs it: `npm start` serves the web app with the demo library in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnce } from '../bench/start.ts';

const DEMO_ACCOUNTS = 300;
const home = mkdtempSync(join(tmpdir(), 'touchstone-smoke-'));
try {
  const { page, library } = await startOnce(home, DEMO_ACCOUNTS);
  console.log(
    `npm start: first page after ${page.toFixed(1)} s, ${DEMO_ACCOUNTS} demo accounts searchable after ${library.toFixed(1)} s`,
  );
} finally {
  rmSync(home, { recursive: true, force: true });
}
