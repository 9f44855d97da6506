/** `npm start` to the first page on the demo library, and the cold start of an existing one. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SearchResult } from '#domain/facts/library/schema.ts';
import type { Line } from './run.ts';

/** Seconds until the page and, on the first start, the whole demo library answer. */
export async function startOnce(home: string, accounts: number): Promise<{ page: number; library: number }> {
  const started = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--port', '0', '--home', home, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const stop = () => child.pid && process.kill(-child.pid, 'SIGTERM');
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /"address": "([^"]+)"/.exec(text);
        if (found?.[1]) resolve(found[1]);
      });
      child.on('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    });
    const page = await fetch(address);
    if (!(await page.text()).includes('<div id="root">'))
      throw new Error('the first page is not the web app');
    const first = (performance.now() - started) / 1000;
    for (;;) {
      const found = (await (await fetch(`${address}/api/v1/accounts?limit=1`)).json()) as SearchResult;
      if (found.total >= accounts) break;
      if (performance.now() - started > 120_000)
        throw new Error(`only ${found.total} accounts after two minutes`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { page: first, library: (performance.now() - started) / 1000 };
  } finally {
    child.removeAllListeners('exit');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    stop();
    await gone;
  }
}

export async function benchStart(): Promise<Line[]> {
  const home = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  try {
    const first = await startOnce(home, 300);
    const second = await startOnce(home, 300);
    return [
      {
        name: 'npm start to the first page, empty home',
        value: first.page,
        unit: 's',
        bound: 10,
        note: `300 demo accounts searchable after ${first.library.toFixed(1)} s`,
      },
      {
        name: 'npm start on an existing demo library',
        value: second.library,
        unit: 's',
        bound: 2,
        note: 'to the first page and a search',
      },
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
