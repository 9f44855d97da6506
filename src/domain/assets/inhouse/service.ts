/** Build or buy, own accounts, and who could be the persona. */
import type { z } from 'zod';
import { missing, TouchstoneError, usage } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import { platformRow } from '#basis/platform.ts';
import { type Words, word } from '#basis/reading.ts';
import { heldAssumptions } from '#domain/decisions/mix/plan/held-assumptions.ts';
import { libraryAsOf } from '#domain/facts/library/queries.ts';
import type { Store } from '#store/open-store.ts';
import { readingsAbout } from '#store/readings/queries.ts';
import { audit } from '#store/state/audit.ts';
import { BUILD_OR_BUY, buildOrBuy, type Ranges } from './measures/build-or-buy.ts';
import { feeGrowth, LEAST_ACCOUNTS, medianPrice, type PricePair, type Told } from './measures/market-cost.ts';
import { brandEngagers, ownFigures, ownSeries, pricesOverTime } from './queries.ts';
import {
  BUILD_INPUTS,
  type BuildInput,
  type BuildInputLine,
  type Candidate,
  type InhousePage,
  type newOwnSchema,
  type OwnAccount,
  type Range,
  type Simulate,
  type Simulated,
} from './schema.ts';

/** Starting points that nobody measured: to be replaced in the form. */
const ASSUMED: Readonly<Record<Exclude<BuildInput, 'boughtPerThousand'>, Range>> = {
  setup: { value: 30_000, low: 15_000, high: 60_000 },
  staffPerMonth: { value: 16_000, low: 10_000, high: 28_000 },
  contentPerPost: { value: 800, low: 400, high: 1600 },
  postsPerMonth: { value: 12, low: 8, high: 16 },
  startFollowers: { value: 500, low: 100, high: 2000 },
  growthPerMonth: { value: 0.25, low: 0.1, high: 0.4 },
  ceilingFollowers: { value: 60_000, low: 15_000, high: 240_000 },
  feedShare: { value: 0.1, low: 0.05, high: 0.2 },
  trueShare: { value: 0.9, low: 0.75, high: 1 },
  feeGrowthPerYear: { value: 0.1, low: 0, high: 0.2 },
};
const TYPED: Words = word('Assumed; put your own in.', '假设值，请填入自己的数据。');
const MOST_CANDIDATES = 20;

export async function simulate(store: Store, asked: Simulate): Promise<Simulated> {
  const held = (await heldAssumptions(store, '', null)).get('feed_share');
  const feed: Range = held
    ? {
        value: Math.min(1, held.value),
        low: Math.min(1, held.low ?? held.value),
        high: Math.min(1, held.high ?? held.value),
      }
    : { ...ASSUMED.feedShare, value: platformRow(asked.platform).feedShare };
  const market = await marketCost(
    store,
    asked,
    (asked.given.feedShare ?? feed).value,
    (asked.given.trueShare ?? ASSUMED.trueShare).value,
  );
  const line = (input: BuildInput): BuildInputLine | null => {
    const given = asked.given[input];
    if (given) return { input, ...given, source: 'given', n: null, words: word('Given.', '自行填写。') };
    if (input === 'boughtPerThousand')
      return market.price
        ? {
            input,
            value: market.price.value,
            low: market.price.low,
            high: market.price.high,
            source: 'history',
            n: market.price.n,
            words: word(
              `Median asked price of a thousand people seen, over ${market.price.n} accounts of the library; 90 % interval of the median.`,
              `库内 ${market.price.n} 个账号每千名看到者报价的中位数；区间为中位数的 90% 区间。`,
            ),
          }
        : null;
    if (input === 'feeGrowthPerYear' && market.growth)
      return {
        input,
        value: market.growth.value,
        low: market.growth.low,
        high: market.growth.high,
        source: 'history',
        n: market.growth.n,
        words: word(
          `Yearly change of the same accounts’ prices, ${market.growth.n} pairs.`,
          `同一账号报价的年变动，${market.growth.n} 对。`,
        ),
      };
    if (input === 'feedShare' && held)
      return {
        input,
        ...feed,
        source: 'history',
        n: held.n,
        words: word(
          `Learned from own campaigns, accepted ${held.acceptedAt.slice(0, 10)}.`,
          `由自有活动学得，${held.acceptedAt.slice(0, 10)} 采纳。`,
        ),
      };
    return {
      input,
      ...(input === 'feedShare' ? feed : ASSUMED[input]),
      source: 'assumption',
      n: null,
      words: TYPED,
    };
  };
  const lines = BUILD_INPUTS.flatMap((i) => line(i) ?? []);
  if (lines.length < BUILD_INPUTS.length)
    return {
      method: BUILD_OR_BUY,
      asked,
      inputs: lines,
      result: {
        state: 'insufficient',
        need: word(
          `prices and follower counts of ${LEAST_ACCOUNTS} accounts on the platform, or a price given`,
          `该平台至少 ${LEAST_ACCOUNTS} 个账号的报价与粉丝数，或自行填写价格`,
        ),
        have: word(`${market.have} accounts`, `${market.have} 个账号`),
        why: word(
          'Without a price of bought reach there is nothing to compare with.',
          '没有外部触达的价格就无从比较。',
        ),
      },
    };
  const ranges = Object.fromEntries(
    lines.map(({ input, value, low, high }) => [input, { value, low, high }]),
  ) as Ranges;
  return {
    method: BUILD_OR_BUY,
    asked,
    inputs: lines,
    result: { state: 'ok', ...buildOrBuy(ranges, asked, 'build-or-buy') },
  };
}

