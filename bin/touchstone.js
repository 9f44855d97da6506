#!/usr/bin/env node
// Hands over to the Node 24 that the package brings when the running one is older. Plain JavaScript on purpose.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(here, '..', 'src');
const BUILT = join(here, '..', 'dist', 'program', 'main.js');

/** The built program (scripts/build-program.ts), unless a source is newer: what was edited is what runs. */
function program() {
  const source = join(SOURCES, 'cli', 'main.ts');
  if (!existsSync(BUILT)) return source;
  const built = statSync(BUILT).mtimeMs;
  const edited = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).some(
    (file) =>
      file.endsWith('.ts') && !file.startsWith('web') && statSync(join(SOURCES, file)).mtimeMs > built,
  );
  return edited ? source : BUILT;
}

function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(file)) return file;
  } catch {
    // falls through to the message below
  }
  process.stderr.write(
    `touchstone needs Node.js 24 or newer; this is ${process.version}. Run "npm install" in its folder, which brings one.\n`,
  );
  process.exit(2);
}

const child = spawn(
  node24(),
  ['--disable-warning=ExperimentalWarning', program(), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    // Compiled code is kept beside the program: a start then reads 400 modules instead of compiling them.
    env: { NODE_COMPILE_CACHE: join(here, '..', '.cache', 'compile'), ...process.env },
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal) process.kill(process.pid, signal);
  else process.exit(code ?? 1);
});
