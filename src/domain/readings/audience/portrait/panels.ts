/** Panels of a portrait: from counted people, from acts by hour, and from a source's percentages. */
import { type Words, word } from '#basis/reading.ts';
import { wilson } from '#numerics/stats/intervals.ts';
import { type Cells, LEAST_CELL, OTHER_SMALL, portraitCells } from '../measures/portrait-cells.ts';
import type { Dimension, PortraitPanel } from '../schema.ts';
import { provinceWords } from '../words-of-people.ts';

/** People with a field below which a panel says nothing. */
const LEAST_PEOPLE = 30;

export const TITLES: Record<Dimension, Words> = {
  gender: word('Gender', '性别'),
  age: word('Age', '年龄'),
  province: word('Province', '省份'),
  city: word('City', '城市'),
  city_tier: word('City tier', '城市等级'),
  device: word('Device', '设备'),
  interest: word('Interests', '兴趣'),
  activity_hour: word('Hours of activity', '活跃时段'),
  purchase: word('Purchases', '购买倾向'),
};
const LABELS: Record<string, Words> = {
  female: word('female', '女'),
  male: word('male', '男'),
  other: word('other', '其他'),
  [OTHER_SMALL]: word('small groups together', '其余小类合计'),
  no_order: word('no order seen', '未见订单'),
  bought_once: word('bought once', '购买一次'),
  bought_again: word('bought again', '重复购买'),
};

const labelOf = (dimension: Dimension, segment: string): Words =>
  LABELS[segment] ?? (dimension === 'province' ? provinceWords(segment) : word(segment, segment));

export const thin = (dimension: Dimension, need: Words, have: Words, why: Words): PortraitPanel => ({
  state: 'insufficient',
  dimension,
  title: TITLES[dimension],
  need,
  have,
  why,
});

interface Counted {
  dimension: Dimension;
  counts: ReadonlyMap<string, number>;
  /** People with the field. */
  known: number;
  people: number;
  of: Words;
  asOf: string | null;
  exclusive?: boolean;
  /** Where the field would come from. */
  source: Words;
  caveats?: Words[];
}

/** A panel of counted people; those without the field are coverage, not a segment. */
export function countedPanel(c: Counted): PortraitPanel {
  if (c.known < LEAST_PEOPLE)
    return thin(
      c.dimension,
      word(`${LEAST_PEOPLE} people with this field`, `至少 ${LEAST_PEOPLE} 人带有该字段`),
      c.known === 0
        ? word(`none of ${c.people}`, `${c.people} 人中没有`)
        : c.known < LEAST_CELL
          ? word(`fewer than ${LEAST_CELL} of ${c.people}`, `${c.people} 人中不足 ${LEAST_CELL} 人`)
          : word(`${c.known} of ${c.people}`, `${c.people} 人中有 ${c.known} 人`),
      c.source,
    );
  return panel(c, portraitCells(c.counts, c.known, c.exclusive ?? true));
}

const panel = (c: Counted, { cells, suppressed }: Cells): PortraitPanel => ({
  state: 'ok',
  dimension: c.dimension,
  title: TITLES[c.dimension],
  from: 'sample',
  vendor: null,
  of: c.of,
  n: c.known,
  coverage: c.people === 0 ? 0 : c.known / c.people,
  segments: cells.map((cell) => ({ ...cell, label: labelOf(c.dimension, cell.segment) })),
  suppressed: { cells: suppressed, least: LEAST_CELL },
  overlapping: !(c.exclusive ?? true),
  asOf: c.asOf,
  caveats: c.caveats ?? [],
});

export interface Hour {
  hour: number;
  acts: number;
  people: number;
}

