/**
 * Tags of sequences: a first-order linear chain over sparse features of each place, learned by the averaged structured
 * perceptron, decoded by Viterbi; how sure a run of tags is by forward–backward over the same scores.
 * Source: Collins, EMNLP 2002; Daumé 2006 (lazy averaging); Lafferty, McCallum & Pereira, ICML 2001 (chain marginals).
 */
import { rng } from '#basis/rng.ts';

/** Features of sequence s: those of its place i are `features[s][i]`, column numbers below `width`. */
export interface TaggedSequences {
  features: readonly (readonly Int32Array[])[];
  tags: readonly Uint8Array[];
}

export interface Chain {
  tagCount: number;
  /** from × tagCount + to: 1 where the pair may stand. `first` and `last` say which tags may begin and end. */
  allowed: Uint8Array;
  first: Uint8Array;
  last: Uint8Array;
}

export interface Tagger {
  chain: Chain;
  /** column × tagCount + tag. */
  weights: Float32Array;
  /** from × tagCount + to. */
  moves: Float32Array;
}

/** Predecessors that each tag may have. */
const beforeOf = ({ tagCount, allowed }: Chain): Uint8Array[] =>
  Array.from({ length: tagCount }, (_, to) =>
    Uint8Array.from(
      Array.from({ length: tagCount }, (_, from) => from).filter((from) => allowed[from * tagCount + to]),
    ),
  );

function emissions(places: readonly Int32Array[], weights: Float32Array, tagCount: number): Float64Array {
  const scores = new Float64Array(places.length * tagCount);
  places.forEach((columns, i) => {
    const at = i * tagCount;
    for (const column of columns) {
      const first = column * tagCount;
      for (let t = 0; t < tagCount; t++)
        scores[at + t] = (scores[at + t] as number) + (weights[first + t] as number);
    }
  });
  return scores;
}

function viterbi(
  scores: Float64Array,
  moves: Float32Array,
  { tagCount, first, last }: Chain,
  before: readonly Uint8Array[],
): Uint8Array {
  const length = scores.length / tagCount;
  const from = new Uint8Array(scores.length);
  let best = Float64Array.from({ length: tagCount }, (_, t) =>
    first[t] ? (scores[t] as number) : Number.NEGATIVE_INFINITY,
  );
  for (let i = 1; i < length; i++) {
    const next = new Float64Array(tagCount);
    for (let to = 0; to < tagCount; to++) {
      let [most, arg] = [Number.NEGATIVE_INFINITY, 0];
      for (const f of before[to] as Uint8Array) {
        const z = (best[f] as number) + (moves[f * tagCount + to] as number);
        if (z > most) [most, arg] = [z, f];
      }
      next[to] = most + (scores[i * tagCount + to] as number);
      from[i * tagCount + to] = arg;
    }
    best = next;
  }
  const path = new Uint8Array(length);
  let most = Number.NEGATIVE_INFINITY;
  for (let t = 0; t < tagCount; t++)
    if (last[t] && (best[t] as number) > most) {
      most = best[t] as number;
      path[length - 1] = t;
    }
  for (let i = length - 1; i > 0; i--) path[i - 1] = from[i * tagCount + (path[i] as number)] as number;
  return path;
}

export interface TaggerOptions {
  width: number;
  rounds?: number;
  seed?: string;
}

