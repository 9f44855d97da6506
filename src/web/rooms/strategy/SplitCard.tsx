/** The budget's form and what it answers. Every choice stands in the address. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SPLIT_GOALS } from '#domain/decisions/allocation/schema.ts';
import { TEMPLATES } from '#domain/decisions/mix/plan/schema.ts';
import { splitQuery } from '#web/api/allocation.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { SplitResult } from '#web/rooms/strategy/SplitResult.tsx';

export interface SplitSearch {
  budget?: string | undefined;
  goal?: string | undefined;
  template?: string | undefined;
  mix?: string | undefined;
  feed?: string | undefined;
  most?: string | undefined;
  avoid?: string | undefined;
  category?: string | undefined;
  list?: string | undefined;
}
interface SplitCardProps {
  search: SplitSearch;
  change: (part: SplitSearch) => void;
  toAvoid: readonly string[];
  windowDays: number;
}
const USUAL_BUDGET = '500000';
const FEEDS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3] as const;
const MOSTS = [0.3, 0.4, 0.5, 0.6, 0.8, 1] as const;

export function SplitCard({ search, change, toAvoid, windowDays }: SplitCardProps) {
  const { t } = useTranslation();
  const [budget, setBudget] = useState<string | null>(null);
  const asked = search.budget ?? USUAL_BUDGET;
  const query = useQuery(
    splitQuery({
      budget: asked,
      goal: search.goal,
      template: search.template,
      mix: search.mix,
      feedShare: search.feed,
      mostPlatformShare: search.most ?? '0.5',
      leaveOut: search.avoid === 'yes' ? toAvoid.join(',') : undefined,
      category: search.category,
      list: search.list,
      windowDays,
    }),
  );
  const choose = (
    label: string,
    name: keyof SplitSearch,
    value: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <label className="row">
      {label}
      <select
        className="field"
        style={{ width: 'auto' }}
        value={value}
        onChange={(e) => change({ [name]: e.target.value })}
      >
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  const run = (event: FormEvent) => {
    event.preventDefault();
    change({ budget: budget ?? asked });
  };
  return (
    <section className="card" aria-label={t('rivals.split.title')}>
      <h2>{t('rivals.split.title')}</h2>
      <form className="row" onSubmit={run}>
        <label className="row">
          {t('rivals.split.budget', { currency: 'CNY' })}
          <input
            className="field"
            style={{ width: 120 }}
            inputMode="numeric"
            pattern="[0-9.]+"
            value={budget ?? asked}
            onChange={(e) => setBudget(e.target.value)}
          />
        </label>
        {choose(
          t('rivals.split.goal'),
          'goal',
          search.goal ?? 'contacts',
          SPLIT_GOALS.map((g) => [g, t(`rivals.split.goals.${g}`)]),
        )}
        {search.mix ? (
          <span className="chip">
            {t('rivals.split.asMix', { brand: search.mix.split('|')[0] })}
            <button
              type="button"
              className="plain-button"
              aria-label={t('rivals.split.dropMix')}
              onClick={() => change({ mix: '' })}
            >
              ×
            </button>
          </span>
        ) : (
          choose(
            t('rivals.split.template'),
            'template',
            search.template ?? 'none',
            TEMPLATES.map((x) => [x, t(`plan.templates.${x}.name`)]),
          )
        )}
        {choose(
          t('rivals.split.feed'),
          'feed',
          search.feed ?? '0.1',
          FEEDS.map((f) => [String(f), `${f * 100}%`]),
        )}
        {choose(
          t('rivals.split.most'),
          'most',
          search.most ?? '0.5',
          MOSTS.map((m) => [String(m), `${m * 100}%`]),
        )}
        <label className="row">
          <input
            type="checkbox"
            checked={search.avoid === 'yes'}
            onChange={(e) => change({ avoid: e.target.checked ? 'yes' : '' })}
          />
          {t('rivals.split.avoid')}
        </label>
        <Button htmlType="submit" type="primary">
          {t('rivals.split.run')}
        </Button>
      </form>
      <Answer query={query} rows={8}>
        {(split) => <SplitResult split={split} />}
      </Answer>
    </section>
  );
}
