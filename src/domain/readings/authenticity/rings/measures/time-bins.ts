import { type Compressed, compress, compressBoth } from '#numerics/graph/compressed.ts';

/** Accounts on posts, one entry an act. Ids are 0 … n − 1. */
export interface Engagements {
  user: Int32Array;
  item: Int32Array;
  /** Seconds since any fixed moment; NaN where unknown. */
  atSeconds?: Float64Array;
}

/** Accounts × (post, time bin): time as a third mode. Acts without a moment are left out. */
export function byTimeBin(
  { user, item, atSeconds }: Engagements,
  userCount: number,
  itemCount: number,
  binSeconds: number,
): { byUser: Compressed; byBin: Compressed; itemOf: Int32Array } {
  const places = Int32Array.from({ length: user.length }, (_, i) => i).filter((i) =>
    Number.isFinite(atSeconds?.[i]),
  );
  const byItem = compress(
    places.map((i) => item[i] as number),
    places,
    itemCount,
    user.length,
  );
  const users = new Int32Array(places.length);
  const bins = new Int32Array(places.length);
  const itemOf: number[] = [];
  let at = 0;
  for (let o = 0; o < itemCount; o++) {
    const ids = new Map<number, number>();
    for (let i = byItem.start[o] as number; i < (byItem.start[o + 1] as number); i++) {
      const act = byItem.columns[i] as number;
      const bin = Math.floor((atSeconds?.[act] as number) / binSeconds);
      let id = ids.get(bin);
      if (id === undefined) {
        id = itemOf.push(o) - 1;
        ids.set(bin, id);
      }
      users[at] = user[act] as number;
      bins[at++] = id;
    }
  }
  const { byRow, byColumn } = compressBoth(users, bins, userCount, itemOf.length);
  return { byUser: byRow, byBin: byColumn, itemOf: Int32Array.from(itemOf) };
}
