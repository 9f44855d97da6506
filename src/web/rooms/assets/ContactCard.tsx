/** Contacts, shown only when asked for: the look is written down. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTACT_CHANNELS, CONTACT_ROLES, type KolRecord } from '#domain/assets/relations/schema.ts';
import { addContact, contactsQuery, eraseContact } from '#web/api/relations.ts';
import { useComplain } from '#web/parts/complain.ts';
import { formatMoment } from '#web/parts/format.ts';
import { Choice, InlineForm, TextField } from '#web/rooms/assets/InlineForm.tsx';

export function ContactCard({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const { kolId } = record.line;
  const [shown, setShown] = useState(false);
  return (
    <section className="card" aria-label={t('relations.tab.contacts')}>
      <p className="muted">{t('relations.contactsHint')}</p>
      {record.contactCount === 0 ? <p className="muted">{t('relations.noContacts')}</p> : null}
      {shown ? (
        <Contacts kolId={kolId} />
      ) : (
        <Button onClick={() => setShown(true)} disabled={record.contactCount === 0}>
          {t('relations.contactsShow', { count: record.contactCount })}
        </Button>
      )}
      <ContactForm kolId={kolId} />
    </section>
  );
}

function Contacts({ kolId }: { kolId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const { data } = useQuery(contactsQuery(kolId, true));
  if (!data) return null;
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('relations.contactName')}</th>
            <th scope="col">{t('relations.contactRole')}</th>
            <th scope="col">{t('relations.channel')}</th>
            <th scope="col">{t('relations.contactValue')}</th>
            <th scope="col">
              <span className="hidden">{t('relations.erase')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((c) => (
            <tr key={c.contactId}>
              <th scope="row">{c.name}</th>
              <td>{t(`relations.roles.${c.role}`)}</td>
              <td>{t(`relations.channels.${c.channel}`)}</td>
              <td className="code">{c.value}</td>
              <td className="right">
                <button
                  type="button"
                  className="plain-button"
                  onClick={() => void eraseContact(client, kolId, c.contactId).catch(complain)}
                >
                  {t('relations.erase')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('relations.seenBy')}</h3>
      <ul className="plain-list">
        {data.seen.slice(0, 10).map((s) => (
          <li key={`${s.at}${s.act}`}>
            <span className="number">{formatMoment(s.at)}</span> {s.who}{' '}
            <span className="muted">{t(`relations.acts.${s.act as 'contacts-seen'}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ContactForm({ kolId }: { kolId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [role, setRole] = useState<(typeof CONTACT_ROLES)[number]>('self');
  const [channel, setChannel] = useState<(typeof CONTACT_CHANNELS)[number]>('wechat');
  return (
    <InlineForm
      label={t('relations.addContact')}
      button={t('relations.addContact')}
      send={() => addContact(client, kolId, { name, role, channel, value })}
      sent={() => {
        setName('');
        setValue('');
      }}
    >
      <TextField label={t('relations.contactName')} value={name} change={setName} required />
      <Choice
        label={t('relations.contactRole')}
        value={role}
        options={CONTACT_ROLES}
        name={(r) => t(`relations.roles.${r}`)}
        choose={(r) => r !== '' && setRole(r)}
      />
      <Choice
        label={t('relations.channel')}
        value={channel}
        options={CONTACT_CHANNELS}
        name={(c) => t(`relations.channels.${c}`)}
        choose={(c) => c !== '' && setChannel(c)}
      />
      <TextField label={t('relations.contactValue')} value={value} change={setValue} required />
    </InlineForm>
  );
}
