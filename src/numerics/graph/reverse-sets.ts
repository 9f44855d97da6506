/**
 * Reverse-reachable sets: the nodes that would have activated a random node in a random outcome of the cascade. The share
 * of sets that a seed set hits, times the nodes, is its expected spread (Borgs et al. 2014, arXiv:1212.0884). The arcs
 * into a node share one chance, so the next success is found by a geometric jump (SUBSIM, Guo et al. 2020,
 * doi:10.1145/3318464.3389740).
 */
import type { Rng } from '#basis/rng.ts';
import { type Compressed, compress } from './compressed.ts';
import type { Diffusion } from './diffusion.ts';

export class ReverseSets {
  readonly graph: Diffusion;
  private readonly rng: Rng;
  /** Marks of the set being drawn; taken off again after it. */
  private readonly seen: Uint8Array;
  /** 1 ÷ ln(1 − chance) by the number of arcs into a node, 0 where the chance is 1. A table, since a look-up by node misses the cache. */
  private readonly jump: Float64Array;
  private starts = new Int32Array(1024);
  private nodes = new Int32Array(1 << 16);
  private sets = 0;

  constructor(graph: Diffusion, rng: Rng) {
    this.graph = graph;
    this.rng = rng;
    this.seen = new Uint8Array(graph.nodeCount);
    let most = 0;
    for (let v = 0; v < graph.nodeCount; v++)
      most = Math.max(most, (graph.into.start[v + 1] as number) - (graph.into.start[v] as number));
    const { model } = graph;
    this.jump = Float64Array.from({ length: most + 1 }, (_, degree) => {
      const p = model.kind === 'ic' ? model.p : 1 / Math.max(1, degree);
      return p < 1 ? 1 / Math.log1p(-p) : 0;
    });
  }

  get count(): number {
    return this.sets;
  }
  get entryCount(): number {
    return this.starts[this.sets] as number;
  }

  /** @returns false when it stopped early, at `mostEntries` or because `goOn` said so */
  growTo(count: number, mostEntries: number, goOn: () => boolean): boolean {
    const { graph, rng, seen, jump } = this;
    const { start, columns } = graph.into;
    while (this.sets < count) {
      let size = this.starts[this.sets] as number;
      if (size >= mostEntries || (this.sets % 256 === 0 && !goOn())) return false;
      this.room(size + graph.nodeCount);
      const nodes = this.nodes;
      const first = size;
      const root = Math.floor(rng.next() * graph.nodeCount);
      seen[root] = 1;
      nodes[size++] = root;
      for (let head = first; head < size; head++) {
        const v = nodes[head] as number;
        let i = start[v] as number;
        const end = start[v + 1] as number;
        const scale = jump[end - i] as number;
        for (;;) {
          if (scale !== 0) i += Math.floor(Math.log(1 - rng.next()) * scale);
          if (i >= end) break;
          const u = columns[i++] as number;
          if (seen[u] === 0) {
            seen[u] = 1;
            nodes[size++] = u;
          }
        }
      }
      for (let i = first; i < size; i++) seen[nodes[i] as number] = 0;
      this.sets++;
      if (this.sets + 1 >= this.starts.length) this.starts = longer(this.starts, 2 * this.starts.length);
      this.starts[this.sets] = size;
    }
    return true;
  }

  /** Rows: sets. */
  asRows(): Compressed {
    return {
      rowCount: this.sets,
      columnCount: this.graph.nodeCount,
      start: this.starts.subarray(0, this.sets + 1),
      columns: this.nodes.subarray(0, this.entryCount),
    };
  }

  /** Rows: nodes; columns: the sets they stand in. */
  byNode(): Compressed {
    const { start, columns, rowCount } = this.asRows();
    const setOf = new Int32Array(columns.length);
    for (let s = 0; s < rowCount; s++) setOf.fill(s, start[s], start[s + 1]);
    return compress(columns, setOf, this.graph.nodeCount, rowCount);
  }

  /** Sets that hold one of the seeds. */
  hitBy(seeds: readonly number[]): number {
    const isSeed = new Uint8Array(this.graph.nodeCount);
    for (const seed of seeds) isSeed[seed] = 1;
    let hit = 0;
    for (let s = 0; s < this.sets; s++) {
      for (let i = this.starts[s] as number; i < (this.starts[s + 1] as number); i++)
        if (isSeed[this.nodes[i] as number]) {
          hit++;
          break;
        }
    }
    return hit;
  }

  private room(size: number): void {
    if (size > this.nodes.length) this.nodes = longer(this.nodes, Math.max(size, 2 * this.nodes.length));
  }
}

function longer(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(array);
  return grown;
}
