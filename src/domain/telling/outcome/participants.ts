/** Who took part in a campaign: portrait beside the library, returning and new, ring-free, places and hours. */
import { word } from '#basis/reading.ts';
import { postsOf } from '#domain/facts/commerce/campaign-frame.ts';
import { resolved } from '#domain/readings/audience/affinity/service.ts';
import { targetPeople } from '#domain/readings/audience/affinity/target-people.ts';
import { countedPanel } from '#domain/readings/audience/portrait/panels.ts';
import type { Target } from '#domain/readings/audience/schema.ts';
import { genderOf, placeOf, provinceWords } from '#domain/readings/audience/words-of-people.ts';
import type { Store } from '#store/open-store.ts';
import { commentFeeling } from './comment-feeling.ts';
import { shareOf, thin } from './estimate.ts';
import { outcomeFrame } from './frame.ts';
import * as q from './queries.ts';
import type { Participants } from './schema.ts';

const PROFILE = word(
  'Comes from profiles of participants, or from the place shown with an act.',
  '来自参与者的资料，或互动所显示的属地。',
);
const PEOPLE = word('participants in hand', '名已导入的参与者');

type Value = { field: string; value: string; n: number; base: number; seen_at: string | null };

/** Segments of one field: participants and the library's people beside them. */
function segments(rows: readonly Value[], field: string, name: (value: string) => string | null) {
  const counts = new Map<string, number>();
  const base = new Map<string, number>();
  let [known, baseKnown] = [0, 0];
  let asOf: string | null = null;
  for (const r of rows) {
    const segment = r.field === field ? name(r.value) : null;
    if (segment === null) continue;
    if (r.n > 0) counts.set(segment, (counts.get(segment) ?? 0) + r.n);
    base.set(segment, (base.get(segment) ?? 0) + r.base);
    known += r.n;
    baseKnown += r.base;
    if (r.seen_at !== null && (asOf === null || r.seen_at > asOf)) asOf = r.seen_at;
  }
  return { counts, base, known, baseKnown, asOf };
}

export async function participants(store: Store, campaign: string, target?: Target): Promise<Participants> {
  const frame = await outcomeFrame(store, campaign);
  const posts = postsOf(frame);
  const from = `${
    frame.startsOn ??
    frame.placements
      .map((p) => p.publishedAt)
      .sort((a, b) => (a ?? '~').localeCompare(b ?? '~'))[0]
      ?.slice(0, 10) ??
    '1970-01-01'
  }T00:00:00Z`;
  const brand = frame.brand ?? '';
  const offsetMinutes = store.config.utcOffsetMinutes;
  const [count, rows, cells, inside, feeling] = await Promise.all([
    store.facts.first(q.participantCounts, { posts, brand, from }),
    store.facts.all(q.profileValues, { posts }),
    store.facts.all(q.hourGrid, { posts, offsetMinutes }),
    target
      ? store.facts.first(q.inTarget, { posts, target: targetPeople(await resolved(store, target)) })
      : Promise.resolve(null),
    commentFeeling(store, posts),
  ]);
  const { people = 0, acts = 0, in_rings = 0, before = 0, bought = 0, shop = 0 } = count ?? {};
  const fields = [
    ['gender', 'gender', genderOf],
    ['age', 'age', (v: string) => v],
    ['province', 'region', (v: string) => placeOf(v).province],
  ] as const;
  const found = fields.map(([dimension, field, name]) => ({ dimension, ...segments(rows, field, name) }));
  const places = found[2] as (typeof found)[number];
  const noShop = thin(
    word('imported orders that name their buyer', '带有买家标识的订单'),
    word('none', '无'),
    word('Buyers are known from orders only.', '买家只能从订单得知。'),
  );
  return {
    campaign,
    people,
    acts,
    posts: posts.length,
    ringFree: shareOf(people - in_rings, people, PEOPLE),
    returning: shareOf(before, people, PEOPLE),
    newToBrand: shareOf(people - before, people, PEOPLE),
    bought: shop === 0 ? noShop : shareOf(bought, people, PEOPLE),
    inTarget: inside === null ? null : shareOf(inside.inside, people, PEOPLE),
    panels: found.map(({ dimension, counts, known, asOf }) =>
      countedPanel({
        dimension,
        counts,
        known,
        people,
        asOf,
        of: word('participants with the field', '带有该字段的参与者'),
        source: PROFILE,
      }),
    ),
    base: found.flatMap(({ dimension, base, baseKnown }) =>
      [...base].map(([segment, n]) => ({ dimension, segment, share: baseKnown === 0 ? 0 : n / baseKnown })),
    ),
    basePeople: Math.max(0, ...found.map((f) => f.baseKnown)),
    provinces: {
      known: places.known,
      unknown: Math.max(0, people - places.known),
      rows: [...places.counts]
        .map(([province, n]) => ({ province, label: provinceWords(province), people: n }))
        .sort((a, b) => b.people - a.people || (a.province < b.province ? -1 : 1)),
    },
    hours: { acts: cells.reduce((sum, c) => sum + c.acts, 0), cells, offsetMinutes },
    feeling,
    asOf: count?.seen_at ?? frame.asOf,
    caveats: [
      word(
        'People in hand are those whose acts were imported; silent viewers are not among them.',
        '已导入的参与者不含只看不互动的人。',
      ),
      word(
        'New to the brand: no earlier act on a post in the library that names the brand, and no earlier order. The library does not see everything.',
        '品牌新客：库内此前没有与提及该品牌作品的互动，也没有订单。本库并不能看到全部。',
      ),
    ],
  };
}
