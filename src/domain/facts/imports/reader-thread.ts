/** The reading thread: parses files beside the server so that no request waits for them. */
import { parentPort } from 'node:worker_threads';
import { messageOf, TouchstoneError } from '#basis/error.ts';
import type { FromReader, ToReader } from './read-in-thread.ts';
import { stageFile } from './stage-file.ts';

const port = parentPort;
if (!port) throw new Error('reader-thread runs as a worker only');
const say = (message: FromReader) => port.postMessage(message);
const running = new Map<number, AbortController>();

async function read(id: number, request: Extract<ToReader, { request: unknown }>['request']): Promise<void> {
  const stop = new AbortController();
  running.set(id, stop);
  let told = 0;
  try {
    const summary = await stageFile(
      request,
      (share, rows) => {
        if (Date.now() - told < 150) return;
        told = Date.now();
        say({ id, progress: { share, rows } });
      },
      stop.signal,
    );
    say({ id, summary });
  } catch (error) {
    const known = error instanceof TouchstoneError;
    say({
      id,
      error: {
        kind: known ? error.kind : 'internal',
        code: known ? error.code : 'import-failed',
        message: messageOf(error),
        fix: known ? error.fix : undefined,
        place: known ? error.place : undefined,
      },
    });
  } finally {
    running.delete(id);
  }
}

port.on('message', (message: ToReader) => {
  if ('stop' in message) running.get(message.stop)?.abort();
  else void read(message.id, message.request);
});
