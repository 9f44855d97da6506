/** Keeps the target of the page by name: its share in every audience is measured, and value pages reckon with it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscoveryRequest, Target } from '#domain/readings/audience/schema.ts';
import { forgetTarget, keepTarget, savedTargetsQuery } from '#web/api/audience.ts';
import { useComplain } from '#web/parts/complain.ts';

interface KeepTargetProps {
  target: Target;
  basis: DiscoveryRequest['basis'];
  name: string | undefined;
  change: (name: string) => void;
}

export function KeepTarget({ target, basis, name, change }: KeepTargetProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data: saved } = useQuery(savedTargetsQuery);
  const [text, setText] = useState(name ?? '');
  const onError = useComplain();
  const again = () => client.invalidateQueries({ queryKey: ['library'] });
  const keep = useMutation({
    mutationFn: (called: string) => keepTarget({ ...target, name: called }, basis),
    onSuccess: (kept) => {
      change(kept.target.name);
      void message.success(t('audience.keep.kept', { measured: kept.measured, thin: kept.thin }));
      return again();
    },
    onError,
  });
  const forget = useMutation({ mutationFn: forgetTarget, onSuccess: again, onError });
  return (
    <>
      <form
        className="row keep-target"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) keep.mutate(text.trim());
        }}
      >
        <input
          className="field"
          style={{ width: 200 }}
          aria-label={t('audience.keep.name')}
          placeholder={t('audience.keep.name')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === '' || keep.isPending}>
          {t('audience.keep.button')}
        </button>
        <span className="muted small">{t('audience.keep.hint')}</span>
      </form>
      {saved && saved.items.length > 0 ? (
        <p className="row small">
          <span className="muted">{t('audience.keep.list')}</span>
          {saved.items.map((s) => (
            <span
              key={s.key}
              className="chip"
              title={t('audience.keep.kept', { measured: s.measured, thin: s.thin })}
            >
              {s.target.name}{' '}
              <button
                type="button"
                className="plain-button"
                aria-label={t('audience.keep.forget', { name: s.target.name })}
                onClick={() => forget.mutate(s.key)}
              >
                ×
              </button>
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}
