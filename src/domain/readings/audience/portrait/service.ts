/** The portrait of an audience, panel by panel. */
import { missing } from '#basis/error.ts';
import { type Words, word } from '#basis/reading.ts';
import { membersOf } from '#domain/facts/lists/service.ts';
import { canonicalOf } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';
import { CAVEATS } from '../overlap/words.ts';
import type { Dimension, Portrait, PortraitPanel, PortraitRequest } from '../schema.ts';
import { genderOf, placeOf } from '../words-of-people.ts';
import { countedPanel, hourPanel, thin, type VendorShare, vendorPanel } from './panels.ts';
import * as q from './queries.ts';

const latest = (moments: readonly (string | null)[]): string | null =>
  moments.reduce<string | null>(
    (last, at) => (at !== null && (last === null || at > last) ? at : last),
    null,
  );

interface Field {
  counts: Map<string, number>;
  known: number;
  asOf: string | null;
}

/** Profile values as segments; a value that names none is not known. */
function fields(rows: readonly { field: string; value: string; n: number; seen_at: string | null }[]) {
  const of = (field: string, segment: (value: string) => string | null): Field => {
    const counts = new Map<string, number>();
    let known = 0;
    const own = rows.filter((r) => r.field === field);
    for (const r of own) {
      const name = segment(r.value);
      if (name === null) continue;
      counts.set(name, (counts.get(name) ?? 0) + r.n);
      known += r.n;
    }
    return { counts, known, asOf: latest(own.map((r) => r.seen_at)) };
  };
  return {
    gender: of('gender', genderOf),
    age: of('age', (value) => value),
    province: of('region', (value) => placeOf(value).province),
    city: of('region', (value) => {
      const { province, city } = placeOf(value);
      return city === null ? null : `${province} ${city}`;
    }),
  };
}

const PROFILE: Words = word(
  'Comes from profiles of followers or engagers, or from the place shown with an act.',
  '来自粉丝或互动者的资料，或互动所显示的属地。',
);
const VENDOR_ONLY: Words = word(
  'Comes from a vendor’s audience percentages only.',
  '仅来自数据平台给出的受众占比。',
);
const VENDOR_DIMENSIONS: Partial<Record<Dimension, string>> = {
  gender: 'gender',
  age: 'age',
  province: 'province',
  city: 'city',
  city_tier: 'city_tier',
  device: 'device',
  interest: 'interest',
  activity_hour: 'activity_hour',
  purchase: 'price_band',
};

