/** Visits of short links: how many are durable and answered in a second, and how many a kill loop loses. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultServer } from '../scripts/fault-server.ts';
import { killTouches, sendTouches } from '../scripts/touch-load.ts';
import type { Line } from './run.ts';

const CONNECTIONS = 128;

export async function benchTouches(seconds = 15, kills = 5): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-touches-'));
  try {
    const server = await FaultServer.start(join(folder, 'rate'));
    await server.post('/campaigns', { campaign: 'rate', placements: [] });
    await server.post('/redirects', { code: 'rate', campaign: 'rate', target: 'https://shop.example/oil' });
    await sendTouches(server.address, 'rate', CONNECTIONS, 3);
    const {
      acknowledged,
      seconds: took,
      waits,
    } = await sendTouches(server.address, 'rate', CONNECTIONS, seconds);
    await server.stop();
    waits.sort((a, b) => a - b);
    const perSecond = acknowledged.length / took;
    const tally = await killTouches(join(folder, 'kills'), kills, 1.5, CONNECTIONS);
    return [
      {
        name: 'visits of short links answered a second, durable: 5,000 over the rate',
        value: 5000 / perSecond,
        unit: 'ratio',
        bound: 1,
        note: `${Math.round(perSecond)} a second over ${took.toFixed(0)} s, server and sender on this machine; wait p50 ${waits[waits.length >> 1]?.toFixed(1)} ms, p99 ${waits[Math.floor(waits.length * 0.99)]?.toFixed(1)} ms`,
      },
      {
        name: 'answered visits lost by kill -9',
        value: tally.lost + tally.twice,
        unit: 'ratio',
        bound: 0,
        note: `${tally.kills} kills, ${tally.acknowledged} answered, ${tally.stored} stored, ${tally.lost} lost, ${tally.twice} twice`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
