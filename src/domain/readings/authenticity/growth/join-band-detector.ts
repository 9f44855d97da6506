/** Detector that reads follower lists in follow order. */
import { type Finding, type RowRef, word } from '#basis/reading.ts';
import type { Detector } from '../detector.ts';
import { count, dayOf, groupedBy, pText, said, thin, thinned } from '../say-finding.ts';
import { BANDS_CARD } from './cards.ts';
import { joinDateBands } from './measures/join-date-bands.ts';
import { followersInOrder } from './queries.ts';

const MOST_POINTS = 900;

export const JOIN_BANDS: Detector = {
  card: BANDS_CARD,
  async read(facts, scope) {
    const rows = await facts.all(followersInOrder, { ids: scope.accountIds, asOf: scope.asOf });
    const lists = groupedBy(rows, (r) => r.account_id);
    return scope.accountIds.map((id) => finding(scope.asOf, id, lists.get(id) ?? []));
  },
};

interface Listed {
  place: number;
  joined_ms: number | null;
  source_id: number;
  source_row: number;
}

function finding(asOf: string, id: string, list: readonly Listed[]): Finding {
  const joined = Float64Array.from(list, (r) => r.joined_ms ?? Number.NaN);
  const of = {
    subject: { kind: 'account' as const, id },
    measure: BANDS_CARD.measure,
    asOf,
    inputs: list.map((r) => [r.place, r.joined_ms]),
  };
  const found = joinDateBands(joined, id);
  if (found.state !== 'ok')
    return thin(
      of,
      found,
      word('followers in follow order with a join date', '个有注册日期且按关注顺序排列的粉丝'),
      word('Bands are told from the list’s own shuffled copies.', '是否成带要与该列表自身的随机打乱相比。'),
    );
  const inBand = (i: number) =>
    found.bands.some(
      (b) =>
        i >= b.from &&
        i <= b.to &&
        (joined[i] as number) >= b.joinedFromMs &&
        (joined[i] as number) < b.joinedToMs,
    );
  const rowOf = (r: Listed): RowRef => ({
    sourceId: r.source_id,
    row: r.source_row,
    note: `${r.place} · ${dayOf(r.joined_ms ?? 0)}`,
  });
  const telling = list.filter((_, i) => inBand(i));
  const known = list.map((_, i) => i).filter((i) => !Number.isNaN(joined[i]));
  return said(of, {
    level: found.level,
    value: found.bands.length,
    unit: 'bands',
    n: found.listed,
    pValue: found.p,
    detail: {
      bands: found.bands.map((b) => ({
        fromPlace: list[b.from]?.place,
        toPlace: list[b.to]?.place,
        joinedFrom: dayOf(b.joinedFromMs),
        joinedTo: dayOf(b.joinedToMs),
        count: b.count,
        expected: b.expected,
      })),
      unknown: found.unknown,
      score: found.score,
      threshold: found.threshold,
      permutations: found.permutations,
    },
    drawing: {
      kind: 'points',
      x: { label: word('place in the list, newest first', '列表中的位置（最新在前）') },
      y: { label: word('joined, year', '注册时间（年）') },
      points: thinned(known.length, MOST_POINTS).map((k) => {
        const i = known[k] as number;
        return {
          x: (list[i] as Listed).place,
          y: Number((1970 + (joined[i] as number) / 31_556_952_000).toFixed(3)),
          marked: inBand(i),
        };
      }),
    },
    excess:
      found.bands.length > 0
        ? [{ act: 'follower', count: found.excess, low: found.excess, high: telling.length }]
        : [],
    caveats:
      found.bands.length === 0 && found.p <= 0.01
        ? [
            word(
              'Join dates cluster along the list, as they do where people follow soon after they join; no band is dense enough to argue.',
              '注册日期沿列表聚集，新用户注册后很快关注时也会如此；没有密集到足以成为证据的带。',
            ),
          ]
        : [],
    summary:
      found.bands.length === 0
        ? word(
            `No band among ${count(found.listed)} followers; p ${pText(found.p)} against shuffled copies.`,
            `${count(found.listed)} 个粉丝中没有成带；与随机打乱相比 p ${pText(found.p)}。`,
          )
        : word(
            `${found.bands.length} bands hold ${count(telling.length)} of ${count(found.listed)} followers who joined within days of each other, p ${pText(found.p)}.`,
            `${found.bands.length} 条带：${count(found.listed)} 个粉丝中有 ${count(telling.length)} 个注册日期相差数日以内，p ${pText(found.p)}。`,
          ),
    rows: telling.slice(0, 200).map(rowOf),
    rowCount: telling.length,
  });
}
