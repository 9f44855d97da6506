/** Value scores of a whole library, again after an import of one per cent; tiers; growth potential on published channels. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rng } from '#basis/rng.ts';
import { openFile } from '#connectors/format/open.ts';
import { tierCutoffs } from '#domain/readings/market/measures/tier-cutoffs.ts';
import { type GrowthRow, growthBackTest } from '#domain/readings/value/measures/growth-potential.ts';
import { DEFAULT_MAP, DEFAULT_WEIGHTS } from '#domain/readings/value/presets.ts';
import { ranking } from '#domain/readings/value/service.ts';
import { type Sql, sql } from '#store/facts/sql.ts';
import type { Store } from '#store/open-store.ts';
import { tempStore } from '#store/temp-home.ts';
import type { Line } from './run.ts';

const POSTS = 8;
const ACCOUNT_METRICS = [
  'read_median',
  'like_median',
  'comment_median',
  'share_median',
  'save_median',
  'engagement_median',
  'active_follower_share',
  'follower_count',
];
const POST_METRICS = ['read_count', 'like_count', 'comment_count', 'share_count', 'save_count'];
const AT = sql`TIMESTAMP '2026-01-01'`;
const words = (list: readonly string[]): Sql => sql`string_split(${list.join(',')}, ',')`;

/** Facts of accounts from … to …, as an import leaves them: half with vendor figures, half with posts. */
const factsOf = (from: number, to: number, source: number): Sql[] => {
  const range = sql`range(CAST(${from} AS BIGINT), CAST(${to} AS BIGINT)) t(i)`;
  const noise = (of: Sql) => sql`(hash(${of}) % 100000) / 100000.0`;
  return [
    sql`INSERT INTO import_run SELECT concat('run', ${source}), 'b', 'bench', concat('d', ${source}), 1, 'o', 'bench', 1, 'bench', NULL, 'bench', NULL, ${AT}, now()::TIMESTAMP, 1, 1, 1, 0, 0, [], [], [], '{}', NULL, 0`,
    sql`INSERT INTO source SELECT ${source}, concat('run', ${source}), NULL, 1, 1, 0`,
    sql`INSERT INTO account SELECT concat('weibo:', i), 'weibo', ${source}, i FROM ${range}`,
    sql`INSERT INTO account_snapshot SELECT concat('weibo:', i), metric, 0, 'all', 'all', 1000 * exp(3 * ${noise(sql`concat(i, metric)`)}), NULL, NULL, '', ${AT}, 'bench', 'c', ${source}, i FROM ${range}, unnest(${words(ACCOUNT_METRICS)}) m(metric) WHERE i % 2 = 0`,
    sql`DELETE FROM post_card WHERE account_id IN (SELECT concat('weibo:', i) FROM ${range})`,
    sql`INSERT INTO post_card SELECT concat('weibo:p', i * ${POSTS} + j), 'weibo', concat('p', i * ${POSTS} + j), concat('weibo:', i), ${AT} - to_days(CAST(j * 10 AS INTEGER)), 'image', NULL, NULL, NULL, [], [], NULL, NULL, NULL, NULL, NULL, ${AT}, 'bench', ${source}, i, 'x'
      FROM ${range}, range(${POSTS}) u(j) WHERE i % 2 = 1`,
    sql`INSERT INTO post SELECT post_id, platform, post_key, account_id, published_at, format, title, text, url, tag, mention, region, duration_seconds, sponsored, parent_post_id, campaign, observed_at, vendor, source_id, source_row FROM post_card WHERE source_id = ${source}`,
    sql`INSERT INTO post_snapshot SELECT post_id, metric, 100 * exp(4 * ${noise(sql`concat(post_id, metric)`)}), NULL, NULL, '', ${AT}, 'bench', 'c', ${source}, source_row FROM post_card, unnest(${words(POST_METRICS)}) m(metric) WHERE source_id = ${source}`,
    sql`DELETE FROM account_card WHERE account_id IN (SELECT account_id FROM account WHERE source_id = ${source})`,
    sql`INSERT INTO account_card (account_id, platform, name, category, tag, brand, vendor, tier, follower_value, price_value, price_currency, post_count, last_observed_at, search_text)
      SELECT concat('weibo:', i), 'weibo', concat('n', i), [], [], [], ['bench'], list_extract(['nano', 'micro', 'mid', 'macro', 'mega'], CAST(1 + i % 5 AS INTEGER)), 1000 * exp(6 * ${noise(sql`i`)}), 100000 * (1 + ${noise(sql`i + 7`)}), 'CNY', 0, ${AT}, 'x' FROM ${range}`,
  ];
};

