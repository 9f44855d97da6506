/**
 * Seeded random numbers: sfc32 (Doty-Humphrey, PractRand), seeded through splitmix-style mixing.
 * The same seed gives the same numbers on every machine.
 */
export interface Rng {
  /** Uniform on [0, 1). */
  next(): number;
  /** Whole number on [low, high], both ends included. */
  int(low: number, high: number): number;
  /** Standard normal by Box–Muller. */
  normal(mean?: number, sd?: number): number;
  /** Log-normal with the given median and log-sd. */
  logNormal(median: number, sigma: number): number;
  /** Poisson count; a normal approximation above a mean of 60. */
  poisson(mean: number): number;
  exponential(rate: number): number;
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** In-place Fisher–Yates. */
  shuffle<T>(items: T[]): T[];
  /** An independent stream named by a label: adding one stream never moves another. */
  fork(label: string): Rng;
}

function mix(text: string): [number, number, number, number] {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = text.length | 0;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = Math.imul(a ^ k, 597399067) ^ b;
    b = Math.imul(b ^ k, 2869860233) ^ c;
    c = Math.imul(c ^ k, 951274213) ^ d;
    d = Math.imul(d ^ k, 2716044179) ^ a;
  }
  return [a | 0, b | 0, c | 0, d | 0];
}

export function rng(seed: string | number): Rng {
  const name = String(seed);
  let [a, b, c, d] = mix(name);
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();
  const normal = (mean = 0, sd = 1) =>
    mean + sd * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const self: Rng = {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal,
    logNormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    poisson(mean) {
      if (mean > 60) return Math.max(0, Math.round(normal(mean, Math.sqrt(mean))));
      const limit = Math.exp(-mean);
      let k = 0;
      for (let p = next(); p > limit; p *= next()) k++;
      return k;
    },
    exponential: (rate) => -Math.log(1 - next()) / rate,
    chance: (p) => next() < p,
    pick(items) {
      if (items.length === 0) throw new RangeError('pick needs at least one item');
      return items[Math.floor(next() * items.length)] as (typeof items)[number];
    },
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [items[i], items[j]] = [items[j] as never, items[i] as never];
      }
      return items;
    },
    fork: (label) => rng(`${name}/${label}`),
  };
  return self;
}
