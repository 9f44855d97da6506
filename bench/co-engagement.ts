/** Co-engagement in the engine: the product's statement against one written by hand, and how it grows to 20 million. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairsTogether } from '../src/domain/readings/authenticity/rings/queries.ts';
import type { FactStore } from '../src/store/facts/fact-store.ts';
import { openFacts } from '../src/store/facts/open-facts.ts';
import { sql } from '../src/store/facts/sql.ts';
import type { Line } from './run.ts';

/** Posts and people of unequal popularity; acts thin out over days; fifty people act together on the first posts. */
async function fill(store: FactStore, rows: number): Promise<void> {
  await store.transaction(async (writer) => {
    await writer.run(sql`SELECT setseed(0.5)`);
    await writer.run(sql`
      INSERT INTO engagement BY NAME
      SELECT 'weibo' AS platform, 'weibo:' || post AS post_id, 'like' AS act, CAST(hash(person) AS UBIGINT) AS actor_key,
        TIMESTAMP '2026-01-01' + to_seconds(post * 3600 + CAST(floor(-86400 * ln(1 - random())) AS BIGINT)) AS acted_at,
        1 AS source_id, i AS source_row
      FROM (SELECT i, CAST(floor(${rows / 100} * pow(random(), 1.7)) AS BIGINT) AS post,
          CAST(floor(${rows / 10} * pow(random(), 1.5)) AS BIGINT) AS person FROM range(${rows}) r(i))
      UNION ALL
      SELECT 'weibo', 'weibo:' || post, 'like', CAST(hash(-1 - person) AS UBIGINT), TIMESTAMP '2026-01-02' + to_seconds(post * 3600 + person), 1, 0
      FROM range(40) p(post), range(50) q(person)`);
  });
}

const byHand = sql`
  WITH e AS (SELECT post_id, actor_key, date_diff('second', TIMESTAMP '1970-01-01', acted_at) AS s FROM engagement),
    r AS (SELECT *, floor(s / 60) AS bucket FROM e UNION ALL SELECT *, floor(s / 60) + 1 FROM e UNION ALL SELECT *, floor(s / 60) - 1 FROM e)
  SELECT a.actor_key, b.actor_key, count(DISTINCT a.post_id) AS posts
  FROM e a JOIN r b ON a.post_id = b.post_id AND floor(a.s / 60) = b.bucket AND a.actor_key < b.actor_key AND abs(a.s - b.s) <= 60
  GROUP BY ALL HAVING posts >= 3`;

async function seconds(
  work: () => Promise<unknown[]>,
  rounds: number,
): Promise<{ seconds: number; rows: number }> {
  const times: number[] = [];
  let rows = 0;
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    rows = (await work()).length;
    times.push((performance.now() - started) / 1000);
  }
  return { seconds: times.toSorted((x, y) => x - y)[rounds >> 1] as number, rows };
}

export async function benchCoEngagement(): Promise<Line[]> {
  const timed: { ours: number; bare: number; peakMb: number; pairs: number }[] = [];
  for (const rows of [5_000_000, 20_000_000]) {
    const home = mkdtempSync(join(tmpdir(), 'touchstone-together-'));
    const store = await openFacts({ home, memoryMb: (1200 * rows) / 5_000_000, threads: 2 });
    try {
      await fill(store, rows);
      const ours = await seconds(
        () => store.all(pairsTogether, { windowSeconds: 60, minPosts: 3 }),
        rows > 5_000_000 ? 1 : 3,
      );
      const peakMb = process.resourceUsage().maxRSS / 1024;
      const bare = await seconds(() => store.rows(byHand), rows > 5_000_000 ? 1 : 3);
      if (ours.rows !== bare.rows) throw new Error(`${ours.rows} pairs, by hand ${bare.rows}`);
      timed.push({ ours: ours.seconds, bare: bare.seconds, peakMb, pairs: ours.rows });
    } finally {
      await store.close();
      rmSync(home, { recursive: true, force: true });
    }
  }
  const [small, large] = timed as [(typeof timed)[0], (typeof timed)[0]];
  return [
    {
      name: 'co-engagement over 5 million acts ÷ by hand',
      value: small.ours / small.bare,
      unit: 'ratio',
      bound: 1.5,
      note: `${small.ours.toFixed(2)} s against ${small.bare.toFixed(2)} s; ${small.pairs} pairs, the same`,
    },
    {
      name: 'peak memory of that',
      value: small.peakMb,
      unit: 'MB',
      bound: 2000,
      note: 'with filling the table',
    },
    {
      name: '20 million ÷ 5 million acts',
      value: large.ours / small.ours,
      unit: 'ratio',
      bound: 5,
      note: `${large.ours.toFixed(2)} s; ${large.pairs} pairs`,
    },
  ];
}
