/**
 * Tags of sequences: a first-order linear chain over sparse features of each place (a conditional random field), learned
 * by stochastic steps on the log-likelihood, with a share of the features left out at each step. What the chain says of
 * runs of tags is by forward–backward, and so is a share of all its readings.
 * Source: Lafferty, McCallum & Pereira, ICML 2001; Duchi, Hazan & Singer, JMLR 2011 (AdaGrad, here one rate a column).
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

/** Weights by column, those that are nothing left out: column c has `tag[k]`, `weight[k]` for k from start[c]. */
export interface Tagger {
  chain: Chain;
  start: Int32Array;
  tag: Uint8Array;
  weight: Float32Array;
  /** from × tagCount + to. */
  moves: Float32Array;
}

/** What the chain says of one sequence. */
export interface Lattice {
  length: number;
  tagCount: number;
  /** place × tagCount + tag: share of all readings that have the tag there = ahead × behind. */
  ahead: Float64Array;
  behind: Float64Array;
  /** exp of what the features say, by the sum of each place. */
  says: Float64Array;
  /** exp of the moves, 0 where not allowed. */
  moves: Float64Array;
}

/** Predecessors that each tag may have. */
const beforeOf = ({ tagCount, allowed }: Chain): Uint8Array[] =>
  Array.from({ length: tagCount }, (_, to) =>
    Uint8Array.from(
      Array.from({ length: tagCount }, (_, from) => from).filter((from) => allowed[from * tagCount + to]),
    ),
  );

const movesOf = ({ allowed }: Chain, moves: Float32Array): Float64Array =>
  Float64Array.from(moves, (w, i) => (allowed[i] ? Math.exp(w) : 0));

/** In place: log scores become exp of themselves without their largest; ends that are not allowed become 0. */
function exponentials(scores: Float64Array, { tagCount, first, last }: Chain): void {
  const length = scores.length / tagCount;
  for (let i = 0; i < length; i++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let t = 0; t < tagCount; t++) most = Math.max(most, scores[i * tagCount + t] as number);
    for (let t = 0; t < tagCount; t++) {
      const barred = (i === 0 && !first[t]) || (i === length - 1 && !last[t]);
      scores[i * tagCount + t] = barred ? 0 : Math.exp((scores[i * tagCount + t] as number) - most);
    }
  }
}

/** Forward and backward sums, each place scaled to add to one. `says` is changed: divided by the sums. */
function latticeOf(
  says: Float64Array,
  moves: Float64Array,
  tagCount: number,
  before: readonly Uint8Array[],
): Lattice {
  const length = says.length / tagCount;
  const ahead = new Float64Array(says.length);
  const behind = new Float64Array(says.length);
  for (let i = 0; i < length; i++) {
    const at = i * tagCount;
    let total = 0;
    for (let t = 0; t < tagCount; t++) {
      let sum = i === 0 ? 1 : 0;
      if (i > 0)
        for (const f of before[t] as Uint8Array)
          sum += (ahead[at - tagCount + f] as number) * (moves[f * tagCount + t] as number);
      const v = sum * (says[at + t] as number);
      ahead[at + t] = v;
      total += v;
    }
    const scale = 1 / Math.max(total, 1e-300);
    for (let t = 0; t < tagCount; t++) {
      ahead[at + t] = (ahead[at + t] as number) * scale;
      says[at + t] = (says[at + t] as number) * scale;
    }
  }
  behind.fill(1, (length - 1) * tagCount);
  for (let i = length - 1; i > 0; i--)
    for (let t = 0; t < tagCount; t++) {
      const v = (says[i * tagCount + t] as number) * (behind[i * tagCount + t] as number);
      if (v === 0) continue;
      for (const f of before[t] as Uint8Array) {
        const k = (i - 1) * tagCount + f;
        behind[k] = (behind[k] as number) + v * (moves[f * tagCount + t] as number);
      }
    }
  return { length, tagCount, ahead, behind, says, moves };
}

export interface TaggerOptions {
  width: number;
  rounds?: number;
  /** Share of features left out at each step. */
  drop?: number;
  rate?: number;
  /** Pull of every weight that a step touches towards 0. */
  ridge?: number;
  seed?: string;
}

/** Slopes below this are passed over: they would fill the table with next to nothing. */
const SLIGHT = 2e-3;
/** Weights below this are left out of what is kept. */
const FAINT = 0.02;