export async function portrait(store: Store, request: PortraitRequest): Promise<Portrait> {
  const { who, basis, ringFree } = request;
  const ids =
    who.kind === 'account'
      ? [await canonicalOf(store, who.id)]
      : who.kind === 'list'
        ? await membersOf(store, who.id)
        : [];
  const accounts = await store.facts.all(q.accountsNamed, { ids });
  if (who.kind === 'account' && accounts.length === 0)
    throw missing(
      'no-account',
      `There is no account ${who.id} in the library.`,
      'Search the library for its id.',
    );
  const asked: q.Asked = { basis, ids, ringFree, brand: who.kind === 'brand' ? who.id : null };
  const people = (await store.facts.first(q.audienceSize, asked))?.people ?? 0;
  const designs = await store.facts.all(q.designsInHand, asked);
  const profiles = fields(await store.facts.all(q.profileCounts, asked));
  const followers = new Map(accounts.map((a) => [a.account_id, a.followers]));
  const vendorRows = ids.length === 0 ? [] : await store.facts.all(q.vendorShares, { ids });
  const vendorOf = (dimension: Dimension): PortraitPanel | null =>
    vendorPanel(
      dimension,
      vendorRows
        .filter((r) => r.dimension === VENDOR_DIMENSIONS[dimension])
        .map(
          (r): VendorShare => ({
            accountId: r.account_id,
            base: r.base,
            segment: r.segment,
            share: r.share,
            low: r.low,
            high: r.high,
            n: r.n,
            vendor: r.vendor,
            asOf: r.seen_at,
          }),
        ),
      followers,
    );
  const ofPeople = word('people with the field', '带有该字段的人');
  const counted = (dimension: 'gender' | 'age' | 'province' | 'city'): PortraitPanel =>
    countedPanel({ dimension, ...profiles[dimension], people, of: ofPeople, source: PROFILE });
  const sampled: [Dimension, PortraitPanel | null][] = [
    ['gender', counted('gender')],
    ['age', counted('age')],
    ['province', counted('province')],
    ['city', counted('city')],
    ['city_tier', null],
    ['device', null],
    ['interest', await interests(store, asked, people)],
    ['activity_hour', await hours(store, asked)],
    ['purchase', await purchases(store, asked, people)],
  ];
  const panels = sampled.flatMap(([dimension, sample]): PortraitPanel[] => {
    const vendor = vendorOf(dimension);
    if (sample?.state === 'ok') return vendor ? [sample, vendor] : [sample];
    if (vendor) return [vendor];
    return [
      sample ??
        thin(dimension, word('Percentages of a vendor', '数据平台的占比'), word('none', '无'), VENDOR_ONLY),
    ];
  });
  return {
    who,
    name: who.kind === 'account' ? (accounts[0]?.name ?? null) : who.id,
    basis,
    ringFree,
    people,
    leftOut: ringFree ? ((await store.facts.first(q.ringSize, asked))?.people ?? 0) : 0,
    accounts: accounts.length,
    panels,
    asOf: latest(panels.map((p) => (p.state === 'ok' ? p.asOf : null))),
    caveats: [
      who.kind === 'brand' ? CAVEATS.engagers : CAVEATS[basis],
      ...(designs.some(
        (d) => d.design === 'newest_first' || d.design === 'unknown' || d.design === 'commenters',
      )
        ? [
            word(
              'The list in hand is no random sample of the audience; intervals are of the people in hand.',
              '现有名单并非受众的随机样本；区间仅针对名单内的人。',
            ),
          ]
        : []),
      ...(ringFree ? [CAVEATS.ringFree] : []),
    ],
  };
}

async function interests(store: Store, asked: q.Asked, people: number): Promise<PortraitPanel> {
  const rows = await store.facts.all(q.interestCounts, asked);
  return countedPanel({
    dimension: 'interest',
    counts: new Map(rows.flatMap((r) => (r.value === null ? [] : [[r.value, r.n] as const]))),
    known: rows.find((r) => r.value === null)?.n ?? 0,
    people,
    of: word('people who engage with other accounts of the library', '还与库内其他账号互动的人'),
    asOf: null,
    exclusive: false,
    source: word(
      'Comes from other accounts of the library that the people engage with.',
      '来自这些人互动过的库内其他账号的类目。',
    ),
    caveats: [
      word(
        'Interests are the categories of other accounts in this library that the people engage with; a library of one category shows one interest.',
        '兴趣取自这些人互动的库内其他账号的类目；若库内只有单一类目，则只见该类目。',
      ),
    ],
  });
}

async function hours(store: Store, asked: q.Asked): Promise<PortraitPanel> {
  const offsetMinutes = store.config.utcOffsetMinutes;
  const rows = await store.facts.all(q.hourCounts, { ...asked, offsetMinutes });
  const acts = (await store.facts.first(q.actCounts, asked)) ?? { acts: 0, timed: 0, people: 0 };
  return hourPanel(rows, acts, offsetMinutes, latest(rows.map((r) => r.seen_at)));
}

async function purchases(store: Store, asked: q.Asked, people: number): Promise<PortraitPanel> {
  const found = await store.facts.first(q.buyerCounts, asked);
  const { orders = 0, buyers = 0, again = 0 } = found ?? {};
  return countedPanel({
    dimension: 'purchase',
    counts: new Map([
      ['no_order', people - buyers],
      ['bought_once', buyers - again],
      ['bought_again', again],
    ]),
    known: orders === 0 ? 0 : people,
    people,
    of: word('people of the audience', '受众人数'),
    asOf: found?.seen_at ?? null,
    source: word('Comes from imported orders that name their buyer.', '来自带有买家标识的订单。'),
    caveats: [
      word(
        'Only orders of imported shops are seen; a buyer who uses another id on the shop is not matched.',
        '仅能看到已导入店铺的订单；买家若使用其他标识则无法匹配。',
      ),
    ],
  });
}
