/** Short links of the campaign with their visits, and a form for a new one. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '#domain/decisions/campaigns/schema.ts';
import type { Redirect } from '#domain/decisions/redirects/schema.ts';
import { campaignQuery } from '#web/api/campaigns.ts';
import { addRedirect, redirectsQuery } from '#web/api/orders.ts';
import { Answer } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatCount } from '#web/parts/format.ts';
import { useNumberStyle } from '#web/parts/words.ts';

export function LinksCard({ campaign }: { campaign: string }) {
  const { t } = useTranslation();
  const page = useQuery(campaignQuery(campaign));
  return (
    <section className="card scroll" aria-label={t('orders.links')}>
      <h2>{t('orders.links')}</h2>
      <p className="muted">{t('orders.linksHint')}</p>
      <Answer query={useQuery(redirectsQuery(campaign))} rows={3}>
        {(data) => <List items={data.items} />}
      </Answer>
      {page.data ? <Form page={page.data} /> : null}
    </section>
  );
}

function List({ items }: { items: readonly Redirect[] }) {
  const { t } = useTranslation();
  const style = { ...useNumberStyle(), short: false };
  if (items.length === 0) return <p className="muted">{t('orders.noLinks')}</p>;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('orders.link')}</th>
          <th scope="col">{t('orders.target')}</th>
          <th scope="col">{t('orders.column.state')}</th>
          <th scope="col" className="right">
            {t('orders.people')}
          </th>
          <th scope="col" className="right" title={t('orders.programsHint')}>
            {t('orders.programs')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((r) => (
          <tr key={r.code}>
            <th scope="row">
              <code>{r.path}</code>
            </th>
            <td className="clip" title={r.target}>
              {r.target}
            </td>
            <td>{t(`orders.linkState.${r.state}`)}</td>
            <td className="right number">{formatCount(r.people, style)}</td>
            <td className="right number">{formatCount(r.bots + r.prefetches, style)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Form({ page }: { page: Campaign }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const complain = useComplain();
  const [target, setTarget] = useState('');
  const [account, setAccount] = useState('');
  const accounts = new Map(page.placements.map((p) => [p.accountId, p.accountName ?? p.accountId]));
  const send = (event: FormEvent) => {
    event.preventDefault();
    const given = { campaign: page.campaign, target, accountId: account === '' ? null : account };
    void addRedirect(client, given)
      .then(() => setTarget(''))
      .catch(complain);
  };
  return (
    <form className="row wrap" onSubmit={send}>
      <label className="row">
        {t('orders.target')}
        <input
          className="field auto"
          type="url"
          required
          placeholder="https://"
          value={target}
          onChange={(e) => setTarget(e.target.value)}
        />
      </label>
      <label className="row">
        {t('orders.account')}
        <select className="field auto" value={account} onChange={(e) => setAccount(e.target.value)}>
          <option value="">{t('orders.noAccount')}</option>
          {[...accounts].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button htmlType="submit" size="small" type="primary">
        {t('orders.addLink')}
      </Button>
    </form>
  );
}