/** Sequences without places are passed over. The same seed gives the same tagger. */
export function fitTagger(
  data: TaggedSequences,
  use: ArrayLike<number>,
  chain: Chain,
  { width, rounds = 8, drop = 0.2, rate = 0.25, ridge = 1e-3, seed = 'tagger' }: TaggerOptions,
): Tagger {
  const { tagCount } = chain;
  const before = beforeOf(chain);
  const weights = new Float32Array(width * tagCount);
  const moves = new Float32Array(tagCount * tagCount);
  const seen = new Float32Array(width).fill(0.1);
  const seenMoves = new Float32Array(moves.length).fill(1);
  const random = rng(seed);
  const order = Array.from(use);
  const slopes = new Float64Array(tagCount);
  for (let round = 0; round < rounds; round++) {
    random.shuffle(order);
    const pace = rate * (1 - round / rounds);
    for (const s of order) {
      const truth = data.tags[s] as Uint8Array;
      const places = (data.features[s] as readonly Int32Array[]).map((columns) =>
        columns.filter(() => random.next() >= drop),
      );
      if (places.length === 0) continue;
      const says = new Float64Array(places.length * tagCount);
      places.forEach((columns, i) => {
        for (const column of columns) {
          const first = column * tagCount;
          for (let t = 0; t < tagCount; t++)
            says[i * tagCount + t] = (says[i * tagCount + t] as number) + (weights[first + t] as number);
        }
      });
      exponentials(says, chain);
      const { ahead, behind, moves: exps } = latticeOf(says, movesOf(chain, moves), tagCount, before);
      for (let i = 0; i < places.length; i++) {
        const at = i * tagCount;
        let squares = 0;
        let any = false;
        for (let t = 0; t < tagCount; t++) {
          const slope = (ahead[at + t] as number) * (behind[at + t] as number) - (t === truth[i] ? 1 : 0);
          const telling = Math.abs(slope) >= SLIGHT;
          slopes[t] = telling ? slope : 0;
          any ||= telling;
          squares += telling ? slope * slope : 0;
        }
        if (any)
          for (const column of places[i] as Int32Array) {
            seen[column] = (seen[column] as number) + squares;
            const step = pace / Math.sqrt(seen[column]);
            const first = column * tagCount;
            for (let t = 0; t < tagCount; t++) {
              const g = slopes[t] as number;
              if (g === 0) continue;
              const w = weights[first + t] as number;
              weights[first + t] = w - step * (g + ridge * w);
            }
          }
        if (i === 0) continue;
        for (let t = 0; t < tagCount; t++) {
          const v = (says[at + t] as number) * (behind[at + t] as number);
          if (v === 0) continue;
          for (const f of before[t] as Uint8Array) {
            const k = f * tagCount + t;
            const g =
              (ahead[at - tagCount + f] as number) * (exps[k] as number) * v -
              (f === truth[i - 1] && t === truth[i] ? 1 : 0);
            if (Math.abs(g) < SLIGHT) continue;
            seenMoves[k] = (seenMoves[k] as number) + g * g;
            moves[k] = (moves[k] as number) - (pace * g) / Math.sqrt(seenMoves[k]);
          }
        }
      }
    }
  }
  return { chain, moves, ...sparse(weights, width, tagCount) };
}

function sparse(weights: Float32Array, width: number, tagCount: number) {
  const start = new Int32Array(width + 1);
  let size = 0;
  for (let i = 0; i < weights.length; i++) if (Math.abs(weights[i] as number) >= FAINT) size++;
  const [tag, weight] = [new Uint8Array(size), new Float32Array(size)];
  size = 0;
  for (let column = 0; column < width; column++) {
    for (let t = 0; t < tagCount; t++) {
      const w = weights[column * tagCount + t] as number;
      if (Math.abs(w) < FAINT) continue;
      tag[size] = t;
      weight[size++] = w;
    }
    start[column + 1] = size;
  }
  return { start, tag, weight };
}

/** What a chain says, one sequence after the other. */
export function reader({
  chain,
  start,
  tag,
  weight,
  moves,
}: Tagger): (places: readonly Int32Array[]) => Lattice {
  const before = beforeOf(chain);
  const exps = movesOf(chain, moves);
  const { tagCount } = chain;
  return (places) => {
    const says = new Float64Array(places.length * tagCount);
    places.forEach((columns, i) => {
      const at = i * tagCount;
      for (const column of columns)
        for (let k = start[column] as number; k < (start[column + 1] as number); k++) {
          const t = at + (tag[k] as number);
          says[t] = (says[t] as number) + (weight[k] as number);
        }
    });
    exponentials(says, chain);
    return latticeOf(says, exps, tagCount, before);
  };
}

/** Share of all readings in which place `from` and those after it have the tags `run`. */
export function runShare(
  { tagCount, ahead, behind, says, moves }: Lattice,
  from: number,
  run: readonly number[],
): number {
  let share = ahead[from * tagCount + (run[0] as number)] as number;
  for (let k = 1; k < run.length && share > 0; k++)
    share *=
      (moves[(run[k - 1] as number) * tagCount + (run[k] as number)] as number) *
      (says[(from + k) * tagCount + (run[k] as number)] as number);
  return share * (behind[(from + run.length - 1) * tagCount + (run.at(-1) as number)] as number);
}
