/** Hands files to the reading thread, which is started on first use and again after it died. */
import { Worker } from 'node:worker_threads';
import { type ErrorKind, type Place, TouchstoneError } from '#basis/error.ts';
import type { StageRequest, StageSummary } from './stage-file.ts';

export type ToReader = { id: number; request: StageRequest } | { stop: number };
export interface FromReader {
  id: number;
  progress?: { share: number; rows: number };
  summary?: StageSummary;
  error?: {
    kind: ErrorKind;
    code: string;
    message: string;
    fix: string | undefined;
    place: Place | undefined;
  };
}

interface Waiting {
  fileName: string;
  progress(share: number, rows: number): void;
  resolve(summary: StageSummary): void;
  reject(error: unknown): void;
}

/** Memory the reading thread may take before it is stopped, in MB. */
const HEAP_MB = 640;
const waiting = new Map<number, Waiting>();
let worker: Worker | null = null;
let nextId = 1;

function failAll(make: (fileName: string) => unknown): void {
  for (const [id, w] of waiting) {
    waiting.delete(id);
    w.reject(make(w.fileName));
  }
}

function reader(): Worker {
  if (worker) return worker;
  const started = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  worker = started;
  started.on('message', (message: FromReader) => {
    const w = waiting.get(message.id);
    if (!w) return;
    if (message.progress) return w.progress(message.progress.share, message.progress.rows);
    waiting.delete(message.id);
    if (waiting.size === 0) started.unref();
    if (message.summary) w.resolve(message.summary);
    else if (message.error) {
      const { kind, code, message: text, fix, place } = message.error;
      w.reject(new TouchstoneError(kind, code, text, { fix, place }));
    }
  });
  started.on('error', (error: Error & { code?: string }) => {
    if (worker === started) worker = null;
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    failAll((fileName) =>
      outOfMemory
        ? new TouchstoneError(
            'refused',
            'file-too-dense',
            `${fileName} needs more memory to read than is allowed (${HEAP_MB} MB).`,
            {
              place: { file: fileName },
              fix: 'Split the file, or export it as CSV or NDJSON, which are read piece by piece.',
            },
          )
        : error,
    );
  });
  started.on('exit', () => {
    if (worker === started) worker = null;
    failAll(
      (fileName) =>
        new TouchstoneError(
          'internal',
          'reader-stopped',
          `The reading of ${fileName} stopped without a result.`,
        ),
    );
  });
  return started;
}

export function readInThread(
  request: StageRequest,
  progress: Waiting['progress'],
  signal: AbortSignal,
): Promise<StageSummary> {
  const id = nextId++;
  const thread = reader();
  thread.ref();
  const stop = () => thread.postMessage({ stop: id } satisfies ToReader);
  return new Promise<StageSummary>((resolve, reject) => {
    waiting.set(id, { fileName: request.fileName, progress, resolve, reject });
    signal.addEventListener('abort', stop, { once: true });
    thread.postMessage({ id, request } satisfies ToReader);
    if (signal.aborted) stop();
  }).finally(() => signal.removeEventListener('abort', stop));
}
