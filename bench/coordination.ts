/** Coordinated sharing: exactness on public sets, pods of a planted set, speed, and false rings of sets without one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rng } from '../src/basis/rng.ts';
import { coordination } from '../src/domain/readings/authenticity/rings/measures/coordinated-rings.ts';
import { reciprocalRings } from '../src/domain/readings/authenticity/rings/measures/reciprocal-rings.ts';
import { evaluate, publicFile } from './evaluation.ts';
import type { Line } from './run.ts';

interface Coordinated {
  pairs: { a: string; b: string; objects: number }[];
  communities: string[][];
  coShares: number;
  pairCount: number;
  ms: number;
  totalMs: number;
  peakBytes: number;
}

/** Difference from the number that brute force gives; 0 is asked. */
const exact = (name: string, value: number, expected: number): Line => ({
  name,
  value: Math.abs(value - expected),
  unit: 'ratio',
  bound: 0,
  note: `${value}, brute force ${expected}`,
});

export async function benchCoordination(): Promise<Line[]> {
  const lines: Line[] = [];
  const shares = publicFile('coordination/co-shares.csv.gz');
  if (shares)
    for (const [window, coShares, pairs, repeated] of [
      [60, 6281, 6206, 32],
      [10, 1098, 1092, 2],
    ] as const) {
      const result = evaluate('coordination', '--edges', shares, '--window', String(window), '--min', '2')
        .result as Coordinated;
      lines.push(
        exact(`co-shares, ${window} s: co-shares`, result.coShares, coShares),
        exact(`co-shares, ${window} s: pairs`, result.pairCount, pairs),
        exact(`co-shares, ${window} s: pairs on 2 objects or more`, result.pairs.length, repeated),
      );
    }
  const pods = publicFile('bench-inputs/co-shares-106k.csv.gz');
  if (pods) {
    const { result: printed, seconds } = evaluate(
      'coordination',
      '--edges',
      pods,
      '--window',
      '60',
      '--min',
      '2',
    );
    const result = printed as Coordinated;
    const found = new Set(result.communities.flat());
    lines.push(
      exact('co-shares-106k: co-shares', result.coShares, 57_802),
      exact('co-shares-106k: pairs', result.pairCount, 2977),
      exact('co-shares-106k: pairs on 2 objects or more', result.pairs.length, 2175),
      exact(
        'co-shares-106k: pod accounts found',
        [...found].filter((id) => id.startsWith('pod')).length,
        150,
      ),
      exact(
        'co-shares-106k: other accounts found',
        [...found].filter((id) => !id.startsWith('pod')).length,
        0,
      ),
      {
        name: 'co-shares-106k: reading and analysis',
        value: result.totalMs / 1000,
        unit: 's',
        bound: 1.5,
        note: `whole process ${seconds.toFixed(2)} s`,
      },
    );
  }
  mkdirSync('.cache', { recursive: true });
  const large = join('.cache', 'co-shares-500k.csv');
  writeFileSync(large, shareFile(500_000));
  const { result: printed, seconds } = evaluate(
    'coordination',
    '--edges',
    large,
    '--window',
    '60',
    '--min',
    '2',
  );
  const result = printed as Coordinated;
  lines.push({
    name: '500,000 shares of the same shape: reading and analysis',
    value: result.totalMs / 1000,
    unit: 's',
    bound: 8,
    note: `whole process ${seconds.toFixed(2)} s, ${result.coShares} co-shares, ${Math.round(result.peakBytes / 1e6)} MB`,
  });
  const rounds = 200;
  let [together, mutual] = [0, 0];
  for (let i = 0; i < rounds; i++) {
    if (cleanShares(i) <= 0.05) together++;
    if (cleanCreators(i) <= 0.05) mutual++;
  }
  lines.push(
    {
      name: `sets without a pod in which a ring has p ≤ .05, of ${rounds}`,
      value: together / rounds,
      unit: 'ratio',
      bound: 0.08,
      note: 'declared .05',
    },
    {
      name: `libraries without a circle in which one has p ≤ .05, of ${rounds}`,
      value: mutual / rounds,
      unit: 'ratio',
      bound: 0.08,
      note: 'declared .05',
    },
  );
  return lines;
}

/** Objects of unequal popularity, shares spread over days, and five pods that share within half a minute, per 106,000. */
function shareFile(count: number): string {
  const random = rng(`co-shares/${count}`);
  const scale = count / 106_000;
  const lines: string[] = ['object_id,account_id,content_id,timestamp_share'];
  const objects = Math.round(5300 * scale);
  for (let i = 0; lines.length <= count * 0.94; i++)
    lines.push(
      `${Math.floor(objects * random.next() ** 2)},${random.int(0, Math.round(20_000 * scale))},c${i},${random.int(0, Math.round(600_000))}`,
    );
  for (let pod = 0; lines.length <= count; pod = (pod + 1) % Math.round(5 * scale)) {
    const at = random.int(0, 600_000);
    const object = random.int(0, objects - 1);
    for (let member = 0; member < 30; member++)
      if (random.chance(0.8))
        lines.push(`${object},pod${pod}_${member},p${lines.length},${at + random.int(0, 50)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The least p of a set in which people of unequal activity act on posts of unequal popularity at their own time. */
function cleanShares(round: number): number {
  const random = rng(`clean shares/${round}`);
  const count = 4000;
  const draw = (n: number) => Int32Array.from({ length: count }, () => Math.floor(n * random.next() ** 2));
  const { rings } = coordination(
    {
      object: draw(60),
      actor: draw(400),
      atSeconds: Float64Array.from({ length: count }, () => random.int(0, 20_000)),
    },
    { windowSeconds: 60, minObjects: 2, nullSteps: 500_000, seed: String(round) },
  );
  return Math.min(1, ...rings.map((r) => r.p));
}

/** The least p of creators and people who engage with creators by popularity alone. */
function cleanCreators(round: number): number {
  const random = rng(`clean creators/${round}`);
  const creators = 60;
  const edges = new Map<number, number>();
  for (let i = 0; i < 3000; i++) {
    const from = random.chance(0.2) ? random.int(0, creators - 1) : creators + random.int(0, 399);
    const to = Math.floor(creators * random.next() ** 2);
    if (from !== to) edges.set(from * creators + to, (edges.get(from * creators + to) ?? 0) + 1);
  }
  const keys = [...edges.keys()];
  const { rings } = reciprocalRings(
    {
      from: Int32Array.from(keys, (k) => Math.floor(k / creators)),
      to: Int32Array.from(keys, (k) => k % creators),
      objects: Int32Array.from(edges.values()),
      accountCount: creators,
    },
    { nullCount: 99, seed: String(round) },
  );
  return Math.min(1, ...rings.map((r) => r.p));
}
