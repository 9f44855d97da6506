/** Runs work in a thread of its own that reads facts by message. Ending it is how it is cancelled. */
import { Worker } from 'node:worker_threads';
import { TouchstoneError } from '#basis/error.ts';
import type { FactReader } from './fact-store.ts';
import { answerFacts } from './facts-by-message.ts';

/** What such a thread says: how far it is, and once its result. */
export interface FromThread {
  progress?: { share: number; step: string };
  result?: unknown;
}

/** Memory the thread may take before it is stopped, in MB. */
const HEAP_MB = 4096;

/** `file` is the thread's module; it finds `data` as `workerData` and posts `FromThread`. */
export function inFactsThread(
  file: URL,
  data: unknown,
  facts: FactReader,
  options: { progress?: (share: number, step: string) => void; signal?: AbortSignal | undefined } = {},
): Promise<unknown> {
  const { progress, signal } = options;
  signal?.throwIfAborted();
  const worker = new Worker(file, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  answerFacts(worker, facts);
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal?.reason);
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: FromThread) => {
      if (message.progress) progress?.(message.progress.share, message.progress.step);
      if ('result' in message) resolve(message.result);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new TouchstoneError(
              'refused',
              'audit-too-large',
              `The audit needs more than ${HEAP_MB} MB at once.`,
              {
                fix: 'Audit fewer accounts at a time.',
              },
            )
          : error,
      ),
    );
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      // Does nothing when the result came.
      reject(new TouchstoneError('internal', 'audit-stopped', 'The audit stopped without a result.'));
    });
  });
}
