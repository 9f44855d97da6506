/**
 * Graphs for influence: lines “from to” (blank, tab or comma between; further columns are not read), gzip or not. A first
 * line of two whole numbers whose second is the number of lines is a size; of four it is the published budgeted form
 * (nodes, edges, budget, directed): then the edges and one cost a node follow, nodes in order of appearance.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { messageOf, refused, usage } from '#basis/error.ts';
import type { InfluenceArcs } from '#domain/decisions/mix/measures/influence-seeds.ts';

export interface InfluenceFile extends InfluenceArcs {
  /** From the file's first line. */
  budget: number | null;
  inlineCosts: boolean;
  undirected: boolean;
}

/** @param undirected arcs both ways, repeats merged; always so in the budgeted form unless it says directed */
export function readInfluenceGraph(path: string, undirected: boolean): InfluenceFile {
  const bytes = readBytes(path);
  const plain = plainArcs(bytes);
  if (plain) return arcsOf(plain, undirected);
  const lines = cellsOf(bytes);
  const first = lines.row(0).map(Number);
  const isSize = first.length >= 2 && first.every((n) => Number.isInteger(n) && n >= 0);
  const budgeted =
    first.length === 4 && isSize && lines.count >= 1 + (first[1] as number) + (first[0] as number);
  const sized = budgeted || (first.length === 2 && isSize && lines.count === 1 + (first[1] as number));
  const header = sized || first.some(Number.isNaN) ? 1 : 0;
  const edgeCount = budgeted ? (first[1] as number) : lines.count - header;
  let from = new Int32Array(edgeCount);
  let to = new Int32Array(edgeCount);
  const nodes = nodeNames();
  for (let e = 0; e < edgeCount; e++) {
    const [a, b] = lines.ends(header + e);
    if (a === null || b === null)
      throw refused('bad-edge', `${path}: line ${header + e + 1} is no edge.`, { file: path });
    from[e] = nodes.place(a);
    to[e] = nodes.place(b);
  }
  const both = budgeted ? (first[3] as number) === 0 : undirected;
  if (both) [from, to] = bothWays(from, to, nodes.count());
  const costs = new Float64Array(nodes.count()).fill(1);
  if (budgeted) for (let v = 0; v < costs.length; v++) costs[v] = Number(lines.row(1 + edgeCount + v)[0]);
  return {
    nodeCount: nodes.count(),
    nameOf: nodes.nameOf,
    from,
    to,
    costs,
    budget: budgeted ? (first[2] as number) : null,
    inlineCosts: budgeted,
    undirected: both,
  };
}

function arcsOf({ from, to }: { from: Int32Array; to: Int32Array }, undirected: boolean): InfluenceFile {
  const nodes = nodeNames();
  const count = from.length;
  // Shared, so that a second thread reads the same arcs.
  const shared = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * count));
  let [froms, tos]: readonly [Int32Array, Int32Array] = [shared(), shared()];
  let most = 0;
  for (let e = 0; e < count; e++) most = Math.max(most, from[e] as number, to[e] as number);
  if (most < 2 ** 26) {
    // The same order of appearance, by a table alone.
    const placeOf = new Int32Array(most + 1).fill(-1);
    const numbers = new Int32Array(Math.min(most + 1, 2 * count));
    let known = 0;
    for (let e = 0; e < count; e++) {
      const [a, b] = [from[e] as number, to[e] as number];
      let place = placeOf[a] as number;
      if (place < 0) {
        numbers[known] = a;
        placeOf[a] = place = known++;
      }
      froms[e] = place;
      place = placeOf[b] as number;
      if (place < 0) {
        numbers[known] = b;
        placeOf[b] = place = known++;
      }
      tos[e] = place;
    }
    for (let v = 0; v < known; v++) nodes.place(numbers[v] as number);
  } else
    for (let e = 0; e < count; e++) {
      froms[e] = nodes.place(from[e] as number);
      tos[e] = nodes.place(to[e] as number);
    }
  if (undirected) [froms, tos] = bothWays(froms, tos, nodes.count());
  return {
    nodeCount: nodes.count(),
    nameOf: nodes.nameOf,
    from: froms,
    to: tos,
    costs: new Float64Array(nodes.count()).fill(1),
    budget: null,
    inlineCosts: false,
    undirected,
  };
}

/**
 * The quick way for what large files are: lines of two whole numbers, after comments. Null as soon as a line is anything else,
 * and where the first line may be a header.
 */
function plainArcs(bytes: Buffer): { from: Int32Array; to: Int32Array } | null {
  const size = bytes.length;
  let capacity = Math.max(16, size >> 3);
  let [from, to] = [new Int32Array(capacity), new Int32Array(capacity)];
  let [count, at] = [0, 0];
  while (at < size && (bytes[at] === 35 || bytes[at] === 37)) {
    while (at < size && bytes[at] !== 10) at++;
    at++;
  }
  while (at < size) {
    let value = 0;
    let begin = at;
    let digit = (bytes[at] as number) - 48;
    if (digit === 0 && (bytes[at + 1] as number) >= 48 && (bytes[at + 1] as number) <= 57) return null;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = (bytes[++at] as number) - 48;
    }
    if (at === begin || at - begin > 8) return null;
    const first = value;
    begin = at;
    while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 44) at++;
    if (at === begin || at >= size) return null;
    value = 0;
    begin = at;
    digit = (bytes[at] as number) - 48;
    if (digit === 0 && (bytes[at + 1] as number) >= 48 && (bytes[at + 1] as number) <= 57) return null;
    while (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digit = at + 1 < size ? (bytes[++at] as number) - 48 : (at++, -1);
    }
    if (at === begin || at - begin > 8) return null;
    if (bytes[at] === 13) at++;
    if (at < size && bytes[at] !== 10) return null;
    at++;
    if (count === capacity) {
      capacity *= 2;
      const [moreFrom, moreTo] = [new Int32Array(capacity), new Int32Array(capacity)];
      moreFrom.set(from);
      moreTo.set(to);
      [from, to] = [moreFrom, moreTo];
    }
    from[count] = first;
    to[count++] = value;
  }
  // A first line “nodes arcs” is a size.
  if (count < 2 || to[0] === count - 1) return null;
  return { from: from.subarray(0, count), to: to.subarray(0, count) };
}

