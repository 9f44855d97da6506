/**
 * Columns for things known by a 32-bit hash: an open-addressed table that grows. A million hashes share one with chance 1
 * in 8,000 each, which changes no figure.
 */
export class HashColumns {
  private keys = new Int32Array(1 << 16);
  /** Column + 1; 0 where the place is free; −1 where the column was left out. */
  private ids = new Int32Array(1 << 16);
  width = 0;

  /** Columns 0, 1, 2 … of these hashes. */
  static of(hashes: Int32Array): HashColumns {
    const found = new HashColumns();
    for (const hash of hashes) found.add(hash);
    return found;
  }

  private place(hash: number): number {
    const mask = this.keys.length - 1;
    let i = Math.imul(hash, 0x9e3779b1) >>> 8;
    for (i &= mask; this.ids[i] !== 0 && this.keys[i] !== (hash | 0); ) i = (i + 1) & mask;
    return i;
  }

  private grow(): void {
    const [keys, ids] = [this.keys, this.ids];
    this.keys = new Int32Array(keys.length * 2);
    this.ids = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (ids[i] === 0) continue;
      const to = this.place(keys[i] as number);
      this.keys[to] = keys[i] as number;
      this.ids[to] = ids[i] as number;
    }
  }

  /** The column of a hash, a new one where it has none. */
  add(hash: number): number {
    const i = this.place(hash);
    if (this.ids[i] !== 0) return (this.ids[i] as number) - 1;
    this.keys[i] = hash | 0;
    this.ids[i] = ++this.width;
    if (this.width * 2 > this.keys.length) this.grow();
    return this.width - 1;
  }

  /** The column of a hash; below 0 where it has none. */
  find(hash: number): number {
    return (this.ids[this.place(hash)] as number) - 1;
  }

  /** The hash of each column. */
  hashes(): Int32Array {
    const found = new Int32Array(this.width);
    for (let i = 0; i < this.ids.length; i++) {
      const id = this.ids[i] as number;
      if (id > 0) found[id - 1] = this.keys[i] as number;
    }
    return found;
  }

  /** Leaves columns out and numbers the others anew, in order; returns the new number + 1 of each, 0 for those left out. */
  keep(wanted: (column: number) => boolean): Int32Array {
    const renamed = new Int32Array(this.width);
    let kept = 0;
    for (let id = 0; id < this.width; id++) if (wanted(id)) renamed[id] = ++kept;
    for (let i = 0; i < this.ids.length; i++)
      // What is left out keeps its place, so that chains of places stay whole; its id reads as absent.
      if ((this.ids[i] as number) > 0) this.ids[i] = renamed[(this.ids[i] as number) - 1] || -1;
    this.width = kept;
    return renamed;
  }
}
