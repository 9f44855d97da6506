/** Precision, recall and F1 of blocks against labels, with Wilson intervals. */
import { type Interval, wilson } from '#numerics/stats/intervals.ts';
import type { DenseBlock } from './dense-blocks.ts';

/** Null where nothing was found, or nothing was labelled. */
export interface BlockScore {
  precision: Interval | null;
  recall: Interval | null;
  f1: Interval | null;
}

export function scoreOf(hits: number, found: number, labelled: number): BlockScore {
  // F1 = 2J / (1 + J) of the Jaccard share J, a plain proportion.
  const either = found + labelled - hits;
  const f1 = (j: number) => (2 * j) / (1 + j);
  const jaccard = either === 0 ? null : wilson(hits, either);
  return {
    precision: found === 0 ? null : wilson(hits, found),
    recall: labelled === 0 ? null : wilson(hits, labelled),
    f1: jaccard && { value: f1(jaccard.value), low: f1(jaccard.low), high: f1(jaccard.high) },
  };
}

/**
 * On accounts (labelled by one edge or more) and on edges (found when both ends are in one block). Edges come as given,
 * one entry a row.
 */
export function scoreBlocks(
  blocks: readonly DenseBlock[],
  user: Int32Array,
  item: Int32Array,
  labelled: Uint8Array,
): { users: BlockScore; edges: BlockScore } {
  const insideItems = new Map<number, Set<number>[]>();
  for (const block of blocks) {
    const items = new Set(block.items);
    for (const u of block.users) insideItems.set(u, [...(insideItems.get(u) ?? []), items]);
  }
  const trueUsers = new Set<number>();
  let [hits, found, all] = [0, 0, 0];
  for (let i = 0; i < user.length; i++) {
    const inside = insideItems.get(user[i] as number)?.some((items) => items.has(item[i] as number)) ?? false;
    if (labelled[i] === 1) {
      all++;
      trueUsers.add(user[i] as number);
    }
    if (inside) found++;
    if (inside && labelled[i] === 1) hits++;
  }
  const userHits = [...insideItems.keys()].filter((u) => trueUsers.has(u)).length;
  return {
    users: scoreOf(userHits, insideItems.size, trueUsers.size),
    edges: scoreOf(hits, found, all),
  };
}
