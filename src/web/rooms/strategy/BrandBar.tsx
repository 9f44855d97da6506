/** Which brands, which category, which shortlist, how far back: all of it stands in the address. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { brandWritten, type NamedBrand } from '#domain/readings/market/rivals/schema.ts';
import { facetsQuery, listsQuery } from '#web/api/endpoints.ts';
import { watchBrands, watchedBrandsQuery } from '#web/api/rivals.ts';
import { useComplain } from '#web/parts/complain.ts';

export interface BrandSearch {
  rivals?: string | undefined;
  own?: string | undefined;
  category?: string | undefined;
  list?: string | undefined;
  window?: string | undefined;
}
export const WINDOWS = [30, 90, 180, 365, 1095] as const;
export const daysOf = (window: string | undefined): number =>
  WINDOWS.find((w) => String(w) === window) ?? 180;

const brandIn = (text: string): NamedBrand | null => {
  const words = text
    .split('|')
    .map((w) => w.trim())
    .filter(Boolean);
  return words[0] ? { brand: words[0], words } : null;
};
const brandsIn = (text: string): NamedBrand[] => text.split(/[,，]/).flatMap((one) => brandIn(one) ?? []);

/** The address over what the workspace watches. */
export function useBrands(search: BrandSearch): { rivals: string; own: string } {
  const { data } = useQuery(watchedBrandsQuery);
  return {
    rivals: search.rivals ?? data?.rivals.map(brandWritten).join(', ') ?? '',
    own: search.own ?? (data?.own ? brandWritten(data.own) : ''),
  };
}

interface BrandBarProps {
  search: BrandSearch;
  change: (part: BrandSearch) => void;
  withBrands: boolean;
}

export function BrandBar({ search, change, withBrands }: BrandBarProps) {
  const { t } = useTranslation();
  const { data: facets } = useQuery(facetsQuery({}));
  const lists = useQuery(listsQuery);
  return (
    <div className="card">
      {withBrands ? <Brands search={search} change={change} /> : null}
      <p className="row">
        <label className="row">
          {t('rivals.category')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={search.category ?? ''}
            onChange={(e) => change({ category: e.target.value })}
          >
            <option value="">{t('rivals.every')}</option>
            {facets?.facets.category?.map((c) => (
              <option key={c.value} value={c.value}>
                {c.value} ({c.count})
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('rivals.list')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={search.list ?? ''}
            onChange={(e) => change({ list: e.target.value })}
          >
            <option value="">{t('rivals.wholeLibrary')}</option>
            {lists.data?.map((l) => (
              <option key={l.listId} value={l.name}>
                {l.name} ({l.size})
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          {t('rivals.window')}
          <select
            className="field"
            style={{ width: 'auto' }}
            value={daysOf(search.window)}
            onChange={(e) => change({ window: e.target.value })}
          >
            {WINDOWS.map((w) => (
              <option key={w} value={w}>
                {t('figure.window', { days: w })}
              </option>
            ))}
          </select>
        </label>
      </p>
    </div>
  );
}

function Brands({ search, change }: Omit<BrandBarProps, 'withBrands'>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const onError = useComplain();
  const shown = useBrands(search);
  const [rivals, setRivals] = useState<string | null>(null);
  const [own, setOwn] = useState<string | null>(null);
  const now = { rivals: rivals ?? shown.rivals, own: own ?? shown.own };
  const keep = useMutation({
    mutationFn: () => watchBrands({ own: brandIn(now.own), rivals: brandsIn(now.rivals).slice(0, 8) }),
    onSuccess: () => {
      void message.success(t('rivals.remembered'));
      void client.invalidateQueries({ queryKey: watchedBrandsQuery.queryKey });
    },
    onError,
  });
  const show = (event: FormEvent) => {
    event.preventDefault();
    change(now);
  };
  return (
    <form className="row" onSubmit={show}>
      <label className="row" style={{ flex: '2 1 320px' }}>
        {t('rivals.rivals')}
        <input
          className="field"
          value={now.rivals}
          placeholder={t('rivals.rivalsHint')}
          onChange={(e) => setRivals(e.target.value)}
        />
      </label>
      <label className="row" style={{ flex: '1 1 160px' }}>
        {t('rivals.own')}
        <input className="field" value={now.own} onChange={(e) => setOwn(e.target.value)} />
      </label>
      <Button htmlType="submit" type="primary">
        {t('rivals.apply')}
      </Button>
      <Button loading={keep.isPending} onClick={() => keep.mutate()}>
        {t('rivals.remember')}
      </Button>
    </form>
  );
}
