/** The creator's replies and declarations: kept as said, with their day. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuthenticityPage } from '#domain/readings/authenticity/schema.ts';
import { sendDisclosure, sendReply, withdrawReply } from '#web/api/authenticity.ts';
import { useSay } from '#web/parts/say.ts';

const today = () => new Date().toISOString().slice(0, 10);

function useKept(work: () => Promise<unknown>, after: () => void = () => {}) {
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => {
      after();
      return client.invalidateQueries({ queryKey: ['library'] });
    },
    onError: (error) => void message.error(error.message),
  });
}

export function Replies({ page }: { page: AuthenticityPage }) {
  const { t } = useTranslation();
  const say = useSay();
  const [text, setText] = useState('');
  const [saidBy, setSaidBy] = useState('');
  const [saidOn, setSaidOn] = useState(today);
  const [measure, setMeasure] = useState('');
  const save = useKept(
    () => sendReply(page.accountId, { measure: measure || null, text, saidBy, saidOn }),
    () => setText(''),
  );
  const ready = text.trim() !== '' && saidBy.trim() !== '' && saidOn !== '';
  const titleOf = (id: string) => {
    const found = page.cards.find((c) => c.card.measure === id);
    return found ? say(found.card.title) : id;
  };
  return (
    <section className="card">
      <h2>{t('authenticity.reply')}</h2>
      {page.replies.length === 0 ? <p className="muted">{t('authenticity.replyNone')}</p> : null}
      {page.replies.map((r) => (
        <blockquote key={r.replyId} className="said">
          <p>{r.text}</p>
          <footer className="muted">
            {r.saidBy} · {r.saidOn} · {r.measure ? titleOf(r.measure) : t('authenticity.replyAll')}{' '}
            {r.withdrawnAt ? (
              <span className="mark">{t('authenticity.withdrawn')}</span>
            ) : (
              <Withdraw replyId={r.replyId} />
            )}
          </footer>
        </blockquote>
      ))}
      <form
        className="row"
        aria-label={t('authenticity.reply')}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate();
        }}
      >
        <select
          className="field"
          aria-label={t('authenticity.replyAbout')}
          value={measure}
          onChange={(e) => setMeasure(e.target.value)}
        >
          <option value="">{t('authenticity.replyAll')}</option>
          {page.cards.map((c) => (
            <option key={c.card.measure} value={c.card.measure}>
              {say(c.card.title)}
            </option>
          ))}
        </select>
        <input
          className="field wide"
          aria-label={t('authenticity.replyText')}
          placeholder={t('authenticity.replyText')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <input
          className="field"
          aria-label={t('authenticity.replyBy')}
          placeholder={t('authenticity.replyBy')}
          value={saidBy}
          onChange={(e) => setSaidBy(e.target.value)}
        />
        <input
          className="field"
          type="date"
          aria-label={t('authenticity.replyOn')}
          value={saidOn}
          onChange={(e) => setSaidOn(e.target.value)}
        />
        <Button htmlType="submit" disabled={!ready} loading={save.isPending}>
          {t('authenticity.replySave')}
        </Button>
      </form>
    </section>
  );
}

function Withdraw({ replyId }: { replyId: string }) {
  const { t } = useTranslation();
  const undo = useKept(() => withdrawReply(replyId));
  return (
    <button type="button" className="plain-button" onClick={() => undo.mutate()}>
      {t('authenticity.replyWithdraw')}
    </button>
  );
}

export function Disclosures({ page }: { page: AuthenticityPage }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [disclosedOn, setOn] = useState(today);
  const save = useKept(
    () => sendDisclosure(page.accountId, { text, disclosedOn }),
    () => setText(''),
  );
  const ready = text.trim() !== '' && disclosedOn !== '';
  return (
    <section className="card">
      <h2>{t('authenticity.disclosure')}</h2>
      {page.disclosures.length === 0 ? <p className="muted">{t('authenticity.disclosureNone')}</p> : null}
      {page.disclosures.map((d) => (
        <blockquote key={d.disclosureId} className="said">
          <p>{d.text}</p>
          <footer className="muted">{d.disclosedOn}</footer>
        </blockquote>
      ))}
      <form
        className="row"
        aria-label={t('authenticity.disclosure')}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate();
        }}
      >
        <input
          className="field wide"
          aria-label={t('authenticity.disclosure')}
          placeholder={t('authenticity.replyText')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <input
          className="field"
          type="date"
          aria-label={t('authenticity.replyOn')}
          value={disclosedOn}
          onChange={(e) => setOn(e.target.value)}
        />
        <Button htmlType="submit" disabled={!ready} loading={save.isPending}>
          {t('authenticity.disclosureSave')}
        </Button>
      </form>
    </section>
  );
}
