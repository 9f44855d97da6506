/**
 * Coverage as typed arrays: candidates cover items; items that the very same candidates cover are one group with a
 * weight. Grouping loses nothing, because no choice can tell such items apart.
 */
export interface Cover {
  candidateCount: number;
  groupCount: number;
  /** Groups of candidate j: `groups[starts[j] .. starts[j+1]]`. */
  starts: Int32Array;
  groups: Int32Array;
  /** Candidates of group g, ascending: `members[memberStarts[g] .. memberStarts[g+1]]`. */
  memberStarts: Int32Array;
  members: Int32Array;
  /** Items in the group. */
  weights: Float64Array;
  /** Group of every item; −1 where fewer than `leastDegree` candidates cover it. */
  groupOf: Int32Array;
}

/** What may be chosen together. Family: a set of candidates of which at least and at most so many are chosen. */
export interface Terms {
  costs: Float64Array;
  budget: number;
  must: readonly number[];
  never: readonly number[];
  families: readonly Family[];
}
export interface Family {
  members: readonly number[];
  least: number;
  most: number;
}

/** Slack for sums of prices, so that a budget of 0.3 pays for 0.1 + 0.2. */
export const PENNY = 1e-9;
export const affordable = (cost: number, budget: number): boolean => cost <= budget + PENNY * (1 + budget);

/**
 * Groups the pairs (candidate, item). Repeated pairs count once. Groups stand in order of their number of candidates,
 * then of the candidates' numbers, so that anyone who has the pairs can number them alike.
 * @param leastDegree items covered by fewer candidates are left out (they can never count)
 */
export function coverOf(
  candidates: Int32Array,
  items: Int32Array,
  sizes: { candidateCount: number; itemCount: number },
  leastDegree = 1,
): Cover {
  const { candidateCount, itemCount } = sizes;
  const byItem = compressed(items, candidates, itemCount, candidateCount);
  const degree = (item: number) => (byItem.starts[item + 1] as number) - (byItem.starts[item] as number);
  const order: number[] = [];
  for (let item = 0; item < itemCount; item++) if (degree(item) >= Math.max(1, leastDegree)) order.push(item);
  const { starts, targets } = byItem;
  const compare = (a: number, b: number): number => {
    const d = degree(a);
    if (d !== degree(b)) return d - degree(b);
    const from = starts[a] as number;
    const other = starts[b] as number;
    for (let i = 0; i < d; i++) {
      const gap = (targets[from + i] as number) - (targets[other + i] as number);
      if (gap !== 0) return gap;
    }
    return 0;
  };
  order.sort(compare);
  const groupOf = new Int32Array(itemCount).fill(-1);
  const firsts: number[] = [];
  const weights: number[] = [];
  for (const item of order) {
    const last = firsts.at(-1);
    if (last !== undefined && compare(last, item) === 0) weights[firsts.length - 1]!++;
    else {
      firsts.push(item);
      weights.push(1);
    }
    groupOf[item] = firsts.length - 1;
  }
  const groupCount = firsts.length;
  const memberStarts = new Int32Array(groupCount + 1);
  for (const [g, item] of firsts.entries()) memberStarts[g + 1] = (memberStarts[g] as number) + degree(item);
  const members = new Int32Array(memberStarts[groupCount] as number);
  for (const [g, item] of firsts.entries())
    members.set(targets.subarray(starts[item], starts[item + 1]), memberStarts[g]);
  return {
    candidateCount,
    groupCount,
    ...transposed(memberStarts, members, candidateCount),
    memberStarts,
    members,
    weights: Float64Array.from(weights),
    groupOf,
  };
}

/** The same groups seen through some of their items: weights are the items for which `kept` holds. */
export function reweighted(cover: Cover, kept: (item: number) => boolean): Cover {
  const weights = new Float64Array(cover.groupCount);
  for (let item = 0; item < cover.groupOf.length; item++) {
    const g = cover.groupOf[item] as number;
    if (g >= 0 && kept(item)) weights[g]!++;
  }
  return { ...cover, weights };
}

function transposed(memberStarts: Int32Array, members: Int32Array, candidateCount: number) {
  const starts = new Int32Array(candidateCount + 1);
  for (let i = 0; i < members.length; i++) starts[(members[i] as number) + 1]!++;
  for (let j = 0; j < candidateCount; j++) starts[j + 1]! += starts[j] as number;
  const place = starts.slice();
  const groups = new Int32Array(members.length);
  for (let g = 0; g + 1 < memberStarts.length; g++)
    for (let i = memberStarts[g] as number; i < (memberStarts[g + 1] as number); i++)
      groups[place[members[i] as number]!++] = g;
  return { starts, groups };
}

/** Two counting sorts put the targets of each source in ascending order; then repeats are dropped. */
function compressed(from: Int32Array, to: Int32Array, fromCount: number, toCount: number) {
  const pairs = from.length;
  const byTo = new Int32Array(pairs);
  const toStarts = new Int32Array(toCount + 1);
  for (let i = 0; i < pairs; i++) toStarts[(to[i] as number) + 1]!++;
  for (let t = 0; t < toCount; t++) toStarts[t + 1]! += toStarts[t] as number;
  for (let i = 0; i < pairs; i++) byTo[toStarts[to[i] as number]!++] = i;
  const starts = new Int32Array(fromCount + 1);
  for (let i = 0; i < pairs; i++) starts[(from[i] as number) + 1]!++;
  for (let f = 0; f < fromCount; f++) starts[f + 1]! += starts[f] as number;
  const place = starts.slice(0, fromCount);
  const targets = new Int32Array(pairs);
  for (let i = 0; i < pairs; i++) {
    const pair = byTo[i] as number;
    targets[place[from[pair] as number]!++] = to[pair] as number;
  }
  let kept = 0;
  for (let f = 0, begin = 0; f < fromCount; f++) {
    const end = starts[f + 1] as number;
    const first = kept;
    for (let i = begin; i < end; i++)
      if (kept === first || targets[kept - 1] !== targets[i]) targets[kept++] = targets[i] as number;
    begin = end;
    starts[f + 1] = kept;
  }
  return { starts, targets: targets.subarray(0, kept) };
}