/** Shares of acts by hour of the day. Acts of one person hang together, so the interval counts people. */
export function hourPanel(
  hours: readonly Hour[],
  acts: { acts: number; timed: number; people: number },
  offsetMinutes: number,
  asOf: string | null,
): PortraitPanel {
  if (acts.people < LEAST_PEOPLE)
    return thin(
      'activity_hour',
      word(`${LEAST_PEOPLE} people with acts that carry a moment`, `至少 ${LEAST_PEOPLE} 人的互动带有时间`),
      word(
        acts.people < LEAST_CELL ? `fewer than ${LEAST_CELL}` : `${acts.people}`,
        acts.people < LEAST_CELL ? `不足 ${LEAST_CELL} 人` : `${acts.people} 人`,
      ),
      word('Hours come from rows of acts.', '活跃时段来自互动明细。'),
    );
  const bySize = [...hours].sort((x, y) => x.people - y.people || x.hour - y.hour);
  const small = bySize.filter((h) => h.people < LEAST_CELL).length;
  // One missing hour could be had by subtraction: a second goes with it.
  const hidden = new Set(bySize.slice(0, small === 1 ? 2 : small).map((h) => h.hour));
  const hourWords = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return {
    state: 'ok',
    dimension: 'activity_hour',
    title: TITLES.activity_hour,
    from: 'sample',
    vendor: null,
    of: word('acts with a moment', '带时间的互动'),
    n: acts.timed,
    coverage: acts.acts === 0 ? 0 : acts.timed / acts.acts,
    segments: hours
      .filter((h) => !hidden.has(h.hour))
      .map((h) => ({
        segment: String(h.hour),
        label: word(hourWords(h.hour), hourWords(h.hour)),
        ...wilson((h.acts / acts.timed) * acts.people, acts.people),
        n: h.acts,
      })),
    suppressed: { cells: hidden.size, least: LEAST_CELL },
    overlapping: false,
    asOf,
    caveats: [
      word(
        `Hours are UTC${offsetMinutes >= 0 ? '+' : '−'}${Math.abs(offsetMinutes) / 60}.`,
        `时段按 UTC${offsetMinutes >= 0 ? '+' : '−'}${Math.abs(offsetMinutes) / 60} 计算。`,
      ),
    ],
  };
}

export interface VendorShare {
  accountId: string;
  base: string;
  segment: string;
  share: number | null;
  low: number | null;
  high: number | null;
  n: number | null;
  vendor: string;
  asOf: string;
}

/**
 * A source's percentages of one dimension; of several accounts, weighed by followers. Only the source that speaks of
 * most of them is read: segments of two sources do not add up.
 */
export function vendorPanel(
  dimension: Dimension,
  rows: readonly VendorShare[],
  followers: ReadonlyMap<string, number | null>,
): PortraitPanel | null {
  const said = rows.filter((r) => r.share !== null);
  const accountsOf = (vendor: string) =>
    new Set(
      said
        .filter((r) => r.vendor === vendor && (followers.get(r.accountId) ?? 0) > 0)
        .map((r) => r.accountId),
    );
  const single = followers.size === 1;
  const vendor = [...new Set(said.map((r) => r.vendor))]
    .map((name) => ({ name, n: single ? 1 : accountsOf(name).size }))
    .sort((x, y) => y.n - x.n || (x.name < y.name ? -1 : 1))[0];
  if (!vendor || vendor.n === 0) return null;
  const spoken = said.filter((r) => r.vendor === vendor.name);
  const named = single ? new Set(spoken.map((r) => r.accountId)) : accountsOf(vendor.name);
  const weightOf = (id: string) => (single ? 1 : (followers.get(id) ?? 0));
  const total = [...named].reduce((sum, id) => sum + weightOf(id), 0);
  const segments = new Map<string, { value: number; low: number; high: number }>();
  for (const r of spoken) {
    if (!named.has(r.accountId)) continue;
    const w = weightOf(r.accountId) / total;
    const at = segments.get(r.segment) ?? { value: 0, low: 0, high: 0 };
    const share = r.share as number;
    segments.set(r.segment, {
      value: at.value + w * share,
      low: at.low + w * (r.low ?? share),
      high: at.high + w * (r.high ?? share),
    });
  }
  return {
    state: 'ok',
    dimension,
    title: TITLES[dimension],
    from: 'vendor',
    vendor: vendor.name,
    of: word(
      `${spoken[0]?.base ?? 'audience'} of ${named.size} of ${followers.size} accounts, as ${vendor.name} states`,
      `${vendor.name} 给出的受众占比（${followers.size} 个账号中的 ${named.size} 个）`,
    ),
    n: single ? (spoken[0]?.n ?? null) : null,
    coverage: null,
    segments: [...segments]
      .sort((x, y) => y[1].value - x[1].value || (x[0] < y[0] ? -1 : 1))
      .map(([segment, s]) => ({ segment, label: labelOf(dimension, segment), ...s, n: null })),
    suppressed: { cells: 0, least: LEAST_CELL },
    overlapping: dimension === 'interest',
    asOf: spoken.reduce<string | null>((last, r) => (last !== null && last > r.asOf ? last : r.asOf), null),
    caveats: [
      word(
        'Percentages as stated; bounds are their rounding, not a confidence interval.',
        '比例为来源原值；上下限仅反映四舍五入，并非置信区间。',
      ),
    ],
  };
}
