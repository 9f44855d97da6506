/** Overlaps: against brute force, sketches against the truth, all pairs of 2,000 accounts over 50 million engagements. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rng } from '#basis/rng.ts';
import { readEdges } from '#cli/edge-file.ts';
import { tempLibrary } from '#domain/facts/imports/temp-library.ts';
import { companions } from '#domain/readings/audience/affinity/service.ts';
import { setOverlap, tallyRows } from '#domain/readings/audience/measures/set-overlap.ts';
import { pairsOfSketches } from '#domain/readings/audience/measures/sketched-pairs.ts';
import { overlapReport, tallyPeople } from '#domain/readings/audience/overlap/service.ts';
import { SKETCH_ENTRIES } from '#domain/readings/audience/overlap/sketches.ts';
import { overlapRequestSchema } from '#domain/readings/audience/schema.ts';
import { overlap } from '#numerics/sketch/bottom-k.ts';
import { openFacts } from '#store/facts/open-facts.ts';
import { sql } from '#store/facts/sql.ts';
import type { Line } from './run.ts';

const random = rng('bench-overlap');
const hash = (): bigint => (BigInt(random.int(0, 2 ** 32 - 1)) << 32n) | BigInt(random.int(0, 2 ** 32 - 1));
const ALL = 2 ** 64;

async function againstBruteForce(): Promise<Line[]> {
  const path = join(process.env['TOUCHSTONE_DATA'] ?? '../shared/data', 'graphs/listener-artist.tsv.gz');
  const { ids } = await readEdges(path, { ids: { kol: ['artistID'], person: ['userID'] }, moments: {} });
  const sets = Array.from({ length: ids.kol.size }, () => new Set<number>());
  ids.kol.ids.forEach((kol, i) => sets[kol]?.add(ids.person.ids[i] as number));
  const largest = [...sets.keys()].sort((x, y) => (sets[y]?.size ?? 0) - (sets[x]?.size ?? 0)).slice(0, 200);
  const place = new Map(largest.map((set, i) => [set, i]));
  const rows = [...ids.kol.ids.keys()].filter((i) => place.has(ids.kol.ids[i] as number));
  const started = performance.now();
  const found = setOverlap(
    tallyRows(
      Int32Array.from(rows, (i) => ids.person.ids[i] as number),
      Int32Array.from(rows, (i) => place.get(ids.kol.ids[i] as number) as number),
      ids.person.size,
      200,
    ),
  );
  const ms = performance.now() - started;
  let wrong = 0;
  const chosen = largest.map((set) => sets[set] as Set<number>);
  for (const [i, a] of chosen.entries())
    for (const [j, b] of chosen.entries())
      if (found.intersections[i * 200 + j] !== [...a].filter((p) => b.has(p)).length) wrong++;
  const people = chosen.flatMap((s) => [...s]);
  if (found.sum !== people.length || found.union !== new Set(people).size) wrong++;
  return [
    {
      name: 'pairs of the 200 largest artists unlike brute force',
      value: wrong,
      unit: 'ratio',
      bound: 0,
      note: `40,000 cells, sum and union; ${ms.toFixed(1)} ms`,
    },
  ];
}

/**
 * Relative rmse of the intersection of two sets of a million, and coverage of its interval. Only hashes that can enter
 * the sketch are drawn: the number of a part's hashes below a bound is binomial (a normal draw at these sizes).
 */
function sketches(jaccard: number, entries: number, trials: number): { rmse: number; covered: number } {
  const size = 1_000_000;
  const common = Math.round((2 * size * jaccard) / (1 + jaccard));
  const bound = (1.1 * entries) / size;
  const limit = Math.floor(2 ** 32 * bound) - 1;
  const below = (n: number): bigint[] =>
    Array.from(
      { length: Math.round(random.normal(n * bound, Math.sqrt(n * bound * (1 - bound)))) },
      () => (BigInt(random.int(0, limit)) << 32n) | BigInt(random.int(0, 2 ** 32 - 1)),
    );
  let [squares, covered] = [0, 0];
  for (let t = 0; t < trials; t++) {
    const both = below(common);
    const sets = [0, 1].map(() => ({
      hashes: BigUint64Array.from([...both, ...below(size - common)]).sort(),
      people: size,
    }));
    for (const { found } of pairsOfSketches(sets, entries)) {
      if (found.state !== 'ok') throw new Error(found.why);
      squares += (found.intersection.value / common - 1) ** 2;
      if (found.intersection.low <= common && common <= found.intersection.high) covered++;
    }
  }
  return { rmse: Math.sqrt(squares / trials), covered: covered / trials };
}

