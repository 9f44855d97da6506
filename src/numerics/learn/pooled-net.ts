/**
 * A small network on sparse rows: every column has a vector, a row is the sum of its columns' vectors (by the root of
 * their number) beside the largest of them in each dimension, and a softmax layer reads both. Columns are left out at
 * random while it learns. The maximum lets one telling phrase outweigh many mild ones, which no linear model can.
 * Source: Iyyer et al., ACL 2015 (deep averaging, word dropout); Shen et al., ACL 2018 (max pooling of embeddings);
 * Duchi, Hazan & Singer 2011 (AdaGrad, here one rate a column).
 */
import { type Rng, rng } from '#basis/rng.ts';

export interface PooledNet {
  width: number;
  classes: number;
  dimensions: number;
  /** width × dimensions, row after row. */
  vectors: Float32Array;
  /** classes × dimensions each, for the sum and for the maximum. */
  ofSum: Float32Array;
  ofMax: Float32Array;
  bias: Float64Array;
}

interface Columns {
  start: Int32Array;
  at: Int32Array;
}

export interface PooledOptions {
  /** Share of columns left out at every step, 0–1. */
  drop?: number;
  dimensions?: number;
  rounds?: number;
  rate?: number;
  seed?: string;
}

/** What one row gives on the way to the classes; reused from row to row. */
class Pass {
  readonly sum: Float32Array;
  readonly max: Float32Array;
  readonly argmax: Int32Array;
  readonly pull: Float64Array;
  readonly out: Float64Array;
  kept = new Int32Array(1024);
  size = 0;

  constructor(classes: number, dimensions: number) {
    this.sum = new Float32Array(dimensions);
    this.max = new Float32Array(dimensions);
    this.argmax = new Int32Array(dimensions);
    this.pull = new Float64Array(dimensions * 2);
    this.out = new Float64Array(classes);
  }

  run(net: PooledNet, rows: Columns, row: number, drop: number, random: Rng | null): void {
    const [from, to] = [rows.start[row] as number, rows.start[row + 1] as number];
    if (to - from > this.kept.length) this.kept = new Int32Array(2 * (to - from));
    const { kept, sum, max, argmax, out } = this;
    const { vectors, ofSum, ofMax, dimensions } = net;
    this.size = 0;
    for (let k = from; k < to; k++)
      if (random === null || random.next() >= drop) kept[this.size++] = rows.at[k] as number;
    sum.fill(0);
    max.fill(this.size > 0 ? Number.NEGATIVE_INFINITY : 0);
    for (let k = 0; k < this.size; k++) {
      const column = kept[k] as number;
      const first = column * dimensions;
      for (let d = 0; d < dimensions; d++) {
        const v = vectors[first + d] as number;
        sum[d] = (sum[d] as number) + v;
        if (v > (max[d] as number)) {
          max[d] = v;
          argmax[d] = column;
        }
      }
    }
    const scale = this.size > 0 ? 1 / Math.sqrt(this.size) : 0;
    for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] as number) * scale;
    for (let c = 0; c < net.classes; c++) {
      let z = net.bias[c] as number;
      for (let d = 0; d < dimensions; d++) {
        const w = c * dimensions + d;
        z += (ofSum[w] as number) * (sum[d] as number) + (ofMax[w] as number) * (max[d] as number);
      }
      out[c] = z;
    }
  }
}

/** In place: scores become shares that add to one. */
export function softmax(z: Float64Array): void {
  let [most, total] = [Number.NEGATIVE_INFINITY, 0];
  for (const v of z) most = Math.max(most, v);
  for (let c = 0; c < z.length; c++) {
    z[c] = Math.exp((z[c] as number) - most);
    total += z[c] as number;
  }
  for (let c = 0; c < z.length; c++) z[c] = (z[c] as number) / total;
}

