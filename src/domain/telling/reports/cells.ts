/** Collects the cells of a report; an id stands once. */
import type { RowRef, Words } from '#basis/reading.ts';
import type { Estimate } from '../outcome/schema.ts';
import type { Cell } from './schema.ts';

const MOST_ROWS = 20;

interface More {
  currency?: string | null;
  from?: readonly RowRef[];
  n?: number | null;
  by?: string;
}

export class Cells {
  readonly all: Record<string, Cell> = {};

  #put(id: string, cell: Omit<Cell, 'id' | 'from' | 'rowCount' | 'by'>, more: More): string {
    if (/[{}\s]/.test(id)) throw new RangeError(`Not a cell id: ${id}`);
    if (Object.hasOwn(this.all, id)) throw new RangeError(`Two cells ${id}`);
    const from = (more.from ?? []).filter((row) => row.sourceId > 0);
    this.all[id] = {
      id,
      ...cell,
      from: from.slice(0, MOST_ROWS),
      rowCount: from.length,
      by: more.by ?? 'count',
    };
    return id;
  }

  number(id: string, unit: Cell['unit'], value: number | null, more: More = {}): string {
    return this.#put(
      id,
      {
        unit,
        value,
        low: null,
        high: null,
        n: more.n ?? null,
        currency: more.currency ?? null,
        text: null,
        thin: null,
      },
      more,
    );
  }

  interval(
    id: string,
    unit: Cell['unit'],
    v: { value: number; low: number; high: number },
    more: More = {},
  ): string {
    return this.#put(
      id,
      {
        unit,
        value: v.value,
        low: v.low,
        high: v.high,
        n: more.n ?? null,
        currency: more.currency ?? null,
        text: null,
        thin: null,
      },
      more,
    );
  }

  estimate(id: string, unit: Cell['unit'], e: Estimate, more: More = {}): string {
    const ok = e.state === 'ok' ? e : null;
    return this.#put(
      id,
      {
        unit,
        value: ok?.value ?? null,
        low: ok?.low ?? null,
        high: ok?.high ?? null,
        n: ok?.n ?? null,
        currency: more.currency ?? null,
        text: null,
        thin: e.state === 'insufficient' ? { need: e.need, have: e.have, why: e.why } : null,
      },
      more,
    );
  }

  text(id: string, text: Words | string | null, more: More = {}): string {
    const words = typeof text === 'string' ? { en: text, zh: text } : text;
    return this.#put(
      id,
      {
        unit: 'text',
        value: null,
        low: null,
        high: null,
        n: null,
        currency: null,
        text: words ?? { en: '—', zh: '—' },
        thin: null,
      },
      more,
    );
  }
}
