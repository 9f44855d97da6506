/** Which accounts are one KOL: joined ids are one account, linked accounts are one person. */
import { missing } from '#basis/error.ts';
import { cardsById } from '#domain/facts/library/queries.ts';
import { shownAs } from '#domain/facts/people/joins.ts';
import type { Store } from '#store/open-store.ts';

export interface Circle {
  /** The id an account is shown as. */
  shownId: (id: string) => string;
  /** Shown ids of everybody's accounts who owns this one; itself first. */
  together: (id: string) => string[];
  /** Every id, joined ones too, under which facts and notes speak of the same KOL. */
  every: (id: string) => string[];
}

export async function circle(store: Store): Promise<Circle> {
  const shown = await shownAs(store);
  const shownId = (id: string) => shown.get(id) ?? id;
  const links = await store.state.db
    .selectFrom('person_link')
    .select(['person_id', 'account_id'])
    .where('undone_at', 'is', null)
    .execute();
  const personOf = new Map<string, string>();
  const accountsOf = new Map<string, Set<string>>();
  for (const link of links) {
    const id = shownId(link.account_id);
    personOf.set(id, link.person_id);
    accountsOf.set(link.person_id, (accountsOf.get(link.person_id) ?? new Set()).add(id));
  }
  const together = (id: string): string[] => {
    const own = shownId(id);
    const person = personOf.get(own);
    return [...new Set([own, ...(person === undefined ? [] : (accountsOf.get(person) ?? []))])];
  };
  return {
    shownId,
    together,
    every: (id) => {
      const all = together(id);
      return [
        ...all,
        ...[...shown].filter(([from, to]) => from !== to && all.includes(to)).map(([from]) => from),
      ];
    },
  };
}

/** The card of an account that the library holds, under the id it is shown as. */
export async function knownAccount(store: Store, accountId: string) {
  const id = (await shownAs(store)).get(accountId) ?? accountId;
  const [card] = await store.facts.all(cardsById, { ids: [id] });
  if (!card)
    throw missing(
      'no-account',
      `The library holds no account ${accountId}.`,
      'Import a file that names it, or correct the id.',
    );
  return card;
}