/** Costs from a file of lines “node cost”; nodes not named cannot be chosen. */
export function withCosts(graph: InfluenceFile, path: string): InfluenceFile {
  const lines = cellsOf(readBytes(path));
  const place = new Map(Array.from({ length: graph.nodeCount }, (_, v) => [graph.nameOf(v), v]));
  const costs = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < lines.count; i++) {
    const [name, text] = lines.row(i);
    const cost = Number(text);
    if (name === undefined || text === undefined || !(cost >= 0)) {
      if (i === 0) continue;
      throw refused('bad-number', `${path}: line ${i + 1} is no node and cost.`, { file: path });
    }
    const v = place.get(name);
    if (v !== undefined) costs[v] = cost;
  }
  return { ...graph, costs };
}

function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw usage('no-file', `${path} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
}

/**
 * Nodes in order of appearance. Whole numbers below 2²⁸ are met so often that tables serve them faster than a dictionary of
 * texts, in both directions.
 */
function nodeNames() {
  let placeOf = new Int32Array(1024).fill(-1);
  let numberOf = new Int32Array(1024);
  const texts = new Map<string, number>();
  const textOf = new Map<number, string>();
  let count = 0;
  const grown = (table: Int32Array<ArrayBuffer>, size: number, empty: number) => {
    const longer = new Int32Array(Math.max(size, 2 * table.length)).fill(empty);
    longer.set(table);
    return longer;
  };
  const added = (id: number): number => {
    if (count === numberOf.length) numberOf = grown(numberOf, count + 1, -1);
    numberOf[count] = id;
    return count++;
  };
  return {
    count: () => count,
    nameOf: (v: number): string => textOf.get(v) ?? String(numberOf[v]),
    place(id: number | string): number {
      if (typeof id === 'string' || id >= 2 ** 28) {
        const text = String(id);
        const known = texts.get(text);
        if (known !== undefined) return known;
        texts.set(text, count);
        textOf.set(count, text);
        return added(-1);
      }
      if (id >= placeOf.length) placeOf = grown(placeOf, id + 1, -1);
      const known = placeOf[id] as number;
      if (known >= 0) return known;
      placeOf[id] = count;
      return added(id);
    },
  };
}

/** Lines that are neither empty nor comments (#, %), cut at blanks, tabs and commas. */
function cellsOf(bytes: Buffer) {
  let starts = new Float64Array(1024);
  let count = 0;
  for (let at = 0, size = bytes.length; at < size; at++) {
    const begin = at;
    const first = bytes[at];
    // A search for the next end of line costs more than to walk over a short line.
    while (at < size && bytes[at] !== 10) at++;
    if (at === begin || first === 13 || first === 35 || first === 37) continue;
    if (count === starts.length) {
      const longer = new Float64Array(2 * starts.length);
      longer.set(starts);
      starts = longer;
    }
    starts[count++] = begin;
  }
  const isGap = (c: number | undefined) => c === 32 || c === 9 || c === 44 || c === 13;
  const isEnd = (c: number | undefined) => c === undefined || c === 10;
  const row = (i: number): string[] => {
    if (i >= count) return [];
    const at = starts[i] as number;
    const end = bytes.indexOf(10, at);
    return bytes
      .toString('utf8', at, end < 0 ? bytes.length : end)
      .split(/[\s,]+/)
      .filter((cell) => cell !== '');
  };
  let at = 0;
  /** The next cell: a whole number without leading zero as a number, all else as text; null at the end of the line. */
  const next = (): number | string | null => {
    while (isGap(bytes[at])) at++;
    if (isEnd(bytes[at])) return null;
    const begin = at;
    let value = 0;
    let plain = true;
    for (; !isEnd(bytes[at]) && !isGap(bytes[at]); at++) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit > 9) plain = false;
      value = value * 10 + digit;
    }
    const leading = bytes[begin] === 48 && at - begin > 1;
    return plain && !leading && at - begin <= 9 ? value : bytes.toString('utf8', begin, at);
  };
  return {
    count,
    row,
    ends: (i: number): [number | string | null, number | string | null] => {
      at = starts[i] as number;
      return [next(), next()];
    },
  };
}

/** Each pair once in both directions; loops dropped. */
function bothWays(from: Int32Array, to: Int32Array, nodeCount: number) {
  const keys = new Float64Array(2 * from.length);
  let size = 0;
  for (let e = 0; e < from.length; e++) {
    const [a, b] = [from[e] as number, to[e] as number];
    if (a === b) continue;
    keys[size++] = a * nodeCount + b;
    keys[size++] = b * nodeCount + a;
  }
  const sorted = keys.subarray(0, size).sort();
  const [froms, tos] = [new Int32Array(size), new Int32Array(size)];
  let kept = 0;
  for (let i = 0; i < size; i++) {
    const key = sorted[i] as number;
    if (i > 0 && key === sorted[i - 1]) continue;
    froms[kept] = Math.floor(key / nodeCount);
    tos[kept++] = key % nodeCount;
  }
  return [froms.slice(0, kept), tos.slice(0, kept)] as const;
}