const HASH_BYTES = 8;
/** A theta sketch of 2¹⁴ nominal entries is a hash table of 2¹⁵ slots, which it fills to 15/16 before it rebuilds. */
const THETA_SLOTS = 32_768;

function againstTruth(): Line[] {
  const lines: Line[] = [];
  const published: [number, number][] = [
    [0.2, 1.2],
    [0.05, 1.9],
    [0.01, 3.9],
  ];
  let covered = 0;
  const trials = 300;
  for (const entries of [16_384, SKETCH_ENTRIES])
    for (const [jaccard, percent] of published) {
      const stored = entries === SKETCH_ENTRIES;
      const found = sketches(jaccard, entries, stored ? trials : 100);
      if (stored) covered += found.covered / published.length;
      lines.push({
        name: `sketches of ${entries} hashes, ${entries * HASH_BYTES} bytes, Jaccard ${jaccard}: rmse of the intersection, %`,
        value: 100 * found.rmse,
        unit: 'ratio',
        bound: stored ? 1.15 * percent : null,
        note: `theta sketches of 16,384 nominal entries, ${THETA_SLOTS} slots of 8 bytes, ${THETA_SLOTS * HASH_BYTES} bytes: ${percent} %; ${stored ? 'equal bytes' : 'half the bytes, no bound'}; coverage ${(100 * found.covered).toFixed(1)} %`,
      });
    }
  lines.push({
    name: `sketches of ${SKETCH_ENTRIES} hashes: distance of coverage from 95 %`,
    value: Math.abs(covered - 0.95),
    unit: 'ratio',
    bound: 0.02,
    note: `${(100 * covered).toFixed(1)} % of ${trials * published.length} intervals`,
  });
  return lines;
}

/** Lists of everybody whose hash is below a threshold, sizes unknown; 40 to 4,000 people in common, 5 to 500 of them kept. */
function hashSampled(): Line[] {
  const theta = 2n ** 61n;
  const trials = 3000;
  let covered = 0;
  for (let t = 0; t < trials; t++) {
    const common = Math.round(40 * 100 ** random.next());
    const kept = (n: number) => Array.from({ length: n }, hash).filter((h) => h < theta);
    const both = kept(common);
    const list = () => {
      const hashes = BigUint64Array.from([...both, ...kept(common)]).sort();
      return { hashes, k: hashes.length, theta };
    };
    const { intersection } = overlap(list(), list());
    if (intersection.low <= common && common <= intersection.high) covered++;
  }
  const share = covered / trials;
  return [
    {
      name: `lists sampled by hash at ${Number(theta) / ALL}: distance of coverage from 95 %`,
      value: Math.abs(share - 0.95),
      unit: 'ratio',
      bound: 0.02,
      note: `${(100 * share).toFixed(1)} % of ${trials} intervals; 40 to 4,000 in common`,
    },
  ];
}

const ACCOUNTS = 2000;
const ENGAGEMENTS = 50_000_000;

/** A library made by SQL, kept in the temporary folder: 20,000 posts, six million people, some of both far busier. */
async function library(): Promise<string> {
  const home = join(tmpdir(), `touchstone-bench-overlap-${ENGAGEMENTS}`);
  if (existsSync(join(home, 'made'))) return home;
  rmSync(home, { recursive: true, force: true });
  const facts = await openFacts({ home, memoryMb: 1500, threads: 2 });
  await facts.transaction(async (w) => {
    await w.run(sql`INSERT INTO account_card (account_id, platform, category, tag, brand, vendor, post_count, search_text)
      SELECT 'weibo:' || i, 'weibo', [], [], [], [], 10, '' FROM range(${ACCOUNTS}) t(i)`);
    await w.run(sql`INSERT INTO post_card (post_id, platform, post_key, account_id, tag, mention, observed_at, vendor, source_id, source_row, search_text)
      SELECT 'weibo:p' || i, 'weibo', 'p' || i, 'weibo:' || (i % ${ACCOUNTS}), [], [], TIMESTAMP '2025-01-01', 'bench', 1, i, '' FROM range(20000) t(i)`);
  });
  const part = 5_000_000;
  for (let from = 0; from < ENGAGEMENTS; from += part)
    await facts.transaction((w) =>
      w.run(sql`INSERT INTO engagement
        SELECT 'weibo', 'weibo:p' || CAST(floor(20000 * pow((hash(i + 7) % 1000003) / 1000003.0, 1.5)) AS INTEGER), 'like',
          hash(CAST(floor(6000000 * pow((hash(i * 3) % 1000000007) / 1000000007.0, 2)) AS BIGINT)), NULL, NULL, NULL, NULL, NULL, NULL, 1, i
        FROM range(${from}, ${from + part}) t(i)`),
    );
  await facts.close();
  writeFileSync(join(home, 'made'), '');
  return home;
}

