/** The ledger's quotes, prices that files state beside them, and the ways in. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeptQuote, type KolRecord, QUOTE_STATES, TAX_BASES } from '#domain/assets/relations/schema.ts';
import { QUOTE_FORMATS, QUOTE_KINDS } from '#domain/facts/accounts/schema.ts';
import { addQuote, decideQuote, importQuotes, sentFile } from '#web/api/relations.ts';
import { useComplain } from '#web/parts/complain.ts';
import { EvidenceButton, QuantityText } from '#web/parts/Figure.tsx';
import { formatDay, formatMoney, formatShare } from '#web/parts/format.ts';
import { useNumberStyle, useWord } from '#web/parts/words.ts';
import { Choice, InlineForm, TextField } from '#web/rooms/assets/InlineForm.tsx';

export function QuoteTab({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  return (
    <>
      <section className="card scroll" aria-label={t('relations.ledger')}>
        <div className="kol-head">
          <h2>{t('relations.ledger')}</h2>
          <QuoteFileButton />
        </div>
        <p className="muted">{t('relations.ledgerHint')}</p>
        {record.quotes.length === 0 ? (
          <p className="muted">{t('relations.noQuotes')}</p>
        ) : (
          <LedgerTable quotes={record.quotes} />
        )}
        <QuoteForm record={record} />
      </section>
      <section className="card scroll" aria-label={t('relations.told')}>
        <h2>{t('relations.told')}</h2>
        {record.told.length === 0 ? (
          <p className="muted">{t('relations.toldNone')}</p>
        ) : (
          <ToldTable told={record.told} />
        )}
      </section>
    </>
  );
}

function LedgerTable({ quotes }: { quotes: readonly KeptQuote[] }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const word = useWord();
  const client = useQueryClient();
  const complain = useComplain();
  const share = (value: number | null) => (value === null ? '–' : formatShare(value, style));
  return (
    <table className="plain kol-table">
      <thead>
        <tr>
          <th scope="col">{t('price.kind')}</th>
          <th scope="col">{t('price.format')}</th>
          <th scope="col" className="right">
            {t('price.amount')}
          </th>
          <th scope="col">{t('price.tax')}</th>
          <th scope="col" className="right">
            {t('price.fee')}
          </th>
          <th scope="col" className="right">
            {t('price.rebate')}
          </th>
          <th scope="col">{t('price.schedule')}</th>
          <th scope="col">{t('relations.quotedOn')}</th>
          <th scope="col">{t('relations.validUntil')}</th>
          <th scope="col">{t('relations.quotedBy')}</th>
          <th scope="col">{t('relations.state')}</th>
        </tr>
      </thead>
      <tbody>
        {quotes.map((q) => (
          <tr key={q.quoteId}>
            <th scope="row">{word('quoteKind', q.kind)}</th>
            <td>{word('format', q.format)}</td>
            <td className="right number">{formatMoney(q.amountMinor, q.currency, style)}</td>
            <td>{word('tax', q.taxBasis)}</td>
            <td className="right number">{share(q.feeShare)}</td>
            <td className="right number">{share(q.rebateShare)}</td>
            <td>{q.schedule ?? '–'}</td>
            <td className="number">{q.quotedOn}</td>
            <td className="number">{q.validUntil ?? '–'}</td>
            <td>
              {q.quotedBy || '–'}{' '}
              {q.file ? (
                <span className="muted">
                  {t('relations.fileRow', { row: q.file.row, file: q.file.name })}
                </span>
              ) : null}
            </td>
            <td>
              {q.lapsed ? <span className="mark">{t('relations.lapsed')}</span> : null}
              <select
                className="field auto"
                aria-label={t('relations.state')}
                value={q.state}
                onChange={(e) =>
                  void decideQuote(client, q.quoteId, e.target.value as KeptQuote['state']).catch(complain)
                }
              >
                {QUOTE_STATES.map((s) => (
                  <option key={s} value={s}>
                    {t(`relations.states.${s}`)}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ToldTable({ told }: { told: KolRecord['told'] }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <table className="plain kol-table">
      <thead>
        <tr>
          <th scope="col">{t('price.kind')}</th>
          <th scope="col">{t('price.format')}</th>
          <th scope="col" className="right">
            {t('price.amount')}
          </th>
          <th scope="col">{t('price.tax')}</th>
          <th scope="col">{t('price.source')}</th>
          <th scope="col">{t('price.asOf')}</th>
        </tr>
      </thead>
      <tbody>
        {told.map((q) => (
          <tr
            key={`${q.format}${q.kind}${q.amount.from.sourceId}:${q.amount.from.row}:${q.amount.from.column}`}
          >
            <th scope="row">{word('quoteKind', q.kind)}</th>
            <td>{word('format', q.format)}</td>
            <td className="right">
              <EvidenceButton from={q.amount.from}>
                <QuantityText quantity={q.amount} unit="money" currency={q.amount.currency} />
              </EvidenceButton>
            </td>
            <td>{word('tax', q.taxBasis)}</td>
            <td>{word('vendor', q.amount.from.vendor)}</td>
            <td className="number">{formatDay(q.amount.asOf)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A percentage as it is typed, as a share; null when left empty. */
