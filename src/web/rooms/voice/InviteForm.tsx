/** Who stands in a frame and by which quotas it is drawn. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FRAME_SOURCES, QUOTA_DIMENSIONS } from '#domain/readings/voice/invite/schema.ts';
import { sendInvitation, voiceStatusQuery } from '#web/api/voice.ts';
import { useComplain } from '#web/parts/complain.ts';

const QUOTA = /^(.+?)\s*[:：]?\s*(\d+(?:\.\d+)?)\s*[%％]$/u;

/** “上海 30%, 北京 20%” as shares by cell; the part that cannot be read otherwise. */
function quotasOf(text: string): Record<string, number> | string {
  const shares: Record<string, number> = {};
  for (const part of text.split(/[,，、\n]/u).map((p) => p.trim())) {
    if (part === '') continue;
    const [, cell, percent] = QUOTA.exec(part) ?? [];
    if (cell === undefined) return part;
    shares[cell] = Number(percent) / 100;
  }
  return shares;
}

export function InviteForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const campaigns = useQuery(voiceStatusQuery).data?.campaigns ?? [];
  const [form, setForm] = useState({
    name: '',
    source: 'speakers' as (typeof FRAME_SOURCES)[number],
    words: '',
    campaign: '',
    size: '200',
    dimension: 'province',
    quotas: '',
  });
  const draw = async () => {
    const quotas = quotasOf(form.quotas);
    if (typeof quotas === 'string') return complain(new Error(t('voice.badQuota', { part: quotas })));
    try {
      await sendInvitation({
        name: form.name,
        source: form.source,
        ...(form.source === 'speakers'
          ? { words: form.words.split(/[,，、]/u).filter((w) => w.trim() !== '') }
          : form.campaign === ''
            ? {}
            : { campaign: form.campaign }),
        size: Number(form.size),
        dimension: form.dimension,
        quotas,
      });
      await client.invalidateQueries({ queryKey: ['library', 'voice'] });
    } catch (error) {
      complain(error);
    }
  };
  const typed = (key: 'name' | 'words' | 'size' | 'quotas', required = true) => (
    <input
      required={required}
      className="field"
      type={key === 'size' ? 'number' : 'text'}
      min={1}
      aria-label={t(`voice.inviteField.${key}`)}
      placeholder={t(`voice.inviteField.${key}`)}
      value={form[key]}
      onChange={(e) => setForm({ ...form, [key]: e.target.value })}
    />
  );
  return (
    <form
      className="voice-scope"
      onSubmit={(e) => {
        e.preventDefault();
        void draw();
      }}
    >
      {typed('name')}
      <select
        className="field"
        aria-label={t('voice.inviteField.source')}
        value={form.source}
        onChange={(e) =>
          setForm({ ...form, source: FRAME_SOURCES.find((s) => s === e.target.value) ?? 'speakers' })
        }
      >
        {FRAME_SOURCES.map((s) => (
          <option key={s} value={s}>
            {t(`voice.frameOf.${s}`)}
          </option>
        ))}
      </select>
      {form.source === 'speakers' ? (
        typed('words')
      ) : (
        <select
          className="field"
          aria-label={t('voice.inviteField.campaign')}
          value={form.campaign}
          onChange={(e) => setForm({ ...form, campaign: e.target.value })}
        >
          <option value="">{t('voice.anyCampaign')}</option>
          {campaigns.map((c) => (
            <option key={c} value={c}>
              {c}
            </option>
          ))}
        </select>
      )}
      {typed('size')}
      <select
        className="field"
        aria-label={t('voice.inviteField.dimension')}
        value={form.dimension}
        onChange={(e) => setForm({ ...form, dimension: e.target.value })}
      >
        {QUOTA_DIMENSIONS.map((d) => (
          <option key={d} value={d}>
            {t(`voice.quota.${d}`)}
          </option>
        ))}
      </select>
      {typed('quotas', false)}
      <button type="submit" className="button primary">
        {t('voice.draw')}
      </button>
    </form>
  );
}
