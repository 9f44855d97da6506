/** What people corrected, beside what the machine read: neither replaces the other. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTRIBUTES } from '#domain/facts/accounts/schema.ts';
import type { AccountPage } from '#domain/facts/library/schema.ts';
import { correct, withdrawCorrection } from '#web/api/changes.ts';
import { useComplain } from '#web/parts/complain.ts';
import { formatMoment } from '#web/parts/format.ts';
import { useWord } from '#web/parts/words.ts';

const FIELDS = ATTRIBUTES.filter((a) => !a.endsWith('_withheld'));

export function Corrections({ account }: { account: AccountPage }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <section className="card scroll">
      <h2>{t('correct.title')}</h2>
      {account.corrections.length === 0 ? (
        <p className="muted">{t('correct.none')}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('correct.field')}</th>
              <th scope="col">{t('correct.machine')}</th>
              <th scope="col">{t('correct.human')}</th>
              <th scope="col">{t('correct.reason')}</th>
              <th scope="col">{t('correct.by')}</th>
              <th scope="col">
                <span className="hidden">{t('correct.withdraw')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {account.corrections.map((c) => (
              <tr key={c.correctionId}>
                <th scope="row">{word('attribute', c.field)}</th>
                <td>{c.machineValue ?? <span className="muted">—</span>}</td>
                <td>
                  {c.humanValue}
                  {c.withdrawnAt ? <span className="mark">{t('correct.withdrawn')}</span> : null}
                </td>
                <td>{c.reason}</td>
                <td className="muted">
                  {c.correctedBy} · {formatMoment(c.correctedAt)}
                </td>
                <td>{c.withdrawnAt ? null : <Withdraw correctionId={c.correctionId} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <CorrectionForm accountId={account.card.accountId} />
    </section>
  );
}

/** A withdrawn correction stays in the table, marked as withdrawn. */
function Withdraw({ correctionId }: { correctionId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => withdrawCorrection(correctionId),
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
    onError: useComplain(),
  });
  return (
    <Popconfirm
      title={t('correct.withdrawSure')}
      okText={t('correct.withdraw')}
      onConfirm={() => withdraw.mutate()}
    >
      <Button size="small" loading={withdraw.isPending}>
        {t('correct.withdraw')}
      </Button>
    </Popconfirm>
  );
}

function CorrectionForm({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const client = useQueryClient();
  const [field, setField] = useState<string>('category');
  const [humanValue, setHumanValue] = useState('');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => correct(accountId, { field, humanValue: humanValue.trim(), reason: reason.trim() }),
    onSuccess: () => {
      setHumanValue('');
      setReason('');
      return client.invalidateQueries({ queryKey: ['library'] });
    },
    onError: useComplain(),
  });
  const ready = humanValue.trim() !== '' && reason.trim() !== '';
  return (
    <form
      className="row"
      style={{ marginTop: 12 }}
      aria-label={t('correct.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save.mutate();
      }}
    >
      <select
        className="field"
        style={{ width: 180 }}
        aria-label={t('correct.field')}
        value={field}
        onChange={(e) => setField(e.target.value)}
      >
        {FIELDS.map((f) => (
          <option key={f} value={f}>
            {word('attribute', f)}
          </option>
        ))}
      </select>
      <input
        className="field"
        style={{ width: 200 }}
        aria-label={t('correct.human')}
        placeholder={t('correct.human')}
        value={humanValue}
        onChange={(e) => setHumanValue(e.target.value)}
      />
      <input
        className="field"
        style={{ width: 320 }}
        aria-label={t('correct.reason')}
        placeholder={t('correct.reason')}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <Button htmlType="submit" disabled={!ready} loading={save.isPending}>
        {t('correct.save')}
      </Button>
    </form>
  );
}
