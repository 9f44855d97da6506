/**
 * How to reach somebody: personal data. It stands in no list, no export and no log; every look at it and every file made
 * of it is written to the audit log, which holds no value of it. Erasing removes the row.
 */

import type { z } from 'zod';
import { missing } from '#basis/error.ts';
import { newId } from '#basis/id.ts';
import type { Store } from '#store/open-store.ts';
import { audit } from '#store/state/audit.ts';
import type { StateTables } from '#store/state/state-tables.ts';
import { circle, knownAccount } from './circle.ts';
import type { Contact, contactsSchema } from './schema.ts';

const contactOf = (r: StateTables['kol_contact']): Contact => ({
  contactId: r.contact_id,
  accountId: r.account_id,
  name: r.name,
  role: r.role as Contact['role'],
  channel: r.channel as Contact['channel'],
  value: r.value,
  note: r.note,
  recordedBy: r.recorded_by,
  recordedAt: r.recorded_at,
});

export async function addContact(
  store: Store,
  accountId: string,
  given: Pick<Contact, 'name' | 'role' | 'channel' | 'value' | 'note'>,
  who: string,
): Promise<Contact> {
  const card = await knownAccount(store, accountId);
  const row = {
    contact_id: newId(),
    account_id: card.account_id,
    ...given,
    recorded_by: who,
    recorded_at: new Date().toISOString(),
  };
  await store.state.db.insertInto('kol_contact').values(row).execute();
  await audit(store.state, {
    who,
    act: 'contact-added',
    subjectKind: 'account',
    subjectId: card.account_id,
    detail: { contactId: row.contact_id, channel: given.channel },
  });
  return contactOf(row);
}

/** Shows the contacts of a KOL, and writes down who looked or took them out, and what for. */
export async function contactsOf(
  store: Store,
  accountId: string,
  who: string,
  act: 'contacts-seen' | 'contacts-exported' = 'contacts-seen',
): Promise<z.infer<typeof contactsSchema>> {
  const card = await knownAccount(store, accountId);
  const ids = (await circle(store)).every(card.account_id);
  const rows = await store.state.db
    .selectFrom('kol_contact')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('contact_id')
    .execute();
  if (rows.length > 0)
    await audit(store.state, {
      who,
      act,
      subjectKind: 'account',
      subjectId: card.account_id,
      detail: { contacts: rows.length },
    });
  const seen = await store.state.db
    .selectFrom('audit_log')
    .select(['at', 'who', 'act'])
    .where('subject_kind', '=', 'account')
    .where('subject_id', 'in', ids)
    .where('act', 'in', ['contacts-seen', 'contacts-exported', 'contact-added', 'contact-erased'])
    .orderBy('at', 'desc')
    .orderBy('audit_id', 'desc')
    .limit(50)
    .execute();
  return { items: rows.map(contactOf), seen };
}

/** Removes a contact for good. */
export async function eraseContact(store: Store, contactId: string, who: string): Promise<void> {
  const row = await store.state.db
    .selectFrom('kol_contact')
    .select(['account_id', 'channel'])
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!row)
    throw missing('no-contact', `There is no contact ${contactId}.`, 'See `touchstone kol contacts`.');
  await store.state.db.deleteFrom('kol_contact').where('contact_id', '=', contactId).execute();
  await audit(store.state, {
    who,
    act: 'contact-erased',
    subjectKind: 'account',
    subjectId: row.account_id,
    detail: { contactId, channel: row.channel },
  });
}
