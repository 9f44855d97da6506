/** Before all browser tests: builds the web app, starts the real server on a free port with the demo library. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { chromiumPath } from '#config/browser.ts';
import { makeTemplate } from '#demo/template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    address: string;
    chromium: string;
  }
}

/** Builds the web app, unless the build is newer than everything it is made of: a server in use serves these files. */
async function buildWeb(): Promise<void> {
  const built = join(root, 'dist/web/index.html');
  const sources = ['src/web', 'src/basis', 'src/domain']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(root, folder, file),
      ),
    )
    .concat(join(root, 'vite.config.ts'), join(root, 'package.json'));
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}

const READY_MS = 240_000;
const root = new URL('..', import.meta.url).pathname;

/** Waits until the server says that the demo library is complete. */
async function untilReady(address: string, server: ChildProcess): Promise<void> {
  for (const end = Date.now() + READY_MS; Date.now() < end; ) {
    if (server.exitCode !== null) throw new Error(`The server stopped with code ${server.exitCode}.`);
    const answer = await fetch(`${address}/api/v1/status`).catch(() => null);
    if (answer?.ok && ((await answer.json()) as { demo: boolean }).demo) return;
    await new Promise((done) => setTimeout(done, 300));
  }
  throw new Error('The demo library was not ready in time.');
}

/** The address the server prints first. Its output is read to the end, so that it never waits for a reader. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let text = '';
    server.stdout?.on('data', (part) => {
      text += String(part);
      const address = /http:\/\/[\w.]+:\d+/.exec(text)?.[0];
      if (address) found(address);
    });
    server.once('exit', (code) => failed(new Error(`The server stopped with code ${code}: ${text}`)));
  });
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'touchstone-e2e-'));
  const [chromium] = await Promise.all([chromiumPath(), buildWeb()]);
  // Kept for the next run; after `npm install` it is there.
  await makeTemplate();
  const server = spawn(process.execPath, ['bin/touchstone.js', 'demo', '--serve', '--port', '0'], {
    cwd: root,
    env: { ...process.env, TOUCHSTONE_HOME: home, TOUCHSTONE_TOKEN: '', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const address = await addressOf(server);
    await untilReady(address, server);
    project.provide('address', address);
    project.provide('chromium', chromium);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
