/** Runs the solver in a thread of its own; ending it is how it is cancelled. */
import { Worker } from 'node:worker_threads';
import { TouchstoneError } from '#basis/error.ts';
import type { Solved, SolveInput } from './solve.ts';

export interface FromSolver {
  progress?: { share: number; step: string };
  solved?: Solved;
  refusal?: { code: string; message: string; fix: string | null };
}
const THREAD = new URL('./solve-thread.ts', import.meta.url);
const HEAP_MB = 4096;

/** @throws refused when no mix keeps the terms */
export function solveInThread(
  input: SolveInput,
  progress: (share: number, step: string) => void,
  signal?: AbortSignal,
): Promise<Solved> {
  signal?.throwIfAborted();
  const worker = new Worker(THREAD, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal?.reason);
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: FromSolver) => {
      if (message.progress) progress(message.progress.share, message.progress.step);
      if (message.solved) resolve(message.solved);
      if (message.refusal) {
        const { code, message: text, fix } = message.refusal;
        reject(new TouchstoneError('refused', code, text, fix ? { fix } : {}));
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new TouchstoneError('internal', 'solver-stopped', 'The solver stopped without a result.'));
    });
  });
}
