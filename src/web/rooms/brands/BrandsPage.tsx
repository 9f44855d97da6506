/** Whose history is this, and who may see it together? */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrandsPage as Brands, GroupView, PooledEstimate } from '#domain/assets/workspaces/schema.ts';
import { brandsQuery, grantHistory, groupQuery, makeBrand, revokeGrant } from '#web/api/loop.ts';
import { Answer, EmptyState } from '#web/parts/Answer.tsx';
import { useComplain } from '#web/parts/complain.ts';
import { formatDay, formatMoment, formatMoney } from '#web/parts/format.ts';
import { Page } from '#web/parts/Page.tsx';
import { useSay } from '#web/parts/say.ts';
import { useNumberStyle, usePlatformName } from '#web/parts/words.ts';
import { AssetsTabs } from '#web/rooms/assets/AssetsTabs.tsx';

export const brandsRoute = createLazyRoute('/assets/brands')({ component: BrandsPage });

function BrandsPage() {
  const { t } = useTranslation();
  const query = useQuery(brandsQuery);
  const groups = query.data?.workspaces.filter((w) => w.kind === 'group') ?? [];
  const search = useSearch({ from: '/assets/brands' });
  const group = groups.find((g) => g.workspaceId === search.group) ?? groups[0];
  return (
    <Page
      title={t('loop.brands.title')}
      answer={
        query.data
          ? t('loop.brands.answer', { brands: query.data.brands.length, groups: groups.length })
          : null
      }
      foot={t('loop.brands.foot')}
    >
      <AssetsTabs />
      <Answer query={query} rows={8}>
        {(page) => (
          <>
            <BrandTable page={page} />
            {groups.length > 0 ? <Grants page={page} /> : null}
            {group ? <Group key={group.workspaceId} id={group.workspaceId} page={page} /> : null}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** A change that answers with the whole page. */
function useChange<T>(act: (given: T) => Promise<Brands>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (page) => {
      client.setQueryData(['brands'], page);
      await client.invalidateQueries({ queryKey: ['brands', 'group'] });
    },
    onError: useComplain(),
  });
}

function BrandTable({ page }: { page: Brands }) {
  const { t } = useTranslation();
  const keep = useChange(makeBrand);
  const organisation = page.organisations[0]?.name;
  return (
    <section className="card scroll">
      <h2>{t('loop.brands.brand')}</h2>
      {page.brands.length === 0 ? (
        <EmptyState title={t('loop.brands.empty')}>
          <p>{t('loop.brands.emptyHint')}</p>
        </EmptyState>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('loop.brands.brand')}</th>
              <th scope="col">{t('loop.brands.organisation')}</th>
              <th scope="col">{t('loop.brands.words')}</th>
              <th scope="col">{t('loop.brands.campaigns')}</th>
            </tr>
          </thead>
          <tbody>
            {page.brands.map((b) => (
              <tr key={b.brandId}>
                <th scope="row">{b.name}</th>
                <td>{b.organisation}</td>
                <td>{b.words.join('、') || '—'}</td>
                <td>{b.campaigns.join('、') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {page.unkept.length > 0 ? (
        <p className="row">
          <span className="muted">{t('loop.brands.unkept')}</span>
          {page.unkept.map((name) => (
            <button
              key={name}
              type="button"
              className="button"
              disabled={keep.isPending}
              onClick={() => keep.mutate({ name, organisation: organisation ?? name, words: [] })}
            >
              {t('loop.brands.keep')} {name}
            </button>
          ))}
        </p>
      ) : null}
    </section>
  );
}

function Grants({ page }: { page: Brands }) {
  const { t } = useTranslation();
  const give = useChange(grantHistory);
  const take = useChange(revokeGrant);
  const groups = page.workspaces.filter((w) => w.kind === 'group');
  const [brandId, setBrand] = useState(page.brands[0]?.brandId ?? '');
  const [workspaceId, setGroup] = useState(groups[0]?.workspaceId ?? '');
  const [purpose, setPurpose] = useState('');
  return (
    <section className="card scroll">
      <h2>{t('loop.brands.grants')}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.brands.brand')}</th>
            <th scope="col">{t('loop.brands.group')}</th>
            <th scope="col">{t('loop.brands.purpose')}</th>
            <th scope="col">{t('loop.brands.granted')}</th>
            <th scope="col">
              <span className="hidden">{t('loop.brands.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.grants.map((g) => (
            <tr key={g.grantId} className={g.revokedAt ? 'muted' : undefined}>
              <th scope="row">{g.brand}</th>
              <td>{g.workspace}</td>
              <td>{g.purpose}</td>
              <td className="number">
                {formatDay(g.grantedAt)} · {g.grantedBy}
              </td>
              <td>
                {g.revokedAt ? (
                  t('loop.brands.revoked', { day: formatDay(g.revokedAt) })
                ) : (
                  <button
                    type="button"
                    className="button"
                    disabled={take.isPending}
                    onClick={() => take.mutate(g.grantId)}
                  >
                    {t('loop.brands.revoke')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          give.mutate({ brandId, workspaceId, purpose }, { onSuccess: () => setPurpose('') });
        }}
      >
        <select
          className="field"
          style={{ width: 160 }}
          aria-label={t('loop.brands.brand')}
          value={brandId}
          onChange={(e) => setBrand(e.target.value)}
        >
          {page.brands.map((b) => (
            <option key={b.brandId} value={b.brandId}>
              {b.name}
            </option>
          ))}
        </select>
        <select
          className="field"
          style={{ width: 240 }}
          aria-label={t('loop.brands.group')}
          value={workspaceId}
          onChange={(e) => setGroup(e.target.value)}
        >
          {groups.map((g) => (
            <option key={g.workspaceId} value={g.workspaceId}>
              {g.name}
            </option>
          ))}
        </select>
        <input
          className="field"
          required
          minLength={3}
          placeholder={t('loop.brands.purposeHint')}
          aria-label={t('loop.brands.purpose')}
          value={purpose}
          onChange={(e) => setPurpose(e.target.value)}
          style={{ width: 240 }}
        />
        <button type="submit" className="button primary" disabled={give.isPending}>
          {t('loop.brands.share')}
        </button>
      </form>
    </section>
  );
}

function Group({ id, page }: { id: string; page: Brands }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/assets/brands' });
  const query = useQuery(groupQuery(id));
  const groups = page.workspaces.filter((w) => w.kind === 'group');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className="card scroll" aria-label={t('loop.brands.group')} tabIndex={0}>
      <div className="row">
        <h2>{t('loop.brands.group')}</h2>
        <select
          className="field"
          style={{ width: 240 }}
          aria-label={t('loop.brands.group')}
          value={id}
          onChange={(e) => void navigate({ search: { group: e.target.value }, replace: true })}
        >
          {groups.map((g) => (
            <option key={g.workspaceId} value={g.workspaceId}>
              {g.name}
            </option>
          ))}
        </select>
      </div>
      <Answer query={query} rows={5}>
        {(view) => <Pooled view={view} />}
      </Answer>
    </section>
  );
}

function Pooled({ view }: { view: GroupView }) {
  const { t } = useTranslation();
  const style = useNumberStyle();
  const platform = usePlatformName();
  const money = (minor: number) => formatMoney(minor, view.currency, style);
  if (view.from.length === 0) return <p className="muted">{t('loop.brands.nobody')}</p>;
  const rows = [{ brand: t('loop.brands.together'), ...view.pooled }, ...view.brands];
  return (
    <>
      <p>
        {t('loop.brands.pooledFrom', { from: view.from.join('、') })}{' '}
        {view.withheld.length > 0 ? (
          <span className="muted">{t('loop.brands.withheld', { brands: view.withheld.join('、') })} </span>
        ) : null}
        {view.elsewhere > 0 ? (
          <span className="muted">
            {t('loop.brands.elsewhere', { count: view.elsewhere, currency: view.currency })}
          </span>
        ) : null}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.brands.brand')}</th>
            <th scope="col" className="right">
              {t('loop.brands.campaigns')}
            </th>
            <th scope="col" className="right">
              {t('loop.brands.placements')}
            </th>
            <th scope="col" className="right">
              {t('loop.brands.paid')}
            </th>
            <th scope="col" className="right">
              {t('loop.brands.perThousand')}
            </th>
            <th scope="col" className="right">
              {t('loop.brands.perEngagement')}
            </th>
            <th scope="col" className="right">
              {t('loop.brands.perOrder')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((b) => (
            <tr key={b.brand}>
              <th scope="row">{b.brand}</th>
              <td className="right number">{b.campaigns}</td>
              <td className="right number">{b.placements}</td>
              <td className="right number">{money(b.paidMinor)}</td>
              <td className="right">
                <Cost e={b.perThousandSeen} money={money} />
              </td>
              <td className="right">
                <Cost e={b.perEngagement} money={money} />
              </td>
              <td className="right">
                <Cost e={b.perOrder} money={money} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('loop.brands.platform')}</th>
            <th scope="col" className="right">
              {t('loop.brands.placements')}
            </th>
            <th scope="col">{t('loop.brands.from')}</th>
            <th scope="col" className="right">
              {t('loop.brands.median')}
            </th>
            <th scope="col" className="right">
              {t('loop.brands.perThousand')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.cells.map((c) => (
            <tr key={c.platform}>
              <th scope="row">{platform(c.platform)}</th>
              <td className="right number">{c.n}</td>
              <td>{c.from.join('、')}</td>
              <td className="right">
                <Cost e={c.paidMedian} money={money} />
              </td>
              <td className="right">
                <Cost e={c.perThousandSeen} money={money} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('loop.brands.views')}</h3>
      <ul className="tight">
        {view.views.slice(0, 8).map((v) => (
          <li key={v.at} className="muted">
            <span className="number">{formatMoment(v.at)}</span> · {v.who} ·{' '}
            {v.from.length > 0
              ? t('loop.brands.saw', { from: v.from.join('、') })
              : t('loop.brands.sawNothing')}
          </li>
        ))}
      </ul>
    </>
  );
}

function Cost({ e, money }: { e: PooledEstimate; money: (minor: number) => string }) {
  const { t } = useTranslation();
  const say = useSay();
  return e.state === 'ok' ? (
    <b className="number" title={`n ${e.n}`}>
      {money(e.value)}{' '}
      <small className="muted">
        [{money(e.low)}–{money(e.high)}]
      </small>
    </b>
  ) : (
    <span className="level level-insufficient" title={`${say(e.need)} · ${say(e.have)} · ${say(e.why)}`}>
      {t('loop.insufficient')}
    </span>
  );
}
