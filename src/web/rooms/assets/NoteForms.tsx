/** What a person writes about a KOL: a line of the log, a mark with its reason, a declaration. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KolRecord, LOG_KINDS } from '#domain/assets/relations/schema.ts';
import { COLOURS, type Colour } from '#domain/facts/lists/schema.ts';
import { addMark, appendLog, recordDisclosure } from '#web/api/relations.ts';
import { formatDay } from '#web/parts/format.ts';
import { Choice, InlineForm, TextField } from '#web/rooms/assets/InlineForm.tsx';

export function LogForm({ kolId, campaigns }: { kolId: string; campaigns: readonly string[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<(typeof LOG_KINDS)[number]>('message');
  const [text, setText] = useState('');
  const [saidBy, setSaidBy] = useState('');
  const [campaign, setCampaign] = useState('');
  const known = [...new Set(campaigns)];
  return (
    <InlineForm
      label={t('relations.logAdd')}
      button={t('relations.logAdd')}
      send={() => appendLog(client, kolId, { kind, text, saidBy, campaign: campaign || null })}
      sent={() => setText('')}
    >
      <Choice
        label={t('relations.logKind')}
        value={kind}
        options={LOG_KINDS}
        name={(k) => t(`relations.logKinds.${k}`)}
        choose={(k) => k !== '' && setKind(k)}
      />
      <TextField label={t('relations.logText')} value={text} change={setText} required className="wide" />
      <TextField label={t('relations.logBy')} value={saidBy} change={setSaidBy} className="narrow" />
      {known.length > 0 ? (
        <Choice
          label={t('relations.campaign')}
          value={campaign}
          options={known}
          name={(c) => c}
          choose={setCampaign}
          none="–"
        />
      ) : null}
    </InlineForm>
  );
}

export function Checklist({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={t('relations.checklist')}>
      <h2>{t('relations.checklist')}</h2>
      <ul className="checks">
        {record.checklist.map((c) => (
          <li key={c.check}>
            <span>{t(`relations.check.${c.check}`)}</span>
            <span className={c.done ? 'tag' : 'mark'}>
              {c.done ? `✓ ${t('relations.checked')}` : `○ ${t('relations.notChecked')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function MarkCard({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [colour, setColour] = useState<Colour>('white');
  const [reason, setReason] = useState('');
  return (
    <section className="card" aria-label={t('relations.lists')}>
      <h2>{t('relations.lists')}</h2>
      {record.marks.length === 0 ? <p className="muted">{t('relations.noMark')}</p> : null}
      <ul className="plain-list">
        {record.marks.map((m) => (
          <li key={m.markId}>
            <span className="tag">{t(`relations.colour.${m.colour}`)}</span> {m.reason}{' '}
            <span className="muted">
              {formatDay(m.markedAt)} · {m.markedBy}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">{t('relations.listHint')}</p>
      <InlineForm
        label={t('relations.lists')}
        button={t('relations.setMark')}
        send={() => addMark(client, record.line.kolId, { colour, reason })}
        sent={() => setReason('')}
      >
        <Choice
          label={t('relations.colourFilter')}
          value={colour}
          options={COLOURS}
          name={(c) => t(`relations.colour.${c}`)}
          choose={(c) => c !== '' && setColour(c)}
        />
        <TextField label={t('relations.reason')} value={reason} change={setReason} required />
      </InlineForm>
    </section>
  );
}

export function BotCard({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [disclosedOn, setDay] = useState('');
  const accountId = record.line.accounts[0]?.accountId ?? record.line.kolId;
  return (
    <section className="card" aria-label={t('relations.bots')}>
      <h2>{t('relations.bots')}</h2>
      {record.disclosures.length === 0 ? <p className="muted">{t('relations.botsNone')}</p> : null}
      <ul className="plain-list">
        {record.disclosures.map((d) => (
          <li key={d.disclosureId}>
            {d.text} <span className="muted">{d.disclosedOn}</span>
          </li>
        ))}
      </ul>
      <InlineForm
        label={t('relations.bots')}
        button={t('relations.record')}
        send={() => recordDisclosure(client, accountId, { text, disclosedOn })}
        sent={() => setText('')}
      >
        <TextField label={t('relations.botsText')} value={text} change={setText} required />
        <TextField label={t('relations.botsDay')} value={disclosedOn} change={setDay} type="date" required />
      </InlineForm>
    </section>
  );
}
