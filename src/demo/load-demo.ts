/** Puts the demo into a home folder through the front door: files are written, then imported like anybody's. */
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { newId } from '#basis/id.ts';
import type { ReadOptions } from '#connectors/contract.ts';
import { freezeBands } from '#domain/decisions/campaigns/bands.ts';
import { addContext, addLink } from '#domain/decisions/campaigns/records.ts';
import { placementsOf } from '#domain/decisions/campaigns/service.ts';
import { refreshWatches, startCampaignWatch } from '#domain/decisions/monitor/service.ts';
import { importInOrder } from '#domain/facts/imports/import-file.ts';
import type { ImportOptions } from '#domain/facts/imports/schema.ts';
import { addMarketPrice } from '#domain/readings/authenticity/said-by-people.ts';
import type { MarketPrice } from '#domain/readings/authenticity/schema.ts';
import { auditAccounts } from '#domain/readings/authenticity/service.ts';
import { watchBrands } from '#domain/readings/market/rivals/watched.ts';
import type { Store } from '#store/open-store.ts';
import { DEMO_AS_OF, dayMs } from './frame.ts';
import { seedLoop, seedPlan } from './seed-loop.ts';
import { seedRelations } from './seed-relations.ts';
import { seedSurveys } from './seed-surveys.ts';
import { seedTouches } from './seed-touches.ts';
import type { Truth } from './truth.ts';
import { BRANDS } from './words.ts';

export interface DemoLoaded {
  already: boolean;
  files: number;
  rows: number;
  seconds: number;
}

/** Share of the work that the imports are; the audit is the rest. */
const IMPORTS = 0.5;

/** Invented, like everything in the demo: minor units for a thousand acts. */
const DEMO_PRICES: readonly Omit<MarketPrice, 'priceId'>[] = (
  [
    ['follower', 3000, 12_000],
    ['like', 500, 3000],
    ['comment', 8000, 40_000],
    ['view', 50, 400],
    ['share', 2000, 9000],
    ['save', 1500, 8000],
  ] as const
).map(([act, lowMinor, highMinor]) => ({
  platform: 'any',
  act,
  lowMinor,
  highMinor,
  currency: 'CNY',
  pricedOn: '2026-01-15',
  source: 'demo, invented',
}));

export async function loadDemo(
  store: Store,
  progress: (share: number, message: string) => void = () => {},
): Promise<DemoLoaded> {
  const started = performance.now();
  const done = await store.state.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'demo')
    .executeTakeFirst();
  if (done) return { ...(JSON.parse(done.value) as DemoLoaded), already: true };
  const folder = join(store.config.home, 'demo-files');
  const { writeDemo } = await import('./write-demo.ts');
  const { files, truthPath } = await writeDemo(folder);
  const steps = files.map((file) => ({
    file: { path: join(folder, file.path), fileName: basename(file.path), connector: null, mapping: null },
    options: { asOf: DEMO_AS_OF, ...chosen(file.options) },
  }));
  const reports = await importInOrder(
    store,
    steps,
    newId(),
    (share, message) => progress(share * IMPORTS, message),
    new AbortController().signal,
  );
  const refused = reports.find((r) => r.state === 'refused');
  if (refused) throw new Error(`The demo file ${refused.file} was refused: ${refused.error?.message}`);
  for (const price of DEMO_PRICES) await addMarketPrice(store, price, 'demo');
  await watchBrands(
    store,
    {
      own: { brand: BRANDS.own, words: [BRANDS.own] },
      rivals: BRANDS.rivals.map((brand) => ({ brand, words: [brand] })),
    },
    'demo',
  );
  await auditAccounts(store, { accountIds: null }, (share, message) =>
    progress(IMPORTS + share * (1 - IMPORTS), message),
  );
  const truth = JSON.parse(await readFile(join(folder, truthPath), 'utf8')) as Truth;
  await runCampaign(store, truth);
  await seedTouches(store, truth);
  await seedRelations(store, truth);
  const finished = truth.campaigns.find((c) => c.state !== '进行中');
  if (finished) await seedSurveys(store, BRANDS.own, finished.name);
  await seedLoop(store, truth);
  await seedPlan(store, truth);
  const rows = reports.reduce((sum, r) => sum + r.rowsRead, 0);
  const loaded: DemoLoaded = {
    already: false,
    files: files.length,
    rows,
    seconds: (performance.now() - started) / 1000,
  };
  await store.state.db
    .insertInto('setting')
    .values({ name: 'demo', value: JSON.stringify(loaded) })
    .execute();
  return loaded;
}

/** The running campaign as its people run it: bands before launch, codes, the giveaway they announced, a watch. */
async function runCampaign(store: Store, truth: Truth): Promise<void> {
  for (const { name, startsOn, state, codes } of truth.campaigns) {
    for (const { accountId, code } of codes)
      await addLink(store, name, { kind: 'code', value: code, accountId, postId: null, sku: null }, 'demo');
    await freezeBands(store, name, 'touchstone', new Date(dayMs(startsOn)));
    if (state !== '进行中') continue;
    const placements = await placementsOf(store, name);
    for (const post of truth.minutePosts) {
      const postId = `${post.platform}:${post.postKey}`;
      const place = placements.find((p) => p.postId === postId);
      if (place)
        await addLink(
          store,
          name,
          {
            kind: 'link',
            value: `https://shop.example/cy/${post.postKey.slice(-6)}`,
            accountId: place.accountId,
            postId,
            sku: null,
          },
          'demo',
        );
      if (post.planted === 'giveaway' && post.from && post.until)
        await addContext(
          store,
          name,
          { kind: 'giveaway', note: '转发抽奖送正装', fromAt: post.from, untilAt: post.until, postId },
          'demo',
        );
    }
    await startCampaignWatch(store, name);
  }
  await refreshWatches(store);
}

/** What a demo file says about itself, without what it leaves open. */
const chosen = (options: Partial<ReadOptions> = {}): ImportOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

export const removeDemo = (home: string): Promise<void> => rm(home, { recursive: true, force: true });
