/** Context events of a campaign, and the form that writes one down. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Campaign, CONTEXT_KINDS } from '#domain/decisions/campaigns/schema.ts';
import { addContext, withdrawContext } from '#web/api/campaigns.ts';
import { useComplain } from '#web/parts/complain.ts';
import { formatMoment } from '#web/parts/format.ts';

export function ContextCard({ page }: { page: Campaign }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const titleOf = (postId: string | null) =>
    postId === null
      ? t('live.contextAll')
      : (page.placements.find((p) => p.postId === postId)?.accountName ?? postId);
  return (
    <section className="card" aria-label={t('live.context')}>
      <h2>{t('live.context')}</h2>
      <p className="muted">{t('live.contextHint')}</p>
      {page.context.length === 0 ? <p className="muted">{t('live.contextNone')}</p> : null}
      <ul className="plain-list">
        {page.context.map((e) => (
          <li key={e.eventId}>
            <strong>{t(`live.kinds.${e.kind}`)}</strong> {e.note}{' '}
            <span className="muted">
              {formatMoment(e.fromAt)} – {formatMoment(e.untilAt)} · {titleOf(e.postId)}
            </span>{' '}
            <Button
              size="small"
              type="text"
              onClick={() => void withdrawContext(client, page.campaign, e.eventId).catch(complain)}
            >
              {t('live.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
      <ContextForm page={page} />
    </section>
  );
}

/** A moment of this computer's clock, as the form gives it, in UTC. */
const utc = (local: string): string => new Date(local).toISOString();

function ContextForm({ page }: { page: Campaign }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const [kind, setKind] = useState<(typeof CONTEXT_KINDS)[number]>('giveaway');
  const [note, setNote] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [post, setPost] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const given = { kind, note, fromAt: utc(from), untilAt: utc(until), postId: post === '' ? null : post };
    void addContext(client, page.campaign, given)
      .then(() => setNote(''))
      .catch(complain);
  };
  return (
    <form className="row wrap" onSubmit={send}>
      <label className="row">
        {t('live.contextKind')}
        <select className="field auto" value={kind} onChange={(e) => setKind(e.target.value as typeof kind)}>
          {CONTEXT_KINDS.map((k) => (
            <option key={k} value={k}>
              {t(`live.kinds.${k}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        {t('live.contextNote')}
        <input className="field auto" required value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
      <label className="row">
        {t('live.contextFrom')}
        <input
          className="field auto"
          type="datetime-local"
          required
          value={from}
          onChange={(e) => setFrom(e.target.value)}
        />
      </label>
      <label className="row">
        {t('live.contextTo')}
        <input
          className="field auto"
          type="datetime-local"
          required
          min={from}
          value={until}
          onChange={(e) => setUntil(e.target.value)}
        />
      </label>
      <label className="row">
        {t('live.contextPost')}
        <select className="field auto" value={post} onChange={(e) => setPost(e.target.value)}>
          <option value="">{t('live.contextAll')}</option>
          {page.placements.map((p) =>
            p.postId ? (
              <option key={p.postId} value={p.postId}>
                {p.accountName ?? p.accountId}
              </option>
            ) : null,
          )}
        </select>
      </label>
      <Button htmlType="submit" size="small" type="primary">
        {t('live.contextAdd')}
      </Button>
    </form>
  );
}
