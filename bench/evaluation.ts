/** `touchstone eval … --json` as a whole process, and the folder of public data. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** Null, with a line on stderr, where the file is absent. */
export function publicFile(path: string): string | null {
  const file = join(process.env['TOUCHSTONE_DATA'] ?? '../shared/data', path);
  if (existsSync(file)) return file;
  process.stderr.write(`left out: ${file} is not there (TOUCHSTONE_DATA)\n`);
  return null;
}

/** What the command printed; the caller knows its shape. */
export function evaluate(...words: string[]): { result: unknown; seconds: number } {
  const started = performance.now();
  const child = spawnSync(process.execPath, [MAIN, 'eval', ...words, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0)
    throw new Error(`eval ${words.join(' ')} ended with ${child.status}: ${child.stdout}`);
  return { result: JSON.parse(child.stdout) as unknown, seconds: (performance.now() - started) / 1000 };
}
