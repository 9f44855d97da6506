/** Live updates: server-sent events of jobs and of library changes. */
import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';

export type LiveEvent = { event: 'job'; data: unknown } | { event: 'library'; data: { revision: number } };

export function liveUpdates() {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    send: (message: LiveEvent) => emitter.emit('message', message),
    /** Keeps the connection open; a comment every 20 s holds proxies. */
    attach(reply: FastifyReply): void {
      const { raw } = reply;
      reply.hijack();
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      });
      raw.write(': connected\n\n');
      const listener = ({ event, data }: LiveEvent) =>
        raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const beat = setInterval(() => raw.write(': beat\n\n'), 20_000);
      emitter.on('message', listener);
      raw.on('close', () => {
        clearInterval(beat);
        emitter.off('message', listener);
      });
    },
  };
}
export type LiveUpdates = ReturnType<typeof liveUpdates>;
