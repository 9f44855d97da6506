/** Visits of one short link over many connections, each asking again when it is answered; and the same under kill -9. */
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readConfig } from '#config/config.ts';
import { defineQuery } from '#store/facts/query.ts';
import { sql } from '#store/facts/sql.ts';
import { openStore } from '#store/open-store.ts';
import { FaultServer } from './fault-server.ts';

export interface Sent {
  /** Ids of the visits that were answered. */
  acknowledged: string[];
  seconds: number;
  /** Milliseconds from asking to the answer, one in sixteen. */
  waits: number[];
}

/** Ends after `seconds`, or when the server is gone. */
export async function sendTouches(
  address: string,
  code: string,
  connections: number,
  seconds: number,
): Promise<Sent> {
  const { hostname, port } = new URL(address);
  const request = `GET /r/${code} HTTP/1.1\r\nHost: ${hostname}\r\nUser-Agent: Mozilla/5.0 (iPhone)\r\n\r\n`;
  const acknowledged: string[] = [];
  const waits: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve) => {
          const socket = connect(Number(port), hostname);
          let [text, asked, n] = ['', 0, 0];
          const ask = () => {
            if (performance.now() >= until) return void socket.end();
            asked = performance.now();
            socket.write(request);
          };
          socket.setNoDelay(true);
          socket.once('connect', ask);
          socket.on('data', (piece) => {
            text += piece.toString('latin1');
            if (!text.includes('\r\n\r\n')) return;
            const id = /^HTTP\/1\.1 302[^]*?ts_touch=([0-9a-f]+)/.exec(text)?.[1];
            if (id) {
              acknowledged.push(id);
              if (n++ % 16 === 0) waits.push(performance.now() - asked);
            }
            text = '';
            ask();
          });
          socket.once('error', () => resolve());
          socket.once('close', () => resolve());
        }),
    ),
  );
  return { acknowledged, seconds: (performance.now() - started) / 1000, waits };
}

const storedTouches = defineQuery({
  name: 'bench.touches',
  row: z.object({ touch_key: z.string() }),
  sample: {},
  build: () => sql`SELECT touch_key FROM touch`,
});

/** Waits until no journal waits to be stored. */
async function drained(home: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const names = await readdir(join(home, 'spool')).catch((): string[] => []);
    if (!names.some((n) => n.endsWith('.touches.ndjson'))) return;
    await sleep(100);
  }
  throw new Error('visits were not stored in a minute');
}

export interface TouchKills {
  kills: number;
  acknowledged: number;
  stored: number;
  lost: number;
  /** Stored more than once. */
  twice: number;
}

/** Kills the server `kills` times under load; every visit that was answered must be stored, and once. */
export async function killTouches(
  home: string,
  kills: number,
  secondsEach: number,
  connections: number,
): Promise<TouchKills> {
  const code = 'kill-loop';
  let server = await FaultServer.start(home);
  await server.post('/campaigns', { campaign: 'kills', placements: [] });
  await server.post('/redirects', { code, campaign: 'kills', target: 'https://shop.example/oil' });
  const answered: string[] = [];
  for (let k = 0; k < kills; k++) {
    const load = sendTouches(server.address, code, connections, 60);
    await sleep(secondsEach * 1000 * (0.5 + k / kills));
    await server.kill();
    answered.push(...(await load).acknowledged);
    server = await FaultServer.start(home);
  }
  await drained(home);
  // The last file is deleted after its import is recorded.
  await sleep(300);
  await server.stop();
  const store = await openStore(readConfig({ home, port: 0 }, {}));
  try {
    const stored = (await store.facts.all(storedTouches, {})).map((r) => r.touch_key);
    const have = new Set(stored);
    return {
      kills,
      acknowledged: answered.length,
      stored: stored.length,
      lost: answered.filter((id) => !have.has(id)).length,
      twice: stored.length - have.size,
    };
  } finally {
    await store.close();
  }
}