const shareOf = (percent: string): number | null => (percent.trim() === '' ? null : Number(percent) / 100);

function QuoteForm({ record }: { record: KolRecord }) {
  const { t } = useTranslation();
  const word = useWord();
  const client = useQueryClient();
  const accounts = record.line.accounts;
  const [accountId, setAccount] = useState(accounts[0]?.accountId ?? record.line.kolId);
  const [kind, setKind] = useState<(typeof QUOTE_KINDS)[number]>('quoted');
  const [format, setFormat] = useState<(typeof QUOTE_FORMATS)[number]>('image');
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState('');
  const [tax, setTax] = useState<(typeof TAX_BASES)[number] | ''>('');
  const [fee, setFee] = useState('');
  const [rebate, setRebate] = useState('');
  const [until, setUntil] = useState('');
  const [by, setBy] = useState('');
  return (
    <InlineForm
      label={t('relations.addQuote')}
      button={t('relations.addQuote')}
      send={() =>
        addQuote(client, {
          accountId,
          kind,
          format,
          amountMinor: Math.round(Number(amount) * 100),
          currency: currency.trim() === '' ? null : currency,
          taxBasis: tax === '' ? null : tax,
          feeShare: shareOf(fee),
          rebateShare: shareOf(rebate),
          validUntil: until === '' ? null : until,
          quotedBy: by,
        })
      }
      sent={() => setAmount('')}
    >
      {accounts.length > 1 ? (
        <Choice
          label={t('relations.accounts')}
          value={accountId}
          options={accounts.map((a) => a.accountId)}
          name={(id) => accounts.find((a) => a.accountId === id)?.name ?? id}
          choose={(id) => id !== '' && setAccount(id)}
        />
      ) : null}
      <Choice
        label={t('price.kind')}
        value={kind}
        options={QUOTE_KINDS}
        name={(k) => word('quoteKind', k)}
        choose={(k) => k !== '' && setKind(k)}
      />
      <Choice
        label={t('price.format')}
        value={format}
        options={QUOTE_FORMATS}
        name={(f) => word('format', f)}
        choose={(f) => f !== '' && setFormat(f)}
      />
      <TextField
        label={t('relations.amount')}
        value={amount}
        change={setAmount}
        type="number"
        required
        className="narrow"
      />
      <TextField
        label={t('relations.currency')}
        value={currency}
        change={setCurrency}
        placeholder="CNY"
        className="narrow"
      />
      <Choice
        label={t('relations.taxBasis')}
        value={tax}
        options={TAX_BASES}
        name={(x) => word('tax', x)}
        choose={setTax}
        none={t('relations.choose')}
      />
      <TextField label={t('relations.fee')} value={fee} change={setFee} type="number" className="narrow" />
      <TextField
        label={t('relations.rebate')}
        value={rebate}
        change={setRebate}
        type="number"
        className="narrow"
      />
      <TextField label={t('relations.validUntil')} value={until} change={setUntil} type="date" />
      <TextField label={t('relations.quotedBy')} value={by} change={setBy} className="narrow" />
    </InlineForm>
  );
}

export function QuoteFileButton() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const [said, setSaid] = useState('');
  const bring = async (file: File | undefined) => {
    if (!file) return;
    const report = await importQuotes(client, await sentFile(file));
    setSaid(
      t('relations.imported', {
        added: report.quotesAdded,
        known: report.quotesKnown,
        rejected: report.rejected.length,
      }),
    );
  };
  return (
    <span className="row">
      <span aria-live="polite" className="muted">
        {said}
      </span>
      <label className="button">
        {t('relations.importQuotes')}
        <input
          type="file"
          className="hidden"
          accept=".csv,.tsv,.xlsx"
          onChange={(e) => void bring(e.target.files?.[0]).catch(complain)}
        />
      </label>
    </span>
  );
}
