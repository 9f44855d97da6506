/** A figure that rests on assumptions: each stands beside it with its value and can be changed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlatformId } from '#basis/platform.ts';
import type { Assumption, Reckoned as Figure, Weights } from '#domain/readings/value/schema.ts';
import { saveWeights, valueSettingsQuery } from '#web/api/value.ts';
import { useComplain } from '#web/parts/complain.ts';
import { useSay } from '#web/parts/say.ts';
import { ResultText } from '#web/rooms/compare/ResultText.tsx';

interface ReckonedProps {
  of: Figure;
  title: 'cost' | 'target' | 'fans' | 'sales';
  /** Of the target. */
  name?: string;
  platform: PlatformId;
}

export function Reckoned({ of, title, name = '', platform }: ReckonedProps) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="card">
      <h2>{t(`value.reckoned.${title}`, { name })}</h2>
      <ResultText result={of.result} />
      {of.result.state === 'insufficient' ? (
        <p>
          <Link to="." search={(old) => ({ ...old, tab: 'authenticity' })}>
            {t('value.toAudit')}
          </Link>{' '}
          <Link to="." search={(old) => ({ ...old, tab: 'prices' })}>
            {t('value.toPrices')}
          </Link>
        </p>
      ) : null}
      {of.assumptions.map((a) => (
        <AssumptionField key={`${a.name}${a.value}`} assumption={a} platform={platform} />
      ))}
      {of.result.state === 'ok' && of.assumptions.length === 0
        ? of.result.caveats.map((c) => (
            <p key={c.en} className="muted small">
              {say(c)}
            </p>
          ))
        : null}
    </section>
  );
}

/** The weights with one assumption changed; the feed share holds for one platform. */
function changed(
  weights: Weights,
  name: Assumption['name'],
  value: number,
  platform: PlatformId | null,
): Weights {
  if (name === 'sales_per_million') return { ...weights, salesPerMillion: value };
  if (name === 'hand_minutes') return { ...weights, handMinutes: value };
  return platform === null ? weights : { ...weights, feedShare: { ...weights.feedShare, [platform]: value } };
}

export function AssumptionField({
  assumption,
  platform,
}: {
  assumption: Assumption;
  platform: PlatformId | null;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const { data: settings } = useQuery(valueSettingsQuery);
  const factor = assumption.name === 'feed_share' ? 100 : 1;
  const stated = Number((assumption.value * factor).toPrecision(6));
  const [text, setText] = useState(String(stated));
  const value = Number(text);
  const save = useMutation({
    mutationFn: async () => {
      if (settings) await saveWeights(changed(settings.weights, assumption.name, value / factor, platform));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
    onError: useComplain(),
  });
  return (
    <form
      className="assumption note warn"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && Number.isFinite(value) && value >= 0) save.mutate();
      }}
    >
      <p>{say(assumption.words)}</p>
      <label className="row">
        <span>{t(`value.assume.${assumption.name}`)}</span>
        <input
          className="field"
          style={{ width: 80 }}
          inputMode="decimal"
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        {assumption.name === 'feed_share' ? '%' : ''}
        <button type="submit" className="button" disabled={!settings || save.isPending || value === stated}>
          {t('value.assumeSave')}
        </button>
      </label>
    </form>
  );
}
