/** The planner's own thread: a search of seconds keeps no request waiting. */
import { parentPort, workerData } from 'node:worker_threads';
import { TouchstoneError } from '#basis/error.ts';
import type { FromSolver } from './in-solve-thread.ts';
import { type SolveInput, solvePlan } from './solve.ts';

const port = parentPort;
if (!port) throw new Error('solve-thread runs as a worker only');
const say = (message: FromSolver) => port.postMessage(message);
const began = performance.now();
try {
  const solved = solvePlan(
    workerData as SolveInput,
    { spentMs: () => performance.now() - began },
    (share, step) => say({ progress: { share, step } }),
  );
  say({ solved });
} catch (error) {
  if (!(error instanceof TouchstoneError)) throw error;
  say({ refusal: { code: error.code, message: error.message, fix: error.fix ?? null } });
}
