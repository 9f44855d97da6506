/**
 * Counts unordered pairs in an open-addressed table of typed arrays (linear probing, Knuth TAOCP 6.4). A pair is
 * counted once per `group`; the groups of one pair must come one after another.
 */
export class PairTable {
  size = 0;
  private mask: number;
  private low: Int32Array;
  private high: Int32Array;
  private count: Int32Array;
  private last: Int32Array;

  constructor(expected = 1024) {
    let slots = 1024;
    while (slots < expected * 2) slots *= 2;
    this.mask = slots - 1;
    this.low = new Int32Array(slots).fill(-1);
    this.high = new Int32Array(slots);
    this.count = new Int32Array(slots);
    this.last = new Int32Array(slots);
  }

  /** Counts the pair for this group. Returns how often it has been counted. */
  add(a: number, b: number, group: number): number {
    const low = a < b ? a : b;
    const high = a < b ? b : a;
    let slot = this.slotOf(low, high);
    if (this.low[slot] === -1) {
      if (this.size * 2 > this.mask) {
        this.grow();
        slot = this.slotOf(low, high);
      }
      this.size++;
      this.low[slot] = low;
      this.high[slot] = high;
      this.count[slot] = 1;
      this.last[slot] = group;
      return 1;
    }
    if (this.last[slot] !== group) {
      this.last[slot] = group;
      this.count[slot]!++;
    }
    return this.count[slot] as number;
  }

  get(a: number, b: number): number {
    const slot = this.slotOf(Math.min(a, b), Math.max(a, b));
    return this.low[slot] === -1 ? 0 : (this.count[slot] as number);
  }

  clear(): void {
    this.low.fill(-1);
    this.size = 0;
  }

  /** Pairs counted at least `least` times, ordered by their ids. */
  pairs(least: number): Pairs {
    const slots: number[] = [];
    for (let s = 0; s <= this.mask; s++)
      if (this.low[s] !== -1 && (this.count[s] as number) >= least) slots.push(s);
    slots.sort(
      (x, y) =>
        (this.low[x] as number) - (this.low[y] as number) ||
        (this.high[x] as number) - (this.high[y] as number),
    );
    return {
      a: Int32Array.from(slots, (s) => this.low[s] as number),
      b: Int32Array.from(slots, (s) => this.high[s] as number),
      count: Int32Array.from(slots, (s) => this.count[s] as number),
    };
  }

  private slotOf(low: number, high: number): number {
    let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high + 0x7f4a7c15, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & this.mask;
    while (this.low[slot] !== -1 && (this.low[slot] !== low || this.high[slot] !== high))
      slot = (slot + 1) & this.mask;
    return slot;
  }

  private grow(): void {
    const { low, high, count, last, mask } = this;
    const slots = (mask + 1) * 2;
    this.mask = slots - 1;
    this.low = new Int32Array(slots).fill(-1);
    this.high = new Int32Array(slots);
    this.count = new Int32Array(slots);
    this.last = new Int32Array(slots);
    for (let s = 0; s <= mask; s++) {
      if (low[s] === -1) continue;
      const to = this.slotOf(low[s] as number, high[s] as number);
      this.low[to] = low[s] as number;
      this.high[to] = high[s] as number;
      this.count[to] = count[s] as number;
      this.last[to] = last[s] as number;
    }
  }
}

/** Unordered pairs a < b in columns. */
export interface Pairs {
  a: Int32Array;
  b: Int32Array;
  count: Int32Array;
}

/** Places in `pairs` that hold the mark. */
export function selectPairs(pairs: Pairs, kept: (i: number) => boolean): Pairs {
  const places: number[] = [];
  for (let i = 0; i < pairs.a.length; i++) if (kept(i)) places.push(i);
  const take = (from: Int32Array) => Int32Array.from(places, (i) => from[i] as number);
  return { a: take(pairs.a), b: take(pairs.b), count: take(pairs.count) };
}
