/** Runs the executable as a user does, for tests. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/touchstone.js', import.meta.url));

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

/** Settings of the caller do not reach the program; `env` does. */
export function runProgram(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const outcome: Outcome = { code: null, out: '', err: '' };
  child.stdout.on('data', (piece: Buffer) => (outcome.out += String(piece)));
  child.stderr.on('data', (piece: Buffer) => (outcome.err += String(piece)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...outcome, code }));
  });
}
