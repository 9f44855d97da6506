/** Loads a panel: who of the target is seen with whom, as columns. */
import type { Store } from '#store/open-store.ts';
import { resolved } from '../affinity/service.ts';
import type { Basis, Target } from '../schema.ts';
import { panelAccounts, panelPeople } from './queries.ts';

export interface Panel {
  /** In order of place. */
  accounts: { accountId: string; people: number; design: string | null }[];
  /** Rows: account by place, person by number. People are numbered in the order of their keys. */
  placeOf: Int32Array;
  personOf: Int32Array;
  personCount: number;
}

export async function audiencePanel(
  store: Store,
  asked: { basis: Basis; target: Target | null; platforms: readonly string[]; ringFree: boolean },
): Promise<Panel> {
  const query = { ...asked, target: asked.target && (await resolved(store, asked.target)) };
  const accounts = (await store.facts.all(panelAccounts, query)).map((r) => ({
    accountId: r.account_id,
    people: r.people,
    design: r.design,
  }));
  const places: Int32Array[] = [];
  const people: Int32Array[] = [];
  let [count, rows] = [0, 0];
  let last: bigint | null = null;
  for await (const piece of store.facts.columns(panelPeople, query)) {
    const keys = piece['person'] as BigUint64Array;
    const numbers = new Int32Array(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as bigint;
      if (key !== last) count++;
      last = key;
      numbers[i] = count - 1;
    }
    places.push((piece['place'] as Int32Array).slice());
    people.push(numbers);
    rows += keys.length;
  }
  const joined = (parts: readonly Int32Array[]): Int32Array => {
    const all = new Int32Array(rows);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  return { accounts, placeOf: joined(places), personOf: joined(people), personCount: count };
}
