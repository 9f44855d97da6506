/** Linking two accounts to one person is an explicit act with its evidence; undoing it needs a reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkAccounts, undoLink } from '#web/api/changes.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useTray } from '#web/parts/tray.ts';
import { usePlatformName, useWord } from '#web/parts/words.ts';

const KINDS = ['same_contact', 'cross_reference', 'same_platform_id', 'statement', 'other'] as const;

interface LinkFormProps {
  accountId: string;
  candidates: readonly { accountId: string; platform: string; name: string | null }[];
}

/** Offers accounts of the same name and those in the tray. */
export function LinkForm({ accountId, candidates }: LinkFormProps) {
  const { t } = useTranslation();
  const word = useWord();
  const platformName = usePlatformName();
  const { message } = App.useApp();
  const client = useQueryClient();
  const tray = useTray();
  const [other, setOther] = useState('');
  const [kind, setKind] = useState<string>(KINDS[0]);
  const [text, setText] = useState('');
  const options = [...new Map([...candidates, ...tray].map((a) => [a.accountId, a])).values()].filter(
    (a) => a.accountId !== accountId,
  );
  const link = useMutation({
    mutationFn: () => linkAccounts([accountId, other], [{ kind, text: text.trim() }]),
    onSuccess: () => {
      setText('');
      void message.success(t('person.linkedNow'));
      return client.invalidateQueries({ queryKey: ['library'] });
    },
    onError: useComplain(),
  });
  if (options.length === 0) return <p className="muted">{t('person.noCandidates')}</p>;
  return (
    <form
      className="row"
      aria-label={t('person.link')}
      onSubmit={(event) => {
        event.preventDefault();
        if (other && text.trim()) link.mutate();
      }}
    >
      <select
        className="field"
        style={{ width: 220 }}
        aria-label={t('person.with')}
        value={other}
        onChange={(e) => setOther(e.target.value)}
      >
        <option value="">{t('person.with')}</option>
        {options.map((a) => (
          <option key={a.accountId} value={a.accountId}>
            {a.name ?? a.accountId} · {platformName(a.platform)}
          </option>
        ))}
      </select>
      <select
        className="field"
        style={{ width: 200 }}
        aria-label={t('person.kind')}
        value={kind}
        onChange={(e) => setKind(e.target.value)}
      >
        {KINDS.map((k) => (
          <option key={k} value={k}>
            {word('evidenceKind', k)}
          </option>
        ))}
      </select>
      <input
        className="field"
        style={{ width: 320 }}
        aria-label={t('person.evidence')}
        placeholder={t('person.evidence')}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <Button htmlType="submit" disabled={!other || !text.trim()} loading={link.isPending}>
        {t('person.link')}
      </Button>
    </form>
  );
}

export function UndoLink({ linkId }: { linkId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const undo = useMutation({
    mutationFn: () => undoLink(linkId, reason.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
    onError: useComplain(),
  });
  return (
    <form
      className="row"
      style={{ marginBottom: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) undo.mutate();
      }}
    >
      <input
        className="field"
        style={{ width: 320 }}
        aria-label={t('person.undoReason')}
        placeholder={t('person.undoReason')}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      <Button htmlType="submit" disabled={!reason.trim()} loading={undo.isPending}>
        {t('person.undo')}
      </Button>
    </form>
  );
}