/** Sequences without places are passed over. The same seed gives the same tagger. */
export function fitTagger(
  data: TaggedSequences,
  use: ArrayLike<number>,
  chain: Chain,
  { width, rounds = 6, seed = 'tagger' }: TaggerOptions,
): Tagger {
  const { tagCount } = chain;
  const before = beforeOf(chain);
  const weights = new Float32Array(width * tagCount);
  const moves = new Float32Array(tagCount * tagCount);
  // Mean over time = last value − (sum of change × moment) / moments.
  const [lateWeights, lateMoves] = [new Float32Array(weights.length), new Float32Array(moves.length)];
  let moment = 1;
  const change = (into: Float32Array, late: Float32Array, at: number, by: number): void => {
    into[at] = (into[at] as number) + by;
    late[at] = (late[at] as number) + by * moment;
  };
  const random = rng(seed);
  const order = Array.from(use);
  for (let round = 0; round < rounds; round++) {
    random.shuffle(order);
    for (const s of order) {
      const places = data.features[s] as readonly Int32Array[];
      const truth = data.tags[s] as Uint8Array;
      if (places.length === 0) continue;
      const said = viterbi(emissions(places, weights, tagCount), moves, chain, before);
      for (let i = 0; i < said.length; i++) {
        const [a, b] = [said[i] as number, truth[i] as number];
        if (a !== b)
          for (const column of places[i] as Int32Array) {
            change(weights, lateWeights, column * tagCount + b, 1);
            change(weights, lateWeights, column * tagCount + a, -1);
          }
        if (i === 0) continue;
        const [p, q] = [said[i - 1] as number, truth[i - 1] as number];
        if (a === b && p === q) continue;
        change(moves, lateMoves, q * tagCount + b, 1);
        change(moves, lateMoves, p * tagCount + a, -1);
      }
      moment++;
    }
  }
  return {
    chain,
    weights: weights.map((w, i) => w - (lateWeights[i] as number) / moment),
    moves: moves.map((w, i) => w - (lateMoves[i] as number) / moment),
  };
}

const logSum = (values: Float64Array): number => {
  let most = Number.NEGATIVE_INFINITY;
  for (const v of values) most = Math.max(most, v);
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (const v of values) sum += Math.exp(v - most);
  return most + Math.log(sum);
};

/** The best tags of one sequence, and of each place the share of all paths (by `sharpness` × score) that agree. */
export function tag(
  { chain, weights, moves }: Tagger,
  places: readonly Int32Array[],
  sharpness = 0.3,
): { tags: Uint8Array; sure: Float64Array } {
  const { tagCount, first, last } = chain;
  const length = places.length;
  if (length === 0) return { tags: new Uint8Array(), sure: new Float64Array() };
  const before = beforeOf(chain);
  const scores = emissions(places, weights, tagCount);
  const tags = viterbi(scores, moves, chain, before);
  const none = Number.NEGATIVE_INFINITY;
  const ahead = new Float64Array(scores.length).fill(none);
  const behind = new Float64Array(scores.length).fill(none);
  const z = (i: number, t: number) => sharpness * (scores[i * tagCount + t] as number);
  const move = (f: number, t: number) => sharpness * (moves[f * tagCount + t] as number);
  for (let t = 0; t < tagCount; t++) {
    if (first[t]) ahead[t] = z(0, t);
    if (last[t]) behind[(length - 1) * tagCount + t] = 0;
  }
  for (let i = 1; i < length; i++)
    for (let t = 0; t < tagCount; t++)
      ahead[i * tagCount + t] =
        z(i, t) +
        logSum(
          Float64Array.from(
            before[t] as Uint8Array,
            (f) => (ahead[(i - 1) * tagCount + f] as number) + move(f, t),
          ),
        );
  for (let i = length - 2; i >= 0; i--) {
    const terms: number[][] = Array.from({ length: tagCount }, () => []);
    for (let t = 0; t < tagCount; t++)
      for (const f of before[t] as Uint8Array)
        terms[f]?.push(move(f, t) + z(i + 1, t) + (behind[(i + 1) * tagCount + t] as number));
    for (let f = 0; f < tagCount; f++)
      behind[i * tagCount + f] = logSum(Float64Array.from(terms[f] as number[]));
  }
  const total = logSum(ahead.subarray((length - 1) * tagCount).map((v, t) => (last[t] ? v : none)));
  return {
    tags,
    sure: Float64Array.from(tags, (t, i) =>
      Math.exp((ahead[i * tagCount + t] as number) + (behind[i * tagCount + t] as number) - total),
    ),
  };
}