async function load(store: Store, from: number, to: number, source: number): Promise<void> {
  await store.facts.transaction(async (writer) => {
    for (const statement of factsOf(from, to, source)) await writer.run(statement);
  });
}

/** Channels with daily counts: what was known by the cut, against growth after it. */
async function channels(): Promise<Line[]> {
  const path = join(process.env['TOUCHSTONE_DATA'] ?? '../shared/data', 'posts/youtube-channel-days.csv');
  if (!existsSync(path)) throw new Error(`${path} is not there; set TOUCHSTONE_DATA.`);
  const file = await openFile(path);
  const byChannel = new Map<string, { day: string; subscribers: number; views: number; videos: number }[]>();
  for await (const records of file.records(file.tables[0]?.sheet ?? null))
    for (const record of records) {
      if ('problem' in record || record.shape !== 'table') continue;
      const cells = record.cells as Record<string, string>;
      const id = cells[ID] ?? '';
      const row = {
        day: cells[DAY] ?? '',
        subscribers: Number(cells[SUBSCRIBERS]),
        views: Number(cells[VIEWS]),
        videos: Number(cells[VIDEOS]),
      };
      if (row.subscribers > 0) byChannel.set(id, [...(byChannel.get(id) ?? []), row]);
    }
  const rows: GrowthRow[] = [];
  for (const list of byChannel.values()) {
    const days = list.toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const middle = Math.floor(days.length / 2);
    const [first, cut, last] = [days[0], days[middle], days.at(-1)];
    if (days.length < 10 || !first || !cut || !last) continue;
    rows.push({
      platform: 'youtube',
      momentum: Math.log(cut.subscribers / first.subscribers),
      freshness: cut.views > 0 ? (cut.views - first.views) / cut.views : null,
      posts: cut.videos - first.videos,
      later: Math.log(last.subscribers / cut.subscribers),
    });
  }
  const found = growthBackTest(rows, 'channels');
  return (['potential', 'momentum', 'difference'] as const).map((name) => {
    const r = found[name];
    if (r.state !== 'ok') throw new Error(r.have.en);
    return {
      name: `rank correlation with later growth, ${name}`,
      value: r.value,
      unit: 'ratio' as const,
      bound: null,
      note: `${r.n} YouTube channels, 95 % ${r.low?.toFixed(2)} to ${r.high?.toFixed(2)}${name === 'difference' && (r.low as number) <= 0 ? '; not shown to be better than momentum' : ''}`,
    };
  });
}
const [ID, DAY, SUBSCRIBERS, VIEWS, VIDEOS] = [
  'channel_id',
  'date_utc',
  'subscribers',
  'views',
  'videos',
] as const;

function tiers(accounts: number): Line {
  const random = rng('bench-tiers');
  const followers = Float64Array.from({ length: accounts }, () => Math.round(random.logNormal(20_000, 1.8)));
  const started = performance.now();
  const found = tierCutoffs(followers, 3, 'bench');
  const seconds = (performance.now() - started) / 1000;
  return {
    name: `tiers of ${accounts} accounts`,
    value: seconds,
    unit: 's',
    bound: 1,
    note: `from ${found?.floors.map((f) => f.value).join(', ')}`,
  };
}

export async function benchValue(accounts: number): Promise<Line[]> {
  const temp = await tempStore({ memoryMb: 2000 });
  try {
    await load(temp.store, 0, accounts, 1);
    const timed = async (): Promise<{ wall: number; processor: number }> => {
      const started = performance.now();
      const before = process.cpuUsage();
      const { scored } = await ranking(temp.store, { limit: 50 });
      if (scored < accounts * 0.9) throw new Error(`only ${scored} of ${accounts} have a score`);
      const { user, system } = process.cpuUsage(before);
      return { wall: (performance.now() - started) / 1000, processor: (user + system) / 1e6 };
    };
    const whole = await timed();
    await load(temp.store, accounts - accounts / 100, accounts, 2);
    const again = await timed();
    return [
      {
        name: `value scores of ${accounts} accounts`,
        value: whole.wall,
        unit: 's',
        bound: 10,
        note: `${DEFAULT_MAP.map}, ${DEFAULT_WEIGHTS.weights}; half with vendor figures, half with ${POSTS} posts; ${whole.processor.toFixed(1)} s of processor`,
      },
      {
        name: 'the same after an import of 1 %',
        value: again.wall,
        unit: 's',
        bound: 1,
        note: `${again.processor.toFixed(1)} s of processor`,
      },
      tiers(1_000_000),
      ...(await channels()),
    ];
  } finally {
    await temp.remove();
  }
}
