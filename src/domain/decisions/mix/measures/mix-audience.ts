/**
 * Who could be chosen, at what price, and whom does each of them reach?
 * Method: names with a price, in code-unit order, become candidates 0 … n−1; rows of names without a price are left out and
 *   the names listed; people keep their numbers, so that somebody whom only an unpriced name reaches still counts in the panel.
 * Source: –
 * Differs: –
 * Limits: the panel is the people of the file; nothing is said of people in no row.
 * Verified: mix.test.ts.
 */
import { digestOf, sha256 } from '#basis/id.ts';

export interface MixAudience {
  kols: string[];
  prices: Float64Array;
  /** Rows: candidate and person. Repeats count once. */
  kolOf: Int32Array;
  personOf: Int32Array;
  /** All people of the panel. */
  personCount: number;
  personName: (person: number) => string;
  /** Names with people and no price: they cannot be chosen. */
  unpriced: string[];
  /** Names with a price and no people. */
  unseen: string[];
}

export interface AudienceRows {
  kol: { ids: Int32Array; size: number; nameOf: (id: number) => string };
  person: { ids: Int32Array; size: number; nameOf: (id: number) => string };
}

export function mixAudience(rows: AudienceRows, prices: ReadonlyMap<string, number>): MixAudience {
  const kols = [...prices.keys()].sort((a, b) => (a < b ? -1 : 1));
  const place = new Map(kols.map((kol, j) => [kol, j]));
  const unpriced: string[] = [];
  const seen = new Set<string>();
  const candidateOf = Int32Array.from({ length: rows.kol.size }, (_, id) => {
    const name = rows.kol.nameOf(id);
    seen.add(name);
    const at = place.get(name);
    if (at === undefined) unpriced.push(name);
    return at ?? -1;
  });
  const kolOf = new Int32Array(rows.kol.ids.length);
  const personOf = new Int32Array(rows.kol.ids.length);
  let kept = 0;
  for (let row = 0; row < kolOf.length; row++) {
    const candidate = candidateOf[rows.kol.ids[row] as number] as number;
    if (candidate < 0) continue;
    kolOf[kept] = candidate;
    personOf[kept++] = rows.person.ids[row] as number;
  }
  return {
    kols,
    prices: Float64Array.from(kols, (kol) => prices.get(kol) as number),
    kolOf: kolOf.subarray(0, kept),
    personOf: personOf.subarray(0, kept),
    personCount: rows.person.size,
    personName: rows.person.nameOf,
    unpriced: unpriced.sort(),
    unseen: kols.filter((kol) => !seen.has(kol)),
  };
}

/** Digests that do not depend on the order of rows, files or repeats. */
export function mixDigests(audience: MixAudience): { prices: string; audience: string } {
  const { kols, prices, kolOf, personOf, personName } = audience;
  const people: Set<number>[] = kols.map(() => new Set());
  for (let row = 0; row < kolOf.length; row++) people[kolOf[row] as number]?.add(personOf[row] as number);
  return {
    prices: digestOf(kols.map((kol, j) => [kol, prices[j]])),
    audience: digestOf(
      kols.map((kol, j) => [
        kol,
        sha256(
          Array.from(people[j] ?? [], personName)
            .sort()
            .join('\n'),
        ),
      ]),
    ),
  };
}
