/** Where content was shown again, and the form that writes a use down. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  EDITS,
  type Edit,
  RIGHT_CHANNELS,
  type Right,
  type RightChannel,
} from '#domain/assets/rights/schema.ts';
import { logUse, usesQuery } from '#web/api/relations.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { Choice, InlineForm, TextField } from '#web/rooms/assets/InlineForm.tsx';
import { VerdictText } from '#web/rooms/assets/RightTable.tsx';

export function UseLog({ rights }: { rights: readonly Right[] }) {
  const { t } = useTranslation();
  const query = useQuery(usesQuery);
  return (
    <section className="card" aria-label={t('rights.useLog')}>
      <h2>{t('rights.useLog')}</h2>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('rights.noUses')}</p>
          ) : (
            <div className="scroll">
              <table className="plain kol-table">
                <thead>
                  <tr>
                    <th scope="col">{t('rights.usedOn')}</th>
                    <th scope="col">{t('rights.account')}</th>
                    <th scope="col">{t('rights.place')}</th>
                    <th scope="col">{t('rights.territory')}</th>
                    <th scope="col">{t('rights.channel')}</th>
                    <th scope="col">{t('rights.edit')}</th>
                    <th scope="col">{t('rights.ledgerSaid')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((u) => (
                    <tr key={u.useId}>
                      <td className="number">{u.usedOn}</td>
                      <th scope="row">
                        <Link to="/assets/kols/$id" params={{ id: u.accountId }}>
                          {u.accountName ?? u.accountId}
                        </Link>
                      </th>
                      <td>{u.place}</td>
                      <td>{u.territory}</td>
                      <td>{t(`rights.channels.${u.channel}`)}</td>
                      <td>{t(`rights.edits.${u.edited}`)}</td>
                      <td>
                        <VerdictText verdict={u.verdict} />{' '}
                        <span className="muted">
                          {u.verdict === 'pass'
                            ? ''
                            : u.conditions
                                .filter((c) => c.verdict === u.verdict)
                                .map((c) => t(`rights.conditions.${c.condition}`))
                                .join(' · ')}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
      {rights.length > 0 ? <UseForm rights={rights} /> : null}
    </section>
  );
}

function UseForm({ rights }: { rights: readonly Right[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [rightId, setRight] = useState(rights[0]?.rightId ?? '');
  const [place, setPlace] = useState('');
  const [territory, setTerritory] = useState('CN');
  const [channel, setChannel] = useState<RightChannel>('own_social');
  const [edited, setEdited] = useState<Edit>('none');
  return (
    <InlineForm
      label={t('rights.logUse')}
      button={t('rights.logUse')}
      send={() => logUse(client, { rightId, place, territory, channel, edited })}
      sent={() => setPlace('')}
    >
      <Choice
        label={t('rights.right')}
        value={rightId}
        options={rights.map((r) => r.rightId)}
        name={(id) => {
          const r = rights.find((x) => x.rightId === id);
          return `${r?.accountName ?? r?.accountId ?? ''} · ${r?.what ?? ''}`;
        }}
        choose={(id) => id !== '' && setRight(id)}
      />
      <TextField label={t('rights.place')} value={place} change={setPlace} required />
      <TextField
        label={t('rights.territory')}
        value={territory}
        change={setTerritory}
        required
        className="narrow"
      />
      <Choice
        label={t('rights.channel')}
        value={channel}
        options={RIGHT_CHANNELS}
        name={(c) => t(`rights.channels.${c}`)}
        choose={(c) => c !== '' && setChannel(c)}
      />
      <Choice
        label={t('rights.edit')}
        value={edited}
        options={EDITS}
        name={(e) => t(`rights.edits.${e}`)}
        choose={(e) => e !== '' && setEdited(e)}
      />
    </InlineForm>
  );
}
