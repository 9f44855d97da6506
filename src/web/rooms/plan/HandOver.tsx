/** Files and links: the pitch sheet, the plan with its proof and inputs, and pages for others to read. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanPage } from '#domain/decisions/mix/plan/schema.ts';
import { planFileOf, revokeShare, sharePlan } from '#web/api/plan.ts';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay } from '#web/parts/format.ts';
import { usePreferences } from '#web/parts/preferences.ts';
import { saveBlob } from '#web/parts/save.ts';

const FILES = [
  { id: 'file', name: 'plan.json' },
  { id: 'inputs/audience.csv', name: 'audience.csv' },
  { id: 'inputs/prices.csv', name: 'prices.csv' },
] as const;

export function HandOver({ plan }: { plan: PlanPage }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const [sharing, setSharing] = useState(false);
  const onError = useComplain();
  const save = useMutation({
    mutationFn: async ({ what, name }: { what: Parameters<typeof planFileOf>[2]; name: string }) =>
      saveBlob(name, await planFileOf(plan.planId, plan.version, what, language)),
    onError,
  });
  const sheetName = `${t('plan.sheetFile')}-v${plan.version}.xlsx`;
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={save.isPending}
        onClick={() => save.mutate({ what: 'sheet', name: sheetName })}
      >
        {t('plan.sheet')}
      </button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: FILES.map((f) => ({ key: f.id, label: f.name })),
          onClick: ({ key }) => {
            const file = FILES.find((f) => f.id === key);
            if (file) save.mutate({ what: file.id, name: file.name });
          },
        }}
      >
        <button type="button" className="button">
          {t('plan.proofFiles')}
        </button>
      </Dropdown>
      <button type="button" className="button" onClick={() => setSharing(true)}>
        {t('plan.share.open')}
      </button>
      <Modal
        open={sharing}
        onCancel={() => setSharing(false)}
        footer={null}
        title={t('plan.share.title', { n: plan.version })}
        destroyOnHidden
      >
        <Shares plan={plan} />
      </Modal>
    </>
  );
}

function Shares({ plan }: { plan: PlanPage }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [days, setDays] = useState('14');
  const onError = useComplain();
  const again = () => client.invalidateQueries({ queryKey: ['library', 'plan', plan.planId] });
  const share = useMutation({
    mutationFn: () => sharePlan(plan.planId, plan.version, Math.max(1, Number(days) || 14)),
    onSuccess: again,
    onError,
  });
  const revoke = useMutation({
    mutationFn: (shareId: string) => revokeShare(plan.planId, shareId),
    onSuccess: again,
    onError,
  });
  return (
    <>
      <p className="muted">{t('plan.share.hint')}</p>
      <div className="row">
        <label className="row">
          {t('plan.share.days')}
          <input
            className="field"
            type="number"
            min={1}
            max={365}
            value={days}
            onChange={(e) => setDays(e.target.value)}
            style={{ width: 80 }}
          />
        </label>
        <button
          type="button"
          className="button primary"
          disabled={share.isPending}
          onClick={() => share.mutate()}
        >
          {t('plan.share.make')}
        </button>
      </div>
      {share.data ? (
        <p>
          <a href={share.data.path} target="_blank" rel="noreferrer" className="code wrap">
            {location.origin + share.data.path}
          </a>
          <br />
          <small className="muted">{t('plan.share.once')}</small>
        </p>
      ) : null}
      {plan.shares.length > 0 ? (
        <table className="plain">
          <tbody>
            {plan.shares.map((s) => (
              <tr key={s.shareId}>
                <td>{t('plan.version', { n: s.version })}</td>
                <td>{t('plan.share.until', { day: formatDay(s.expiresAt) })}</td>
                <td>
                  <span className="tag">{t(`plan.share.state.${s.state}`)}</span>
                </td>
                <td className="right">
                  {s.state === 'open' ? (
                    <button type="button" className="plain-button" onClick={() => revoke.mutate(s.shareId)}>
                      {t('plan.share.revoke')}
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
