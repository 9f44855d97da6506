/**
 * From whom did each act of a cascade come?
 * Method: the recorded parent id; else the first “//@name” of the text, the latest earlier act of that name; else, where it
 *   is known who follows whom, the latest earlier act of somebody the actor follows; else the post itself.
 * Source: Goel, Anderson, Hofman & Watts 2016 (Management Science 62) for the latest exposed predecessor.
 * Differs: without follow edges nothing is guessed from time alone.
 * Limits: platforms that drop the chain of “//@” shorten trees; acts of deleted parents hang on the post.
 * Verified: cascade.test.ts; `touchstone eval cascade` counts agreement with recorded parents.
 */
import { type CascadeTree, parentSources, type SpreadAct } from '../schema.ts';

const CHAIN = /\/\/\s*@([\p{L}\p{N}_·-]+)/u;
const BY = Object.fromEntries(parentSources.map((s, i) => [s, i])) as Record<
  (typeof parentSources)[number],
  number
>;

/** `follows(a, b)`: a follows b; null where nobody knows. `acts[0]` is the post. */
export function cascadeTree(
  acts: readonly SpreadAct[],
  follows: ((actor: string, other: string) => boolean) | null = null,
): CascadeTree {
  const n = acts.length;
  const parent = new Int32Array(n).fill(0);
  const source = new Uint8Array(n).fill(BY.post);
  if (n === 0) return { parent, source, brokenCount: 0 };
  parent[0] = -1;
  const rowOf = new Map<string, number>();
  for (let i = n - 1; i >= 0; i--) rowOf.set((acts[i] as SpreadAct).id, i);
  let brokenCount = 0;
  const orphans: number[] = [];
  for (let i = 1; i < n; i++) {
    const act = acts[i] as SpreadAct;
    if (act.parentId === null) {
      orphans.push(i);
      continue;
    }
    const row = rowOf.get(act.parentId);
    if (row !== undefined && row !== i) [parent[i], source[i]] = [row, BY.id];
    else brokenCount++;
  }
  placeOrphans(acts, orphans, follows, parent, source);
  return { parent, source, brokenCount: brokenCount + breakCircles(parent) };
}

/** Acts without a parent id: by mention, then by exposure, in the order of time. */
function placeOrphans(
  acts: readonly SpreadAct[],
  orphans: readonly number[],
  follows: ((actor: string, other: string) => boolean) | null,
  parent: Int32Array,
  source: Uint8Array,
): void {
  const asking = orphans.filter((i) => follows !== null || CHAIN.test((acts[i] as SpreadAct).text));
  if (asking.length === 0) return;
  const at = (i: number) => (acts[i] as SpreadAct).atMs;
  const order = Array.from(acts.keys()).sort((a, b) => at(a) - at(b) || a - b);
  const wanted = new Set(asking);
  const latest = new Map<string, number>();
  const seen: number[] = [];
  for (const i of order) {
    const act = acts[i] as SpreadAct;
    if (i > 0 && wanted.has(i)) {
      const name = CHAIN.exec(act.text)?.[1];
      const named = name === undefined ? undefined : latest.get(name);
      const { actor } = act;
      const exposed =
        named === undefined && follows && actor !== null
          ? seen.findLast((j) => follows(actor, (acts[j] as SpreadAct).actor ?? ''))
          : undefined;
      if (named !== undefined) [parent[i], source[i]] = [named, BY.mention];
      else if (exposed !== undefined) [parent[i], source[i]] = [exposed, BY.follow];
    }
    if (act.actor !== null) latest.set(act.actor, i);
    seen.push(i);
  }
}

/** Rows that never reach the post are put under it; how many there were. */
function breakCircles(parent: Int32Array): number {
  /** 0 not seen, 1 on the way, 2 reaches the post. */
  const state = new Uint8Array(parent.length);
  state[0] = 2;
  let broken = 0;
  for (let start = 1; start < parent.length; start++) {
    let row = start;
    const path: number[] = [];
    while (state[row] === 0) {
      state[row] = 1;
      path.push(row);
      row = parent[row] as number;
    }
    if (state[row] === 1) {
      parent[row] = 0;
      broken++;
    }
    for (const passed of path) state[passed] = 2;
  }
  return broken;
}
