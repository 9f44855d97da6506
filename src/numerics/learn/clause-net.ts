/**
 * A small network on texts of several clauses: a clause is the hyperbolic tangent of the sum of its columns' vectors (by
 * the root of their number); the sum of the clauses, the largest of them in each dimension, and their mean by attention
 * go to a softmax layer. So a turn ("good, but late") is not drowned in one sum. What is asked about, such as an aspect,
 * may have an attention of its own. Columns are left out at random while it learns.
 * Source: Iyyer et al., ACL 2015 (word dropout); Yang et al., NAACL 2016 (attention over parts of a text); Wang et al.,
 * EMNLP 2016 (attention by aspect); Duchi, Hazan & Singer 2011 (AdaGrad, here one rate a column).
 */
import { type Rng, rng } from '#basis/rng.ts';
import { softmax } from './pooled-net.ts';

/** The clauses of text i are the rows `first[i] … first[i + 1]` of `start` and `at`. */
export interface ClauseRows {
  first: Int32Array;
  start: Int32Array;
  at: Int32Array;
  /** What is asked about each text, 0 where nothing is. */
  asked?: Int32Array | undefined;
}

export interface ClauseNet {
  width: number;
  classes: number;
  dimensions: number;
  /** How many things may be asked about. */
  questions: number;
  /** width × dimensions, row after row. */
  vectors: Float32Array;
  /** classes × 3 × dimensions: of the sum, the largest, the attended mean. */
  last: Float32Array;
  bias: Float64Array;
  /** questions × dimensions. */
  attention: Float32Array;
}

export interface ClauseOptions {
  /** Share of columns left out at every step, 0–1. */
  drop?: number;
  dimensions?: number;
  rounds?: number;
  rate?: number;
  questions?: number;
  seed?: string;
}

const POOLS = 3;

/** What one text gives on the way to the classes; reused from text to text. */
class Pass {
  readonly net: ClauseNet;
  readonly pooled: Float64Array;
  readonly out: Float64Array;
  readonly argmax: Int32Array;
  clauses = 0;
  /** clauses × dimensions. */
  said = new Float64Array(64 * 24);
  attended = new Float64Array(64);
  /** Kept columns of clause j: from `from[j]`, `size[j]` of them. */
  from = new Int32Array(64);
  size = new Int32Array(64);
  kept = new Int32Array(1024);

  constructor(net: ClauseNet) {
    this.net = net;
    this.pooled = new Float64Array(POOLS * net.dimensions);
    this.out = new Float64Array(net.classes);
    this.argmax = new Int32Array(net.dimensions);
  }

  private room(clauses: number, columns: number): void {
    const { dimensions } = this.net;
    if (clauses * dimensions > this.said.length) this.said = new Float64Array(2 * clauses * dimensions);
    if (clauses > this.from.length) {
      this.attended = new Float64Array(2 * clauses);
      this.from = new Int32Array(2 * clauses);
      this.size = new Int32Array(2 * clauses);
    }
    if (columns > this.kept.length) this.kept = new Int32Array(2 * columns);
  }

  run(rows: ClauseRows, row: number, drop: number, random: Rng | null): void {
    const { net, pooled, out } = this;
    const { vectors, attention, last, bias, dimensions, classes } = net;
    const [begin, end] = [rows.first[row] as number, rows.first[row + 1] as number];
    this.room(end - begin, (rows.start[end] as number) - (rows.start[begin] as number));
    const { said, from, size, kept } = this;
    let [count, filled] = [0, 0];
    for (let clause = begin; clause < end; clause++) {
      const opened = filled;
      for (let k = rows.start[clause] as number; k < (rows.start[clause + 1] as number); k++)
        if (random === null || random.next() >= drop) kept[filled++] = rows.at[k] as number;
      if (filled === opened) continue;
      from[count] = opened;
      size[count] = filled - opened;
      const first = count * dimensions;
      said.fill(0, first, first + dimensions);
      for (let k = opened; k < filled; k++) {
        const at = (kept[k] as number) * dimensions;
        for (let d = 0; d < dimensions; d++)
          said[first + d] = (said[first + d] as number) + (vectors[at + d] as number);
      }
      const scale = 1 / Math.sqrt(filled - opened);
      for (let d = first; d < first + dimensions; d++) said[d] = Math.tanh((said[d] as number) * scale);
      count++;
    }
    this.clauses = count;
    pooled.fill(0);
    if (count > 0) this.pool(attention, (rows.asked?.[row] ?? 0) * dimensions);
    for (let c = 0; c < classes; c++) {
      let z = bias[c] as number;
      const w = c * POOLS * dimensions;
      for (let d = 0; d < POOLS * dimensions; d++) z += (last[w + d] as number) * (pooled[d] as number);
      out[c] = z;
    }
  }

  private pool(attention: Float32Array, asked: number): void {
    const { pooled, argmax, said, attended, clauses } = this;
    const { dimensions } = this.net;
    const scale = 1 / Math.sqrt(clauses);
    let [most, total] = [Number.NEGATIVE_INFINITY, 0];
    for (let j = 0; j < clauses; j++) {
      let z = 0;
      for (let d = 0; d < dimensions; d++)
        z += (attention[asked + d] as number) * (said[j * dimensions + d] as number);
      attended[j] = z;
      most = Math.max(most, z);
    }
    for (let j = 0; j < clauses; j++) {
      attended[j] = Math.exp((attended[j] as number) - most);
      total += attended[j] as number;
    }
    for (let j = 0; j < clauses; j++) attended[j] = (attended[j] as number) / total;
    for (let d = 0; d < dimensions; d++) {
      let [sum, largest, mean] = [0, Number.NEGATIVE_INFINITY, 0];
      for (let j = 0; j < clauses; j++) {
        const v = said[j * dimensions + d] as number;
        sum += v;
        mean += (attended[j] as number) * v;
        if (v > largest) {
          largest = v;
          argmax[d] = j;
        }
      }
      pooled[d] = sum * scale;
      pooled[dimensions + d] = largest;
      pooled[2 * dimensions + d] = mean;
    }
  }
}

