/** Dictionary-encoded columns: equal texts get equal numbers, in order of first appearance. */
import { type Place, refused } from '#basis/error.ts';

export interface IdColumn {
  ids: Int32Array;
  /** Distinct texts. */
  size: number;
  nameOf: (id: number) => string;
}

/** Numbers the cells of a buffer without making texts of them: open addressing over their bytes. */
export class ByteDictionary {
  private readonly bytes: Buffer;
  private readonly ids: Int32Array;
  private slots = new Int32Array(4096).fill(-1);
  private starts = new Int32Array(2048);
  private ends = new Int32Array(2048);
  private size = 0;

  constructor(bytes: Buffer, rows: number) {
    this.bytes = bytes;
    this.ids = new Int32Array(rows);
  }

  put(row: number, start: number, end: number): void {
    let slot = this.slotOf(start, end);
    if (this.slots[slot] === -1) {
      if (this.size === this.starts.length) {
        this.grow();
        slot = this.slotOf(start, end);
      }
      this.starts[this.size] = start;
      this.ends[this.size] = end;
      this.slots[slot] = this.size++;
    }
    this.ids[row] = this.slots[slot] as number;
  }

  column(rows: number): IdColumn {
    const { bytes, starts, ends } = this;
    return {
      ids: this.ids.subarray(0, rows),
      size: this.size,
      nameOf: (id) => bytes.toString('utf8', starts[id], ends[id]).trim(),
    };
  }

  private slotOf(start: number, end: number): number {
    const { bytes } = this;
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot] as number;
      if (id === -1) return slot;
      const from = this.starts[id] as number;
      if ((this.ends[id] as number) - from !== end - start) continue;
      let i = 0;
      while (i < end - start && bytes[from + i] === bytes[start + i]) i++;
      if (i === end - start) return slot;
    }
  }

  private grow(): void {
    const more = (of: Int32Array) => {
      const grown = new Int32Array(of.length * 2);
      grown.set(of);
      return grown;
    };
    this.starts = more(this.starts);
    this.ends = more(this.ends);
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let id = 0; id < this.size; id++)
      this.slots[this.slotOf(this.starts[id] as number, this.ends[id] as number)] = id;
  }
}

export function textDictionary(): { put(text: string): void; column(): IdColumn } {
  const known = new Map<string, number>();
  const ids: number[] = [];
  return {
    put(text) {
      const id = known.get(text);
      ids.push(id ?? known.size);
      if (id === undefined) known.set(text, known.size);
    },
    column() {
      const names = [...known.keys()];
      return { ids: Int32Array.from(ids), size: names.length, nameOf: (id) => names[id] as string };
    },
  };
}

/** Seconds since 1970 of a number (seconds, or milliseconds from 10¹¹) or a date. */
export function readMoment(text: string, place: Place): number {
  const number = Number(text);
  if (Number.isFinite(number) && text.trim() !== '') return number >= 1e11 ? number / 1000 : number;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw refused(
      'bad-moment',
      `${place.file ?? 'the file'}, row ${place.row}: “${text}” in column ${place.column} is no moment.`,
      { ...place, value: text },
      'Give seconds since 1970 or an ISO 8601 date.',
    );
  return at / 1000;
}
