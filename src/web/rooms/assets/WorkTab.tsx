/** Cooperations with their terms, deliverables with who approved what, gifts. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Deliverable, type KolRecord, STEPS } from '#domain/assets/relations/schema.ts';
import { addDeliverable, addGift, addStep } from '#web/api/relations.ts';
import { EvidenceButton } from '#web/parts/Figure.tsx';
import { formatDay, formatMoney } from '#web/parts/format.ts';
import { useMetricName, useNumberStyle, useWord } from '#web/parts/words.ts';
import { Choice, InlineForm, TextField } from '#web/rooms/assets/InlineForm.tsx';

export function WorkTab({ record }: { record: KolRecord }) {
  return (
    <>
      <Cooperations record={record} />
      <Deliverables record={record} />
      <Gifts record={record} />
    </>
  );
}

function Cooperations({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const metricName = useMetricName();
  return (
    <section className="card scroll" aria-label={t('relations.cooperations')}>
      <h2>{t('relations.cooperations')}</h2>
      {record.cooperations.length === 0 ? (
        <p className="muted">{t('relations.noCooperations')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('relations.campaign')}</th>
              <th scope="col">{t('relations.mode')}</th>
              <th scope="col">{t('price.format')}</th>
              <th scope="col" className="right">
                {t('relations.agreed')}
              </th>
              <th scope="col">{t('relations.terms')}</th>
              <th scope="col">{t('live.published')}</th>
              <th scope="col">{t('relations.state')}</th>
            </tr>
          </thead>
          <tbody>
            {record.cooperations.map((c) => {
              const price = c.priceMinor === null ? '–' : formatMoney(c.priceMinor, c.currency, style);
              return (
                <tr key={`${c.campaign}${c.accountId}${c.postId}${c.placementId}${c.from?.row}`}>
                  <th scope="row">
                    <Link to="/deliver/$campaign" params={{ campaign: c.campaign }}>
                      {c.campaign}
                    </Link>
                  </th>
                  <td>{t(`live.modes.${c.mode}`)}</td>
                  <td>{c.format ? word('format', c.format) : '–'}</td>
                  <td className="right number">
                    {c.from ? (
                      <EvidenceButton from={{ ...c.from, column: null, vendor: '' }}>{price}</EvidenceButton>
                    ) : (
                      price
                    )}
                  </td>
                  <td>
                    {c.terms
                      .map(
                        (term) =>
                          `${metricName(term.quantity)}${term.least === null ? '' : ` ≥ ${term.least}`}`,
                      )
                      .join('; ') || t('live.noTerms')}
                  </td>
                  <td className="number">
                    {c.postId && c.publishedAt ? (
                      <Link to="/posts/$id" params={{ id: c.postId }}>
                        {formatDay(c.publishedAt)}
                      </Link>
                    ) : (
                      (c.publishOn ?? '–')
                    )}
                  </td>
                  <td>{c.state ? word('status', c.state) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Deliverables({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const campaigns = [...new Set(record.cooperations.map((c) => c.campaign))];
  const [campaign, setCampaign] = useState(campaigns[0] ?? '');
  const [what, setWhat] = useState('');
  const [dueOn, setDue] = useState('');
  return (
    <section className="card" aria-label={t('relations.deliverables')}>
      <h2>{t('relations.deliverables')}</h2>
      {record.deliverables.length === 0 ? <p className="muted">{t('relations.noDeliverables')}</p> : null}
      {record.deliverables.map((d) => (
        <DeliverableRow key={d.deliverableId} deliverable={d} />
      ))}
      <InlineForm
        label={t('relations.addDeliverable')}
        button={t('relations.addDeliverable')}
        send={() => addDeliverable(client, record.line.kolId, { campaign, what, dueOn: dueOn || null })}
        sent={() => setWhat('')}
      >
        <TextField label={t('relations.campaign')} value={campaign} change={setCampaign} required />
        <TextField label={t('relations.what')} value={what} change={setWhat} required />
        <TextField label={t('relations.due')} value={dueOn} change={setDue} type="date" />
      </InlineForm>
    </section>
  );
}

function DeliverableRow({ deliverable: d }: { deliverable: Deliverable }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [step, setStep] = useState<(typeof STEPS)[number]>('draft');
  const [saidBy, setBy] = useState('');
  const [note, setNote] = useState('');
  return (
    <article>
      <h3>
        {d.what} <span className="muted">{d.campaign}</span>{' '}
        <span className="tag">{d.state ? t(`relations.step.${d.state}`) : t('relations.notStarted')}</span>
        {d.overdue ? <span className="mark">{t('relations.late')}</span> : null}
        {d.unapproved ? <span className="mark">{t('relations.unapproved')}</span> : null}{' '}
        {d.dueOn ? (
          <span className="muted">
            {t('relations.due')} {d.dueOn}
          </span>
        ) : null}
      </h3>
      <ol className="events">
        {d.steps.map((s) => (
          <li key={s.stepId}>
            <span className="number muted">{formatDay(s.saidAt)}</span>
            <span>{t(`relations.step.${s.step}`)}</span>
            <span>
              {s.saidBy} <span className="muted">{s.note}</span>{' '}
              {s.postId ? (
                <Link to="/posts/$id" params={{ id: s.postId }}>
                  {s.postId}
                </Link>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      {d.state === 'delivered' ? null : (
        <InlineForm
          label={`${t('relations.addStep')} ${d.what}`}
          button={t('relations.addStep')}
          send={() => addStep(client, d.deliverableId, { step, saidBy, note })}
          sent={() => setNote('')}
        >
          <Choice
            label={t('relations.state')}
            value={step}
            options={STEPS}
            name={(s) => t(`relations.step.${s}`)}
            choose={(s) => s !== '' && setStep(s)}
          />
          <TextField
            label={t('relations.stepBy')}
            value={saidBy}
            change={setBy}
            required
            className="narrow"
          />
          <TextField label={t('relations.stepNote')} value={note} change={setNote} className="wide" />
        </InlineForm>
      )}
    </article>
  );
}

const ASKS = ['none', 'post', 'unknown'] as const;

function Gifts({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const client = useQueryClient();
  const [what, setWhat] = useState('');
  const [value, setValue] = useState('');
  const [currency, setCurrency] = useState('');
  const [sentOn, setSent] = useState('');
  const [asks, setAsks] = useState<(typeof ASKS)[number]>('unknown');
  return (
    <section className="card" aria-label={t('relations.gifts')}>
      <h2>{t('relations.gifts')}</h2>
      {record.gifts.length === 0 ? <p className="muted">{t('relations.noGifts')}</p> : null}
      <ul className="plain-list">
        {record.gifts.map((g) => (
          <li key={g.giftId}>
            <span className="number muted">{g.sentOn}</span> {g.what}{' '}
            {g.valueMinor === null ? '' : formatMoney(g.valueMinor, g.currency, style)}{' '}
            <span className="tag">{t(`relations.asksOf.${g.asks}`)}</span>
          </li>
        ))}
      </ul>
      <InlineForm
        label={t('relations.gifts')}
        button={t('relations.record')}
        send={() =>
          addGift(client, record.line.kolId, {
            what,
            sentOn,
            asks,
            valueMinor: value === '' ? null : Math.round(Number(value) * 100),
            currency: currency.trim() === '' ? null : currency,
          })
        }
        sent={() => setWhat('')}
      >
        <TextField label={t('relations.what')} value={what} change={setWhat} required />
        <TextField
          label={t('relations.giftValue')}
          value={value}
          change={setValue}
          type="number"
          className="narrow"
        />
        <TextField
          label={t('relations.currency')}
          value={currency}
          change={setCurrency}
          placeholder="CNY"
          className="narrow"
        />
        <TextField label={t('relations.sentOn')} value={sentOn} change={setSent} type="date" required />
        <Choice
          label={t('relations.asks')}
          value={asks}
          options={ASKS}
          name={(a) => t(`relations.asksOf.${a}`)}
          choose={(a) => a !== '' && setAsks(a)}
        />
      </InlineForm>
    </section>
  );
}