/** `labels` are class numbers, one a text; `use` are the texts to learn from. The same seed gives the same net. */
export function fitClauseNet(
  rows: ClauseRows,
  use: ArrayLike<number>,
  labels: ArrayLike<number>,
  { width, classes }: { width: number; classes: number },
  {
    drop = 0.5,
    dimensions = 24,
    rounds = 8,
    rate = 0.02,
    questions = 1,
    seed = 'clauses',
  }: ClauseOptions = {},
): ClauseNet {
  const random = rng(seed);
  const across = POOLS * dimensions;
  const net: ClauseNet = {
    width,
    classes,
    dimensions,
    questions,
    vectors: Float32Array.from({ length: width * dimensions }, () => (random.next() - 0.5) * 0.2),
    last: Float32Array.from({ length: classes * across }, () => random.normal() * 0.5),
    bias: new Float64Array(classes),
    attention: new Float32Array(questions * dimensions),
  };
  const { vectors, last, bias, attention } = net;
  /** Squared slopes so far, a column and a weight of the last layers. */
  const seen = new Float32Array(width).fill(1e-6);
  const seenLast = new Float32Array(last.length).fill(0.1);
  const seenAttention = new Float32Array(attention.length).fill(0.1);
  const pass = new Pass(net);
  const pull = new Float64Array(across);
  const step = new Float64Array(dimensions);
  const order = Array.from(use);
  for (let round = 0; round < rounds; round++) {
    random.shuffle(order);
    const pace = rate * (1 - round / rounds);
    for (const row of order) {
      pass.run(rows, row, drop, random);
      const { clauses, out, pooled, said, attended, argmax, from, size, kept } = pass;
      if (clauses === 0) continue;
      softmax(out);
      out[labels[row] as number] = (out[labels[row] as number] as number) - 1;
      pull.fill(0);
      for (let c = 0; c < classes; c++) {
        const slip = out[c] as number;
        bias[c] = (bias[c] as number) - 0.1 * pace * slip;
        for (let d = 0; d < across; d++) {
          const w = c * across + d;
          pull[d] = (pull[d] as number) + slip * (last[w] as number);
          const slope = slip * (pooled[d] as number);
          seenLast[w] = (seenLast[w] as number) + slope * slope;
          last[w] = (last[w] as number) - (pace * slope) / Math.sqrt(seenLast[w]);
        }
      }
      const asked = (rows.asked?.[row] ?? 0) * dimensions;
      const scale = 1 / Math.sqrt(clauses);
      /** What the attended mean gains by each dimension. */
      let mean = 0;
      for (let d = 0; d < dimensions; d++)
        mean += (pull[2 * dimensions + d] as number) * (pooled[2 * dimensions + d] as number);
      step.fill(0);
      for (let j = 0; j < clauses; j++) {
        const first = j * dimensions;
        const share = attended[j] as number;
        let drawn = -mean;
        for (let d = 0; d < dimensions; d++)
          drawn += (pull[2 * dimensions + d] as number) * (said[first + d] as number);
        drawn *= share;
        const root = 1 / Math.sqrt(size[j] as number);
        let squares = 0;
        for (let d = 0; d < dimensions; d++) {
          const v = said[first + d] as number;
          step[d] = (step[d] as number) + drawn * v;
          let slope =
            (pull[d] as number) * scale +
            share * (pull[2 * dimensions + d] as number) +
            drawn * (attention[asked + d] as number);
          if (argmax[d] === j) slope += pull[dimensions + d] as number;
          slope *= (1 - v * v) * root;
          said[first + d] = slope;
          squares += (slope * slope) / dimensions;
        }
        const until = (from[j] as number) + (size[j] as number);
        for (let k = from[j] as number; k < until; k++) {
          const column = kept[k] as number;
          seen[column] = (seen[column] as number) + squares;
          const by = pace / Math.sqrt(seen[column]);
          const at = column * dimensions;
          for (let d = 0; d < dimensions; d++)
            vectors[at + d] = (vectors[at + d] as number) - by * (said[first + d] as number);
        }
      }
      for (let d = 0; d < dimensions; d++) {
        const slope = step[d] as number;
        seenAttention[asked + d] = (seenAttention[asked + d] as number) + slope * slope;
        attention[asked + d] =
          (attention[asked + d] as number) - (pace * slope) / Math.sqrt(seenAttention[asked + d] as number);
      }
    }
  }
  return net;
}

/** Log-shares up to a constant, one a class, of the texts named; texts × classes. */
export function clauseScores(net: ClauseNet, rows: ClauseRows, of: ArrayLike<number>): Float64Array {
  const pass = new Pass(net);
  const scores = new Float64Array(of.length * net.classes);
  for (let i = 0; i < of.length; i++) {
    pass.run(rows, of[i] as number, 0, null);
    scores.set(pass.out, i * net.classes);
  }
  return scores;
}