/** `labels` are class numbers, one a row of `rows`; `use` are the rows to learn from. The same seed gives the same net. */
export function fitPooledNet(
  rows: Columns,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  { width, classes }: { width: number; classes: number },
  { drop = 0.6, dimensions = 24, rounds = 8, rate = 0.015, seed = 'net' }: PooledOptions = {},
): PooledNet {
  const random = rng(seed);
  const size = classes * dimensions;
  const net: PooledNet = {
    width,
    classes,
    dimensions,
    vectors: Float32Array.from({ length: width * dimensions }, () => (random.next() - 0.5) * 0.2),
    ofSum: Float32Array.from({ length: size }, () => random.normal() * 0.5),
    ofMax: Float32Array.from({ length: size }, () => random.normal() * 0.5),
    bias: new Float64Array(classes),
  };
  const { vectors, ofSum, ofMax, bias } = net;
  /** Squared slopes so far, a column and a weight of the last layer. */
  const seen = new Float32Array(width).fill(1e-6);
  const [seenSum, seenMax] = [new Float32Array(size).fill(0.1), new Float32Array(size).fill(0.1)];
  const pass = new Pass(classes, dimensions);
  const order = Array.from(use);
  for (let round = 0; round < rounds; round++) {
    random.shuffle(order);
    const pace = rate * (1 - round / rounds);
    for (const row of order) {
      pass.run(net, rows, row, drop, random);
      if (pass.size === 0) continue;
      const { out, sum, max, argmax, kept, pull } = pass;
      softmax(out);
      out[labels[row] as number] = (out[labels[row] as number] as number) - 1;
      const scale = 1 / Math.sqrt(pass.size);
      pull.fill(0);
      for (let c = 0; c < classes; c++) {
        const slip = out[c] as number;
        bias[c] = (bias[c] as number) - 0.1 * pace * slip;
        for (let d = 0; d < dimensions; d++) {
          const w = c * dimensions + d;
          pull[d] = (pull[d] as number) + slip * (ofSum[w] as number) * scale;
          pull[dimensions + d] = (pull[dimensions + d] as number) + slip * (ofMax[w] as number);
          const [a, b] = [slip * (sum[d] as number), slip * (max[d] as number)];
          seenSum[w] = (seenSum[w] as number) + a * a;
          seenMax[w] = (seenMax[w] as number) + b * b;
          ofSum[w] = (ofSum[w] as number) - (pace * a) / Math.sqrt(seenSum[w]);
          ofMax[w] = (ofMax[w] as number) - (pace * b) / Math.sqrt(seenMax[w]);
        }
      }
      let squares = 0;
      for (let d = 0; d < dimensions; d++) squares += (pull[d] as number) ** 2 / dimensions;
      for (let k = 0; k < pass.size; k++) {
        const column = kept[k] as number;
        seen[column] = (seen[column] as number) + squares;
        const step = pace / Math.sqrt(seen[column]);
        const first = column * dimensions;
        for (let d = 0; d < dimensions; d++)
          vectors[first + d] = (vectors[first + d] as number) - step * (pull[d] as number);
      }
      for (let d = 0; d < dimensions; d++) {
        const column = argmax[d] as number;
        const g = pull[dimensions + d] as number;
        seen[column] = (seen[column] as number) + (g * g) / dimensions;
        const v = column * dimensions + d;
        vectors[v] = (vectors[v] as number) - (pace * g) / Math.sqrt(seen[column]);
      }
    }
  }
  return net;
}

/** Log-shares up to a constant, one a class, of the rows named; rows × classes. */
export function pooledScores(net: PooledNet, rows: Columns, of: ArrayLike<number>): Float64Array {
  const pass = new Pass(net.classes, net.dimensions);
  const scores = new Float64Array(of.length * net.classes);
  for (let i = 0; i < of.length; i++) {
    pass.run(net, rows, of[i] as number, 0, null);
    scores.set(pass.out, i * net.classes);
  }
  return scores;
}
