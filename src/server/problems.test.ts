/** What the server's log says of callers that go away. */
import { request } from 'node:http';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { sendProblem } from './problems.ts';

interface Line {
  level: number;
  msg?: string;
}
const [INFO, ERROR] = [30, 50];

describe('the log', () => {
  it('tells an upload that its caller broke off as information, a failure of the server as an error', async () => {
    const lines: Line[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Line);
        done();
      },
    });
    const app = Fastify({ logger: { level: 'info', stream } });
    app.setErrorHandler(sendProblem);
    app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    let arrived: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    app.post('/upload', async (r) => {
      arrived();
      await pipeline(r.body as Readable, new Writable({ write: (_c, _e, done) => done() }));
      return 'read';
    });
    app.get('/broken', () => {
      throw new Error('a fault of the server');
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const client = request(`${address}/upload`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-length': 1_000_000 },
    });
    client.on('error', () => {});
    client.write('the first bytes');
    await started;
    client.destroy();
    while (!lines.some((l) => l.msg?.includes('went away'))) await new Promise((r) => setTimeout(r, 5));
    expect(lines.filter((l) => l.level >= ERROR)).toEqual([]);
    expect(lines.find((l) => l.msg?.includes('went away'))?.level).toBe(INFO);

    expect((await fetch(`${address}/broken`)).status).toBe(500);
    expect(lines.filter((l) => l.level >= ERROR)).toHaveLength(1);
    await app.close();
  });
});
