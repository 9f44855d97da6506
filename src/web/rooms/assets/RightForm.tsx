/** Writes down a right: what is left empty stays unknown. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KolRecord } from '#domain/assets/relations/schema.ts';
import { EDITS, type Edit, RIGHT_CHANNELS, type RightChannel } from '#domain/assets/rights/schema.ts';
import { addRight, sentFile } from '#web/api/relations.ts';
import { Choice, InlineForm, Labelled, TextField } from '#web/rooms/assets/InlineForm.tsx';

export function RightForm({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const campaigns = [...new Set(record.cooperations.map((c) => c.campaign))];
  const [campaign, setCampaign] = useState('');
  const [what, setWhat] = useState('');
  const [territories, setTerritories] = useState('');
  const [channels, setChannels] = useState<ReadonlySet<RightChannel>>(new Set());
  const [edits, setEdits] = useState<Edit | ''>('');
  const [group, setGroup] = useState<'yes' | 'no' | ''>('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [openEnded, setOpenEnded] = useState(false);
  const [clause, setClause] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const codes = territories.split(/[\s,，、]+/).filter((c) => c !== '');
  const send = async () =>
    addRight(
      client,
      {
        accountId: record.line.kolId,
        campaign: campaign || null,
        what,
        territories: codes.length === 0 ? null : codes,
        channels: channels.size === 0 ? null : [...channels],
        edits: edits === '' ? null : edits,
        groupUse: group === '' ? null : group === 'yes',
        term: openEnded ? 'open_ended' : null,
        startsOn: from || null,
        expiresOn: openEnded ? null : to || null,
        clause,
      },
      file === null ? null : await sentFile(file),
    );
  const toggle = (channel: RightChannel) =>
    setChannels((old) => {
      const next = new Set(old);
      if (!next.delete(channel)) next.add(channel);
      return next;
    });
  return (
    <>
      <h3>{t('rights.add')}</h3>
      <InlineForm label={t('rights.add')} button={t('rights.add')} send={send} sent={() => setWhat('')}>
        <TextField label={t('rights.what')} value={what} change={setWhat} required />
        {campaigns.length > 0 ? (
          <Choice
            label={t('relations.campaign')}
            value={campaign}
            options={campaigns}
            name={(c) => c}
            choose={setCampaign}
            none="–"
          />
        ) : null}
        <TextField
          label={t('rights.territories')}
          value={territories}
          change={setTerritories}
          placeholder={t('rights.territoriesHint')}
          className="wide"
        />
        <Choice
          label={t('rights.edit')}
          value={edits}
          options={EDITS}
          name={(e) => t(`rights.edits.${e}`)}
          choose={setEdits}
          none={t('rights.unknown')}
        />
        <Choice
          label={t('rights.group')}
          value={group}
          options={['yes', 'no'] as const}
          name={(g) => t(g === 'yes' ? 'rights.groupYes' : 'rights.groupNo')}
          choose={setGroup}
          none={t('rights.unknown')}
        />
        <TextField label={t('rights.from')} value={from} change={setFrom} type="date" />
        {openEnded ? null : <TextField label={t('rights.to')} value={to} change={setTo} type="date" />}
        <label className="row">
          <input
            type="checkbox"
            className="check"
            checked={openEnded}
            onChange={(e) => setOpenEnded(e.target.checked)}
          />
          {t('rights.openEnded')}
        </label>
        <TextField label={t('rights.clause')} value={clause} change={setClause} className="wide" />
        <Labelled label={t('rights.document')}>
          <input type="file" onChange={(e) => setFile(e.target.files?.[0] ?? null)} />
        </Labelled>
        <fieldset className="row" style={{ border: 0, padding: 0, margin: 0, width: '100%' }}>
          <legend className="muted">{t('rights.channelsHead')}</legend>
          {RIGHT_CHANNELS.map((c) => (
            <label key={c} className="row">
              <input type="checkbox" className="check" checked={channels.has(c)} onChange={() => toggle(c)} />
              {t(`rights.channels.${c}`)}
            </label>
          ))}
        </fieldset>
      </InlineForm>
    </>
  );
}
