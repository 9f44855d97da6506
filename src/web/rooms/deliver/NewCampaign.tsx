/** A campaign from a stored plan: its names become the placements, and what is expected of them is frozen. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignFromPlan } from '#web/api/campaigns.ts';
import { plansQuery } from '#web/api/plan.ts';
import { useComplain } from '#web/parts/complain.ts';
import { formatMoney } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function NewCampaign() {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery(plansQuery);
  const plans = data?.items ?? [];
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('');
  const plan = plans.find((p) => p.planId === chosen) ?? plans[0];
  const make = useMutation({
    mutationFn: (of: { campaign: string; planId: string; version: number }) =>
      campaignFromPlan(client, of.campaign, of.planId, of.version),
    onSuccess: (_, { campaign }) => navigate({ to: '/deliver/$campaign', params: { campaign } }),
    onError: useComplain(),
  });
  if (!data) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const campaign = name.trim();
    if (plan && campaign !== '') make.mutate({ campaign, planId: plan.planId, version: plan.version });
  };
  return (
    <section className="card" aria-label={t('live.fromPlan')}>
      <h2>{t('live.fromPlan')}</h2>
      {plan ? (
        <form className="row wrap" onSubmit={send}>
          <label className="row">
            {t('live.newName')}
            <input
              className="field auto"
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <label className="row">
            {t('live.plan')}
            <select
              className="field auto"
              value={plan.planId}
              onChange={(event) => setChosen(event.target.value)}
            >
              {plans.map((p) => (
                <option key={p.planId} value={p.planId}>
                  {t('live.planLine', {
                    name: p.name,
                    version: p.version,
                    names: p.names,
                    cost: formatMoney(p.cost * 100, p.currency, style),
                  })}
                </option>
              ))}
            </select>
          </label>
          <Button htmlType="submit" size="small" type="primary" loading={make.isPending}>
            {t('live.makeCampaign')}
          </Button>
          <span className="muted small">{t('live.fromPlanHint')}</span>
        </form>
      ) : (
        <p className="muted">
          {t('live.noPlan')} <Link to="/select/plans">{t('live.toPlans')}</Link>
        </p>
      )}
    </section>
  );
}