/** Prices of the platform in whole units for a thousand people seen, and how they moved. */
async function marketCost(
  store: Store,
  asked: Simulate,
  feedShare: number,
  trueShare: number,
): Promise<{ price: Told | null; growth: Told | null; have: number }> {
  const rows = await store.facts.all(pricesOverTime, { platform: asked.platform, currency: asked.currency });
  const perAccount = new Map<string, number>();
  for (const r of rows)
    if (r.followers && !perAccount.has(r.account_id))
      perAccount.set(r.account_id, ((r.last_minor / 100) * 1000) / (r.followers * feedShare * trueShare));
  const pairs = rows.map((r): PricePair => ({ first: r.first_minor, last: r.last_minor, days: r.days }));
  return { price: medianPrice([...perAccount.values()]), growth: feeGrowth(pairs), have: perAccount.size };
}

export async function ownAccounts(store: Store, brand: string | null): Promise<OwnAccount[]> {
  let query = store.state.db
    .selectFrom('own_account')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('since')
    .orderBy('own_id');
  if (brand !== null) query = query.where((e) => e.or([e('brand', '=', brand), e('brand', 'is', null)]));
  const rows = await query.execute();
  const ids = rows.map((r) => r.account_id);
  const [figures, series, readings] = await Promise.all([
    store.facts.all(ownFigures, { ids }),
    store.facts.all(ownSeries, { ids }),
    store.facts.all(readingsAbout, { kind: 'account', ids }),
  ]);
  return rows.map((r) => {
    const figure = figures.find((f) => f.account_id === r.account_id);
    const own = series.filter((s) => s.account_id === r.account_id);
    return {
      ownId: r.own_id,
      accountId: r.account_id,
      brand: r.brand,
      persona: r.persona,
      since: r.since,
      name: figure?.name ?? null,
      platform: figure?.platform ?? null,
      followers: figure?.followers ?? null,
      growth: growthOf(own),
      series: own.map(({ day, value }) => ({ day, value })),
      evidence:
        readings.find((x) => x.subject_id === r.account_id && x.measure.startsWith('combined-evidence@'))
          ?.level ?? null,
      posts: figure?.posts ?? 0,
    };
  });
}

/** Log growth between the first and the last count, a month of 30 days; null below two counts 30 days apart. */
function growthOf(series: readonly { day: string; value: number }[]): OwnAccount['growth'] {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last || first.value <= 0 || last.value <= 0) return null;
  const days = Math.round((Date.parse(last.day) - Date.parse(first.day)) / 86_400_000);
  if (days < 30) return null;
  return {
    perMonth: Math.expm1((Math.log(last.value / first.value) * 30) / days),
    days,
    counts: series.length,
  };
}

export async function addOwn(
  store: Store,
  given: z.output<typeof newOwnSchema>,
  who: string,
  at: Date = new Date(),
): Promise<void> {
  const [known] = await store.facts.all(ownFigures, { ids: [given.accountId] });
  if (!known)
    throw usage(
      'unknown-account',
      `The library holds no account ${given.accountId}.`,
      'Import a file that names it, or correct the id.',
    );
  const taken = await store.state.db
    .selectFrom('own_account')
    .select('own_id')
    .where('account_id', '=', given.accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (taken)
    throw new TouchstoneError('conflict', 'own-already', `${given.accountId} is marked as own already.`, {
      fix: 'End it first to change it.',
    });
  await store.state.db
    .insertInto('own_account')
    .values({
      own_id: newId(),
      account_id: given.accountId,
      brand: given.brand,
      persona: given.persona,
      since: given.since,
      added_by: who,
      added_at: at.toISOString(),
      ended_at: null,
    })
    .execute();
  await audit(store.state, {
    who,
    act: 'own-account-added',
    subjectKind: 'account',
    subjectId: given.accountId,
    detail: { persona: given.persona },
  });
}

export async function endOwn(store: Store, ownId: string, who: string): Promise<void> {
  const done = await store.state.db
    .updateTable('own_account')
    .set({ ended_at: new Date().toISOString() })
    .where('own_id', '=', ownId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw missing('no-own-account', `There is no own account ${ownId}.`, 'See `touchstone inhouse own`.');
  await audit(store.state, { who, act: 'own-account-ended', subjectKind: 'own_account', subjectId: ownId });
}

export async function candidates(
  store: Store,
  of: { brand?: string | undefined; limit: number },
): Promise<Candidate[]> {
  const rows = await store.facts.all(brandEngagers, {
    brand: of.brand ?? '',
    limit: of.limit,
    leastComments: 3,
  });
  return rows.map(({ account_id, ...r }) => ({ ...r, accountId: account_id }));
}

export async function inhousePage(store: Store, brand: string | undefined): Promise<InhousePage> {
  return {
    asOf: (await store.facts.first(libraryAsOf, {}))?.seen_at ?? null,
    own: await ownAccounts(store, brand ?? null),
    candidates: await candidates(store, { brand, limit: MOST_CANDIDATES }),
    brand: brand ?? null,
  };
}