async function allPairs(): Promise<Line[]> {
  const facts = await openFacts({ home: await library(), memoryMb: 1500, threads: 2 });
  const ids = Array.from({ length: ACCOUNTS }, (_, i) => `weibo:${i}`);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const tally = await tallyPeople({ facts }, { basis: 'engagers', ids }, ACCOUNTS);
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  const found = setOverlap(tally);
  await facts.close();
  return [
    {
      name: `all pairs of ${ACCOUNTS} accounts over ${ENGAGEMENTS / 1e6} million engagements`,
      value: seconds,
      unit: 's',
      bound: 60,
      note: `exact; ${found.union} people, mean frequency ${found.meanFrequency.toFixed(2)}; ${((used.user + used.system) / 1e6).toFixed(1)} s of processor time on 2 threads`,
    },
  ];
}

/** The Weibo events as a library: overlaps of its 30 largest authors against brute force on the file, and affinities. */
async function events(): Promise<Line[]> {
  const path = join(
    process.env['TOUCHSTONE_DATA'] ?? '../shared/data',
    'cascades/weibo-events-600.ndjson.gz',
  );
  const sets = new Map<string, Set<string>>();
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').split('\n')) {
    if (line.trim() === '') continue;
    const event = JSON.parse(line) as { author?: string; reposts: { uid?: string }[] };
    if (!event.author) continue;
    const people = sets.get(event.author) ?? new Set();
    for (const { uid } of event.reposts) if (uid) people.add(uid);
    sets.set(event.author, people);
  }
  const library = await tempLibrary();
  try {
    await library.bringOne(path);
    const largest = [...sets].sort((x, y) => y[1].size - x[1].size).slice(0, 30);
    const accountIds = largest.map(([id]) => `weibo:${id}`);
    const report = await overlapReport(library.store, overlapRequestSchema.parse({ accountIds }));
    const of = (id: string) => sets.get(id.replace('weibo:', '')) as Set<string>;
    const wrong = report.pairs.filter(
      (p) => p.state !== 'ok' || p.intersection.value !== [...of(p.a)].filter((u) => of(p.b).has(u)).length,
    ).length;
    const started = performance.now();
    let [affine, seen] = [0, 0];
    for (const id of accountIds) {
      const found = await companions(library.store, id, 'engagers');
      affine += found.keptCount;
      seen += found.keptCount + found.droppedCount;
    }
    return [
      {
        name: 'weibo events: pairs of the 30 largest authors unlike brute force on the file',
        value: wrong,
        unit: 'ratio',
        bound: 0,
        note: `${report.pairs.length} pairs in ${report.ms.toFixed(0)} ms; ${report.together.state === 'ok' ? `union ${report.together.union.value}, mean frequency ${report.together.meanFrequency.value.toFixed(3)}` : 'together insufficient'}; ${affine} affinities among ${seen} author pairs with a common person`,
      },
      {
        name: 'weibo events: affinities of one author’s audience',
        value: (performance.now() - started) / accountIds.length,
        unit: 'ms',
        bound: null,
        note: `mean of ${accountIds.length} authors`,
      },
    ];
  } finally {
    await library.remove();
  }
}

export async function benchOverlap(): Promise<Line[]> {
  return [
    ...(await againstBruteForce()),
    ...(await events()),
    ...againstTruth(),
    ...hashSampled(),
    ...(await allPairs()),
  ];
}
