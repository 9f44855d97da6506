/** What do bought acts cost? The user's own dated table. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MarketPrice, PRICED_ACTS } from '#domain/readings/authenticity/schema.ts';
import { addMarketPrice, marketPricesQuery, removeMarketPrice } from '#web/api/authenticity.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { PlatformOptions } from '#web/parts/PlatformOptions.tsx';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';

export const pricesRoute = createLazyRoute('/settings/prices')({ component: PricesPage });

function PricesPage() {
  const { t } = useTranslation();
  const query = useQuery(marketPricesQuery);
  return (
    <Page
      title={t('authenticity.prices.title')}
      answer={t('authenticity.prices.answer')}
      foot={t('authenticity.prices.foot')}
    >
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('authenticity.prices.empty')} />
          ) : (
            <Prices items={items} />
          )
        }
      </Answer>
      <PriceForm />
    </Page>
  );
}

function Prices({ items }: { items: readonly MarketPrice[] }) {
  const { t } = useTranslation();
  const platformName = usePlatformName();
  const style = useNumberStyle();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: removeMarketPrice,
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
  });
  return (
    <section className="card scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('authenticity.prices.platform')}</th>
            <th scope="col">{t('authenticity.prices.act')}</th>
            <th scope="col" className="right">
              {t('authenticity.prices.low')}
            </th>
            <th scope="col" className="right">
              {t('authenticity.prices.high')}
            </th>
            <th scope="col">{t('authenticity.prices.on')}</th>
            <th scope="col">{t('authenticity.prices.source')}</th>
            <th scope="col">
              <span className="hidden">{t('authenticity.prices.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((p) => (
            <tr key={p.priceId}>
              <th scope="row">
                {p.platform === 'any' ? t('authenticity.prices.any') : platformName(p.platform)}
              </th>
              <td>{t(`authenticity.act.${p.act}`)}</td>
              <td className="right number">{formatMoney(p.lowMinor, p.currency, style)}</td>
              <td className="right number">{formatMoney(p.highMinor, p.currency, style)}</td>
              <td className="number">{p.pricedOn}</td>
              <td className="wrap">{p.source}</td>
              <td>
                <button type="button" className="plain-button" onClick={() => remove.mutate(p.priceId)}>
                  {t('authenticity.prices.remove')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PriceForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [platform, setPlatform] = useState<string>('any');
  const [act, setAct] = useState<MarketPrice['act']>('follower');
  const [low, setLow] = useState('');
  const [high, setHigh] = useState('');
  const [currency, setCurrency] = useState('CNY');
  const [pricedOn, setPricedOn] = useState(() => new Date().toISOString().slice(0, 10));
  const [source, setSource] = useState('');
  const [lowMinor, highMinor] = [Math.round(Number(low) * 100), Math.round(Number(high) * 100)];
  const add = useMutation({
    mutationFn: () =>
      addMarketPrice({ platform, act, lowMinor, highMinor, currency, pricedOn, source: source.trim() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
    onError: (error) => void message.error(error.message),
  });
  const ready =
    low !== '' && high !== '' && lowMinor <= highMinor && currency.length === 3 && source.trim() !== '';
  const text = (label: string, value: string, set: (v: string) => void, type: string, width: number) => (
    <label>
      {label}{' '}
      <input
        className="field"
        style={{ width }}
        type={type}
        value={value}
        min={type === 'number' ? 0 : undefined}
        onChange={(e) => set(e.target.value)}
      />
    </label>
  );
  return (
    <form
      className="card row"
      aria-label={t('authenticity.prices.add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add.mutate();
      }}
    >
      <label>
        {t('authenticity.prices.platform')}{' '}
        <select className="field" value={platform} onChange={(e) => setPlatform(e.target.value)}>
          <option value="any">{t('authenticity.prices.any')}</option>
          <PlatformOptions />
        </select>
      </label>
      <label>
        {t('authenticity.prices.act')}{' '}
        <select className="field" value={act} onChange={(e) => setAct(e.target.value as MarketPrice['act'])}>
          {PRICED_ACTS.map((a) => (
            <option key={a} value={a}>
              {t(`authenticity.act.${a}`)}
            </option>
          ))}
        </select>
      </label>
      {text(t('authenticity.prices.low'), low, setLow, 'number', 100)}
      {text(t('authenticity.prices.high'), high, setHigh, 'number', 100)}
      {text(t('authenticity.prices.currency'), currency, (v) => setCurrency(v.toUpperCase()), 'text', 60)}
      {text(t('authenticity.prices.on'), pricedOn, setPricedOn, 'date', 140)}
      {text(t('authenticity.prices.source'), source, setSource, 'text', 220)}
      <Button htmlType="submit" disabled={!ready} loading={add.isPending}>
        {t('authenticity.prices.add')}
      </Button>
    </form>
  );
}
